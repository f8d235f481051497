// SPDX-License-Identifier: Apache-2.0
#include "core/convert/float8.h"

#include <bit>
#include <cmath>
#include <limits>

// c10/util/Float8_*.h:
//               sign exponent fraction  bias  special
// e4m3fn         1      4       3        7    S.1111.111 is NaN, no infinities
// e5m2           1      5       2       15    as IEEE: S.11111.00 infinite, other fractions NaN
// e4m3fnuz       1      4       3        8    0x80 is NaN, no infinities, no -0
// e5m2fnuz       1      5       2       16    likewise
// e8m0fnu        0      8       0      127    powers of two; 0xFF is NaN

namespace pthf {

namespace {

constexpr std::uint32_t kMagnitude = 0x7FFFFFFF;
constexpr std::uint32_t kInfinity = 0x7F800000;

struct Split {
    int fractionBits;
    int bias;
};

/// 2^exponent, exactly, for exponents that a float has.
constexpr float powerOfTwo(int exponent) noexcept
{
    float power = 1;
    for (; exponent > 0; --exponent) {
        power *= 2;
    }
    for (; exponent < 0; ++exponent) {
        power /= 2;
    }
    return power;
}

constexpr float finite(unsigned bits, Split split) noexcept
{
    const unsigned fraction = bits & ((1U << split.fractionBits) - 1U);
    const int exponent = static_cast<int>((bits & 0x7FU) >> split.fractionBits);
    const unsigned leading = exponent == 0 ? 0U : 1U << split.fractionBits;
    const int scale = (exponent == 0 ? 1 : exponent) - split.bias - split.fractionBits;
    const float magnitude = static_cast<float>(fraction | leading) * powerOfTwo(scale);
    return (bits & 0x80U) != 0 ? -magnitude : magnitude;
}

// The payloads of torch's own conversions to float32.
constexpr std::uint32_t kE4M3FNPayload = 0x700000;
constexpr std::uint32_t kOnlyNanPayload = 0x000001; ///< of the types with one NaN

constexpr float nan(bool isNegative, std::uint32_t payload) noexcept
{
    return std::bit_cast<float>(kInfinity | payload | (isNegative ? 0x80000000U : 0U));
}

using Table = std::array<float, 256>;

constexpr Table e4m3fnTable() noexcept
{
    Table table{};
    for (unsigned bits = 0; bits < table.size(); ++bits) {
        table[bits] = (bits & 0x7FU) == 0x7FU ? nan(bits > 0x7F, kE4M3FNPayload) : finite(bits, {3, 7});
    }
    return table;
}

constexpr Table e5m2Table() noexcept
{
    Table table{};
    for (unsigned bits = 0; bits < table.size(); ++bits) {
        const bool isNegative = bits > 0x7F;
        if ((bits & 0x7CU) != 0x7CU) {
            table[bits] = finite(bits, {2, 15});
        } else if ((bits & 3U) == 0) {
            table[bits] = std::bit_cast<float>(kInfinity | (isNegative ? 0x80000000U : 0U));
        } else {
            table[bits] = nan(isNegative, 0x400000U | ((bits & 3U) << 21U));
        }
    }
    return table;
}

constexpr Table fnuzTable(Split split) noexcept
{
    Table table{};
    for (unsigned bits = 0; bits < table.size(); ++bits) {
        table[bits] = bits == 0x80 ? nan(false, kOnlyNanPayload) : finite(bits, split);
    }
    return table;
}

constexpr Table e8m0Table() noexcept
{
    Table table{};
    for (unsigned bits = 0; bits < table.size(); ++bits) {
        table[bits] = bits == 0xFF ? nan(false, kOnlyNanPayload) : powerOfTwo(static_cast<int>(bits) - 127);
    }
    return table;
}

constexpr Table kE4M3FN = e4m3fnTable();
constexpr Table kE5M2 = e5m2Table();
constexpr Table kE4M3FNUZ = fnuzTable({3, 8});
constexpr Table kE5M2FNUZ = fnuzTable({2, 16});
constexpr Table kE8M0FNU = e8m0Table();

/// Rounds a magnitude below the type's overflow to exponent and fraction bits.
template<int FractionBits, int Bias>
std::uint32_t rounded(std::uint32_t magnitude) noexcept
{
    constexpr int kDropped = 23 - FractionBits;
    constexpr auto kFirstNormal = static_cast<std::uint32_t>(127 - Bias + 1) << 23U;
    if (magnitude < kFirstNormal) {
        // Adding a number whose last fraction bit is worth the smallest step leaves the steps, rounded, in the lowest
        // bits.
        constexpr auto kAdded = static_cast<std::uint32_t>(127 - Bias + 1 + kDropped) << 23U;
        const float sum = std::bit_cast<float>(magnitude) + std::bit_cast<float>(kAdded);
        return std::bit_cast<std::uint32_t>(sum) - kAdded;
    }
    constexpr auto kRebias = static_cast<std::uint32_t>(127 - Bias) << 23U;
    constexpr std::uint32_t kHalf = (1U << (kDropped - 1)) - 1U;
    const std::uint32_t odd = (magnitude >> kDropped) & 1U;
    return (magnitude - kRebias + kHalf + odd) >> kDropped;
}

} // namespace

const std::array<float, 256>& float8Numbers(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Float8E5M2:
        return kE5M2;
    case DType::Float8E4M3FNUZ:
        return kE4M3FNUZ;
    case DType::Float8E5M2FNUZ:
        return kE5M2FNUZ;
    case DType::Float8E8M0FNU:
        return kE8M0FNU;
    default:
        return kE4M3FN;
    }
}

std::uint8_t floatToE4M3FN(float number) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(number);
    const std::uint32_t sign = (bits >> 24U) & 0x80U;
    const std::uint32_t magnitude = bits & kMagnitude;
    constexpr std::uint32_t kFirstOverflow = 0x43E80001; // just above 464, the tie between 448 and what would be 480
    if (magnitude > kInfinity) {
        return static_cast<std::uint8_t>(sign | 0x7FU);
    }
    const std::uint32_t result = magnitude >= kFirstOverflow ? 0x7EU : rounded<3, 7>(magnitude);
    return static_cast<std::uint8_t>(sign | result);
}

std::uint8_t floatToE5M2(float number) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(number);
    const std::uint32_t sign = (bits >> 24U) & 0x80U;
    const std::uint32_t magnitude = bits & kMagnitude;
    constexpr std::uint32_t kFirstOverflow = 0x47700000; // 61440, the tie between 57344 and what would be 65536
    if (magnitude > kInfinity) {
        return static_cast<std::uint8_t>(sign | 0x7FU);
    }
    const std::uint32_t result = magnitude >= kFirstOverflow ? 0x7CU : rounded<2, 15>(magnitude);
    return static_cast<std::uint8_t>(sign | result);
}

} // namespace pthf
