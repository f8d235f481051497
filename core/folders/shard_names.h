// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pthf {

/// Names of a set of shards: "model-00001-of-00003.safetensors" … and "model.safetensors.index.json". While a set is
/// replaced by another that wants the same names, the new one has those of a later round: "model-new1-00001-of-…".
struct ShardNames {
    std::filesystem::path folder;
    std::string stem; ///< "model", "pytorch_model"
    std::string extension; ///< ".safetensors", ".bin"
    unsigned round = 0;

    std::filesystem::path shard(std::size_t number, std::size_t count) const; ///< number from 0
    std::filesystem::path index() const;
    /// Whether a file is called as shards of this set are, of any round and count.
    bool isShard(std::string_view name) const noexcept;
    /// Whether it is called as shards are while they replace others: nobody else calls files so.
    bool isLaterRound(std::string_view name) const noexcept;
};

/// The set that an index is of; nothing for other names.
std::optional<ShardNames> shardNamesOf(const std::filesystem::path& index);

/// What lies beside a set under its names, and its index does not know.
struct ShardLeftovers {
    std::vector<std::string> files; ///< shards of an older set, or of one whose index was never written
    std::vector<std::string> parts; ///< half-written files whose writer is gone
    std::uint64_t bytes = 0; ///< of both
    bool isBeingSaved = false; ///< a save to this set is under way: it knows what the files are
};

/// `named` are the files that the index names.
ShardLeftovers shardLeftovers(const ShardNames& names, std::span<const std::string> named);

/// "an interrupted save left 2 files (12 MB): model-00001-of-00002.safetensors, …"; empty where nothing was left.
std::string leftoversText(const ShardLeftovers& leftovers);

/// Files of a set without the index that would make them one: the first of their names; nothing where a folder holds
/// none.
std::optional<std::string> shardWithoutIndex(const std::filesystem::path& folder);

} // namespace pthf
