// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/checkpoint/tensor_bytes.h"
#include "core/convert/number_convert.h"
#include "core/edit/planned_document.h"

namespace pthf {

/// Where a planned storage's bytes lie in the source, when they go over as they are.
struct CopiedBytes {
    std::shared_ptr<const ByteSource> source;
    std::uint64_t offset = 0; ///< in it
    std::uint64_t length = 0;
    std::optional<std::uint32_t> crc; ///< of exactly these bytes, where the source's directory has it
};

/// What a run of bytes in the new file is made of: bytes of a document or of the plan, and the element type that they
/// are written as. Refers to what it was made from.
struct BytesOrigin {
    const Document& document;
    const PlannedStorage& plan;
    DType dtype = DType::Float32;
    std::string_view key; ///< for messages
};

BytesOrigin originOf(const PlannedDocument& planned, StorageId storage);

/// A run of bytes opened, whatever is done to them: its elements lie one after the other from firstByte on.
struct OpenedRun {
    std::shared_ptr<const ByteSource> source;
    std::uint64_t firstByte = 0;
    std::size_t swapUnit = 1; ///< bytes that have to be reversed as one; 1 for none
};
Result<OpenedRun> openRun(const BytesOrigin& origin);

/// Whether the bytes are copied: not cast, gathered or put together, and little-endian already.
bool isCopied(const BytesOrigin& origin);

/// The bytes of what isCopied(). Truncated when the source does not have them all.
Result<CopiedBytes> openCopied(const BytesOrigin& origin);

/// Streams the little-endian bytes of what is not copied: read, swapped, gathered, put together and cast, in blocks.
/// Adds to counts what the cast lost.
Status streamConverted(const BytesOrigin& origin, ConvertCounts& counts, const BlockSink& sink, const Task& task);

} // namespace pthf
