// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/convert/number_convert.h"

namespace pthf {

/// What a target type holds, by the bits of float32 magnitudes.
struct MagnitudeLimits {
    std::uint32_t overflow; ///< the smallest that does not fit
    std::uint32_t survivor; ///< the smallest that does not become 0
};

/// Blocks of numbers on their way through float32, in which every conversion of torch's but float64's meets. Loops that
/// a compiler can make vectors of; the fast set is the same source built for AVX2 and F16C.
struct NumberKernels {
    void (*halfToFloat)(const std::uint16_t* from, float* to, std::size_t count);
    void (*floatToHalf)(const float* from, std::uint16_t* to, std::size_t count);
    void (*bfloatToFloat)(const std::uint16_t* from, float* to, std::size_t count);
    void (*floatToBFloat)(const float* from, std::uint16_t* to, std::size_t count, std::uint16_t nan);
    void (*doubleToFloat)(const double* from, float* to, std::size_t count);
    void (*floatToDouble)(const float* from, double* to, std::size_t count);
    /// Counts what becomes of float32 numbers whose magnitudes have these bits: from `overflow` on they do not fit,
    /// below `survivor` they become 0.
    void (*count)(
        const float* numbers, std::size_t count, std::uint32_t overflow, std::uint32_t survivor, ConvertCounts& counts);
};

const NumberKernels& plainKernels() noexcept;
/// Those for this processor; the plain ones where it has neither AVX2 nor F16C.
const NumberKernels& fastKernels() noexcept;

/// Converts `count` elements from one block to another in one go, each number in a register once; neither address needs
/// to suit the type. Answers whether there is nothing to count: no NaN, no infinity, nothing that leaves the limits; a
/// false answer may be wrong, a true one is not.
using FastConvert = bool (*)(
    const std::byte* from, std::byte* to, std::size_t count, MagnitudeLimits limits, std::uint16_t bfloatNan);

/// For float64, float32, float16 and bfloat16 to each other, on a processor with AVX2 and F16C; else null. In
/// fast_convert.cpp.
FastConvert fastConvert(DType from, DType to) noexcept;

} // namespace pthf
