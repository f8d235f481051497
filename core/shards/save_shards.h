// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/folders/shard_names.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"

namespace pthf {

/// What a target means for shards: a folder gets the names that transformers looks for, an index or a file names the
/// set.
ShardNames shardNamesFor(const std::filesystem::path& target, SaveFormat format);

/// Saves one state dict as several files of at most so many tensor bytes each, and an index that says where each tensor
/// is (what transformers calls a sharded checkpoint). Tensors that share memory stay together; one that is larger has a
/// file to itself. The files get their names when all of them are written and verified, the index last: whatever
/// happens, the folder holds the old set or the new one, under one index. Files of a replaced set are removed.
/// Unsupported where the plan is no single state dict, and for the legacy format.
Result<Receipt> saveShards(
    const PlannedDocument& planned, const SaveOptions& options, std::uint64_t shardBytes, const Task& task);

} // namespace pthf
