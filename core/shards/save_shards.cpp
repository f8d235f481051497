// SPDX-License-Identifier: Apache-2.0
#include "core/shards/save_shards.h"

#include <chrono>
#include <optional>
#include <system_error>

#include "core/save/save_checkpoint.h"
#include "core/shards/set_writer.h"
#include "core/shards/shard_set.h"
#include "core/text/size_text.h"
#include "core/write/layered_bytes.h"
#include "core/write/save_archive.h"

namespace pthf {

namespace {

/// Files that are open at once until all of them get their names.
constexpr std::size_t kMaxShards = 500;

Status checkNames(const ShardNames& names, std::size_t count, Overwrite overwrite)
{
    std::error_code failed;
    if (!std::filesystem::is_directory(names.folder, failed)) {
        std::filesystem::create_directory(names.folder, failed);
        if (failed) {
            return Error{
                ErrorCode::IoFailed, "the folder " + names.folder.string() + " cannot be made: " + failed.message()};
        }
    }
    for (std::size_t i = 0; overwrite == Overwrite::No && i <= count; ++i) {
        const auto path = i == count ? names.index() : names.shard(i, count);
        if (std::filesystem::exists(path, failed)) {
            return Error{
                ErrorCode::IoFailed, path.filename().string() + " exists already; --overwrite replaces the set"};
        }
    }
    return Done{};
}

Status checkSharding(const PlannedDocument& planned, const SaveOptions& options, std::uint64_t shardBytes)
{
    if (planned.refusal) {
        return Error{ErrorCode::InvalidArgument, *planned.refusal};
    }
    if (options.format == SaveFormat::Legacy || shardBytes == 0) {
        return Error{ErrorCode::InvalidArgument,
            shardBytes == 0 ? "shards need a size of at least one byte"
                            : "shards are written as zip or safetensors, not in the legacy format"};
    }
    PTHF_TRY(checkDamage(*planned.source));
    if (keepsProgram(planned)) {
        return Error{ErrorCode::Unsupported, "a program cannot be split into shards: add --state-dict"};
    }
    PTHF_TRY(checkKind(planned, options.format));
    PTHF_TRY(checkTensors(planned));
    PTHF_TRY(checkDrawing(planned));
    return checkUnchanged(planned);
}

} // namespace

ShardNames shardNamesFor(const std::filesystem::path& target, SaveFormat format)
{
    if (auto named = shardNamesOf(target)) {
        return *std::move(named);
    }
    const bool isSafetensors = format == SaveFormat::Safetensors;
    ShardNames names{target, isSafetensors ? "model" : "pytorch_model", isSafetensors ? ".safetensors" : ".bin"};
    std::error_code failed;
    const bool isFolder = !target.has_filename() || std::filesystem::is_directory(target, failed);
    if (!isFolder && target.has_extension()) {
        names.folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
        names.stem = target.stem().string();
        names.extension = target.extension().string();
    }
    return names;
}

Result<Receipt> saveShards(
    const PlannedDocument& planned, const SaveOptions& options, std::uint64_t shardBytes, const Task& task)
{
    const auto begin = std::chrono::steady_clock::now();
    PTHF_TRY(checkSharding(planned, options, shardBytes));
    const ShardSet set = PTHF_TRY(makeShards(planned, options.format, shardBytes, task));
    if (set.shards.empty()) {
        return Error{ErrorCode::InvalidArgument, "there is nothing to split into shards"};
    }
    if (set.shards.size() > kMaxShards) {
        return Error{ErrorCode::InvalidArgument,
            "that would be " + std::to_string(set.shards.size()) + " files, at most " + std::to_string(kMaxShards)
                + " are written: ask for larger ones"};
    }
    const ShardNames names = shardNamesFor(options.target, options.format);
    std::error_code ignored;
    const bool isFolderNew = !std::filesystem::exists(names.folder, ignored);
    PTHF_TRY(checkNames(names, set.shards.size(), options.overwrite));
    std::optional<SetWriter> writer;
    writer.emplace(planned, set, names, options, task);
    const Status done = writer->run();
    if (!done) {
        writer.reset(); // with what has no name yet
        if (isFolderNew) {
            std::filesystem::remove(names.folder, ignored);
        }
        return done.error();
    }
    SaveOptions named = options;
    named.target = names.index();
    Receipt receipt = receiptOf(planned, named, writer->written());
    receipt.targetBytes = writer->bytes();
    receipt.comparedBytes = writer->compared();
    receipt.notes.insert(receipt.notes.end(), set.notes.begin(), set.notes.end());
    receipt.notes.push_back("split into " + countOf(set.shards.size(), "file") + ", "
        + writer->names().shard(0, set.shards.size()).filename().string() + " and so on");
    receipt.notes.insert(receipt.notes.end(), writer->notes().begin(), writer->notes().end());
    const std::filesystem::path single = names.folder / (names.stem + names.extension);
    if (std::filesystem::exists(single, ignored)) {
        receipt.notes.push_back(single.filename().string() + " lies beside the set, and loaders take it first");
    }
    receipt.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return receipt;
}

} // namespace pthf
