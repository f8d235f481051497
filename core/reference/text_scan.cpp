// SPDX-License-Identifier: Apache-2.0
#include "core/reference/text_scan.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/limits.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxRank = 64; // what torch allows
constexpr std::string_view kTimes = "×"; // U+00D7

bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

} // namespace

void TextScan::skipBlank(Lines lines) noexcept
{
    while (m_position < m_text.size()
        && (isBlank(m_text[m_position]) || (lines == Lines::Cross && m_text[m_position] == '\n'))) {
        ++m_position;
    }
}

bool TextScan::take(std::string_view word) noexcept
{
    if (!m_text.substr(std::min(m_position, m_text.size())).starts_with(word)) {
        return false;
    }
    m_position += word.size();
    return true;
}

std::optional<std::string> TextScan::quoted()
{
    const char quote = peek();
    if (quote != '"' && quote != '\'') {
        return std::nullopt;
    }
    std::string text;
    for (std::size_t at = m_position + 1; at < m_text.size() && text.size() <= Limits{}.maxNameBytes; ++at) {
        const char c = m_text[at];
        if (c == quote) {
            m_position = at + 1;
            return text;
        }
        if (c == '\n') {
            while (!text.empty() && isBlank(text.back())) {
                text.pop_back();
            }
            while (at + 1 < m_text.size() && isBlank(m_text[at + 1])) {
                ++at;
            }
            continue;
        }
        text += c;
    }
    return std::nullopt;
}

std::optional<std::int64_t> TextScan::number() noexcept
{
    std::int64_t value = 0;
    const char* first = m_text.data() + m_position;
    const auto read = std::from_chars(first, m_text.data() + m_text.size(), value);
    if (read.ec != std::errc() || !isDigit(peek())) {
        return std::nullopt;
    }
    m_position += static_cast<std::size_t>(read.ptr - first);
    return value;
}

std::optional<Dims> TextScan::bracketedShape()
{
    const char open = peek();
    if (open != '[' && open != '(') {
        return std::nullopt;
    }
    const char close = open == '[' ? ']' : ')';
    skip();
    Dims sizes;
    for (;;) {
        skipBlank();
        if (peek() == close) {
            skip();
            return sizes;
        }
        const auto size = number();
        if (!size || sizes.size() == kMaxRank) {
            return std::nullopt;
        }
        sizes.push_back(*size);
        skipBlank();
        if (peek() == ',') {
            skip();
        } else if (peek() != close) {
            return std::nullopt;
        }
    }
}

std::optional<Dims> TextScan::timesShape()
{
    Dims sizes;
    for (;;) {
        const auto size = number();
        if (!size || sizes.size() == kMaxRank) {
            return std::nullopt;
        }
        sizes.push_back(*size);
        const std::size_t end = m_position;
        skipBlank(Lines::Stay);
        if (!take("x") && !take(kTimes) && !take("*")) {
            m_position = end;
            break;
        }
        skipBlank(Lines::Stay);
    }
    // One number alone is a count or a position; a letter behind it makes it part of a name.
    const char next = peek();
    const bool isName = next == '.' || next == '_' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    return sizes.size() < 2 || isName ? std::nullopt : std::optional(std::move(sizes));
}

std::optional<Dims> TextScan::shape()
{
    const std::size_t start = m_position;
    const bool isSize = take("torch.Size(") || take("Size(") || take("size(");
    std::optional<Dims> sizes;
    if (isSize) {
        sizes = bracketedShape();
        skipBlank();
        sizes = sizes && take(")") ? std::move(sizes) : std::nullopt;
    } else if (isDigit(peek())) {
        sizes = timesShape();
    } else {
        sizes = bracketedShape();
    }
    if (!sizes) {
        m_position = start;
    }
    return sizes;
}

std::string_view TextScan::word() noexcept
{
    constexpr std::string_view kEnds = " \t\r\n\"'()[]{}<>,;|=";
    const std::size_t start = m_position;
    const std::size_t end = m_text.find_first_of(kEnds, start);
    m_position = end == std::string_view::npos ? m_text.size() : end;
    return m_text.substr(start, m_position - start);
}

std::optional<DType> dtypeFromWord(std::string_view word)
{
    if (const auto named = dtypeFromName(word)) {
        return named;
    }
    if (const auto header = dtypeFromSafetensors(word)) {
        return header;
    }
    for (const std::string_view module : {"torch.cuda.", "torch."}) {
        if (word.starts_with(module) && word.ends_with("Tensor")) { // torch.FloatTensor, as tensor.type() prints it
            const std::string_view kind = word.substr(module.size(), word.size() - module.size() - 6);
            return dtypeFromStorageClass(std::string(kind) + "Storage");
        }
    }
    return std::nullopt;
}

std::string withoutColours(std::string_view text)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0; at < text.size(); ++at) {
        if (text[at] == '\x1b' && at + 1 < text.size() && text[at + 1] == '[') {
            std::size_t end = at + 2;
            while (end < text.size() && (isDigit(text[end]) || text[end] == ';')) {
                ++end;
            }
            if (end < text.size()) {
                at = end;
                continue;
            }
        }
        plain += text[at];
    }
    return plain;
}

std::string withPlainQuotes(std::string text)
{
    struct Change {
        std::string_view from;
        std::string_view to;
    };
    // HTML names and numbers; U+201C to U+201F, U+2018, U+2019; a space that does not break.
    constexpr std::array<Change, 15> kChanges{
        {{"&quot;", "\""}, {"&#34;", "\""}, {"&#39;", "'"}, {"&#x27;", "'"}, {"&apos;", "'"}, {"&lt;", "<"},
            {"&gt;", ">"}, {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""}, {"\xE2\x80\x9E", "\""},
            {"\xE2\x80\x98", "'"}, {"\xE2\x80\x99", "'"}, {"\xC2\xA0", " "}, {"\\\"", "\""}, {"\\'", "'"}}};
    constexpr std::string_view kFirst = "&\xE2\xC2\\";
    if (text.find_first_of(kFirst) == std::string::npos) {
        return text;
    }
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        const auto change =
            std::ranges::find_if(kChanges, [rest](const Change& each) { return rest.starts_with(each.from); });
        if (change != kChanges.end()) {
            plain += change->to;
            at += change->from.size();
        } else {
            plain += rest.front();
            ++at;
        }
    }
    return plain;
}

} // namespace pthf
