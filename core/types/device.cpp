// SPDX-License-Identifier: Apache-2.0
#include "core/types/device.h"

#include <charconv>

namespace pthf {

namespace {

std::optional<std::uint32_t> parseIndex(std::string_view digits) noexcept
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || digits.empty() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return value;
}

bool isWordCharacter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

std::string Device::text() const
{
    return index ? type + ":" + std::to_string(*index) : type;
}

Device parseDevice(std::string_view tag)
{
    const auto colon = tag.rfind(':');
    if (colon != std::string_view::npos) {
        if (const auto index = parseIndex(tag.substr(colon + 1))) {
            return {std::string(tag.substr(0, colon)), index};
        }
    }
    return {std::string(tag), std::nullopt};
}

std::string normalizedTarget(std::string_view target)
{
    const Device device = parseDevice(target);
    if (device.type == "cpu") {
        return "cpu";
    }
    return target == "cuda" ? "cuda:0" : std::string(target);
}

bool deviceMatches(std::string_view from, std::string_view tag) noexcept
{
    if (from == tag) {
        return true;
    }
    if (from.find(':') != std::string_view::npos || !tag.starts_with(from)) {
        return false;
    }
    const std::string_view rest = tag.substr(from.size());
    return rest.starts_with(':') && parseIndex(rest.substr(1)).has_value();
}

bool isWellFormedDevice(std::string_view text) noexcept
{
    const auto colon = text.find(':');
    const std::string_view type = text.substr(0, colon);
    if (type.empty() || (type.front() >= '0' && type.front() <= '9')) {
        return false;
    }
    for (const char c : type) {
        if (!isWordCharacter(c)) {
            return false;
        }
    }
    return colon == std::string_view::npos || parseIndex(text.substr(colon + 1)).has_value();
}

} // namespace pthf
