// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/value/value_graph.h"

namespace pthf {

/// A value written as Python source: what the header of an .npy is.
struct PythonLiteral {
    enum class Kind : std::uint8_t { None, Bool, Int, Text, Tuple, List, Dict };
    Kind kind = Kind::None;
    std::int64_t number = 0; ///< of Int and Bool
    std::string text;
    std::vector<PythonLiteral> items; ///< of Dict: key, value, key, value, …

    /// The value under a text key of a Dict, or null.
    const PythonLiteral* find(std::string_view key) const noexcept;
};

/// Reads None, True, False, integers (Python 2's 3L too), strings, and tuples, lists and dictionaries of them; nothing
/// is evaluated. Corrupt says what was found and at which character; deeper nesting than maxDepth is LimitExceeded.
Result<PythonLiteral> parsePythonLiteral(std::string_view text, std::uint32_t maxDepth);

/// The same value in a graph.
ValueId addLiteral(ValueGraph& graph, const PythonLiteral& literal);

} // namespace pthf
