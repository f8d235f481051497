// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/problems.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/storage_table.h"
#include "core/value/content.h"
#include "core/value/tensor_phrases.h"

namespace pthf {

/// Reads calls and objects as tensors, one row of FORMATS 3 a function. Makes entries of content.tensors for the parts
/// of tensors; the tensor itself is handed out.
class TensorReader {
public:
    TensorReader(Content& content, GlobalTable& globals, StorageTable& storages, StorageResolver& resolver,
        Problems& problems, const TensorPhrases* phrases);

    /// The tensor that a value describes, its `value` set to it; nothing where it describes none.
    std::optional<TensorValue> read(ValueId id) { return readAt(id, 0); }

    /// The same for a phrase, by its number.
    std::optional<TensorValue> readPhrase(std::size_t number);

    /// Values inside the tensors read since the last ask that are no part of a tensor (attributes, hooks): there may be
    /// storages below them.
    std::vector<ValueId> takeAttachments() { return std::exchange(m_attachments, {}); }

    /// Whether that phrase was read as a tensor, be it within another one.
    bool hasRead(std::size_t phrase) const { return phrase < m_readPhrases.size() && m_readPhrases[phrase]; }

private:
    /// A call as torch would make it: also the (function, arguments) inside _rebuild_from_type.
    struct Call {
        ValueId node = kNoValue; ///< for messages and marks
        Meaning meaning = Meaning::Unknown;
        std::span<const ValueId> arguments;
        ValueId state = kNoValue;
        int depth = 0;

        ValueId at(std::size_t i) const { return i < arguments.size() ? arguments[i] : kNoValue; }
    };
    using Tensor = std::optional<TensorValue>;

    Tensor readAt(ValueId id, int depth);
    Tensor readCall(const Call& call);
    Tensor strided(const Call& call);
    Tensor parameter(const Call& call);
    Tensor oldParameter(const Call& call);
    Tensor oldTensor(const Call& call);
    Tensor quantized(const Call& call);
    Tensor sparse(const Call& call);
    Tensor sparseFromParts(TensorForm form, std::span<const ValueId> parts, ValueId size, int depth);
    Tensor nested(const Call& call);
    Tensor jagged(const Call& call);
    Tensor meta(const Call& call);
    Tensor wrapper(const Call& call);
    Tensor fromNumpy(const Call& call);
    Tensor fromCpu(const Call& call);
    Tensor fromType(const Call& call);

    /// Storage, offset, size and stride, which open most calls; nothing and a Problem where they are not that.
    Tensor view(const Call& call);
    void checkBounds(TensorValue& tensor);
    void applyMetadata(TensorValue& tensor, ValueId metadata) const;
    void attach(ValueId id);
    TensorId part(ValueId id, int depth);
    void addPart(TensorExtras& extras, std::string name, ValueId id, int depth);
    void addParts(TensorExtras& extras, ValueId state, int depth);
    void addShards(TensorExtras& extras, ValueId state, int depth);
    Tensor refuse(const Call& call, std::string message);

    Content* m_content;
    const ValueGraph* m_graph;
    GlobalTable* m_globals;
    StorageTable* m_storages;
    StorageResolver* m_resolver;
    Problems* m_problems;
    const TensorPhrases* m_phrases;
    std::vector<bool> m_readPhrases;
    std::vector<ValueId> m_attachments;
};

} // namespace pthf
