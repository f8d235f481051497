// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/base/task.h"
#include "core/reference/reference.h"

namespace pthf::cli {

/// A text named on the command line, at most Limits::maxHeaderBytes long; "-" is standard input, a pipe goes too.
Result<std::string> readText(const std::string& name);

/// What a file is to be matched against: a checkpoint, or a text of names or with a pasted error ("-" is either of them
/// on standard input). `path` chooses the state dict of a checkpoint.
Result<Reference> openReference(const std::string& name, const std::optional<KeyPath>& path, const Task& task);

} // namespace pthf::cli
