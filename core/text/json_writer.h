// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pthf {

class Json;

/// Writes JSON into a string as it goes: commas, escapes and indents are its business, nesting the caller's (every
/// begin has its end, every member its key). Text is made safe: controls, bidi marks and surrogates are escaped, bytes
/// that are no UTF-8 become U+FFFD. Twenty thousand objects take milliseconds.
class JsonWriter {
public:
    /// indent: blanks a level; 0 writes everything on one line.
    explicit JsonWriter(unsigned indent = 0) noexcept
        : m_indent(indent)
    {
    }

    JsonWriter& beginObject() { return begin('{'); }
    JsonWriter& endObject() { return end('}'); }
    JsonWriter& beginArray() { return begin('['); }
    JsonWriter& endArray() { return end(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& null() { return plain("null"); }
    JsonWriter& boolean(bool value) { return plain(value ? "true" : "false"); } // NOLINT: the value itself
    JsonWriter& text(std::string_view utf8);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& count(std::uint64_t value);
    /// The shortest digits that read back as the same number ("0.1", "1.0", "1e-05"); null for NaN and infinities.
    JsonWriter& number(double value);

    // The same for readers that hold every number in a double (DESIGN 7): integers beyond 2^53 and floats that are not
    // finite become strings ("nan", "inf", "-inf").
    JsonWriter& safeInteger(std::int64_t value);
    JsonWriter& safeCount(std::uint64_t value);
    JsonWriter& safeNumber(double value);

    /// A whole value read before; limited in depth as it was when read.
    JsonWriter& value(const Json& json);
    /// A value that is JSON already.
    JsonWriter& raw(std::string_view json) { return plain(json); }

    // Members: a key and its value.
    JsonWriter& member(std::string_view name, std::string_view utf8) { return key(name).text(utf8); }
    JsonWriter& memberCount(std::string_view name, std::uint64_t value) { return key(name).count(value); }
    JsonWriter& memberBool(std::string_view name, bool value) { return key(name).boolean(value); } // NOLINT: likewise

    const std::string& str() const& noexcept { return m_text; }
    /// What was written; the writer is empty afterwards.
    std::string take() && noexcept { return std::move(m_text); }
    /// For writing out piece by piece: what came since the last call. Nesting goes on.
    std::string takePart();

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    JsonWriter& plain(std::string_view json);
    void separate(); ///< what stands between the last thing and the next
    void newLine();
    void quote(std::string_view utf8);

    std::string m_text;
    unsigned m_indent = 0;
    std::uint32_t m_depth = 0;
    bool m_isFirst = true; ///< nothing stands yet in the innermost brackets
    bool m_isAfterKey = false;
};

/// The text as a JSON string, quotes included.
std::string jsonQuoted(std::string_view utf8);
void appendJsonQuoted(std::string& to, std::string_view utf8);

/// The shortest digits that read back as the same double, "nan", "inf", "-inf"; integers keep ".0", as in Python.
std::string shortestNumber(double value);

} // namespace pthf
