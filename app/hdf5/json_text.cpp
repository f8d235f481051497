// SPDX-License-Identifier: Apache-2.0
#include "app/hdf5/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace pthf::hdf5 {

namespace {

/// Bytes of the valid UTF-8 character at the front; 0 where there is none.
std::size_t characterLength(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    std::size_t length = 0;
    if (first >= 0xC2 && first < 0xE0) {
        length = 2;
    } else if (first >= 0xE0 && first < 0xF0) {
        length = 3;
    } else if (first >= 0xF0 && first < 0xF5) {
        length = 4;
    }
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            return 0;
        }
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool isOverlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool isBeyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return isOverlong || isBeyond ? 0 : length;
}

template<typename T>
void appendNumber(std::string& to, T value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    to.append(digits.data(), end);
}

} // namespace

void appendText(std::string& to, std::string_view text)
{
    to += '"';
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        const char letter = text[0];
        if (length == 0) {
            to += "\xEF\xBF\xBD";
        } else if (letter == '"' || letter == '\\') {
            to += '\\';
            to += letter;
        } else if (length == 1 && static_cast<unsigned char>(letter) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(letter));
            to += escape.data();
        } else {
            to += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    to += '"';
}

void appendFloat(std::string& to, double value)
{
    if (std::isnan(value)) {
        to += "\"NaN\"";
    } else if (std::isinf(value)) {
        to += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        const std::size_t begin = to.size();
        appendNumber(to, value);
        if (to.find_first_of(".en", begin) == std::string::npos) {
            to += ".0"; // a float stays one
        }
    }
}

void appendSigned(std::string& to, std::int64_t value)
{
    appendNumber(to, value);
}

void appendUnsigned(std::string& to, std::uint64_t value)
{
    appendNumber(to, value);
}

} // namespace pthf::hdf5
