// SPDX-License-Identifier: Apache-2.0
#include "core/save/verify_checkpoint.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/crc32.h"
#include "core/container/container.h"
#include "core/io/range_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/compare_content.h"
#include "core/save/storage_bytes.h"

namespace pthf {

namespace {

/// Stays in the second cache between being read and being summed.
constexpr std::uint64_t kBlockBytes = std::uint64_t{1} << 18U;

/// Hands a source's bytes on in blocks.
Status stream(const ByteSource& source, SaveProgress& progress, const BlockSink& sink)
{
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(source.size(), kBlockBytes)));
    std::uint64_t offset = 0;
    while (offset < source.size()) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(source.size() - offset, block.size()));
        const auto part = std::span(block).first(count);
        PTHF_TRY(source.readAt(offset, part));
        PTHF_TRY(sink(part));
        PTHF_TRY(progress.advance(count));
        offset += count;
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
    const PlannedDocument& planned, const WrittenStorage& storage, const ByteSource& found, SaveProgress& progress)
{
    BlockComparer compare(found, storage);
    const CopiedBytes bytes = PTHF_TRY(openCopied(planned, storage.storage));
    const auto range = PTHF_TRY(RangeSource::make(bytes.source, bytes.offset, bytes.length, storage.key));
    PTHF_TRY(stream(*range, progress, [&compare](std::span<const std::byte> block) { return compare(block); }));
    if (compare.compared() != found.size()) {
        return otherBytes(storage, compare.compared());
    }
    return compare.compared();
}

/// The bytes on disk against the sum of those that were handed to it: made while they were, or the source's own.
Result<std::uint64_t> compareSum(
    const PlannedDocument& planned, const WrittenStorage& storage, const ByteSource& found, SaveProgress& progress)
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
        PTHF_TRY(compareWithSource(planned, storage, found, progress));
        return Error{ErrorCode::Corrupt,
            "the bytes of storage " + storage.key
                + " are not those that the source's own checksum was made of: the source is damaged (`pthf check` says "
                  "where)"};
    }
    return otherBytes(storage, 0);
}

std::unordered_map<std::string_view, StorageId> storagesByKey(const Content& content)
{
    std::unordered_map<std::string_view, StorageId> storages;
    for (std::size_t i = 0; i < content.storages.size(); ++i) {
        storages.emplace(content.storages[i].key, StorageId{static_cast<std::uint32_t>(i)});
    }
    return storages;
}

/// The directory of the new file against what was put into it.
Status compareRecord(const Document& file, const WrittenStorage& storage, const StorageValue& found)
{
    if (found.place.kind != StoragePlace::Kind::Record) {
        return Done{};
    }
    const RecordInfo& record = file.sources[found.place.source].container->records()[found.place.record];
    if (record.crc != storage.crc.value_or(record.crc) || record.bytes != found.bytes()) {
        return Error{ErrorCode::Internal, "record " + record.name + " is not listed as it was written"};
    }
    return Done{};
}

Error damagedError(const Problems& problems)
{
    const auto worst = std::ranges::find_if(
        problems.kept(), [](const Problem& problem) { return problem.severity >= Severity::Error; });
    return {ErrorCode::Internal,
        "the written file is damaged" + (worst == problems.kept().end() ? std::string() : ": " + worst->message)};
}

/// One storage of the written file; yields how many bytes were compared.
Result<std::uint64_t> compareStorage(const PlannedDocument& planned, const WrittenStorage& storage,
    const Document& file, StorageId there, Verification verification, SaveProgress& progress)
{
    const StorageValue& found = file.content.storage(there);
    PTHF_TRY(compareRecord(file, storage, found));
    const bool isFull = verification == Verification::Full;
    if ((!isFull && !storage.isConverted) || found.bytes() == 0) {
        return std::uint64_t{0};
    }
    const auto bytes = PTHF_TRY(openStorage(file, there));
    return storage.crc ? compareSum(planned, storage, *bytes, progress)
                       : compareWithSource(planned, storage, *bytes, progress);
}

} // namespace

Result<std::uint64_t> verifyCheckpoint(const PlannedDocument& planned, const WrittenFile& written,
    const std::filesystem::path& file, Verification verification, SaveProgress& progress)
{
    const Task& task = progress.task();
    const DocumentPtr found = PTHF_TRY(openCheckpoint(file, OpenOptions{}, task));
    if (found->isDamaged()) {
        return damagedError(found->problems);
    }
    const TreeIndex tree = PTHF_TRY(indexTree(found->content, task));
    const std::vector<StorageId> pairs =
        PTHF_TRY(compareContents({planned.content, planned.tree}, {found->content, tree}, task));
    const auto byKey = storagesByKey(found->content);
    std::uint64_t compared = 0;
    for (const WrittenStorage& storage : written.storages) {
        const StorageId paired = pairs[index(storage.storage)];
        const auto named = byKey.find(storage.key);
        const StorageId there = named == byKey.end() ? kNoStorage : named->second;
        if (paired != kNoStorage && paired != there) {
            return Error{ErrorCode::Internal, "storage " + storage.key + " belongs to another tensor in the file"};
        }
        // One that only a value mentions that is no tensor may not be known by its key.
        if (there != kNoStorage) {
            compared += PTHF_TRY(compareStorage(planned, storage, *found, there, verification, progress));
        }
    }
    return compared;
}

} // namespace pthf
