// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problems.h"
#include "core/io/byte_source.h"
#include "core/types/dtype.h"
#include "core/types/shape.h"

namespace pthf {

/// One tensor of a safetensors file, as its header states it.
struct SafetensorsEntry {
    std::string name;
    DType dtype = DType::Float32;
    Dims shape; ///< in elements of dtype: packed 4-bit types count bytes, as torch does
    std::uint64_t offset = 0; ///< absolute in the file
    std::uint64_t bytes = 0;
    std::uint64_t available = 0; ///< of bytes, how many the file holds
};

/// The header of a safetensors file, proven.
struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries; ///< in the order of the header
    std::vector<std::pair<std::string, std::string>> metadata; ///< of "__metadata__", in order
    bool hasMetadata = false;
    std::uint64_t dataOffset = 0; ///< absolute: where the tensors' bytes begin
    Problems problems; ///< gaps, overlaps, missing and surplus bytes, sizes that contradict shapes
};

/// Reads the header and no tensor (FORMATS 9). What keeps every tensor from being told is an error: a length beyond the
/// file or the limit, text that is no JSON object, an entry without dtype, shape or offsets. What is wrong with single
/// tensors or their places is a Problem, and everything described is in entries.
Result<SafetensorsHeader> readSafetensorsHeader(const ByteSource& source, const Limits& limits);

} // namespace pthf
