// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// A storage's bytes as they lie in the file: a source that starts at the storage's first byte and is place.available
/// long. Stored records and legacy streams give ranges of the file, which the kernel can copy. Corrupt or IoFailed
/// where the place cannot be reached (a local header that is no header).
Result<std::shared_ptr<const ByteSource>> openStorage(const Document& document, StorageId id);

/// Where in its file a storage begins, as openStorage finds it.
Result<std::uint64_t> storageOffset(const Document& document, StorageId id);

/// The first bytes, at most `limit` of them, of a bytes value that was left in the file; an error where the file does
/// not give them.
Result<std::string> readHead(const ExternalBytes& bytes, std::size_t limit);

/// Gets a tensor's elements in row-major order, little-endian, in blocks of whole elements of at most 8 MiB; an error
/// it returns stops the reading and is handed on.
using BlockSink = std::function<Status(std::span<const std::byte>)>;

/// Streams the elements of a strided or quantized tensor, whatever its strides. Truncated when they are not all there,
/// Unsupported for forms without elements of their own (sparse, meta). `first` and `count` choose a run of elements of
/// the row-major order; count is cut at the end.
Status readElements(const Document& document, const TensorValue& tensor, std::uint64_t first, std::uint64_t count,
    const BlockSink& sink, const Task& task);

} // namespace pthf
