// SPDX-License-Identifier: Apache-2.0
#include "core/save/verify_checkpoint.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/container/container.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/compare_bytes.h"
#include "core/save/compare_content.h"

namespace pthf {

namespace {

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
        return Error{ErrorCode::Internal, "record " + std::string(record.name) + " is not listed as it was written"};
    }
    return Done{};
}

/// Damage that the source did not have: a damaged stream inside a value is kept as it is by a salvage.
Status compareDamage(const Document& source, const Document& file)
{
    if (!file.isDamaged()) {
        return Done{};
    }
    const auto isDamage = [](const Problem& problem) { return problem.severity >= Severity::Error; };
    for (const Problem& problem : file.problems.kept()) {
        const bool isOld = std::ranges::any_of(source.problems.kept(),
            [&](const Problem& known) { return isDamage(known) && known.message == problem.message; });
        if (isDamage(problem) && !isOld) {
            return Error{ErrorCode::Internal, "the written file is damaged: " + problem.message};
        }
    }
    return Done{};
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
    return compareBytes(originOf(planned, storage.storage), storage, *bytes, progress);
}

} // namespace

Result<std::uint64_t> verifyCheckpoint(const PlannedDocument& planned, const WrittenFile& written,
    const std::filesystem::path& file, Verification verification, SaveProgress& progress)
{
    const Task& task = progress.task();
    const DocumentPtr found = PTHF_TRY(openCheckpoint(file, OpenOptions{}, task));
    PTHF_TRY(compareDamage(*planned.source, *found));
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
