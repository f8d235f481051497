// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/checkpoint/tree_index.h"
#include "core/value/content.h"

namespace pthf {

/// A content with its tree.
struct IndexedContent {
    const Content& content;
    const TreeIndex& tree;
};

/// Compares what was planned with what a file holds: places, values, tensors, and which tensors share storages. Yields,
/// by planned StorageId, the storage that it is in the file (kNoStorage for those that nothing refers to). Internal,
/// with the path, where they differ.
Result<std::vector<StorageId>> compareContents(IndexedContent planned, IndexedContent found, const Task& task);

} // namespace pthf
