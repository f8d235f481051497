// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/plan/edit_plan.h"

namespace pthf {

/// Python that does the same with torch: a whole script, readable, ready to run. Prefix rules are anchored at segments.
std::string planAsPython(const EditPlan& plan, std::string_view input, std::string_view output);

} // namespace pthf
