// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace pthf {

/// The protocol of the legacy stream that begins with these bytes (FORMATS 4): what its first pickle holds is torch's
/// magic number, in whatever spelling its protocol has. 64 bytes are enough to tell.
std::optional<std::uint8_t> legacyProtocol(std::span<const std::byte> front) noexcept;

} // namespace pthf
