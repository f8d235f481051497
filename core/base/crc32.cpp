// SPDX-License-Identifier: Apache-2.0
#include "core/base/crc32.h"

#include <isa-l/crc.h>

namespace pthf {

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before) noexcept
{
    return crc32_gzip_refl(before, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

} // namespace pthf
