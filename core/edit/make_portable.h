// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/edit/edit_draft.h"
#include "core/edit/tensor_nodes.h"
#include "core/edit/to_state_dict.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/numpy_values.h"

namespace pthf {

/// Says everything in words that torch.load(weights_only=True) of torch 2.6 to 2.15 takes: numbers for numpy scalars,
/// tensors for arrays, dictionaries for objects, state dicts for modules. Keys that were different stay different. What
/// has no plain words becomes None and is told.
class PortableMaker {
public:
    explicit PortableMaker(EditDraft& draft);

    Status run();

    std::uint64_t changed() const noexcept { return m_changed; }
    /// Values that nothing plain could be made of.
    const std::vector<ValueId>& lost() const noexcept { return m_lost; }
    /// Tensors of many processes, of which the file holds a part.
    const std::vector<ValueId>& cut() const noexcept { return m_cut; }
    /// Tensors of other classes that became the plain ones they are made of.
    std::size_t takenApart() const noexcept { return m_apart.size(); }

private:
    enum class Position : std::uint8_t { Value, Key };

    Status visitWaiting();
    void visit(ValueId id, Position position);
    bool isMentionedByMeaning(ValueId id) const;
    void visitTensor(ValueId id);
    void visitGlobal(ValueId id);
    void visitCall(ValueId id, Position position);
    bool visitKnown(ValueId id, Meaning meaning, Position position);
    void visitUnknown(ValueId id, Position position);
    void visitByteText(ValueId id);
    void visitSequence(ValueId id, Position position);
    void push(ValueId id, Position position);
    void pushParts(ValueId id);

    void become(ValueId id, ValueId by);
    void becomeDict(ValueId id, Position position);
    void becomeText(ValueId id, std::string_view text);
    void becomeNone(ValueId id);
    bool becomeArray(ValueId id);
    bool becomeMasked(ValueId id);
    ValueId tensorOf(const NumpyArray& array);
    bool becomeParts(ValueId id, const TensorValue& tensor);
    void becomeScalar(ValueId id);

    EditDraft& m_draft;
    Content& m_content;
    StateDictMaker m_models;
    StorageNodes m_nodes;
    std::vector<std::pair<ValueId, Position>> m_waiting;
    /// Classes and number types that stand as values: what else they say, arrays and objects are told by them.
    std::vector<std::pair<ValueId, Position>> m_last;
    std::vector<bool> m_seen;
    std::vector<ValueId> m_lost;
    std::vector<ValueId> m_cut;
    std::unordered_set<ValueId> m_apart;
    std::vector<ValueId> m_holders; ///< dictionaries with tensors that may come apart
    /// Dictionaries with keys that are said in other words, and which entries those are.
    std::vector<std::pair<ValueId, std::vector<std::uint32_t>>> m_rewordedKeys;
    std::uint64_t m_changed = 0;
};

} // namespace pthf
