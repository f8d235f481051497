// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "app/cli/plan_options.h"
#include "core/base/result.h"
#include "core/plan/operation.h"

namespace pthf::cli {

/// The operation of an option that says all of it: names, parts, numbers and forms. What depends on the document or on
/// the options before it is made in plan_options.
Result<Operation> operationOfOption(const PlanOption& option);

/// InvalidArgument that begins with the option as it was written.
Error optionMistake(const PlanOption& option, const std::string& what);

/// "FROM=TO", "GLOB=>DEV": both sides, split at the first or the last separator.
enum class SplitAt : std::uint8_t { First, Last };
Result<std::pair<std::string, std::string>> splitOption(
    const PlanOption& option, std::string_view separator, SplitAt at);

} // namespace pthf::cli
