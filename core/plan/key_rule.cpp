// SPDX-License-Identifier: Apache-2.0
#include "core/plan/key_rule.h"

#include "core/text/utf8.h"

namespace pthf {

std::string_view bareSegments(std::string_view text) noexcept
{
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

std::optional<std::string> segmentsMistake(std::string_view text)
{
    const std::string_view bare = bareSegments(text);
    if (bare.empty()) {
        return "a prefix cannot be empty";
    }
    if (bare.starts_with('.') || bare.ends_with('.') || bare.find("..") != std::string_view::npos) {
        return "\"" + displayText(text, 120) + "\" holds an empty segment between two dots";
    }
    return std::nullopt;
}

bool hasPrefix(std::string_view key, std::string_view prefix) noexcept
{
    const std::string_view bare = bareSegments(prefix);
    const bool isLonger = !bare.empty() && key.size() > bare.size() + 1;
    return isLonger && key[bare.size()] == '.' && key.starts_with(bare);
}

bool hasSegment(std::string_view key, std::string_view segment) noexcept
{
    const std::string_view bare = bareSegments(segment);
    if (bare.empty()) {
        return false;
    }
    for (std::size_t at = key.find(bare); at != std::string_view::npos; at = key.find(bare, at + 1)) {
        if ((at == 0 || key[at - 1] == '.') && hasPrefix(key.substr(at), bare)) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> withoutPrefix(std::string_view key, std::string_view prefix)
{
    if (!hasPrefix(key, prefix)) {
        return std::nullopt;
    }
    return std::string(key.substr(bareSegments(prefix).size() + 1));
}

std::string withPrefix(std::string_view key, std::string_view prefix)
{
    return std::string(bareSegments(prefix)).append(1, '.').append(key);
}

std::optional<std::string> withoutSegment(std::string_view key, std::string_view segment)
{
    if (!hasSegment(key, segment)) {
        return std::nullopt;
    }
    const std::string_view bare = bareSegments(segment);
    std::string left;
    for (std::size_t position = 0; position < key.size();) {
        const std::string_view rest = key.substr(position);
        if (hasPrefix(rest, bare)) {
            position += bare.size() + 1;
            continue;
        }
        const std::size_t dot = rest.find('.');
        const std::size_t length = dot == std::string_view::npos ? rest.size() : dot + 1;
        left += rest.substr(0, length);
        position += length;
    }
    return left;
}

} // namespace pthf
