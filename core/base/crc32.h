// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pthf {

/// The CRC-32 of zip and gzip (polynomial 0xEDB88320), continued from the CRC of what came before (0 at the start).
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before = 0) noexcept;

} // namespace pthf
