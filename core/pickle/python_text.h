// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pthf {

/// The value of a quoted Python 2 string literal ("'a\\n'"), as STRING carries it; nothing where it is none.
std::optional<std::string> unquotedBytes(std::string_view literal);

/// Python's raw-unicode-escape (Latin-1 with \uXXXX and \UXXXXXXXX), as UNICODE carries it, in UTF-8; nothing where an
/// escape is cut short or beyond U+10FFFF.
std::optional<std::string> fromRawUnicodeEscape(std::string_view text);

/// A float as FLOAT carries it: what Python's repr() writes.
std::optional<double> floatFromText(std::string_view text);

} // namespace pthf
