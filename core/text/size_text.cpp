// SPDX-License-Identifier: Apache-2.0
#include "core/text/size_text.h"

#include <array>

namespace pthf {

namespace {

/// value / 1000^unit with one digit after the point, rounded to nearest without floating point.
template<std::size_t Count>
std::string scaled(std::uint64_t value, const std::array<std::string_view, Count>& units)
{
    std::size_t unit = 0;
    std::uint64_t size = 1;
    // 999,950 is 1.0 MB and not 1000.0 KB: the unit changes where rounding would reach the next.
    while (unit + 1 < Count && value >= (unit == 0 ? 1000 : size * 1000 - size / 20)) {
        size *= 1000;
        ++unit;
    }
    std::string text;
    if (unit == 0) {
        text = std::to_string(value);
    } else {
        std::uint64_t whole = value / size;
        std::uint64_t tenths = (value % size + size / 20) / (size / 10);
        if (tenths == 10) {
            ++whole;
            tenths = 0;
        }
        text = std::to_string(whole) + "." + std::to_string(tenths);
    }
    return text.append(units[unit]);
}

} // namespace

std::string sizeText(std::uint64_t bytes)
{
    static constexpr std::array<std::string_view, 7> kUnits{" B", " KB", " MB", " GB", " TB", " PB", " EB"};
    return scaled(bytes, kUnits);
}

std::string signedSizeText(std::int64_t bytes)
{
    if (bytes < 0) {
        return "−" + sizeText(std::uint64_t{0} - static_cast<std::uint64_t>(bytes));
    }
    return bytes == 0 ? sizeText(0) : "+" + sizeText(static_cast<std::uint64_t>(bytes));
}

std::string countText(std::uint64_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t end = text.size(); end > 3; end -= 3) {
        text.insert(end - 3, 1, ',');
    }
    return text;
}

std::string roundCountText(std::uint64_t count)
{
    static constexpr std::array<std::string_view, 5> kUnits{"", " K", " M", " B", " T"};
    return scaled(count, kUnits);
}

std::string countOf(std::uint64_t count, std::string_view noun, std::string_view plural)
{
    std::string text = countText(count) + " ";
    if (count == 1) {
        return text.append(noun);
    }
    return plural.empty() ? text.append(noun) + "s" : text.append(plural);
}

} // namespace pthf
