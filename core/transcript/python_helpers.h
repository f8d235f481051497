// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace pthf {

/// Functions for the script of planAsPython, each put in only when something needs it. They stand in it in this order:
/// later ones use earlier ones.
enum class PythonHelper : std::uint8_t {
    Nodes,
    StateDicts,
    Rename,
    Replace,
    Matching,
    Roles,
    Drop,
    Remade,
    Cast,
    Put,
    Filled,
    Interpolated,
    Portable,
    PlainDict
};

/// Its text, which begins with an empty line.
std::string_view pythonHelper(PythonHelper helper) noexcept;

} // namespace pthf
