// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/compute/compute_engine.h"

namespace pthf::torch_module {

// Tensors that are not held as plain numbers, as the numbers they stand for.

Result<std::vector<float>> dequantise(
    const QuantizedTensor& tensor, std::uint64_t first, std::span<const std::byte> elements);
Result<std::vector<std::byte>> densify(const SparseTensor& tensor, std::uint64_t maxBytes);

} // namespace pthf::torch_module
