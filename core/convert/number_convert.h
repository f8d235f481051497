// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/types/dtype.h"

namespace pthf {

/// What a conversion did to the numbers it saw.
struct ConvertCounts {
    std::uint64_t elements = 0;
    std::uint64_t overflows =
        0; ///< finite numbers too large for the target: infinite there, or its largest (float8_e4m3fn)
    std::uint64_t underflows = 0; ///< numbers that were not 0 and are
    std::uint64_t nans = 0; ///< in the source
    std::uint64_t infinities = 0; ///< in the source

    ConvertCounts& operator+=(const ConvertCounts& other) noexcept;
    bool operator==(const ConvertCounts&) const = default;
};

/// Which instructions may be used. Both give the same bits.
enum class ConvertPath : std::uint8_t {
    Fastest, ///< what this processor has, asked at run time
    Plain
};

/// The types that numbers are converted to: float64, float32, float16, bfloat16, float8_e4m3fn and float8_e5m2.
bool isConvertTarget(DType dtype) noexcept;

/// Whether convertNumbers knows the pair: from any floating type to those.
bool canConvert(DType from, DType to) noexcept;

/// Converts source.size() / size(from) little-endian elements into target, which has room for as many, bit for bit as
/// torch's `to()` does (2.15; earlier ones differ in the payload of NaNs and in not saturating float8_e4m3fn). The pair
/// is one that canConvert knows; source and target do not overlap. Adds to counts.
void convertNumbers(DType from, std::span<const std::byte> source, DType to, std::span<std::byte> target,
    ConvertCounts& counts, ConvertPath path = ConvertPath::Fastest) noexcept;

} // namespace pthf
