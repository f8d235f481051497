// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/python_text.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "core/text/utf8.h"

namespace pthf {

namespace {

std::optional<unsigned> takeDigits(std::string_view& rest, std::size_t most, std::size_t least, int base)
{
    unsigned value = 0;
    const char* const begin = rest.data();
    const auto read = std::from_chars(begin, begin + std::min(most, rest.size()), value, base);
    const auto taken = static_cast<std::size_t>(read.ptr - begin);
    if (read.ec != std::errc{} || taken < least) {
        return std::nullopt;
    }
    rest.remove_prefix(taken);
    return value;
}

/// What stands behind a backslash (CPython Objects/bytesobject.c, _PyBytes_DecodeEscape).
bool takeByteEscape(std::string_view& rest, std::string& out)
{
    static constexpr std::string_view kLetters = "\\'\"bfnrtva";
    static constexpr std::string_view kMeanings = "\\'\"\b\f\n\r\t\v\a";
    if (rest.empty()) {
        return false;
    }
    const char letter = rest.front();
    if (const std::size_t which = kLetters.find(letter); which != std::string_view::npos) {
        rest.remove_prefix(1);
        out += kMeanings[which];
        return true;
    }
    const bool isHex = letter == 'x';
    if (isHex || (letter >= '0' && letter <= '7')) {
        rest.remove_prefix(isHex ? 1 : 0);
        const auto code = isHex ? takeDigits(rest, 2, 2, 16) : takeDigits(rest, 3, 1, 8);
        if (!code) {
            return false;
        }
        out += static_cast<char>(*code & 0xFFU);
        return true;
    }
    out += '\\'; // an unknown escape stands for itself
    return true;
}

} // namespace

std::optional<std::string> unquotedBytes(std::string_view literal)
{
    if (literal.size() < 2 || literal.front() != literal.back()
        || (literal.front() != '\'' && literal.front() != '"')) {
        return std::nullopt;
    }
    std::string out;
    std::string_view rest = literal.substr(1, literal.size() - 2);
    while (!rest.empty()) {
        const char letter = rest.front();
        rest.remove_prefix(1);
        if (letter != '\\') {
            out += letter;
        } else if (!takeByteEscape(rest, out)) {
            return std::nullopt;
        }
    }
    return out;
}

std::optional<std::string> fromRawUnicodeEscape(std::string_view text)
{
    static constexpr unsigned kLastCode = 0x10FFFF;
    std::string out;
    std::string_view rest = text;
    while (!rest.empty()) {
        const char letter = rest.front();
        rest.remove_prefix(1);
        if (letter != '\\' || rest.empty()) {
            appendUtf8(out, static_cast<unsigned char>(letter));
            continue;
        }
        const char marker = rest.front();
        rest.remove_prefix(1);
        if (marker != 'u' && marker != 'U') {
            out += '\\';
            appendUtf8(out, static_cast<unsigned char>(marker));
            continue;
        }
        const std::size_t digits = marker == 'u' ? 4 : 8;
        const auto code = takeDigits(rest, digits, digits, 16);
        if (!code || *code > kLastCode) {
            return std::nullopt;
        }
        appendUtf8(out, *code);
    }
    return out;
}

std::optional<double> floatFromText(std::string_view text)
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ptr != text.data() + text.size() || read.ec == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (read.ec == std::errc::result_out_of_range) { // Python reads 1e999 as inf and 1e-999 as 0
        const std::size_t exponent = text.find_first_of("eE");
        const bool isTiny = exponent != std::string_view::npos && text.substr(exponent + 1).starts_with('-');
        value = isTiny ? 0.0 : std::numeric_limits<double>::infinity();
        return text.starts_with('-') ? -value : value;
    }
    return value;
}

} // namespace pthf
