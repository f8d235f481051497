// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/recipe_fit.h"

#include "ui/words/core_text.h"

namespace pthf {

Result<std::vector<OperationFit>> recipeFit(const OpenedPtr& opened, const EditPlan& before, const EditPlan& recipe,
    const PlanContext& context, const Task& task)
{
    std::vector<OperationFit> fits;
    EditPlan plan = before;
    for (const Operation& operation : recipe.operations) {
        OperationFit fit{operation, OperationFit::Verdict::Fits, {}};
        plan.operations.push_back(operation);
        const auto planned = planDocument(opened->document, opened->tree, plan, context, task);
        if (!planned && planned.error().code() == ErrorCode::Cancelled) {
            return planned.error();
        }
        if (!planned || (*planned)->refusal) {
            fit.verdict = OperationFit::Verdict::CannotWork;
            fit.text = coreText(planned ? *(*planned)->refusal : planned.error().message());
            plan.operations.pop_back();
        } else {
            const OperationEffect& effect = (*planned)->effects.back();
            fit.verdict = effect.changed == 0 ? OperationFit::Verdict::Idle : OperationFit::Verdict::Fits;
            fit.text = coreText(effect.text);
        }
        fits.push_back(std::move(fit));
    }
    return fits;
}

std::vector<Operation> fittingOperations(const std::vector<OperationFit>& fits)
{
    std::vector<Operation> operations;
    for (const OperationFit& fit : fits) {
        if (fit.verdict != OperationFit::Verdict::CannotWork) {
            operations.push_back(fit.operation);
        }
    }
    return operations;
}

} // namespace pthf
