// SPDX-License-Identifier: Apache-2.0
#include "core/ggml/block_source.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "core/base/checked_math.h"
#include "core/ggml/block_numbers.h"

namespace pthf {

namespace {

constexpr std::uint64_t kNumberBytes = 4;
constexpr std::uint64_t kMostElements = std::uint64_t{1} << 18U; ///< read at a time

static_assert(std::endian::native == std::endian::little, "numbers are handed on as they lie in memory");

} // namespace

std::shared_ptr<const BlockSource> BlockSource::make(
    std::shared_ptr<const ByteSource> blocks, const GgmlType& type, bool isBigEndian)
{
    const auto size = checkedMultiply<std::uint64_t>(
        blocks->size() / type.blockBytes, std::uint64_t{type.blockElements} * kNumberBytes);
    if (!hasBlockNumbers(type) || !size) {
        return nullptr;
    }
    return std::shared_ptr<const BlockSource>(new BlockSource(std::move(blocks), type, isBigEndian, *size));
}

Status BlockSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    const std::uint64_t blockNumberBytes = m_type.blockElements * kNumberBytes;
    std::vector<std::byte> blocks;
    std::vector<float> numbers;
    while (!to.empty()) {
        const std::uint64_t first = offset / blockNumberBytes;
        const std::uint64_t last = (offset + to.size() - 1) / blockNumberBytes;
        const std::uint64_t count = std::min(last - first + 1, kMostElements / m_type.blockElements);
        blocks.resize(static_cast<std::size_t>(count * m_type.blockBytes));
        numbers.resize(static_cast<std::size_t>(count * m_type.blockElements));
        PTHF_TRY(m_blocks->readAt(first * m_type.blockBytes, blocks));
        readBlocks(m_type, m_isBigEndian, blocks, numbers);
        const auto read =
            std::as_bytes(std::span(numbers)).subspan(static_cast<std::size_t>(offset % blockNumberBytes));
        const std::size_t length = std::min(to.size(), read.size());
        std::ranges::copy(read.first(length), to.begin());
        to = to.subspan(length);
        offset += length;
    }
    return Done{};
}

} // namespace pthf
