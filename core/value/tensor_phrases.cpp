// SPDX-License-Identifier: Apache-2.0
#include "core/value/tensor_phrases.h"

#include <array>
#include <cassert>
#include <vector>

namespace pthf {

namespace {

ValueId addTuple(ValueGraph& graph, std::span<const ValueId> items)
{
    return graph.addSequence(ValueKind::Tuple, items);
}

ValueId addDims(ValueGraph& graph, std::span<const std::uint32_t> dims)
{
    std::array<ValueId, TensorPhrases::kMostDims> items{};
    for (std::size_t i = 0; i < dims.size(); ++i) {
        items[i] = graph.addInt(dims[i]);
    }
    return addTuple(graph, std::span(items).first(dims.size()));
}

} // namespace

std::span<const std::uint32_t> TensorPhrases::sizes(const TensorPhrase& phrase) const noexcept
{
    return {m_dims.data() + phrase.dims, phrase.rank};
}

std::span<const std::uint32_t> TensorPhrases::strides(const TensorPhrase& phrase) const noexcept
{
    return {m_dims.data() + phrase.dims + phrase.rank, phrase.rank};
}

ValueId TensorPhrases::add(ValueGraph& graph, TensorPhrase phrase, std::span<const std::uint32_t> sizes,
    std::span<const std::uint32_t> strides)
{
    assert(sizes.size() == strides.size() && sizes.size() <= kMostDims);
    phrase.value = graph.addTensor(static_cast<std::uint32_t>(m_phrases.size()));
    phrase.dims = static_cast<std::uint32_t>(m_dims.size());
    phrase.rank = static_cast<std::uint8_t>(sizes.size());
    std::uint32_t* const dims = m_dims.extend(2 * sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) { // few: a call that copies them would cost more
        dims[i] = sizes[i];
        dims[sizes.size() + i] = strides[i];
    }
    m_phrases.append(phrase);
    return phrase.value;
}

std::optional<std::size_t> TensorPhrases::numberOf(const ValueGraph& graph, ValueId value) const noexcept
{
    if (graph.kind(value) != ValueKind::Tensor) {
        return std::nullopt;
    }
    const std::size_t number = graph.tensorNumber(value);
    return number < m_phrases.size() && m_phrases[number].value == value ? std::optional(number) : std::nullopt;
}

TensorPhrases::Parts TensorPhrases::spellOut(ValueGraph& graph, std::size_t number) const
{
    const TensorPhrase& phrase = m_phrases[number];
    std::vector<ValueId> id{phrase.tag, phrase.storageClass, phrase.key, phrase.device, graph.addInt(phrase.elements)};
    if (phrase.endsWithNone) {
        id.push_back(graph.addNone());
    }
    Parts parts;
    parts.idValue = addTuple(graph, id);
    parts.storage = graph.addPersistent(parts.idValue);
    parts.size = addDims(graph, sizes(phrase));
    parts.stride = addDims(graph, strides(phrase));
    parts.hooks = graph.addCall(phrase.hooks, addTuple(graph, {}));
    const std::array arguments{parts.storage, graph.addInt(phrase.offset), parts.size, parts.stride,
        graph.addBool(phrase.requiresGrad), parts.hooks};
    parts.arguments = addTuple(graph, arguments);
    graph.replace(phrase.value, graph.addCall(phrase.rebuild, parts.arguments));
    return parts;
}

} // namespace pthf
