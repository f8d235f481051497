// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/value/key_path.h"

namespace pthf {

// Single words of the script of planAsPython. What strangers wrote stays text, whatever it holds.

std::string pythonText(std::string_view text);

/// "module." in quotes, with its dot however it was typed.
std::string pythonPrefix(std::string_view text);

/// Where a path leads from `checkpoint`, as an expression that can be read and assigned to.
std::string pythonExpression(const KeyPath& path);

/// A JSON value that is no list and no object.
std::string pythonLiteral(const std::string& json);

/// A device in quotes; "auto" is asked of torch when the script runs.
std::string pythonDevice(const std::string& device);

} // namespace pthf
