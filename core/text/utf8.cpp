// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include <array>

#include "core/base/hex.h"

namespace pthf {

namespace {

constexpr std::string_view kEllipsis = "…";

constexpr std::uint8_t byteAt(std::string_view text, std::size_t position) noexcept
{
    return static_cast<std::uint8_t>(text[position]);
}

/// What the first byte of a character says of the rest (Unicode 15, table 3-7).
struct Lead {
    std::uint8_t length = 0; ///< 0: no character begins with this byte
    std::uint8_t bits = 0; ///< of the code that stand in the first byte
    char32_t smallest = 0; ///< below it the form is overlong
};

constexpr Lead leadOf(std::uint8_t byte) noexcept
{
    if (byte >= 0xC2 && byte <= 0xDF) {
        return {2, static_cast<std::uint8_t>(byte & 0x1FU), 0x80};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        return {3, static_cast<std::uint8_t>(byte & 0x0FU), 0x800};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        return {4, static_cast<std::uint8_t>(byte & 0x07U), 0x10000};
    }
    return {};
}

struct CodeRange {
    char32_t first;
    char32_t last;
};

constexpr std::array<CodeRange, 14> kUnsafe{{
    {0x00, 0x1F}, // C0 controls
    {0x7F, 0x9F}, // delete, C1 controls
    {0xAD, 0xAD}, // soft hyphen
    {0x061C, 0x061C}, // Arabic letter mark
    {0x180E, 0x180E}, // Mongolian vowel separator
    {0x200B, 0x200F}, // zero width space and joiners, direction marks
    {0x2028, 0x202E}, // line and paragraph separators, bidi embeddings and overrides
    {0x2060, 0x206F}, // word joiner, bidi isolates
    {0xD800, 0xDFFF}, // surrogates
    {0xFE00, 0xFE0F}, // variation selectors
    {0xFEFF, 0xFEFF}, // byte order mark
    {0xFFF9, 0xFFFF}, // interlinear marks, replacement, no characters
    {0xE0000, 0xE0FFF}, // tags
    {0xF0000, 0x10FFFF} // private planes
}};

void appendEscaped(std::string& text, char32_t code)
{
    switch (code) {
    case '\n':
        text += "\\n";
        return;
    case '\r':
        text += "\\r";
        return;
    case '\t':
        text += "\\t";
        return;
    default:
        break;
    }
    if (code <= 0xFF) {
        text += "\\x";
        appendHex(text, code, 2);
    } else if (code <= 0xFFFF) {
        text += "\\u";
        appendHex(text, code, 4);
    } else {
        text += "\\U";
        appendHex(text, code, 8);
    }
}

} // namespace

Utf8Character utf8At(std::string_view text, std::size_t position, Surrogates surrogates) noexcept
{
    if (position >= text.size()) {
        return {};
    }
    const std::uint8_t first = byteAt(text, position);
    if (first < 0x80) {
        return {first, 1, true};
    }
    const Utf8Character invalid{first, 1, false};
    const Lead lead = leadOf(first);
    if (lead.length == 0 || text.size() - position < lead.length) {
        return invalid;
    }
    char32_t code = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const std::uint8_t next = byteAt(text, position + i);
        if ((next & 0xC0U) != 0x80U) {
            return invalid;
        }
        code = (code << 6U) | (next & 0x3FU);
    }
    const bool isSurrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < lead.smallest || code > 0x10FFFF || (isSurrogate && surrogates == Surrogates::Refused)) {
        return invalid;
    }
    return {code, lead.length, true};
}

bool isValidUtf8(std::string_view text, Surrogates surrogates) noexcept
{
    for (std::size_t position = 0; position < text.size();) {
        const Utf8Character character = utf8At(text, position, surrogates);
        if (!character.isValid) {
            return false;
        }
        position += character.length;
    }
    return true;
}

void appendUtf8(std::string& text, char32_t code)
{
    const auto append = [&text](char32_t byte) { text += static_cast<char>(static_cast<std::uint8_t>(byte)); };
    if (code < 0x80) {
        append(code);
        return;
    }
    if (code < 0x800) {
        append(0xC0U | (code >> 6U));
    } else {
        if (code < 0x10000) {
            append(0xE0U | (code >> 12U));
        } else {
            append(0xF0U | (code >> 18U));
            append(0x80U | ((code >> 12U) & 0x3FU));
        }
        append(0x80U | ((code >> 6U) & 0x3FU));
    }
    append(0x80U | (code & 0x3FU));
}

std::string utf8FromLatin1(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        appendUtf8(text, byteAt(bytes, i));
    }
    return text;
}

std::string_view cutUtf8(std::string_view text, std::size_t maxBytes) noexcept
{
    if (text.size() <= maxBytes) {
        return text;
    }
    // Step back over at most three bytes that continue a character; longer runs of them are no UTF-8 anyway.
    std::size_t cut = maxBytes;
    for (std::size_t back = 0; back < 4 && back <= maxBytes; ++back) {
        cut = maxBytes - back;
        if ((byteAt(text, cut) & 0xC0U) != 0x80U) {
            return text.substr(0, cut);
        }
    }
    return text.substr(0, maxBytes);
}

bool isUnsafeToShow(char32_t code) noexcept
{
    for (const CodeRange range : kUnsafe) {
        if (code <= range.last) {
            return code >= range.first;
        }
    }
    return true;
}

std::string displayText(std::string_view text, std::size_t maxBytes)
{
    std::string shown;
    const std::size_t room = maxBytes > kEllipsis.size() ? maxBytes - kEllipsis.size() : 0;
    std::size_t cut = 0; // the longest front that leaves room for the ellipsis
    for (std::size_t position = 0; position < text.size() && shown.size() <= maxBytes;) {
        if (shown.size() <= room) {
            cut = shown.size();
        }
        const Utf8Character character = utf8At(text, position);
        if (character.isValid && !isUnsafeToShow(character.code)) {
            shown.append(text, position, character.length);
        } else {
            appendEscaped(shown, character.code);
        }
        position += character.length;
    }
    if (shown.size() > maxBytes) {
        shown.resize(cut);
        shown += kEllipsis;
    }
    return shown;
}

} // namespace pthf
