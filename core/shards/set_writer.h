// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/folders/shard_names.h"
#include "core/io/atomic_file.h"
#include "core/save/save_options.h"
#include "core/shards/shard_set.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Writes the files of a set and puts them in the place of an older one. The index alone says which set it is: it is
/// replaced by one rename, while all that the old and the new one name is there. So the new files never take names that
/// lie there already; when the old files are gone, they get the plain names too, the index anew.
///
///     model-00001-of-00002  …  index ─► model-…      the old set
///     model-new1-00001-of-00002  …                   written, verified, on disk
///     index ─► model-new1-…                          one rename: from here on it is the new set
///     model-00001-of-00002  …                        old ones removed, the new ones linked under their names
///     index ─► model-…                               one rename again; model-new1-… removed
class SetWriter {
public:
    /// What is given outlives it.
    SetWriter(const PlannedDocument& planned, const ShardSet& set, ShardNames names, const SaveOptions& options,
        const Task& task);

    /// After an error the folder holds what it held before.
    Status run();

    const WrittenFile& written() const noexcept { return m_written; }
    std::uint64_t bytes() const noexcept { return m_bytes; }
    std::uint64_t compared() const noexcept { return m_compared; }
    const ShardNames& names() const noexcept { return m_names; } ///< those that the files have in the end
    const std::vector<std::string>& notes() const noexcept { return m_notes; }

private:
    Status beginIndex();
    Status writeShards();
    Status writeShard(std::size_t number);
    Status nameAll();
    Status checkAlone() const;
    void removeLeftovers();
    Status rememberOldFiles();
    void chooseRound();
    void removeOldFiles();
    void takePlainNames();
    Status linkUnder(const ShardNames& plain) const;
    std::string indexText(const ShardNames& names) const;
    std::vector<std::filesystem::path> filesOf(const ShardNames& names) const;

    const PlannedDocument& m_planned;
    const ShardSet& m_set;
    ShardNames m_names;
    const SaveOptions& m_options;
    const Task& m_task;
    SaveProgress m_progress;
    std::optional<AtomicFile> m_index; ///< made first: its lock keeps other saves of this set away
    std::optional<AtomicFile> m_oldIndex; ///< never finished: names the files that lose their place until they are gone
    std::vector<AtomicFile> m_files;
    std::vector<std::string> m_oldFiles; ///< that lose their place
    WrittenFile m_written;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_compared = 0;
    std::vector<std::string> m_notes;
};

} // namespace pthf
