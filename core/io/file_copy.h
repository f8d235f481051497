// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/base/result.h"
#include "core/base/task.h"

namespace pthf {

/// One end of a copy: an open file and a place in it.
struct FilePlace {
    int descriptor = -1;
    std::uint64_t offset = 0;
};

/// Copies length bytes from one open file to another: inside the kernel where blocks may be shared on disk or copied by
/// a server, by reading and writing elsewhere. Polls the stop token every few milliseconds of work. Truncated when the
/// source ends before, IoFailed in the system's words.
Status copyFileBytes(FilePlace from, FilePlace to, std::uint64_t length, const Task& task);

/// Writes all the bytes at a place; IoFailed with the place and the system's words (a full disk, a size limit).
Status writeFileBytes(FilePlace to, std::span<const std::byte> bytes);

} // namespace pthf
