// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/io/byte_source.h"

namespace pthf {

/// What a `*.index.json` says: which file has which tensor.
struct ShardIndex {
    std::vector<std::pair<std::string, std::string>> weights; ///< name and file, in file order
    std::vector<std::string> files; ///< each once, in the order of their first mention
    std::optional<std::uint64_t> totalBytes; ///< "total_size" of its metadata
};

/// Reads an index. Corrupt where it is no JSON, Unsupported where it is JSON of another kind.
Result<ShardIndex> readShardIndex(const ByteSource& source, const Limits& limits);

/// Whether a name is one that indexes have: "model.safetensors.index.json", "model.safetensors.index.fp16.json".
bool isShardIndexName(std::string_view name);

} // namespace pthf
