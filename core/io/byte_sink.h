// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/result.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"

namespace pthf {

/// Where a save writes to: bytes in order.
class ByteSink {
public:
    virtual ~ByteSink() = default;

    virtual Status write(std::span<const std::byte> bytes) = 0;
    /// Bytes [offset, offset + length) of a source, copied inside the kernel where both sides are files and in blocks
    /// of at most 8 MiB otherwise. Polls the task's stop token; does not report progress (the caller knows the total).
    virtual Status copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task) = 0;
    /// Bytes written so far: where the next one goes.
    virtual std::uint64_t position() const noexcept = 0;
};

} // namespace pthf
