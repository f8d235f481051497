// SPDX-License-Identifier: Apache-2.0
#include "core/shards/save_shards.h"

#include <algorithm>
#include <chrono>
#include <system_error>

#include "core/base/byte_reader.h"
#include "core/io/atomic_file.h"
#include "core/save/save_checkpoint.h"
#include "core/shards/shard_set.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/write/save_archive.h"

namespace pthf {

namespace {

/// Files that are open at once until all of them get their names.
constexpr std::size_t kMaxShards = 500;

std::string indexText(const ShardSet& set, const ShardNames& names)
{
    JsonWriter json(2);
    json.beginObject().key("metadata").beginObject().memberCount("total_size", set.tensorBytes).endObject();
    json.key("weight_map").beginObject();
    for (const auto& [name, shard] : set.where) {
        json.member(name, names.shard(shard, set.shards.size()).filename().string());
    }
    json.endObject().endObject();
    return std::move(json).take() + '\n';
}

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
                ErrorCode::InvalidArgument, path.filename().string() + " exists already; --overwrite replaces the set"};
        }
    }
    return Done{};
}

/// Writes the files of a set, and names them together.
class SetWriter {
public:
    SetWriter(const PlannedDocument& planned, const ShardSet& set, const ShardNames& names, Verification verification,
        const Task& task)
        : m_planned(planned)
        , m_set(set)
        , m_names(names)
        , m_verification(verification)
        , m_task(task)
        , m_progress(m_task, verification == Verification::Full ? 2 * set.tensorBytes : set.tensorBytes)
    {
    }

    Status run()
    {
        for (std::size_t i = 0; i < m_set.shards.size(); ++i) {
            const auto written = writeShard(i);
            if (!written) {
                return failedWithin(written, m_names.shard(i, m_set.shards.size()).filename().string());
            }
        }
        const std::string text = indexText(m_set, m_names);
        AtomicFile file = PTHF_TRY(AtomicFile::create(m_names.index(), text.size()));
        PTHF_TRY(file.write(asBytes(text)));
        PTHF_TRY(file.flush());
        m_bytes += text.size();
        m_files.push_back(std::move(file));
        for (AtomicFile& each : m_files) {
            PTHF_TRY(each.settle(m_task));
        }
        PTHF_TRY(checkUnchanged(*m_planned.source));
        return nameAll();
    }

    /// Removes what has no name yet.
    void discard() { m_files.clear(); }

    const WrittenFile& written() const noexcept { return m_written; }
    std::uint64_t bytes() const noexcept { return m_bytes; }
    std::uint64_t compared() const noexcept { return m_compared; }

private:
    Status writeShard(std::size_t number)
    {
        const FileForm& form = *m_set.shards[number].form;
        AtomicFile file = PTHF_TRY(AtomicFile::create(m_names.shard(number, m_set.shards.size()), form.tensorBytes()));
        const WrittenFile written = PTHF_TRY(form.write(file, m_progress));
        PTHF_TRY(file.flush());
        if (m_verification != Verification::None) {
            const auto compared = form.verify(written, file.partPath(), m_verification, m_progress);
            if (!compared) {
                return failedWithin(compared, "the new file was checked and thrown away");
            }
            m_compared += *compared;
        }
        m_written.storages.insert(m_written.storages.end(), written.storages.begin(), written.storages.end());
        m_written.copiedBytes += written.copiedBytes;
        m_written.convertedBytes += written.convertedBytes;
        m_written.counts.overflows += written.counts.overflows;
        m_written.counts.underflows += written.counts.underflows;
        m_bytes += file.position();
        m_files.push_back(std::move(file));
        return Done{};
    }

    /// The index last: until it is there nobody takes the files for a set. One that would name other files than those
    /// it was written for goes first.
    Status nameAll()
    {
        std::error_code ignored;
        std::vector<std::filesystem::path> named;
        const std::size_t count = m_set.shards.size();
        bool isReplaced = false;
        for (std::size_t i = 0; i < count; ++i) {
            isReplaced = isReplaced || std::filesystem::exists(m_names.shard(i, count), ignored);
        }
        if (isReplaced) {
            std::filesystem::remove(m_names.index(), ignored);
        }
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            const Status committed = m_files[i].commit();
            if (!committed) {
                for (const auto& path : named) {
                    std::filesystem::remove(path, ignored);
                }
                return committed;
            }
            named.push_back(i == count ? m_names.index() : m_names.shard(i, count));
        }
        return Done{};
    }

    const PlannedDocument& m_planned;
    const ShardSet& m_set;
    const ShardNames& m_names;
    Verification m_verification;
    const Task& m_task;
    SaveProgress m_progress;
    std::vector<AtomicFile> m_files;
    WrittenFile m_written;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_compared = 0;
};

std::string fiveDigits(std::size_t number)
{
    constexpr std::size_t kDigits = 5;
    const std::string digits = std::to_string(number);
    return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

} // namespace

std::filesystem::path ShardNames::shard(std::size_t number, std::size_t count) const
{
    return folder / (stem + "-" + fiveDigits(number + 1) + "-of-" + fiveDigits(count) + extension);
}

std::filesystem::path ShardNames::index() const
{
    return folder / (stem + extension + ".index.json");
}

ShardNames shardNamesFor(const std::filesystem::path& target, SaveFormat format)
{
    constexpr std::string_view kIndex = ".index.json";
    const bool isSafetensors = format == SaveFormat::Safetensors;
    ShardNames names{target, isSafetensors ? "model" : "pytorch_model", isSafetensors ? ".safetensors" : ".bin"};
    std::string file = target.filename().string();
    const bool isIndex = file.ends_with(kIndex);
    if (isIndex) {
        file.resize(file.size() - kIndex.size());
    }
    std::error_code failed;
    const bool isFolder = file.empty() || std::filesystem::is_directory(target, failed);
    const std::filesystem::path extension = std::filesystem::path(file).extension();
    if (!isFolder && !extension.empty()) {
        names.folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
        names.stem = std::filesystem::path(file).stem().string();
        names.extension = extension.string();
    }
    return names;
}

Result<Receipt> saveShards(
    const PlannedDocument& planned, const SaveOptions& options, std::uint64_t shardBytes, const Task& task)
{
    const auto begin = std::chrono::steady_clock::now();
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
    PTHF_TRY(checkUnchanged(*planned.source));
    const ShardSet set = PTHF_TRY(makeShards(planned, options.format, shardBytes, task));
    if (set.shards.size() > kMaxShards) {
        return Error{ErrorCode::InvalidArgument,
            "that would be " + std::to_string(set.shards.size()) + " files, at most " + std::to_string(kMaxShards)
                + " are written: ask for larger ones"};
    }
    const ShardNames names = shardNamesFor(options.target, options.format);
    std::error_code ignored;
    const bool isFolderNew = !std::filesystem::exists(names.folder, ignored);
    PTHF_TRY(checkNames(names, set.shards.size(), options.overwrite));
    SetWriter writer(planned, set, names, options.verification, task);
    const Status done = writer.run();
    if (!done) {
        writer.discard();
        if (isFolderNew) {
            std::filesystem::remove(names.folder, ignored);
        }
        return done.error();
    }
    SaveOptions named = options;
    named.target = names.index();
    Receipt receipt = receiptOf(planned, named, writer.written());
    receipt.targetBytes = writer.bytes();
    receipt.comparedBytes = writer.compared();
    receipt.notes.insert(receipt.notes.end(), set.notes.begin(), set.notes.end());
    receipt.notes.push_back("split into " + countOf(set.shards.size(), "file") + ", "
        + names.shard(0, set.shards.size()).filename().string() + " and so on");
    receipt.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return receipt;
}

} // namespace pthf
