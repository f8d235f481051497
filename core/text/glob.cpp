// SPDX-License-Identifier: Apache-2.0
#include "core/text/glob.h"

#include <cstddef>

#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Past the closing bracket of the class that opens there; 0 where there is none.
std::size_t classEnd(std::string_view pattern, std::size_t open) noexcept
{
    std::size_t position = open + 1;
    if (position < pattern.size() && (pattern[position] == '!' || pattern[position] == '^')) {
        ++position;
    }
    // A bracket that comes first is a member of the class, as in fnmatch.
    const std::size_t close = position < pattern.size() ? pattern.find(']', position + 1) : std::string_view::npos;
    return close == std::string_view::npos ? 0 : close + 1;
}

bool classHolds(std::string_view members, char32_t code) noexcept
{
    for (std::size_t position = 0; position < members.size();) {
        const Utf8Character first = utf8At(members, position);
        position += first.length;
        char32_t last = first.code;
        if (position + 1 < members.size() && members[position] == '-') {
            const Utf8Character end = utf8At(members, position + 1);
            last = end.code;
            position += 1U + end.length;
        }
        if (first.code <= code && code <= last) {
            return true;
        }
    }
    return false;
}

/// Length of the pattern's piece at `at` if it takes this character, else 0.
std::size_t takes(std::string_view pattern, std::size_t at, const Utf8Character& character) noexcept
{
    if (pattern[at] == '?') {
        return 1;
    }
    if (pattern[at] == '[') {
        if (const std::size_t end = classEnd(pattern, at); end != 0) {
            std::string_view members = pattern.substr(at + 1, end - at - 2);
            const bool isNegated = members.front() == '!' || members.front() == '^';
            if (isNegated) {
                members.remove_prefix(1);
            }
            return classHolds(members, character.code) != isNegated ? end - at : 0;
        }
    }
    const Utf8Character wanted = utf8At(pattern, at);
    return wanted.code == character.code && wanted.isValid == character.isValid ? wanted.length : 0;
}

} // namespace

bool globMatches(std::string_view pattern, std::string_view text) noexcept
{
    constexpr std::size_t kNowhere = std::string_view::npos;
    std::size_t at = 0;
    std::size_t position = 0;
    // Only the last star ever has to take more: what earlier ones took is enough for what lies between.
    std::size_t afterStar = kNowhere;
    std::size_t starTakes = 0;
    while (position < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            afterStar = ++at;
            starTakes = position;
            continue;
        }
        const Utf8Character character = utf8At(text, position);
        if (const std::size_t length = at < pattern.size() ? takes(pattern, at, character) : 0; length != 0) {
            at += length;
            position += character.length;
            continue;
        }
        if (afterStar == kNowhere) {
            return false;
        }
        starTakes += utf8At(text, starTakes).length;
        position = starTakes;
        at = afterStar;
    }
    return pattern.find_first_not_of('*', at) == kNowhere;
}

} // namespace pthf
