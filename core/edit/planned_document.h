// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/edit/planned_storage.h"
#include "core/plan/edit_plan.h"

namespace pthf {

/// What happened to one operation of the plan.
struct OperationEffect {
    std::uint64_t changed = 0; ///< tensors, keys or values it changed
    std::uint64_t untouched = 0; ///< that it could have changed and left alone (keys without the prefix)
    std::int64_t bytes = 0; ///< change in bytes written
    std::string text; ///< "320 keys, 0 collisions", "642 tensors", "483 tensors, −204.5 MB"
    std::vector<std::string> skippedKeys; ///< at most 100: keys without the prefix
};

/// What will be written, before and after, for one leaf.
struct PlannedRow {
    enum class Change : std::uint8_t { Same, Changed, Dropped, Added };
    Change change = Change::Same;
    KeyPath before; ///< empty for Added
    KeyPath after; ///< empty for Dropped
    TensorId sourceTensor = kNoTensor;
    TensorId plannedTensor = kNoTensor;
    std::string deviceBefore; ///< of tensors
    std::string deviceAfter;
    std::optional<DType> dtypeBefore;
    std::optional<DType> dtypeAfter;
    std::string valueBefore; ///< of plain values; of tensors whose shape or numbers are others: "[1000, 512]"
    std::string valueAfter; ///< likewise: "[1200, 512] zeros"
};

/// How one child of the source looks in the plan, for the tree: found by the owner and slot of its ChildStep.
struct ItemChange {
    bool isDropped = false;
    ValueId newKey = kNoValue; ///< set where the key is another one; a Text of the planned graph
    std::string newKeyText; ///< the same as text, for keys that moved out of a state dict's owner (whole models)
};

/// An item of the source graph: owner and slot as in ChildStep; kNoValue for what the plan made.
struct ItemOrigin {
    ValueId owner = kNoValue;
    std::uint32_t slot = 0;

    bool operator==(const ItemOrigin&) const = default;
};

/// A document with a plan laid over it: what would be saved. Immutable, like the document. Values, tensors and storages
/// keep their ids from the source; what the plan makes is added behind them.
///
/// The graph says what will be written, with one exception: the class, key, device and count inside persistent ids are
/// those of the source. content.storages holds instead, for every value that storageAt() knows.
struct PlannedDocument {
    DocumentPtr source;
    EditPlan plan;
    Content content; ///< as it will be written
    std::vector<PlannedStorage> storages; ///< beside content.storages, one each
    /// The document that the numbers of the storage's `source` count in.
    const Document& documentOf(const PlannedStorage& storage) const noexcept
    {
        return storage.other ? *storage.other : *source;
    }
    TreeIndex tree; ///< of the planned content
    std::vector<OperationEffect> effects; ///< one an operation
    /// Operations that change nothing in this file and whose absence the user should hear of ("no state dict has the
    /// prefix module."): the save is refused with this sentence (exit status 1).
    std::optional<std::string> refusal;
    Problems problems; ///< strings that look like devices and were left, ties that were moved together, what was lost

    std::uint64_t bytesBefore = 0; ///< tensor bytes of the source
    std::uint64_t bytesAfter = 0; ///< tensor bytes that will be written

    /// By source item; absent: unchanged. Key: index(owner) << 32 | slot.
    std::unordered_map<std::uint64_t, ItemChange> items;
    const ItemChange* changeOf(const ChildStep& step) const;

    /// Where the items of those containers come from whose items are no longer those of the source, by their slots.
    std::unordered_map<ValueId, std::vector<ItemOrigin>> origins;
    /// The source's item that stands at a place of the planned tree; its owner is kNoValue where the plan made it.
    ItemOrigin originOf(const ChildStep& step) const;
};

using PlannedDocumentPtr = std::shared_ptr<const PlannedDocument>;

struct PlanContext {
    /// What "auto" means here: asked of the machine by the caller (core/compute/device_probe).
    std::string autoDevice = "cpu";
};

/// Lays a plan over a document. Names that a safetensors file records as other names of its tensors are tensors again.
/// InvalidArgument (exit status 2) when an operation cannot work on this file: a collision
/// (both old names and the new one), a path that is not there, a pattern that is no pattern. Prefix operations that no
/// state dict has leave `refusal`.
Result<PlannedDocumentPtr> planDocument(const DocumentPtr& source, const TreeIndex& sourceTree, const EditPlan& plan,
    const PlanContext& context, const Task& task);

/// Every leaf before and after, in file order, dropped ones where they stood.
Result<std::vector<PlannedRow>> plannedRows(
    const PlannedDocument& planned, const TreeIndex& sourceTree, const Task& task);

} // namespace pthf
