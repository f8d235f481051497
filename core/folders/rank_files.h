// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pthf {

/// Files that the processes of one run wrote, each for itself: "model_rank0.pt", "model_rank1.pt".
struct RankSet {
    struct File {
        std::uint64_t rank = 0;
        std::string name;
    };
    std::string name; ///< what is left without the number: "model"
    std::vector<File> files; ///< by rank, each rank once
};

/// The sets of a folder, by the names of its files only.
std::vector<RankSet> rankSetsIn(const std::filesystem::path& folder);

/// Whether a file is called as those of a set are.
bool isRankFileName(std::string_view name);

/// Whether a checkpoint says of its tensors that other processes hold the rest of them (DTensor, ShardedTensor). Reads
/// which names its pickle mentions.
bool holdsDistributedTensors(const std::filesystem::path& file);

/// Whether the files of a folder are those of several processes.
bool isRankFolder(const std::filesystem::path& folder);

} // namespace pthf
