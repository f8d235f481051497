// SPDX-License-Identifier: Apache-2.0
#include "core/value/key_path.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/hex.h"

namespace pthf {

// segment  :=  text | quoted | integer | "@" text | "@" quoted | "@#" digits | "@=" quoted
// path     :=  nothing | segment ( "/" segment )*
// quoted is a JSON string. An attribute's name is quoted where it begins with '#' or '='.

namespace {

template<typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template<typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

bool isDigit(char letter) noexcept
{
    return letter >= '0' && letter <= '9';
}

/// As Python prints integers: "0", "-12", not "007", not "-0".
bool readsAsInteger(std::string_view text) noexcept
{
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), isDigit)) {
        return false;
    }
    return digits.front() != '0' || text == "0";
}

bool hasAwkwardLetters(std::string_view text) noexcept
{
    return std::any_of(text.begin(), text.end(), [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return letter == '/' || code < 0x20 || code == 0x7F;
    });
}

void appendEscape(std::string& out, unsigned code)
{
    out += "\\u";
    appendHex(out, code, 4);
}

/// The text as a JSON string. Lone surrogates (3 bytes from ED A0 80 on, as Python's surrogatepass writes them)
/// become \ud800 and the like, so that the output is text wherever the input was.
std::string inQuotationMarks(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        const bool isSurrogate = code == 0xED && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0;
        if (isSurrogate) {
            const auto middle = static_cast<unsigned char>(text[i + 1]);
            const auto last = static_cast<unsigned char>(text[i + 2]);
            appendEscape(out, 0xD000U | ((middle & 0x3FU) << 6U) | (last & 0x3FU));
            i += 2;
        } else if (code == '"' || code == '\\') {
            out += '\\';
            out += text[i];
        } else if (code < 0x20 || code == 0x7F) {
            appendEscape(out, code);
        } else {
            out += text[i];
        }
    }
    out += '"';
    return out;
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

std::optional<std::uint32_t> takeHex(std::string_view& rest)
{
    std::uint32_t code = 0;
    if (rest.size() < 4) {
        return std::nullopt;
    }
    const auto read = std::from_chars(rest.data(), rest.data() + 4, code, 16);
    if (read.ec != std::errc{} || read.ptr != rest.data() + 4) {
        return std::nullopt;
    }
    rest.remove_prefix(4);
    return code;
}

/// What stands behind a backslash and an u; a pair of surrogates is one letter.
bool takeUnicodeEscape(std::string_view& rest, std::string& out)
{
    auto code = takeHex(rest);
    if (!code) {
        return false;
    }
    if (*code >= 0xD800 && *code < 0xDC00 && rest.starts_with("\\u")) {
        std::string_view behind = rest.substr(2);
        const auto low = takeHex(behind);
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            rest = behind;
            code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
        }
    }
    appendUtf8(out, *code);
    return true;
}

bool takeEscape(std::string_view& rest, std::string& out)
{
    static constexpr std::string_view kLetters = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (rest.empty()) {
        return false;
    }
    const char letter = rest.front();
    rest.remove_prefix(1);
    if (letter == 'u') {
        return takeUnicodeEscape(rest, out);
    }
    const std::size_t which = kLetters.find(letter);
    if (which == std::string_view::npos) {
        return false;
    }
    out += kMeanings[which];
    return true;
}

/// The JSON string at the front of rest, and past it; nothing where it is none or does not end.
std::optional<std::string> takeQuoted(std::string_view& rest)
{
    std::string out;
    rest.remove_prefix(1);
    while (!rest.empty()) {
        const char letter = rest.front();
        rest.remove_prefix(1);
        if (letter == '"') {
            return out;
        }
        if (letter != '\\') {
            out += letter;
        } else if (!takeEscape(rest, out)) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

KeySegment integerSegment(std::string_view digits)
{
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec == std::errc{}) {
        return {value};
    }
    return {KeySegment::BigInteger{std::string(digits)}};
}

Error badSegment(std::string_view rest, std::string_view why)
{
    const std::string_view segment = rest.substr(0, rest.find('/'));
    return {
        ErrorCode::InvalidArgument, "path segment '" + std::string(segment.substr(0, 200)) + "' " + std::string(why)};
}

std::string_view takeBare(std::string_view& rest)
{
    const std::string_view bare = rest.substr(0, rest.find('/'));
    rest.remove_prefix(bare.size());
    return bare;
}

Result<std::string> takeName(std::string_view& rest)
{
    const std::string_view whole = rest;
    if (!rest.starts_with('"')) {
        const std::string_view bare = takeBare(rest);
        if (bare.empty()) {
            return badSegment(whole, "is empty; a name that is empty is written \"\"");
        }
        return std::string(bare);
    }
    auto name = takeQuoted(rest);
    if (!name) {
        return badSegment(whole, "is no JSON string");
    }
    return std::move(*name);
}

Result<KeySegment> takeMarked(std::string_view& rest)
{
    const std::string_view whole = rest;
    rest.remove_prefix(1);
    if (rest.starts_with('#')) {
        rest.remove_prefix(1);
        const std::string_view digits = takeBare(rest);
        std::uint32_t position = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), position);
        if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) {
            return badSegment(whole, "needs a number behind @#");
        }
        return KeySegment{KeySegment::Argument{position}};
    }
    if (rest.starts_with('=')) {
        rest.remove_prefix(1);
        if (!rest.starts_with('"')) {
            return badSegment(whole, "needs a JSON string behind @=");
        }
        auto repr = PTHF_TRY(takeName(rest));
        return KeySegment{KeySegment::Repr{std::move(repr)}};
    }
    auto name = PTHF_TRY(takeName(rest));
    return KeySegment{KeySegment::Attribute{std::move(name)}};
}

Result<KeySegment> takeSegment(std::string_view& rest)
{
    if (rest.starts_with('@')) {
        return takeMarked(rest);
    }
    const bool isQuoted = rest.starts_with('"');
    auto name = PTHF_TRY(takeName(rest));
    if (!isQuoted && readsAsInteger(name)) {
        return integerSegment(name);
    }
    return KeySegment{std::move(name)};
}

} // namespace

std::string segmentText(const KeySegment& segment)
{
    const Overloaded write{
        [](const std::string& text) {
            const bool isPlain = !text.empty() && text.front() != '"' && text.front() != '@' && !readsAsInteger(text)
                && !hasAwkwardLetters(text);
            return isPlain ? text : inQuotationMarks(text);
        },
        [](std::int64_t number) { return std::to_string(number); },
        [](const KeySegment::Attribute& attribute) {
            const std::string& name = attribute.name;
            const bool isPlain = !name.empty() && name.front() != '"' && name.front() != '#' && name.front() != '='
                && !hasAwkwardLetters(name);
            return '@' + (isPlain ? name : inQuotationMarks(name));
        },
        [](const KeySegment::Argument& argument) { return "@#" + std::to_string(argument.position); },
        [](const KeySegment::Repr& repr) { return "@=" + inQuotationMarks(repr.text); },
        [](const KeySegment::BigInteger& number) { return number.digits; },
    };
    return std::visit(write, segment.step);
}

std::string pathText(const KeyPath& path)
{
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i != 0) {
            text += '/';
        }
        text += segmentText(path[i]);
    }
    return text;
}

Result<KeyPath> parsePath(std::string_view text)
{
    KeyPath path;
    std::string_view rest = text;
    while (!rest.empty() || !path.empty()) {
        const std::string_view whole = rest;
        path.push_back(PTHF_TRY(takeSegment(rest)));
        if (rest.empty()) {
            break;
        }
        if (rest.front() != '/') {
            return badSegment(whole, "goes on behind its closing quote");
        }
        rest.remove_prefix(1);
    }
    return path;
}

std::string displaySegment(const KeySegment& segment)
{
    const Overloaded show{
        [](const std::string& text) { return text; },
        [](std::int64_t number) { return std::to_string(number); },
        [](const KeySegment::Attribute& attribute) { return '@' + attribute.name; },
        [](const KeySegment::Argument& argument) { return "@#" + std::to_string(argument.position); },
        [](const KeySegment::Repr& repr) { return repr.text; },
        [](const KeySegment::BigInteger& number) { return number.digits; },
    };
    return std::visit(show, segment.step);
}

} // namespace pthf
