// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/tree_index.h"

namespace pthf {

/// One storage, and the leaves of the tree that are views of it.
struct StorageUse {
    StorageId storage = kNoStorage;
    std::uint64_t bytes = 0;
    std::uint64_t usedBytes = 0; ///< from a tensor's first element to its last, tensors that overlap once
    std::uint32_t firstLeaf = 0; ///< into StorageUses::leaves
    std::uint32_t leafCount = 0;

    std::uint64_t unusedBytes() const noexcept { return bytes - usedBytes; }
    bool isShared() const noexcept { return leafCount > 1; }
};

/// Who shares what, and what a view drags along.
struct StorageUses {
    std::vector<StorageUse> storages; ///< in the order of their first tensor; those that no leaf shows are left out
    std::vector<std::uint32_t> leaves; ///< numbers of leaves of the tree, storage by storage
};

/// Cancelled, or the storages. Reads no bytes.
Result<StorageUses> storageUses(const Content& content, const TreeIndex& tree, const Task& task);

} // namespace pthf
