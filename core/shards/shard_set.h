// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/save/file_form.h"

namespace pthf {

/// One file of the set before it is written.
struct Shard {
    std::shared_ptr<const PlannedDocument> planned; ///< of its own, for a zip
    std::optional<FileForm> form;
};

struct ShardSet {
    std::vector<Shard> shards;
    std::vector<std::pair<std::string, std::size_t>> where; ///< name and shard, in file order
    std::uint64_t tensorBytes = 0;
    std::vector<std::string> notes;
};

/// Splits the state dict that a plan is into files of at most so many tensor bytes: in order, what shares memory
/// together, what is larger alone. The shards refer to the plan. Unsupported where it is no single state dict.
Result<ShardSet> makeShards(
    const PlannedDocument& planned, SaveFormat format, std::uint64_t shardBytes, const Task& task);

} // namespace pthf
