// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/task.h"
#include "core/checkpoint/document.h"
#include "core/save/save_options.h"

namespace pthf {

/// What was written.
struct NpyReceipt {
    DType dtype = DType::Float32; ///< of the file: float32 for types that numpy has no word for
    std::uint64_t bytes = 0;
};

/// Writes a tensor with elements of its own as a numpy file, row-major, streamed; all of it or nothing. Types that
/// numpy does not have (bfloat16, float8) become float32, complex32 becomes complex64, without loss; quantized and
/// packed ones their bytes. InvalidArgument when the target exists and may not be overwritten.
Result<NpyReceipt> writeNpy(const Document& document, const TensorValue& tensor, const std::filesystem::path& target,
    Overwrite overwrite, const Task& task);

} // namespace pthf
