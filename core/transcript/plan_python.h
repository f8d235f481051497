// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/plan/edit_plan.h"

namespace pthf {

/// Python that does the same with torch: a whole script, readable, ready to run, which needs nothing but torch. Prefix
/// rules are anchored at segments. What torch has to do where we only rewrite (carrying tensors to a device) the script
/// says.
std::string planAsPython(const EditPlan& plan, std::string_view input, std::string_view output);

} // namespace pthf
