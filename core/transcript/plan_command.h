// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/plan/edit_plan.h"

namespace pthf {

/// The plan as a `pthf convert` command line, quoted for a POSIX shell. What options cannot say (two device tables
/// after each other, two choices of parts) stands in it as a recipe.
std::string planAsCommand(const EditPlan& plan, std::string_view input, std::string_view output);

} // namespace pthf
