// SPDX-License-Identifier: Apache-2.0
#include "core/container/record_sum.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

#include "core/base/crc32.h"

namespace pthf {

Result<bool> keepsItsSum(
    const RecordInfo& record, const ByteSource& bytes, const std::function<Status(std::uint64_t)>& advance)
{
    constexpr std::uint64_t kBlock = std::uint64_t{256} << 10U;
    if (record.crc == 0 || bytes.size() != record.bytes) {
        return true;
    }
    const auto length = static_cast<std::size_t>(std::min(kBlock, bytes.size()));
    const auto block = std::make_unique_for_overwrite<std::byte[]>(length);
    std::uint32_t sum = 0;
    for (std::uint64_t offset = 0; offset < bytes.size();) {
        const std::span part(
            block.get(), static_cast<std::size_t>(std::min<std::uint64_t>(length, bytes.size() - offset)));
        PTHF_TRY(bytes.readAt(offset, part));
        sum = crc32(part, sum);
        offset += part.size();
        PTHF_TRY(advance(part.size()));
    }
    return sum == record.crc;
}

} // namespace pthf
