// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pthf {

/// What datetime64 and timedelta64 count: "D", "ns", 25 of "s"; a duration of no unit is generic.
struct NumpyTimeUnit {
    std::string name; ///< "Y" "M" "W" "D" "h" "m" "s" "ms" "us" "ns" "ps" "fs" "as"; empty: generic
    std::int64_t count = 1;

    bool operator==(const NumpyTimeUnit&) const = default;
};

/// The unit in a spelling, "M8[25s]": generic where it has none or one that numpy does not have.
NumpyTimeUnit timeUnitIn(std::string_view spelling);
/// "[D]", "[25s]"; empty for generic.
std::string timeUnitText(const NumpyTimeUnit& unit);

/// As numpy prints them: "2024-03-01T12:00:00.123", "1500 milliseconds", "NaT".
std::string numpyDateText(std::int64_t ticks, const NumpyTimeUnit& unit);
std::string numpyDurationText(std::int64_t ticks, const NumpyTimeUnit& unit);

} // namespace pthf
