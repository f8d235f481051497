// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <QString>

#include "core/edit/planned_document.h"
#include "ui/models/planned_table_model.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// What one operation does within a plan.
struct PlanPreview {
    QString text; ///< "320 keys, 0 collisions", or what is wrong
    bool isGood = false;
    PlannedDocumentPtr planned; ///< where it can work
    PlannedRows rows; ///< those that would be other ones without it, the first few hundred
    std::size_t rowCount = 0; ///< how many there are
};

/// Lays the plan over the file with and without its operation number `operation`. Cancelled, or a preview: a plan that
/// cannot work is one too.
Result<PlanPreview> previewOperation(
    const OpenedPtr& opened, const EditPlan& plan, std::size_t operation, const PlanContext& context, const Task& task);

} // namespace pthf
