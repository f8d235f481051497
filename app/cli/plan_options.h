// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/plan/edit_plan.h"

namespace pthf::cli {

/// One option of convert that stands for an operation, as it was written: "--remove-prefix", "module.".
struct PlanOption {
    std::string name; ///< without its dashes
    std::string value; ///< empty for flags
};

/// The options of convert as a plan for one document (--laptop depends on what is in it). They apply in the order
/// written; all device options are one table; neighbouring --keep options are one choice, --drop likewise. An --in
/// belongs to the key options written just before it that have none yet, one in front of them all to each of them;
/// `--in '*'` is every state dict. InvalidArgument names the option.
Result<EditPlan> planOf(
    const std::vector<PlanOption>& options, const Document& document, const TreeIndex& tree, const Task& task);

} // namespace pthf::cli
