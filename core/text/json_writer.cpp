// SPDX-License-Identifier: Apache-2.0
#include "core/text/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/base/hex.h"
#include "core/text/json.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::int64_t kLargestSafe = std::int64_t{1} << 53U;

/// Bytes that stand for themselves inside a JSON string: printable ASCII but quote and backslash.
constexpr std::array<bool, 256> makePlainBytes() noexcept
{
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x7F; ++byte) {
        plain[byte] = byte != '"' && byte != '\\';
    }
    return plain;
}
constexpr std::array<bool, 256> kPlainBytes = makePlainBytes();

void appendUnit(std::string& text, char32_t unit)
{
    text += "\\u";
    appendHex(text, unit, 4);
}

void appendEscaped(std::string& text, char32_t code)
{
    switch (code) {
    case '"':
        text += "\\\"";
        return;
    case '\\':
        text += "\\\\";
        return;
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
    if (code > 0xFFFF) {
        appendUnit(text, 0xD800U + ((code - 0x10000U) >> 10U));
        appendUnit(text, 0xDC00U + ((code - 0x10000U) & 0x3FFU));
    } else {
        appendUnit(text, code);
    }
}

template<typename T, typename... Format>
std::string_view digitsOf(T value, std::array<char, 40>& buffer, Format... format) noexcept
{
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
    return {buffer.data(), error == std::errc{} ? static_cast<std::size_t>(end - buffer.data()) : 0};
}

} // namespace

void appendJsonQuoted(std::string& to, std::string_view utf8)
{
    to += '"';
    for (std::size_t position = 0; position < utf8.size();) {
        std::size_t end = position;
        while (end < utf8.size() && kPlainBytes[static_cast<std::uint8_t>(utf8[end])]) {
            ++end;
        }
        to.append(utf8, position, end - position);
        if (end == utf8.size()) {
            break;
        }
        const Utf8Character character = utf8At(utf8, end);
        if (!character.isValid) {
            to += "\xEF\xBF\xBD";
        } else if (character.code == '"' || character.code == '\\' || isUnsafeToShow(character.code)) {
            appendEscaped(to, character.code);
        } else {
            to.append(utf8, end, character.length);
        }
        position = end + character.length;
    }
    to += '"';
}

std::string jsonQuoted(std::string_view utf8)
{
    std::string text;
    appendJsonQuoted(text, utf8);
    return text;
}

std::string shortestNumber(double value)
{
    if (std::isnan(value)) {
        return "nan";
    }
    if (std::isinf(value)) {
        return value < 0 ? "-inf" : "inf";
    }
    // As CPython's float_repr: the shortest digits, an exponent only from 1e16 on and below 1e-4.
    std::array<char, 40> buffer{};
    const auto [last, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const std::string_view scientific(
        buffer.data(), error == std::errc{} ? static_cast<std::size_t>(last - buffer.data()) : 0);
    const std::size_t mark = scientific.find('e');
    int exponent = 0;
    const std::size_t digitsAt = mark + (scientific[mark + 1] == '+' ? 2U : 1U);
    std::from_chars(buffer.data() + digitsAt, last, exponent);
    if (exponent < -4 || exponent >= 16) {
        return std::string(scientific);
    }
    std::string text(digitsOf(value, buffer, std::chars_format::fixed));
    if (text.find('.') == std::string::npos) {
        text += ".0";
    }
    return text;
}

JsonWriter& JsonWriter::begin(char bracket)
{
    separate();
    m_text += bracket;
    ++m_depth;
    m_isFirst = true;
    return *this;
}

JsonWriter& JsonWriter::end(char bracket)
{
    --m_depth;
    if (!m_isFirst) {
        newLine();
    }
    m_text += bracket;
    m_isFirst = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    quote(name);
    m_text += m_indent == 0 ? ":" : ": ";
    m_isAfterKey = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view utf8)
{
    separate();
    quote(utf8);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value)
{
    std::array<char, 40> buffer{};
    return plain(digitsOf(value, buffer));
}

JsonWriter& JsonWriter::count(std::uint64_t value)
{
    std::array<char, 40> buffer{};
    return plain(digitsOf(value, buffer));
}

JsonWriter& JsonWriter::number(double value)
{
    return std::isfinite(value) ? plain(shortestNumber(value)) : null();
}

JsonWriter& JsonWriter::safeInteger(std::int64_t value)
{
    return value > kLargestSafe || value < -kLargestSafe ? text(std::to_string(value)) : integer(value);
}

JsonWriter& JsonWriter::safeCount(std::uint64_t value)
{
    return value > static_cast<std::uint64_t>(kLargestSafe) ? text(std::to_string(value)) : count(value);
}

JsonWriter& JsonWriter::safeNumber(double value)
{
    return std::isfinite(value) ? plain(shortestNumber(value)) : text(shortestNumber(value));
}

JsonWriter& JsonWriter::value(const Json& json)
{
    // Recursion is bounded by the depth the value was read with (Limits::maxDepth).
    if (const Json::Object* object = json.asObject()) {
        beginObject();
        for (const Json::Member& member : *object) {
            key(member.name).value(member.value);
        }
        return endObject();
    }
    if (const Json::Array* array = json.asArray()) {
        beginArray();
        for (const Json& item : *array) {
            value(item);
        }
        return endArray();
    }
    if (const std::string* string = json.asText()) {
        return text(*string);
    }
    if (const bool* truth = json.asBool()) {
        return boolean(*truth);
    }
    if (const auto whole = json.asInteger()) {
        return integer(*whole);
    }
    if (const auto whole = json.asUnsigned()) {
        return count(*whole);
    }
    const auto real = json.asNumber();
    return real ? number(*real) : null();
}

std::string JsonWriter::takePart()
{
    std::string part = std::move(m_text);
    m_text.clear();
    return part;
}

JsonWriter& JsonWriter::plain(std::string_view json)
{
    separate();
    m_text += json;
    return *this;
}

void JsonWriter::separate()
{
    if (m_isAfterKey) {
        m_isAfterKey = false;
        m_isFirst = false;
        return;
    }
    if (!m_isFirst) {
        m_text += ',';
    }
    if (m_depth != 0) {
        newLine();
    }
    m_isFirst = false;
}

void JsonWriter::newLine()
{
    if (m_indent != 0) {
        m_text += '\n';
        m_text.append(std::size_t{m_indent} * m_depth, ' ');
    }
}

void JsonWriter::quote(std::string_view utf8)
{
    appendJsonQuoted(m_text, utf8);
}

} // namespace pthf
