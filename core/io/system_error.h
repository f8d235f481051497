// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/base/result.h"

namespace pthf {

/// IoFailed in the system's words: what + ": " + what errno says. Call it before anything else can change errno.
Error systemError(std::string_view what);
/// The same for an error number at hand.
Error systemError(std::string_view what, int number);

} // namespace pthf
