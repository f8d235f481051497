// SPDX-License-Identifier: Apache-2.0
#include "core/edit/planned_document.h"

#include "core/checkpoint/recorded_ties.h"
#include "core/edit/edit_draft.h"
#include "core/edit/operations.h"
#include "core/edit/optimizer_fit.h"
#include "core/plan/plan_check.h"

namespace pthf {

namespace {

Result<OperationEffect> apply(EditDraft& draft, const Operation& operation)
{
    PTHF_TRY(checkOperation(operation));
    PTHF_TRY(draft.task().poll());
    return std::visit([&draft](const auto& one) { return applyTo(draft, one); }, operation);
}

/// Names that a safetensors file only records are tensors again, tied to those they stand for: before the plan, so that
/// its operations see them. A safetensors file that is written records them anew.
void restoreTies(EditDraft& draft)
{
    const RecordedTies recorded = recordedTies(draft.source(), draft.content);
    if (recorded.ties.empty()) {
        return;
    }
    ValueGraph& graph = draft.content.graph;
    const auto old = graph.entries(recorded.tensors);
    std::vector<Entry> entries(old.begin(), old.end());
    std::vector<ItemOrigin> origins = draft.originsOf(recorded.tensors);
    std::vector<std::uint32_t> slots;
    for (const RecordedTie& tie : recorded.ties) {
        entries.push_back({graph.addText(tie.name), tie.tensor});
        origins.push_back({recorded.metadata, tie.slot});
        slots.push_back(tie.slot);
    }
    draft.setEntries(recorded.tensors, entries, std::move(origins));
    draft.removeSlots(recorded.metadata, slots);
}

} // namespace

const ItemChange* PlannedDocument::changeOf(const ChildStep& step) const
{
    if (step.owner == kNoValue) {
        return nullptr;
    }
    const auto found = items.find(std::uint64_t{index(step.owner)} << 32U | step.slot);
    return found == items.end() ? nullptr : &found->second;
}

ItemOrigin PlannedDocument::originOf(const ChildStep& step) const
{
    if (step.owner == kNoValue) {
        return {};
    }
    const auto tracked = origins.find(step.owner);
    if (tracked != origins.end()) {
        return step.slot < tracked->second.size() ? tracked->second[step.slot] : ItemOrigin{};
    }
    return index(step.owner) < source->content.graph.size() ? ItemOrigin{step.owner, step.slot} : ItemOrigin{};
}

Result<PlannedDocumentPtr> planDocument(const DocumentPtr& source, const TreeIndex& sourceTree, const EditPlan& plan,
    const PlanContext& context, const Task& task)
{
    EditDraft draft(source, sourceTree, context, task);
    restoreTies(draft);
    std::vector<OperationEffect> effects;
    effects.reserve(plan.operations.size());
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        auto effect = apply(draft, plan.operations[i]);
        if (!effect) {
            return effect.error().code() == ErrorCode::Cancelled
                ? effect.error()
                : effect.error().within(operationPlace(i + 1, plan.operations[i]));
        }
        effects.push_back(std::move(effect).value());
    }
    PTHF_TRY(noteOptimizerFit(draft, sourceTree));
    return draft.finish(plan, sourceTree, std::move(effects));
}

} // namespace pthf
