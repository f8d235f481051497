// SPDX-License-Identifier: Apache-2.0
#include "core/base/crc32.h"

#include <libdeflate.h>

namespace pthf {

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before) noexcept
{
    // libdeflate answers 0 for a null buffer instead of what it was given.
    return bytes.empty() ? before : libdeflate_crc32(before, bytes.data(), bytes.size());
}

} // namespace pthf
