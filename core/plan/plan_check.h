// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/plan/operation.h"

namespace pthf {

/// What can be said of an operation without a file: devices that are no devices, patterns that are no patterns, casts
/// to types that nothing is cast to. InvalidArgument in a sentence, without the operation's name.
Status checkOperation(const Operation& operation);

/// "operation 2 (cast)", counted from one: what an error of an operation begins with.
std::string operationPlace(std::size_t position, const Operation& operation);

} // namespace pthf
