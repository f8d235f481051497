// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/edit/planned_document.h"
#include "core/report/card.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// What a plan makes of an open checkpoint: the planned document with its own card, or why there is none.
struct PlanOutcome {
    PlannedDocumentPtr planned; ///< null where the plan cannot work on this file
    Card card; ///< of the planned content; empty without one
    PlanSummary places; ///< by place of the source tree
    std::optional<Error> error;
};

using PlanOutcomePtr = std::shared_ptr<const PlanOutcome>;

/// Cancelled, or an outcome; a plan that cannot work is an outcome too.
Result<PlanOutcomePtr> layPlan(
    const OpenedPtr& opened, const EditPlan& plan, const PlanContext& context, const Task& task);

} // namespace pthf
