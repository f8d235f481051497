// SPDX-License-Identifier: Apache-2.0
#include "core/text/size_text.h"

#include <array>
#include <charconv>
#include <cmath>

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

std::optional<std::uint64_t> bytesFromText(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || !(number >= 0)) {
        return std::nullopt;
    }
    std::string unit;
    for (const char letter : text.substr(static_cast<std::size_t>(end - text.data()))) {
        if (letter != ' ') {
            unit += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
    }
    constexpr std::string_view kPowers = "KMGT";
    const bool isBinary = unit.ends_with("IB");
    if (isBinary) {
        unit.resize(unit.size() - 2);
    } else if (unit.ends_with('B')) {
        unit.pop_back();
    }
    const std::size_t power = unit.empty() ? 0 : kPowers.find(unit.front()) + 1;
    if (unit.size() > 1 || (isBinary && unit.empty()) || (!unit.empty() && power == 0)) {
        return std::nullopt;
    }
    const double bytes = number * std::pow(isBinary ? 1024.0 : 1000.0, static_cast<double>(power));
    constexpr double kMost = 9.0e18;
    return bytes <= kMost ? std::optional(static_cast<std::uint64_t>(bytes)) : std::nullopt;
}

} // namespace pthf
