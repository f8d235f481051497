// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pthf {

/// Whether the whole text matches: `*` any run of characters (dots and slashes too), `?` one character, `[a-z]` and
/// `[!a-z]` one of (none of) a class, `[*]` the character itself. Case matters. A `[` without its `]` is itself. Takes
/// at most length × pattern steps and no memory.
bool globMatches(std::string_view pattern, std::string_view text) noexcept;

} // namespace pthf
