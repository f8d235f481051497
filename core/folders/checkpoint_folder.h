// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/types/file_kind.h"

namespace pthf {

/// A checkpoint that is more than one file.
struct CheckpointFolder {
    FileKind kind = FileKind::Other; ///< HfShards, Dcp, DeepSpeed; TorchZip and the like for an unpacked archive
    std::filesystem::path main; ///< the index file of HfShards, else the folder that the files are in
};

/// What a folder is by the names in it (and what its index files say), or what a file stands for that speaks of others:
/// an index of shards, `.metadata`, DeepSpeed's `latest`. Nothing for other files and folders.
std::optional<CheckpointFolder> checkpointFolderAt(const std::filesystem::path& path);

/// The checkpoint that a file is one part of: the index of its shard, the folder of its partition.
struct WholeCheckpoint {
    std::filesystem::path path; ///< what to open
    std::string part; ///< "shard 1 of 3", "a part of a DeepSpeed checkpoint"
};
std::optional<WholeCheckpoint> wholeOf(const std::filesystem::path& file);

/// The metadata files of a distributed checkpoint: `.metadata`, or one a rank.
std::vector<std::filesystem::path> dcpMetadataFiles(const std::filesystem::path& folder);

/// The names of the safetensors files that the ranks of a distributed checkpoint wrote, each for itself:
/// "shard-00001-model-00001-of-00001.safetensors".
std::vector<std::string> dcpShardNames(const std::filesystem::path& folder);

/// Names in the order that people count in: runs of digits by their number (rank 2 before rank 10).
bool isNaturallyLess(const std::string& a, const std::string& b);

/// Names of the files in a folder, in that order; at most 100,000 of them.
std::vector<std::string> fileNamesIn(const std::filesystem::path& folder);

} // namespace pthf
