// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/edit/planned_document.h"
#include "core/save/save_options.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Opens a file that was just written by the ordinary way in and compares it with what was planned: the tree place by
/// place, every tensor with dtype, shape, strides, device and sharing, every storage with its place and CRC, and the
/// bytes of converted storages; all bytes with Verification::Full. Yields how many bytes were compared. Internal,
/// saying what differs, when the file is not what was planned.
Result<std::uint64_t> verifyCheckpoint(const PlannedDocument& planned, const WrittenFile& written,
    const std::filesystem::path& file, Verification verification, SaveProgress& progress);

} // namespace pthf
