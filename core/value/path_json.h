// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/json.h"
#include "core/text/json_writer.h"
#include "core/value/key_path.h"

namespace pthf {

/// A path as JSON has it (DESIGN 7): a list of strings, integers, {"attr":…}, {"arg":…} and {"repr":…}; integers beyond
/// 2^53 are {"repr":"digits"}, as no reader that holds numbers in doubles would keep them.
void writePath(JsonWriter& writer, const KeyPath& path);

/// The inverse; a string is taken as the command line's spelling. InvalidArgument says what is no path.
Result<KeyPath> pathFromJson(const Json& json);

} // namespace pthf
