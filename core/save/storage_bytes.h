// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/checkpoint/tensor_bytes.h"
#include "core/edit/planned_document.h"
#include "core/types/number_convert.h"

namespace pthf {

/// Where a planned storage's bytes lie in the source, when they go over as they are.
struct CopiedBytes {
    std::shared_ptr<const ByteSource> source;
    std::uint64_t offset = 0; ///< in it
    std::uint64_t length = 0;
    std::optional<std::uint32_t> crc; ///< of exactly these bytes, where the source's directory has it
};

/// Whether the storage is copied: not cast, not gathered, and little-endian already.
bool isCopied(const PlannedDocument& planned, StorageId storage);

/// The bytes of a storage that isCopied(). Truncated when the source does not have them all.
Result<CopiedBytes> openCopied(const PlannedDocument& planned, StorageId storage);

/// Streams the little-endian bytes of a storage that is not copied: read, swapped, gathered and cast, in blocks. Adds
/// to counts what the cast lost.
Status streamConverted(
    const PlannedDocument& planned, StorageId storage, ConvertCounts& counts, const BlockSink& sink, const Task& task);

} // namespace pthf
