// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pthf::hdf5 {

// JSON values appended to a text.

void appendText(std::string& to, std::string_view text); ///< in quotes; bytes that are no UTF-8 become U+FFFD
void appendFloat(std::string& to, double value); ///< numbers that JSON lacks become "NaN", "Infinity", "-Infinity"
void appendSigned(std::string& to, std::int64_t value);
void appendUnsigned(std::string& to, std::uint64_t value);

} // namespace pthf::hdf5
