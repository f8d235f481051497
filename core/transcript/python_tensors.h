// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/plan/tensor_operations.h"
#include "core/transcript/python_helpers.h"

namespace pthf {

// What the script of planAsPython says of operations that give tensors other numbers.

/// Lines of the script, and the modules that they need.
struct PythonLines {
    std::string text;
    std::vector<std::string> imports;
    PythonHelper helper = PythonHelper::Filled; ///< the one that they need beside Put
};

PythonLines pythonLines(const SetTensor& set);
PythonLines pythonLines(const InitTensor& init);
PythonLines pythonLines(const Transpose& transpose); ///< expects `matches`
PythonLines pythonLines(const Resize& resize);

} // namespace pthf
