// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pthf {

/// Appends the last digits of a number, in lower case: appendHex(text, 0x1F, 4) appends "001f".
inline void appendHex(std::string& text, std::uint64_t number, unsigned digits)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (unsigned i = digits; i-- > 0;) {
        text += kDigits[(number >> (4U * i)) & 0xFU];
    }
}

} // namespace pthf
