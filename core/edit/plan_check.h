// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/plan/edit_plan.h"

namespace pthf {

/// What can be said of an operation without a file: devices that are no devices, patterns that are no patterns, casts
/// to types that nothing is cast to. InvalidArgument in a sentence, without the operation's name.
Status checkOperation(const Operation& operation);

/// The same for each in turn; the message begins with the operation's number and name: "operation 2 (cast): …".
Status checkPlan(const EditPlan& plan);

/// "operation 2 (cast)", counted from one.
std::string operationPlace(std::size_t position, const Operation& operation);

} // namespace pthf
