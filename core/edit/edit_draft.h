// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/edit/planned_document.h"

namespace pthf {

/// A planned document in the making: what each family of operations changes. Containers are changed through it, so that
/// it knows where every item came from.
class EditDraft {
public:
    EditDraft(DocumentPtr source, TreeIndex sourceTree, PlanContext context, Task task);

    const Document& source() const noexcept { return *m_source; }
    const PlanContext& context() const noexcept { return m_context; }
    const Task& task() const noexcept { return m_task; }

    /// As it stands now. Storages, tensors and new values may be changed at will; containers and instances that the
    /// tree shows by the functions below.
    Content content;
    std::vector<PlannedStorage> storages;
    Problems problems;
    std::optional<std::string> refusal;
    bool hasNewShapes = false; ///< a tensor has another shape than before

    /// Another file that an operation takes tensors from: opened once. The error names it.
    Result<DocumentPtr> openOther(const std::string& file);

    /// The tree of the content as it stands now; indexed anew when its structure changed. Valid until the next ask.
    Result<const TreeIndex*> tree();
    /// Values were replaced by other means than the functions below.
    void structureChanged() noexcept
    {
        m_isTreeStale = true;
        m_isUseStale = true;
    }

    /// Dictionaries that were made from lists of pairs (Python 2's OrderedDict) become ones with entries: for
    /// operations that change keys or take entries out. Changes nothing in Python's eyes.
    void gatherPairs();

    // Items of a Dict, or of a sequence; slots are positions in it.
    void removeSlots(ValueId owner, std::span<const std::uint32_t> ascending);
    void setKeys(ValueId dict, std::span<const std::pair<std::uint32_t, ValueId>> keys);
    void setItem(ValueId owner, std::uint32_t slot, ValueId value);
    /// All entries of a Dict, with where each comes from.
    void setEntries(ValueId dict, std::span<const Entry> entries, std::vector<ItemOrigin> origins);
    /// Makes `id` a copy of the container `by`, items and their origins: every mention of id means that now.
    void replaceContainer(ValueId id, ValueId by);
    void setRoot(ValueId root);
    /// Where the item in a slot comes from.
    ItemOrigin originOf(ValueId owner, std::uint32_t slot) const;
    std::vector<ItemOrigin> originsOf(ValueId owner) const;
    /// The value an item holds.
    ValueId itemAt(ValueId owner, std::uint32_t slot) const;

    /// Bytes of the storages that the content mentions.
    std::uint64_t usedBytes();
    /// Which storages those are, by StorageId.
    std::vector<bool> usedStorages() const;
    std::vector<bool> reachableValues() const;

    /// A storage of its own for the plan to fill in; its key is unique.
    StorageId addStorage(StorageValue value, PlannedStorage planned);
    /// The text key (or other text) as a new value of the kind of an old one: Python 2's strings stay such.
    ValueId addTextLike(ValueId old, std::string_view text);

    /// Moves everything into the finished document.
    Result<PlannedDocumentPtr> finish(EditPlan plan, const TreeIndex& sourceTree, std::vector<OperationEffect> effects);

private:
    std::optional<ItemChange> keyChange(ItemOrigin origin, ValueId owner, std::uint32_t slot) const;
    void fillItems(PlannedDocument& planned, const TreeIndex& sourceTree) const;

    DocumentPtr m_source;
    PlanContext m_context;
    Task m_task;
    TreeIndex m_tree;
    bool m_isTreeStale = false;
    bool m_isUseStale = false;
    bool m_hasRemoved = false;
    bool m_hasGatheredPairs = false;
    std::uint64_t m_usedBytes = 0;
    std::uint64_t m_madeStorages = 0;
    std::unordered_map<std::string, DocumentPtr> m_others; ///< by the name that they were asked for
    std::unordered_map<ValueId, std::vector<ItemOrigin>> m_origins;
};

} // namespace pthf
