// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/value/raw_vector.h"
#include "core/value/value_graph.h"

namespace pthf {

/// What torch.save writes for nearly every tensor (torch/_utils.py), in one piece instead of the ten values that it is:
///
///   _rebuild_tensor_v2(('storage', class, key, device, elements), offset, size, stride, requires_grad, OrderedDict())
///
/// Its words are values of the graph. A Tensor value stands for the call until somebody knows what tensor it is.
struct TensorPhrase {
    ValueId value = kNoValue; ///< the Tensor; its number is the phrase's
    ValueId rebuild = kNoValue; ///< a Global, as storageClass and hooks
    ValueId tag = kNoValue; ///< 'storage'
    ValueId storageClass = kNoValue;
    ValueId key = kNoValue; ///< a Text, as device
    ValueId device = kNoValue;
    ValueId hooks = kNoValue; ///< collections.OrderedDict, which is called without arguments
    std::uint32_t elements = 0;
    std::uint32_t offset = 0;
    std::uint32_t dims = 0; ///< where its sizes stand among those of all phrases, its strides behind them
    std::uint8_t rank = 0;
    bool requiresGrad = false;
    bool endsWithNone = false; ///< the storage's id does, as in a legacy stream
};

/// The phrases of a pickle, by number.
class TensorPhrases {
public:
    static constexpr std::size_t kMostDims = 8; ///< of a phrase; tensors of a higher rank are read value by value

    std::size_t size() const noexcept { return m_phrases.size(); }
    const TensorPhrase& operator[](std::size_t number) const noexcept { return m_phrases[number]; }
    std::span<const std::uint32_t> sizes(const TensorPhrase& phrase) const noexcept;
    std::span<const std::uint32_t> strides(const TensorPhrase& phrase) const noexcept;

    /// Adds a phrase with as many sizes as strides, at most kMostDims, and the value that stands for it.
    ValueId add(ValueGraph& graph, TensorPhrase phrase, std::span<const std::uint32_t> sizes,
        std::span<const std::uint32_t> strides);

    /// The number of the phrase that a value stands for, if it does.
    std::optional<std::size_t> numberOf(const ValueGraph& graph, ValueId value) const noexcept;

    /// What a phrase consists of besides its words.
    struct Parts {
        ValueId idValue = kNoValue; ///< ('storage', …)
        ValueId storage = kNoValue; ///< the Persistent of it
        ValueId size = kNoValue;
        ValueId stride = kNoValue;
        ValueId hooks = kNoValue;
        ValueId arguments = kNoValue;
    };
    /// Makes the values that the pickle spells, and its value the call: whoever is asked about it from now on sees no
    /// difference.
    Parts spellOut(ValueGraph& graph, std::size_t number) const;

private:
    RawVector<TensorPhrase> m_phrases;
    RawVector<std::uint32_t> m_dims;
};

} // namespace pthf
