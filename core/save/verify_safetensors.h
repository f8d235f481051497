// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "core/save/save_options.h"
#include "core/write/named_tensors.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Opens a safetensors file that was just written by the ordinary way in and holds it against what was planned: every
/// name with type and shape, nothing else, and the bytes of converted tensors; all bytes with Verification::Full.
/// Yields how many bytes were compared. Internal, saying what differs.
Result<std::uint64_t> verifySafetensors(const PlannedDocument& planned, std::span<const NamedTensor> tensors,
    const WrittenFile& written, const std::filesystem::path& file, Verification verification, SaveProgress& progress);

} // namespace pthf
