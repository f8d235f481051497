// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/base/result.h"

namespace pthf {

/// A range of an open file, for copying inside the kernel. The descriptor stays the source's.
struct FileRange {
    int descriptor = -1;
    std::uint64_t offset = 0;
};

/// Bytes that can be read at any place: a file, memory, a window of another source, an inflated record. It has no
/// cursor, so readers cannot disturb each other; const and safe to use from several threads.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    virtual std::uint64_t size() const noexcept = 0;
    /// Fills the whole of `to` from offset on. Truncated (with the absolute offset) where the source ends before, even
    /// if it promised more: files shrink while they are read. IoFailed in the system's words.
    virtual Status readAt(std::uint64_t offset, std::span<std::byte> to) const = 0;
    /// For messages: the file's name, or the record's.
    virtual std::string name() const = 0;
    /// Where this source's first byte lies in the file it comes from; 0 where that makes no sense (inflated records).
    virtual std::uint64_t baseOffset() const noexcept { return 0; }
    /// Set where the bytes are a plain range of an open file.
    virtual std::optional<FileRange> fileRange(std::uint64_t offset) const noexcept
    {
        static_cast<void>(offset);
        return std::nullopt;
    }
};

/// Done when [offset, offset + length) lies within the source; else Truncated, with both numbers and the absolute
/// offset.
Status checkRange(const ByteSource& source, std::uint64_t offset, std::uint64_t length);

} // namespace pthf
