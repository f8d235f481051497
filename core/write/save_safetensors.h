// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/io/byte_sink.h"
#include "core/write/named_tensors.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// The "__metadata__" that a safetensors file of these tensors gets: the source's own, {"format": "pt"} where the
/// source was no safetensors file, and every tie as safetensors' save_model records it: removed name → kept name.
std::vector<std::pair<std::string, std::string>> safetensorsMetadata(
    const PlannedDocument& planned, const NamedTensors& named);

/// Bytes of such a file before its tensors: eight of the length, and the JSON text padded to whole lines of 64.
Result<std::string> safetensorsHeader(
    std::span<const NamedTensor> tensors, std::span<const std::pair<std::string, std::string>> metadata);

/// Writes tensors as a safetensors file: names in file order, bytes by falling element size, so that each lies aligned
/// without a gap. The keys of what was written are the names.
Result<WrittenFile> saveSafetensors(const PlannedDocument& planned, std::span<const NamedTensor> tensors,
    std::span<const std::pair<std::string, std::string>> metadata, ByteSink& sink, SaveProgress& progress);

} // namespace pthf
