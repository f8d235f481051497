// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "core/edit/planned_document.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// How one operation of a recipe suits a file.
struct OperationFit {
    enum class Verdict : std::uint8_t {
        Fits,
        Idle, ///< it can be applied and changes nothing here
        CannotWork
    };
    Operation operation;
    Verdict verdict = Verdict::Fits;
    QString text; ///< its effect, or why it cannot work
};

/// Lays the recipe behind a plan, one operation after the other; those that cannot work are left out for the rest.
/// Cancelled, or an answer for every operation.
Result<std::vector<OperationFit>> recipeFit(const OpenedPtr& opened, const EditPlan& before, const EditPlan& recipe,
    const PlanContext& context, const Task& task);

/// Those that can be applied.
std::vector<Operation> fittingOperations(const std::vector<OperationFit>& fits);

} // namespace pthf
