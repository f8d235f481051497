// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <unordered_map>

#include "core/checkpoint/recorded_ties.h"
#include "core/edit/planned_document.h"
#include "core/edit/tensor_layers.h"

// The rows of a planned document: each leaf of the source beside the leaf it becomes.

namespace pthf {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kPollEvery = 4'096;

std::uint64_t itemKey(ItemOrigin origin)
{
    return std::uint64_t{index(origin.owner)} << 32U | origin.slot;
}

/// Which leaves belong together.
struct Pairing {
    std::vector<std::uint32_t> plannedOf; ///< by source leaf
    std::vector<std::vector<std::uint32_t>> addedAfter; ///< planned leaves without a source, after a source leaf; [0]
                                                        ///< holds those before all, [i + 1] those after leaf i
};

Pairing pairLeaves(const PlannedDocument& planned, const TreeIndex& sourceTree)
{
    Pairing pairing;
    pairing.plannedOf.assign(sourceTree.leaves.size(), kNone);
    pairing.addedAfter.resize(sourceTree.leaves.size() + 1);
    std::unordered_map<std::uint64_t, std::uint32_t> byItem;
    byItem.reserve(sourceTree.leaves.size());
    std::uint32_t rootLeaf = kNone;
    for (std::uint32_t i = 0; i < sourceTree.leaves.size(); ++i) {
        const PlaceId place = sourceTree.leaves[i].place;
        const ChildStep& step = sourceTree.places[index(place)].step;
        if (index(place) == 0) {
            rootLeaf = i;
        } else if (step.owner != kNoValue) {
            byItem.try_emplace(itemKey({step.owner, step.slot}), i);
        }
    }
    std::size_t last = 0;
    for (std::uint32_t i = 0; i < planned.tree.leaves.size(); ++i) {
        const PlaceId place = planned.tree.leaves[i].place;
        const ChildStep& step = planned.tree.places[index(place)].step;
        const ItemOrigin origin = planned.originOf(step);
        std::uint32_t from = kNone;
        if (origin.owner != kNoValue) {
            const auto found = byItem.find(itemKey(origin));
            from = found == byItem.end() ? kNone : found->second;
        } else if (rootLeaf != kNone && step.value == planned.source->content.root) {
            from = rootLeaf; // a file that is one tensor, put under a key
        }
        if (from == kNone || pairing.plannedOf[from] != kNone) {
            pairing.addedAfter[last].push_back(i);
        } else {
            pairing.plannedOf[from] = i;
            last = std::size_t{from} + 1;
        }
    }
    return pairing;
}

/// One side of a row.
struct Side {
    KeyPath path;
    TensorId tensor = kNoTensor;
    std::string device;
    std::optional<DType> dtype;
    std::string value;
    const TensorValue* facts = nullptr;
    std::string numbers; ///< of tensors that get other ones: where from
    std::string typeName; ///< of plain values
};

Side sideOf(const Content& content, const TreeIndex& tree, std::uint32_t number)
{
    const Leaf& leaf = tree.leaves[number];
    Side side;
    side.path = tree.pathOf(content, leaf.place);
    side.tensor = leaf.tensor;
    if (leaf.tensor != kNoTensor) {
        side.facts = &content.tensor(leaf.tensor);
        side.device = content.deviceOf(*side.facts);
        side.dtype = side.facts->dtype;
        return side;
    }
    const ValueId value = tree.places[index(leaf.place)].step.value;
    side.typeName = viewOf(content, value).typeName;
    side.value = leaf.isReference ? "same as " + pathText(tree.pathOf(content, leaf.first)) : leafText(content, value);
    return side;
}

bool isSameTensor(const Side& a, const Side& b)
{
    if ((a.facts == nullptr) != (b.facts == nullptr)) {
        return false;
    }
    return a.facts == nullptr
        || (a.facts->requiresGrad == b.facts->requiresGrad && a.facts->isParameter == b.facts->isParameter
            && a.facts->layout == b.facts->layout && a.facts->form == b.facts->form);
}

void putBefore(PlannedRow& row, Side& side)
{
    row.before = std::move(side.path);
    row.sourceTensor = side.tensor;
    row.deviceBefore = std::move(side.device);
    row.dtypeBefore = side.dtype;
    row.valueBefore = std::move(side.value);
}

void putAfter(PlannedRow& row, Side& side)
{
    row.after = std::move(side.path);
    row.plannedTensor = side.tensor;
    row.deviceAfter = std::move(side.device);
    row.dtypeAfter = side.dtype;
    row.valueAfter = std::move(side.value);
}

/// Where a tensor gets another shape or other numbers, both are its value.
void tellNumbers(const PlannedDocument& planned, Side& before, Side& after)
{
    if (after.facts == nullptr) {
        return;
    }
    if (after.facts->storage != kNoStorage) {
        after.numbers = numbersText(planned.storages[index(after.facts->storage)]);
    }
    if (before.facts != nullptr && before.facts->layout.shape == after.facts->layout.shape && after.numbers.empty()) {
        return;
    }
    before.value = before.facts == nullptr ? std::string() : shapeText(before.facts->layout.shape);
    after.value = shapeText(after.facts->layout.shape) + (after.numbers.empty() ? "" : " " + after.numbers);
}

/// The leaves of the source that are records of ties, as the tensors that every plan begins with in their place.
class TiedLeaves {
public:
    explicit TiedLeaves(const Document& source)
        : m_recorded(recordedTies(source, source.content))
    {
        for (const RecordedTie& tie : m_recorded.ties) {
            m_ties.emplace(tie.slot, &tie);
        }
    }

    Side sideOf(const Content& content, const TreeIndex& tree, std::uint32_t number) const
    {
        const ChildStep& step = tree.places[index(tree.leaves[number].place)].step;
        const auto tie = step.owner == m_recorded.metadata ? m_ties.find(step.slot) : m_ties.end();
        if (tie == m_ties.end()) {
            return pthf::sideOf(content, tree, number);
        }
        Side side;
        side.path = {{tie->second->name}}; // tensors of these files stand at their root
        side.tensor = content.tensorAt(tie->second->tensor);
        side.facts = &content.tensor(side.tensor);
        side.device = content.deviceOf(*side.facts);
        side.dtype = side.facts->dtype;
        return side;
    }

    /// Whether a value of the planned content is what is left of metadata that held nothing but ties.
    bool isEmptied(ValueId value) const { return !m_ties.empty() && value == m_recorded.metadata; }

private:
    RecordedTies m_recorded;
    std::unordered_map<std::uint32_t, const RecordedTie*> m_ties; ///< by slot in the metadata
};

} // namespace

Result<std::vector<PlannedRow>> plannedRows(
    const PlannedDocument& planned, const TreeIndex& sourceTree, const Task& task)
{
    const Pairing pairing = pairLeaves(planned, sourceTree);
    const Content& before = planned.source->content;
    const TiedLeaves ties(*planned.source);
    std::vector<PlannedRow> rows;
    rows.reserve(sourceTree.leaves.size());
    const auto addMade = [&](std::size_t place) {
        for (const std::uint32_t leaf : pairing.addedAfter[place]) {
            if (ties.isEmptied(planned.tree.places[index(planned.tree.leaves[leaf].place)].step.value)) {
                continue;
            }
            Side nothing;
            Side after = sideOf(planned.content, planned.tree, leaf);
            tellNumbers(planned, nothing, after);
            PlannedRow row;
            row.change = PlannedRow::Change::Added;
            putAfter(row, after);
            rows.push_back(std::move(row));
        }
    };
    addMade(0);
    for (std::uint32_t i = 0; i < sourceTree.leaves.size(); ++i) {
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        Side left = ties.sideOf(before, sourceTree, i);
        PlannedRow row;
        if (pairing.plannedOf[i] == kNone) {
            row.change = PlannedRow::Change::Dropped;
            putBefore(row, left);
        } else {
            Side right = sideOf(planned.content, planned.tree, pairing.plannedOf[i]);
            tellNumbers(planned, left, right);
            const bool isSame = left.path == right.path && left.device == right.device && left.dtype == right.dtype
                && left.value == right.value && left.typeName == right.typeName && isSameTensor(left, right);
            row.change = isSame ? PlannedRow::Change::Same : PlannedRow::Change::Changed;
            putBefore(row, left);
            putAfter(row, right);
        }
        rows.push_back(std::move(row));
        addMade(std::size_t{i} + 1);
    }
    return rows;
}

} // namespace pthf
