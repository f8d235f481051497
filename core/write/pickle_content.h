// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/write/save_format.h"

namespace pthf {

/// The pickle of a planned document, and the storages that it mentions.
struct PickledContent {
    std::vector<std::byte> pickle;
    /// In the order of their first mention, which is the order of torch.load's calls.
    std::vector<StorageId> storages;
};

/// What the pickle calls the storages.
enum class StorageKeys : std::uint8_t {
    Numbered, ///< "0", "1", … in the order of their first mention
    Kept ///< as the source calls them, for records that stay where they are
};

/// Writes the planned values as one pickle of protocol 2, with the storages as the format names them: keys by first
/// mention, classes, devices and counts as planned. Unsupported where the format cannot hold a value.
Result<PickledContent> pickleContent(
    const PlannedDocument& planned, SaveFormat format, const Task& task, StorageKeys keys = StorageKeys::Numbered);

/// The same for a file of several pickles: one for each root, and storages by the source's keys.
Result<std::vector<std::vector<std::byte>>> picklesOf(
    const PlannedDocument& planned, std::span<const ValueId> roots, const Task& task);

/// Whether torch has a storage class for these elements; without one the storage is untyped and the dtype stands with
/// the tensors (_rebuild_tensor_v3).
bool hasStorageClass(const StorageValue& storage) noexcept;

} // namespace pthf
