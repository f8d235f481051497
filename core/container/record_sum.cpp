// SPDX-License-Identifier: Apache-2.0
#include "core/container/record_sum.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "core/base/crc32.h"

namespace pthf {

Result<bool> keepsItsSum(
    const RecordInfo& record, const ByteSource& bytes, const std::function<Status(std::uint64_t)>& advance)
{
    constexpr std::uint64_t kBlock = std::uint64_t{1} << 20U;
    if (record.crc == 0 || bytes.size() != record.bytes) {
        return true;
    }
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(kBlock, bytes.size())));
    std::uint32_t sum = 0;
    for (std::uint64_t offset = 0; offset < bytes.size();) {
        const auto part = std::span(block).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes.size() - offset)));
        PTHF_TRY(bytes.readAt(offset, part));
        sum = crc32(part, sum);
        offset += part.size();
        PTHF_TRY(advance(part.size()));
    }
    return sum == record.crc;
}

} // namespace pthf
