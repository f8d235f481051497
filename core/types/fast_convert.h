// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/types/dtype.h"
#include "core/types/number_kernels.h"

namespace pthf {

/// Converts `count` elements from one block to another in one go, each number in a register once; neither address needs
/// to suit the type. Answers whether there is nothing to count: no NaN, no infinity, nothing that leaves the limits; a
/// false answer may be wrong, a true one is not.
using FastConvert = bool (*)(
    const std::byte* from, std::byte* to, std::size_t count, MagnitudeLimits limits, std::uint16_t bfloatNan);

/// For float64, float32, float16 and bfloat16 to each other, on a processor with AVX2 and F16C; else null.
FastConvert fastConvert(DType from, DType to) noexcept;

} // namespace pthf
