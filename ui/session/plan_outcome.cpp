// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/plan_outcome.h"

#include <utility>

namespace pthf {

Result<PlanOutcomePtr> layPlan(
    const OpenedPtr& opened, const EditPlan& plan, const PlanContext& context, const Task& task)
{
    auto outcome = std::make_shared<PlanOutcome>();
    auto planned = planDocument(opened->document, opened->tree, plan, context, task);
    if (!planned) {
        if (planned.error().code() == ErrorCode::Cancelled) {
            return planned.error();
        }
        outcome->error = planned.error();
        return PlanOutcomePtr(std::move(outcome));
    }
    outcome->planned = std::move(planned).value();
    outcome->card = makeCard(*opened->document, outcome->planned->content, outcome->planned->tree);
    outcome->places = summarizePlan(*outcome->planned, opened->tree);
    return PlanOutcomePtr(std::move(outcome));
}

} // namespace pthf
