// SPDX-License-Identifier: Apache-2.0
#include "core/save/compare_bytes.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/crc32.h"
#include "core/io/range_source.h"

namespace pthf {

namespace {

/// Still in the cache of its core when it is summed or compared.
constexpr std::size_t kBlockBytes = std::size_t{1} << 18U;

/// Hands a source's bytes on in blocks.
Status stream(const ByteSource& source, SaveProgress& progress, const BlockSink& sink)
{
    std::vector<std::byte> room(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kBlockBytes)));
    for (std::uint64_t offset = 0; offset < source.size();) {
        const auto block = std::span(room).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(source.size() - offset, room.size())));
        PTHF_TRY(source.readAt(offset, block));
        PTHF_TRY(sink(block));
        PTHF_TRY(progress.advance(block.size()));
        offset += block.size();
    }
    return Done{};
}

Error otherBytes(const WrittenStorage& storage, std::uint64_t offset)
{
    return {ErrorCode::Internal,
        "storage " + storage.key + " has other bytes in the file than were planned, from byte " + std::to_string(offset)
            + " on"};
}

/// Compares blocks that come with the bytes of a source, from its start on.
class BlockComparer {
public:
    BlockComparer(const ByteSource& found, const WrittenStorage& storage)
        : m_found(found)
        , m_storage(storage)
    {
    }

    Status operator()(std::span<const std::byte> wanted)
    {
        m_block.resize(wanted.size());
        PTHF_TRY(m_found.readAt(m_offset, m_block));
        if (!std::ranges::equal(wanted, m_block)) {
            return otherBytes(m_storage, m_offset);
        }
        m_offset += wanted.size();
        return Done{};
    }
    std::uint64_t compared() const noexcept { return m_offset; }

private:
    const ByteSource& m_found;
    const WrittenStorage& m_storage;
    std::vector<std::byte> m_block;
    std::uint64_t m_offset = 0;
};

/// Copied bytes against the source's, where no sum of them is known.
Result<std::uint64_t> compareWithSource(
    const BytesOrigin& origin, const WrittenStorage& storage, const ByteSource& found, SaveProgress& progress)
{
    BlockComparer compare(found, storage);
    const CopiedBytes bytes = PTHF_TRY(openCopied(origin));
    const auto range = PTHF_TRY(RangeSource::make(bytes.source, bytes.offset, bytes.length, storage.key));
    PTHF_TRY(stream(*range, progress, [&compare](std::span<const std::byte> block) { return compare(block); }));
    if (compare.compared() != found.size()) {
        return otherBytes(storage, compare.compared());
    }
    return compare.compared();
}

/// The bytes on disk against the sum of those that were handed to it: made while they were, or the source's own.
Result<std::uint64_t> compareSum(
    const BytesOrigin& origin, const WrittenStorage& storage, const ByteSource& found, SaveProgress& progress)
{
    std::uint32_t crc = 0;
    PTHF_TRY(stream(found, progress, [&crc](std::span<const std::byte> block) -> Status {
        crc = crc32(block, crc);
        return Done{};
    }));
    if (crc == *storage.crc) {
        return found.size();
    }
    // With the source's sum taken over, it may be the source that does not keep it.
    if (!storage.isConverted) {
        PTHF_TRY(compareWithSource(origin, storage, found, progress));
        return Error{ErrorCode::Corrupt,
            "the bytes of storage " + storage.key
                + " are not those that the source's own checksum was made of: the source is damaged (`pthf check` says "
                  "where)"};
    }
    return otherBytes(storage, 0);
}

} // namespace

Result<std::uint64_t> compareBytes(
    const BytesOrigin& origin, const WrittenStorage& written, const ByteSource& found, SaveProgress& progress)
{
    return written.crc ? compareSum(origin, written, found, progress)
                       : compareWithSource(origin, written, found, progress);
}

} // namespace pthf
