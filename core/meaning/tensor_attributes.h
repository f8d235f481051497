// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/value/content.h"

namespace pthf {

/// What Python code set on a tensor or a parameter (t.note = …) and torch keeps since 2.0, of a subclass what it is
/// made with besides tensors: names, and values as Python prints them. Not what makes it distributed.
std::vector<std::pair<std::string, std::string>> tensorAttributes(const Content& content, const TensorValue& tensor);

} // namespace pthf
