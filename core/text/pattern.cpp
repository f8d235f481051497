// SPDX-License-Identifier: Apache-2.0
#include "core/text/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <array>

#include <pcre2.h>

#include "core/text/utf8.h"

namespace pthf {

namespace {

// Keys are short. A pattern that needs more than this for one of them backtracks exponentially.
constexpr std::uint32_t kMatchLimit = 200'000;
constexpr std::uint32_t kDepthLimit = 20'000;
constexpr std::uint32_t kHeapLimitKib = 8'192;

const PCRE2_UCHAR8* unitsOf(std::string_view text) noexcept
{
    return static_cast<const PCRE2_UCHAR8*>(static_cast<const void*>(text.data()));
}

std::string messageOf(int code)
{
    std::array<PCRE2_UCHAR8, 256> buffer{};
    const int length = pcre2_get_error_message(code, buffer.data(), buffer.size());
    return length < 0 ? "error " + std::to_string(code) : std::string(buffer.begin(), buffer.begin() + length);
}

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// The characters that Python's re.sub takes after a backslash, and what they stand for.
std::optional<char> plainEscape(char c) noexcept
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'a':
        return '\a';
    case 'f':
        return '\f';
    case 'v':
        return '\v';
    case 'b':
        return '\b';
    case '\\':
        return '\\';
    default:
        return std::nullopt;
    }
}

std::optional<std::uint32_t> smallNumber(std::string_view digits) noexcept
{
    std::uint32_t value = 0;
    for (const char c : digits) {
        if (!isDigit(c) || value > 99'999) {
            return std::nullopt;
        }
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return digits.empty() ? std::nullopt : std::optional(value);
}

} // namespace

struct Pattern::Compiled {
    struct FreeCode {
        void operator()(pcre2_code* freed) const noexcept { pcre2_code_free(freed); }
    };
    struct FreeContext {
        void operator()(pcre2_match_context* context) const noexcept { pcre2_match_context_free(context); }
    };
    std::unique_ptr<pcre2_code, FreeCode> code;
    std::unique_ptr<pcre2_match_context, FreeContext> limits;
    std::uint32_t groups = 0;
};

/// The matches of one text.
struct Pattern::Matching {
    struct FreeData {
        void operator()(pcre2_match_data* freed) const noexcept { pcre2_match_data_free(freed); }
    };

    Matching(const Compiled& compiledPattern, std::string_view subject)
        : compiled(compiledPattern)
        , text(subject)
        , data(pcre2_match_data_create_from_pattern(compiledPattern.code.get(), nullptr))
    {
    }

    /// Whether there is a match at or after a position.
    Result<bool> find(std::size_t from, std::uint32_t options)
    {
        if (data == nullptr) {
            return Error{ErrorCode::OutOfMemory, "no memory to match a pattern"};
        }
        const int found = pcre2_match(
            compiled.code.get(), unitsOf(text), text.size(), from, options, data.get(), compiled.limits.get());
        if (found == PCRE2_ERROR_NOMATCH) {
            return false;
        }
        if (found < 0) {
            return Error{ErrorCode::LimitExceeded,
                "the pattern needs too many steps on \"" + displayText(text, 80) + "\": " + messageOf(found)};
        }
        return true;
    }

    std::string_view group(std::uint32_t number) const noexcept
    {
        const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data.get());
        const PCRE2_SIZE begin = offsets[std::size_t{2} * number];
        const PCRE2_SIZE end = offsets[std::size_t{2} * number + 1];
        // \K may put the start behind the end; such a match counts as empty.
        return begin == PCRE2_UNSET || end < begin ? std::string_view{} : text.substr(begin, end - begin);
    }
    std::size_t start() const noexcept { return pcre2_get_ovector_pointer(data.get())[0]; }
    std::size_t end() const noexcept { return pcre2_get_ovector_pointer(data.get())[1]; }

    const Compiled& compiled;
    std::string_view text;
    std::unique_ptr<pcre2_match_data, FreeData> data;
};

Pattern::Pattern(std::shared_ptr<const Compiled> compiled)
    : m_compiled(std::move(compiled))
{
}

Result<Pattern> Pattern::compile(std::string_view regex)
{
    int error = 0;
    PCRE2_SIZE position = 0;
    auto compiled = std::make_shared<Compiled>();
    // MATCH_INVALID_UTF: keys may hold surrogates or stray bytes; no pattern matches those, and none fails over them.
    compiled->code.reset(pcre2_compile(unitsOf(regex), regex.size(),
        PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &position, nullptr));
    if (compiled->code == nullptr) {
        return Error{ErrorCode::InvalidArgument,
            "\"" + displayText(regex, 200) + "\" is no pattern: " + messageOf(error) + " at position "
                + std::to_string(position),
            position};
    }
    compiled->limits.reset(pcre2_match_context_create(nullptr));
    if (compiled->limits == nullptr) {
        return Error{ErrorCode::OutOfMemory, "no memory to compile a pattern"};
    }
    pcre2_set_match_limit(compiled->limits.get(), kMatchLimit);
    pcre2_set_depth_limit(compiled->limits.get(), kDepthLimit);
    pcre2_set_heap_limit(compiled->limits.get(), kHeapLimitKib);
    pcre2_pattern_info(compiled->code.get(), PCRE2_INFO_CAPTURECOUNT, &compiled->groups);
    return Pattern(std::move(compiled));
}

Result<bool> Pattern::isFoundIn(std::string_view text) const
{
    return Matching(*m_compiled, text).find(0, 0);
}

std::optional<std::uint32_t> Pattern::groupByName(const std::string& name) const
{
    const int number = pcre2_substring_number_from_name(m_compiled->code.get(), unitsOf(name));
    return number > 0 ? std::optional(static_cast<std::uint32_t>(number)) : std::nullopt;
}

Result<Pattern::Replacement> Pattern::parseReplacement(std::string_view replacement) const
{
    Replacement parsed;
    std::string literal;
    const auto refuse = [&replacement](std::size_t at, const std::string& why) {
        return Error{ErrorCode::InvalidArgument,
            "\"" + displayText(replacement, 200) + "\" is no replacement: " + why + " at position "
                + std::to_string(at),
            at};
    };
    for (std::size_t at = 0; at < replacement.size();) {
        if (replacement[at] != '\\') {
            literal += replacement[at++];
            continue;
        }
        const std::size_t start = at++;
        if (at == replacement.size()) {
            return refuse(start, "a backslash ends it");
        }
        std::optional<std::uint32_t> group;
        const char c = replacement[at];
        if (isDigit(c) && c != '0') {
            std::size_t digits = 1;
            if (at + 1 < replacement.size() && isDigit(replacement[at + 1])) {
                digits = 2;
            }
            group = smallNumber(replacement.substr(at, digits));
            at += digits;
        } else if (c == 'g') {
            const std::size_t close = replacement.find('>', at);
            if (at + 1 >= replacement.size() || replacement[at + 1] != '<' || close == std::string_view::npos) {
                return refuse(start, "\\g is written \\g<1> or \\g<name>");
            }
            const std::string name(replacement.substr(at + 2, close - at - 2));
            group = smallNumber(name);
            if (!group) {
                group = groupByName(name);
            }
            if (!group) {
                return refuse(start, "the pattern has no group \"" + displayText(name, 80) + "\"");
            }
            at = close + 1;
        } else if (const auto escaped = plainEscape(c)) {
            literal += *escaped;
            ++at;
            continue;
        } else {
            return refuse(start, "\\" + displayText(replacement.substr(at, 1)) + " means nothing in a replacement");
        }
        if (*group > m_compiled->groups) {
            return refuse(start,
                "the pattern has " + std::to_string(m_compiled->groups) + " groups, none is number "
                    + std::to_string(*group));
        }
        parsed.m_pieces.push_back({std::move(literal), group});
        literal.clear();
    }
    parsed.m_pieces.push_back({std::move(literal), std::nullopt});
    return parsed;
}

Result<std::optional<std::string>> Pattern::replaceAll(std::string_view text, const Replacement& replacement) const
{
    Matching matching(*m_compiled, text);
    std::string result;
    std::size_t copied = 0;
    std::size_t from = 0;
    bool isChanged = false;
    std::uint32_t options = 0;
    // As CPython's re.sub: after an empty match the next one, at the same place, must not be empty.
    while (from <= text.size()) {
        const bool isFound = PTHF_TRY(matching.find(from, options));
        if (!isFound) {
            break;
        }
        const std::size_t start = std::max(matching.start(), copied);
        const std::size_t end = std::max(matching.end(), start);
        result.append(text, copied, start - copied);
        for (const Replacement::Piece& piece : replacement.pieces()) {
            result += piece.literal;
            if (piece.group) {
                result += matching.group(*piece.group);
            }
        }
        isChanged = true;
        copied = end;
        from = end;
        options = start == end ? PCRE2_NOTEMPTY_ATSTART : 0;
    }
    if (!isChanged) {
        return std::optional<std::string>{};
    }
    result.append(text, copied, text.size() - copied);
    return std::optional<std::string>{std::move(result)};
}

} // namespace pthf
