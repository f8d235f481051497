// SPDX-License-Identifier: Apache-2.0
#include "core/legacy/legacy_protocol.h"

#include <string_view>

#include "core/base/byte_reader.h"

namespace pthf {

using namespace std::string_view_literals;

std::optional<std::uint8_t> legacyProtocol(std::span<const std::byte> front) noexcept
{
    // 0x1950a86a20f9469cfc6c as LONG1, and in protocols 0 and 1 as LONG.
    constexpr std::string_view kBinary = "\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19."sv;
    constexpr std::string_view kDecimal = "L119547037146038801333356L\n."sv;
    std::string_view text = asText(front);
    if (text.starts_with(kDecimal)) {
        return std::uint8_t{1};
    }
    if (text.size() < 2 || text[0] != '\x80') {
        return std::nullopt;
    }
    const auto protocol = static_cast<std::uint8_t>(text[1]);
    text.remove_prefix(2);
    constexpr std::size_t kFrameBytes = 9;
    if (text.size() > kFrameBytes && text[0] == '\x95') {
        text.remove_prefix(kFrameBytes);
    }
    return text.starts_with(kBinary) ? std::optional(protocol) : std::nullopt;
}

} // namespace pthf
