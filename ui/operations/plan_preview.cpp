// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/plan_preview.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

constexpr std::size_t kMostRows = 500;

bool isSame(const PlannedRow& one, const PlannedRow& other)
{
    return one.change == other.change && one.after == other.after && one.deviceAfter == other.deviceAfter
        && one.dtypeAfter == other.dtypeAfter && one.valueAfter == other.valueAfter;
}

/// The rows of `with` that are other rows in `without`, found by their place in the source.
void chooseRows(const std::vector<PlannedRow>& with, const std::vector<PlannedRow>& without, PlanPreview& preview)
{
    std::unordered_map<std::string, const PlannedRow*> before;
    for (const PlannedRow& row : without) {
        before.emplace(pathText(row.before), &row);
    }
    auto rows = std::make_shared<std::vector<PlannedRow>>();
    for (const PlannedRow& row : with) {
        if (row.change == PlannedRow::Change::Same) {
            continue;
        }
        const auto found = before.find(pathText(row.before));
        if (found != before.end() && isSame(row, *found->second)) {
            continue;
        }
        ++preview.rowCount;
        if (rows->size() < kMostRows) {
            rows->push_back(row);
        }
    }
    preview.rows = std::move(rows);
}

} // namespace

Result<PlanPreview> previewOperation(
    const OpenedPtr& opened, const EditPlan& plan, std::size_t operation, const PlanContext& context, const Task& task)
{
    PlanPreview preview;
    const auto planned = planDocument(opened->document, opened->tree, plan, context, task);
    if (!planned) {
        if (planned.error().code() == ErrorCode::Cancelled) {
            return planned.error();
        }
        preview.text = coreText(planned.error().message());
        return preview;
    }
    if ((*planned)->refusal) {
        preview.text = coreText(*(*planned)->refusal);
        return preview;
    }
    preview.isGood = true;
    preview.planned = *planned;
    preview.text = coreText((*planned)->effects[operation].text);
    EditPlan rest = plan;
    rest.operations.erase(rest.operations.begin() + static_cast<std::ptrdiff_t>(operation));
    const auto without = planDocument(opened->document, opened->tree, rest, context, task);
    const auto rows = PTHF_TRY(plannedRows(**planned, opened->tree, task));
    std::vector<PlannedRow> others;
    if (without) {
        others = PTHF_TRY(plannedRows(**without, opened->tree, task));
    }
    chooseRows(rows, others, preview);
    return preview;
}

} // namespace pthf
