// SPDX-License-Identifier: Apache-2.0
#include "core/shards/set_writer.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/base/byte_reader.h"
#include "core/folders/folder_files.h"
#include "core/folders/shard_index.h"
#include "core/io/file_source.h"
#include "core/io/part_file.h"
#include "core/save/save_checkpoint.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"

namespace pthf {

namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& path)
{
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() != fs::file_type::not_found;
}

void removeAll(const std::vector<fs::path>& files)
{
    std::error_code ignored;
    for (const fs::path& file : files) {
        fs::remove(file, ignored);
    }
}

/// The index itself, where a link stands in its place.
fs::path indexOf(const ShardNames& names)
{
    const auto resolved = resolveTarget(names.index());
    return resolved ? *resolved : names.index();
}

/// The files that an index names; none for what is no index.
std::vector<std::string> filesNamedBy(const fs::path& index)
{
    const auto file = FileSource::open(index);
    auto read = file ? readShardIndex(**file, Limits{}) : Result<ShardIndex>(file.error());
    return read ? std::move(read->files) : std::vector<std::string>{};
}

} // namespace

SetWriter::SetWriter(
    const PlannedDocument& planned, const ShardSet& set, ShardNames names, const SaveOptions& options, const Task& task)
    : m_planned(planned)
    , m_set(set)
    , m_names(std::move(names))
    , m_options(options)
    , m_task(task)
    , m_progress(m_task, options.verification == Verification::Full ? 2 * set.tensorBytes : set.tensorBytes)
{
}

Status SetWriter::run()
{
    PTHF_TRY(beginIndex());
    PTHF_TRY(writeShards());
    PTHF_TRY(m_index->settle(m_task));
    PTHF_TRY(m_files.back().settle(m_task));
    PTHF_TRY(checkUnchanged(m_planned));
    PTHF_TRY(nameAll());
    removeOldFiles();
    takePlainNames();
    return Done{};
}

std::string SetWriter::indexText(const ShardNames& names) const
{
    JsonWriter json(2);
    json.beginObject().key("metadata").beginObject().memberCount("total_size", m_set.tensorBytes).endObject();
    json.key("weight_map").beginObject();
    for (const auto& [name, shard] : m_set.where) {
        json.member(name, names.shard(shard, m_set.shards.size()).filename().string());
    }
    json.endObject().endObject();
    return std::move(json).take() + '\n';
}

std::vector<fs::path> SetWriter::filesOf(const ShardNames& names) const
{
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < m_set.shards.size(); ++i) {
        files.push_back(names.shard(i, m_set.shards.size()));
    }
    return files;
}

/// What the set in this place consists of: it stays until the new one is there. From then on only an unfinished index
/// beside the new one knows the old files, for the save after this one, should this one end early.
Status SetWriter::rememberOldFiles()
{
    if (m_options.overwrite == Overwrite::No) {
        return Done{};
    }
    m_oldFiles = filesNamedBy(indexOf(m_names));
    std::erase_if(m_oldFiles, [this](const std::string& name) { return !m_names.isShard(name); });
    for (const fs::path& file : filesOf(m_names)) { // what lies in the way, named by an index or not
        const std::string name = file.filename().string();
        if (isThere(file) && std::ranges::find(m_oldFiles, name) == m_oldFiles.end()) {
            m_oldFiles.push_back(name);
        }
    }
    if (m_oldFiles.empty()) {
        return Done{};
    }
    JsonWriter json;
    json.beginObject().key("weight_map").beginObject();
    for (const std::string& name : m_oldFiles) {
        json.member(name, name);
    }
    json.endObject().endObject();
    m_oldIndex.emplace(PTHF_TRY(AtomicFile::create(m_names.index(), 0)));
    PTHF_TRY(m_oldIndex->write(asBytes(std::move(json).take())));
    return m_oldIndex->flush();
}

/// Removes what saves that were interrupted left here: their unfinished index names it, or it is called as only files
/// on their way are.
void SetWriter::removeLeftovers()
{
    const fs::path index = indexOf(m_names);
    std::vector<std::string> begun;
    for (const fs::path& part : partFilesOf(index)) {
        for (std::string& name : filesNamedBy(part)) {
            if (m_names.isShard(name)) {
                removeStaleParts(m_names.folder / name);
                begun.push_back(std::move(name));
            }
        }
    }
    if (m_options.overwrite == Overwrite::No) {
        return;
    }
    std::vector<fs::path> left;
    for (const std::string& name : shardLeftovers(m_names, filesNamedBy(index)).files) {
        if (m_names.isLaterRound(name) || std::ranges::find(begun, name) != begun.end()) {
            left.push_back(m_names.folder / name);
        }
    }
    removeAll(left);
}

Status SetWriter::checkAlone() const
{
    for (const fs::path& part : partFilesOf(indexOf(m_names))) {
        const bool isOurs = m_index && part.filename() == m_index->partPath().filename(); // the only one by then
        if (!isOurs && isPartLiving(part)) {
            return Error{ErrorCode::IoFailed, "another save to this set is under way: wait until it is done"};
        }
    }
    return Done{};
}

void SetWriter::chooseRound()
{
    while (std::ranges::any_of(filesOf(m_names), isThere)) {
        ++m_names.round;
    }
}

Status SetWriter::beginIndex()
{
    PTHF_TRY(checkAlone());
    removeLeftovers();
    m_index.emplace(PTHF_TRY(AtomicFile::create(m_names.index(), m_set.tensorBytes))); // room for all, asked at once
    PTHF_TRY(checkAlone());
    PTHF_TRY(rememberOldFiles());
    chooseRound();
    PTHF_TRY(m_index->write(asBytes(indexText(m_names))));
    m_bytes += m_index->position();
    return m_index->flush();
}

Status SetWriter::writeShards()
{
    for (std::size_t i = 0; i < m_set.shards.size(); ++i) {
        if (!m_files.empty()) {
            PTHF_TRY(m_files.back().settle(m_task));
        }
        const auto written = writeShard(i);
        if (!written) {
            return failedWithin(written, m_names.shard(i, m_set.shards.size()).filename().string());
        }
    }
    return Done{};
}

Status SetWriter::writeShard(std::size_t number)
{
    const FileForm& form = *m_set.shards[number].form;
    AtomicFile file = PTHF_TRY(AtomicFile::create(m_names.shard(number, m_set.shards.size()), form.tensorBytes()));
    const WrittenFile written = PTHF_TRY(form.write(file, m_progress));
    PTHF_TRY(file.flush());
    if (m_options.verification != Verification::None) {
        const auto compared = form.verify(written, file.partPath(), m_options.verification, m_progress);
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

/// The index last: its rename is what makes the new set the set.
Status SetWriter::nameAll()
{
    const std::vector<fs::path> names = filesOf(m_names);
    std::vector<fs::path> named;
    Status done = Done{};
    for (std::size_t i = 0; done && i < m_files.size(); ++i) {
        done = m_files[i].commit();
        named.push_back(names[i]);
    }
    if (done) {
        done = m_index->commit();
    }
    if (!done) {
        removeAll(named);
    }
    return done;
}

void SetWriter::removeOldFiles()
{
    const std::vector<fs::path> kept = filesOf(m_names);
    std::vector<fs::path> old;
    for (const std::string& name : m_oldFiles) {
        const auto file = fileInside(m_names.folder, name);
        if (file && std::ranges::find(kept, *file) == kept.end()) {
            old.push_back(*file);
        }
    }
    removeAll(old);
    const auto left = static_cast<std::uint64_t>(std::ranges::count_if(old, isThere));
    if (left != 0) {
        m_notes.push_back(
            countOf(left, "file") + " of the set that was replaced could not be removed and may be deleted");
    }
    m_oldIndex.reset();
}

/// Gives the files the names beside those that they have.
Status SetWriter::linkUnder(const ShardNames& plain) const
{
    const std::vector<fs::path> from = filesOf(m_names);
    const std::vector<fs::path> to = filesOf(plain);
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::error_code failed;
        fs::create_hard_link(from[i], to[i], failed);
        if (failed) {
            return Error{ErrorCode::IoFailed, failed.message()};
        }
    }
    return Done{};
}

/// The set is whole and found already: where this cannot be done, the files keep the names that they have.
void SetWriter::takePlainNames()
{
    if (m_names.round == 0) {
        return;
    }
    ShardNames plain = m_names;
    plain.round = 0;
    const std::string text = indexText(plain);
    const auto renamed = [&]() -> Status {
        AtomicFile index = PTHF_TRY(AtomicFile::create(plain.index(), text.size()));
        PTHF_TRY(index.write(asBytes(text)));
        PTHF_TRY(index.flush()); // knows the links before they are there
        PTHF_TRY(linkUnder(plain));
        return index.commit();
    };
    const bool isFree = std::ranges::none_of(filesOf(plain), isThere);
    const bool isRenamed = isFree && renamed().has_value();
    if (isRenamed) {
        removeAll(filesOf(m_names));
        m_names = plain;
        return;
    }
    if (isFree) {
        removeAll(filesOf(plain));
    }
    m_notes.push_back("the files are called " + m_names.shard(0, m_set.shards.size()).filename().string()
        + " and so on, since the plain names could not be had");
}

} // namespace pthf
