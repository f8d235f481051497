// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/numpy_dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/base/checked_math.h"

// numpy/core/src/multiarray/datetime.c: counts of a unit since 1970-01-01T00:00 of the proleptic Gregorian calendar,
// without leap seconds; the lowest number is "not a time".

namespace pthf {

namespace {

constexpr std::int64_t kNotATime = std::numeric_limits<std::int64_t>::min();

struct UnitFacts {
    std::string_view name;
    std::string_view words;
    std::int64_t perSecond; ///< of those below a second; 1 for seconds, 0 for longer ones
    std::int64_t seconds; ///< of those that are whole seconds; 0 for months and years
    int digits; ///< behind the seconds
};

constexpr std::array<UnitFacts, 13> kUnits{{{"Y", "years", 0, 0, 0}, {"M", "months", 0, 0, 0},
    {"W", "weeks", 0, 604'800, 0}, {"D", "days", 0, 86'400, 0}, {"h", "hours", 0, 3'600, 0}, {"m", "minutes", 0, 60, 0},
    {"s", "seconds", 1, 1, 0}, {"ms", "milliseconds", 1'000, 0, 3}, {"us", "microseconds", 1'000'000, 0, 6},
    {"ns", "nanoseconds", 1'000'000'000, 0, 9}, {"ps", "picoseconds", 1'000'000'000'000, 0, 12},
    {"fs", "femtoseconds", 1'000'000'000'000'000, 0, 15}, {"as", "attoseconds", 1'000'000'000'000'000'000, 0, 18}}};

const UnitFacts* factsOf(std::string_view name)
{
    const auto found = std::ranges::find(kUnits, name, &UnitFacts::name);
    return found == kUnits.end() ? nullptr : &*found;
}

/// Rounded down, as calendars count.
std::int64_t floorOf(std::int64_t number, std::int64_t by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

/// At least so many characters, the sign among them.
std::string padded(std::int64_t number, std::size_t width)
{
    std::string text = std::to_string(number < 0 ? -number : number);
    const std::size_t digits = width - (number < 0 ? 1 : 0);
    text.insert(0, digits - std::min(digits, text.size()), '0');
    return number < 0 ? '-' + text : text;
}

/// For times that no calendar of ours reaches.
std::string countedText(std::int64_t ticks, const UnitFacts& facts)
{
    return std::to_string(ticks) + ' ' + std::string(facts.words) + " since 1970";
}

/// Year, month and day of a day counted from 1970-01-01: 400 years have 146,097 days, and counted from a March the
/// leap day is the last one of a year.
std::string dayText(std::int64_t day)
{
    constexpr std::int64_t kEra = 146'097;
    const std::int64_t fromMarch = day + 719'468; // days from 0000-03-01
    const std::int64_t era = floorOf(fromMarch, kEra);
    const std::int64_t inEra = fromMarch - era * kEra;
    const std::int64_t yearInEra = (inEra - inEra / 1'460 + inEra / 36'524 - inEra / 146'096) / 365;
    const std::int64_t inYear = inEra - (365 * yearInEra + yearInEra / 4 - yearInEra / 100);
    const std::int64_t monthFromMarch = (5 * inYear + 2) / 153;
    const std::int64_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    const std::int64_t year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
    return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(inYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
}

/// Seconds of a day as far as a unit tells them: "T12", "T12:30", "T12:30:05".
std::string clockText(std::int64_t second, std::string_view unit)
{
    std::string text = 'T' + padded(second / 3'600, 2);
    if (unit == "h") {
        return text;
    }
    text += ':' + padded(second / 60 % 60, 2);
    return unit == "m" ? text : text + ':' + padded(second % 60, 2);
}

} // namespace

NumpyTimeUnit timeUnitIn(std::string_view spelling)
{
    const std::size_t open = spelling.find('[');
    if (open == std::string_view::npos || !spelling.ends_with(']')) {
        return {};
    }
    const std::string_view inside = spelling.substr(open + 1, spelling.size() - open - 2);
    if (inside.starts_with('-')) {
        return {};
    }
    NumpyTimeUnit unit;
    const auto [stopped, error] = std::from_chars(inside.data(), inside.data() + inside.size(), unit.count);
    const std::size_t digits = error == std::errc() ? static_cast<std::size_t>(stopped - inside.data()) : 0;
    unit.count = digits == 0 || unit.count < 1 ? 1 : unit.count;
    unit.name = std::string(inside.substr(digits));
    return factsOf(unit.name) == nullptr ? NumpyTimeUnit{} : unit;
}

std::string timeUnitText(const NumpyTimeUnit& unit)
{
    return unit.name.empty() ? std::string()
                             : '[' + (unit.count == 1 ? std::string() : std::to_string(unit.count)) + unit.name + ']';
}

std::string numpyDateText(std::int64_t ticks, const NumpyTimeUnit& unit)
{
    constexpr std::int64_t kDay = 86'400;
    constexpr std::int64_t kFarthest = std::int64_t{1} << 60; // days and years that can still be added to
    const UnitFacts* facts = factsOf(unit.name);
    if (ticks == kNotATime || facts == nullptr) {
        return "NaT";
    }
    const auto counted = checkedMultiply(ticks, unit.count);
    const bool isFar = !counted || *counted > kFarthest || *counted < -kFarthest;
    if (isFar && (!counted || facts->perSecond <= 1)) {
        return countedText(ticks, *facts);
    }
    const std::int64_t count = *counted;
    if (unit.name == "Y" || unit.name == "M") {
        const std::int64_t year = unit.name == "Y" ? count : floorOf(count, 12);
        const std::string text = padded(year + 1970, 4);
        return unit.name == "Y" ? text : text + '-' + padded(count - year * 12 + 1, 2);
    }
    if (unit.name == "D") {
        return dayText(count);
    }
    const bool isFine = facts->perSecond > 1;
    const auto seconds =
        isFine ? std::optional(floorOf(count, facts->perSecond)) : checkedMultiply(count, facts->seconds);
    if (!seconds) {
        return countedText(ticks, *facts);
    }
    const std::int64_t day = floorOf(*seconds, kDay);
    std::string text = dayText(day);
    if (unit.name == "W") {
        return text;
    }
    text += clockText(*seconds - day * kDay, unit.name);
    return isFine ? text + '.' + padded(count - *seconds * facts->perSecond, static_cast<std::size_t>(facts->digits))
                  : text;
}

std::string numpyDurationText(std::int64_t ticks, const NumpyTimeUnit& unit)
{
    const UnitFacts* facts = factsOf(unit.name);
    const auto count = checkedMultiply(ticks, unit.count);
    if (ticks == kNotATime || !count) {
        return "NaT";
    }
    return std::to_string(*count) + ' ' + std::string(facts == nullptr ? "generic time units" : facts->words);
}

} // namespace pthf
