// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace pthf {

/// Whether surrogates (U+D800 … U+DFFF) count as characters. Python writes lone ones into pickles ("surrogatepass").
enum class Surrogates : std::uint8_t { Allowed, Refused };

/// One character, or one byte that is none.
struct Utf8Character {
    char32_t code = 0; ///< the byte itself where isValid is false
    std::uint8_t length = 0; ///< bytes taken: 1 to 4; 0 only at the end of the text
    bool isValid = false;
};

/// The character that begins at text[position]; overlong forms, codes above U+10FFFF and cut characters are invalid.
Utf8Character utf8At(std::string_view text, std::size_t position, Surrogates surrogates = Surrogates::Allowed) noexcept;

bool isValidUtf8(std::string_view text, Surrogates surrogates = Surrogates::Allowed) noexcept;

void appendUtf8(std::string& text, char32_t code);

/// Each byte as the character of that number: how Python 2 strings without an encoding are shown.
std::string utf8FromLatin1(std::string_view bytes);

/// At most maxBytes from the front, cut between characters.
std::string_view cutUtf8(std::string_view text, std::size_t maxBytes) noexcept;

/// Whether a character may do harm when it is shown: controls, bidi marks, line separators, surrogates, tags, and other
/// codes that print nothing.
bool isUnsafeToShow(char32_t code) noexcept;

/// Text from a stranger, safe to show on one line: what isUnsafeToShow and bytes that are no UTF-8 are escaped as
/// Python would write them ("\n", "\x00", "\u202e"), backslashes stay single. Cut at maxBytes with "…".
std::string displayText(std::string_view text, std::size_t maxBytes = std::numeric_limits<std::size_t>::max());

} // namespace pthf
