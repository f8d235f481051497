// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/batch/run_batch.h"
#include "core/plan/edit_plan.h"

namespace pthf {

/// How the files of a batch are written.
struct BatchOptions {
    std::optional<SaveFormat> format; ///< nothing: by the target's extension, else as the source
    Overwrite overwrite = Overwrite::No;
    Verification verification = Verification::Structure;
};

/// Lays one plan over each of these files and saves the results, as `pthf convert --out-dir` does: a line for each, in
/// their order. Those that stand there already, just as planned, are skipped.
Result<std::vector<BatchLine>> convertFiles(const std::vector<BatchItem>& items, const EditPlan& plan,
    const PlanContext& context, const BatchOptions& options, const Task& task);

} // namespace pthf
