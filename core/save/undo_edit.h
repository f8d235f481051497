// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/task.h"

namespace pthf {

/// What was taken back.
struct UndoneEdit {
    std::uint64_t bytesBefore = 0; ///< of the file
    std::uint64_t bytesAfter = 0;
    bool wasInterrupted = false; ///< the edit had never been finished
    std::uint64_t editsLeft = 0; ///< that can be taken back after this one
};

/// Cuts a file to the length that it had before its last edit in place, or before one that was cut off: byte for byte
/// what it was. InvalidArgument when there is no such edit; the file is proven to be whole at that length first.
Result<UndoneEdit> undoEdit(const std::filesystem::path& path, const Task& task);

} // namespace pthf
