// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/plan/edit_plan.h"

namespace pthf {

/// A recipe: {"pthfinder_recipe": 1, "operations": [{"op": "map_location", "device": "cpu"}, ...]}, indented.
std::string planToJson(const EditPlan& plan);

/// One operation as it stands in a recipe, on one line: the "fix" of findings and badges.
std::string operationToJson(const Operation& operation);

/// InvalidArgument names the operation by number and the member that is missing, unknown or of the wrong type.
Result<EditPlan> planFromJson(std::string_view json);

/// Old and new keys for RenameTable: {"old": "new", …} or [["old", "new"], …].
Result<std::vector<std::pair<std::string, std::string>>> renamePairsFromJson(std::string_view json);

} // namespace pthf
