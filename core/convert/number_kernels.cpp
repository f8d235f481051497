// SPDX-License-Identifier: Apache-2.0
#include "core/convert/number_kernels.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#define PTHF_FAST __attribute__((target("avx2,f16c,fma")))
#endif

namespace pthf {

namespace {

static_assert(std::endian::native == std::endian::little, "blocks of a file are used in place");

constexpr std::uint32_t kMagnitude = 0x7FFFFFFF;
constexpr std::uint32_t kInfinity = 0x7F800000;

// Each loop once, inlined into a plain function and into one for AVX2.

[[gnu::always_inline]] inline void bfloatToFloatLoop(const std::uint16_t* from, float* to, std::size_t count) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = std::bit_cast<float>(std::uint32_t{from[i]} << 16U);
    }
}

[[gnu::always_inline]] inline void floatToBFloatLoop(
    const float* from, std::uint16_t* to, std::size_t count, std::uint16_t nan) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(from[i]);
        const std::uint32_t rounded = (bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U;
        to[i] = static_cast<std::uint16_t>((bits & kMagnitude) > kInfinity ? nan : rounded);
    }
}

[[gnu::always_inline]] inline void doubleToFloatLoop(const double* from, float* to, std::size_t count) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = static_cast<float>(from[i]);
    }
}

[[gnu::always_inline]] inline void floatToDoubleLoop(const float* from, double* to, std::size_t count) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = static_cast<double>(from[i]);
    }
}

/// Whether there is nothing to count: no magnitude too large, infinite or NaN, none too small but 0. Most blocks of
/// most weights, told by two operations an element.
[[gnu::always_inline]] inline bool allFit(
    const float* numbers, std::size_t count, std::uint32_t overflow, std::uint32_t survivor) noexcept
{
    std::uint32_t largest = 0;
    std::uint32_t smallestLess1 = ~0U; // so that 0 counts as the largest of all
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(numbers[i]) & kMagnitude;
        largest = std::max(largest, magnitude);
        smallestLess1 = std::min(smallestLess1, magnitude - 1U);
    }
    return largest < std::min(overflow, kInfinity) && (survivor == 0 || smallestLess1 >= survivor - 1U);
}

[[gnu::always_inline]] inline void countLoop(const float* numbers, std::size_t count, std::uint32_t overflow,
    std::uint32_t survivor, ConvertCounts& counts) noexcept
{
    if (allFit(numbers, count, overflow, survivor)) {
        return;
    }
    // Magnitudes are below 2^31, so that signed comparisons (which vectors have) are right.
    std::int32_t large = 0;
    std::int32_t small = 0;
    std::int32_t nans = 0;
    std::int32_t infinities = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto magnitude = static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(numbers[i]) & kMagnitude);
        const auto infinity = static_cast<std::int32_t>(kInfinity);
        large += static_cast<std::int32_t>(magnitude >= static_cast<std::int32_t>(overflow))
            & static_cast<std::int32_t>(magnitude < infinity);
        small += static_cast<std::int32_t>(magnitude > 0)
            & static_cast<std::int32_t>(magnitude < static_cast<std::int32_t>(survivor));
        nans += static_cast<std::int32_t>(magnitude > infinity);
        infinities += static_cast<std::int32_t>(magnitude == infinity);
    }
    counts.overflows += static_cast<std::uint64_t>(large);
    counts.underflows += static_cast<std::uint64_t>(small);
    counts.nans += static_cast<std::uint64_t>(nans);
    counts.infinities += static_cast<std::uint64_t>(infinities);
}

/// As the processor's own instruction: quiet, payload kept.
float halfToFloat(std::uint16_t half) noexcept
{
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0x1F) {
        const std::uint32_t quiet = fraction == 0 ? 0U : 0x400000U;
        return std::bit_cast<float>(sign | kInfinity | quiet | (fraction << 13U));
    }
    if (exponent == 0) {
        constexpr float kSmallest = 0x1p-24F;
        const float magnitude = static_cast<float>(fraction) * kSmallest;
        return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
    }
    return std::bit_cast<float>(sign | ((exponent + 112U) << 23U) | (fraction << 13U));
}

/// Round to nearest, ties to even; NaN quiet with the upper bits of its payload.
std::uint16_t floatToHalf(float number) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(number);
    const std::uint32_t sign = (bits >> 16U) & 0x8000U;
    const std::uint32_t magnitude = bits & kMagnitude;
    constexpr std::uint32_t kFirstOverflow = 0x477FF000; // 65520
    constexpr std::uint32_t kFirstNormal = 0x38800000; // 2^-14
    if (magnitude > kInfinity) {
        return static_cast<std::uint16_t>(sign | 0x7E00U | ((magnitude >> 13U) & 0x3FFU));
    }
    if (magnitude >= kFirstOverflow) {
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    }
    if (magnitude < kFirstNormal) {
        // Adding 0.5 leaves the fraction, rounded to steps of 2^-24, in the lowest bits.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
    }
    const std::uint32_t odd = (magnitude >> 13U) & 1U;
    return static_cast<std::uint16_t>(sign | ((magnitude + 0xFFFU + odd - (112U << 23U)) >> 13U));
}

void plainHalfToFloat(const std::uint16_t* from, float* to, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = halfToFloat(from[i]);
    }
}

void plainFloatToHalf(const float* from, std::uint16_t* to, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = floatToHalf(from[i]);
    }
}

void plainBFloatToFloat(const std::uint16_t* from, float* to, std::size_t count)
{
    bfloatToFloatLoop(from, to, count);
}

void plainFloatToBFloat(const float* from, std::uint16_t* to, std::size_t count, std::uint16_t nan)
{
    floatToBFloatLoop(from, to, count, nan);
}

void plainDoubleToFloat(const double* from, float* to, std::size_t count)
{
    doubleToFloatLoop(from, to, count);
}

void plainFloatToDouble(const float* from, double* to, std::size_t count)
{
    floatToDoubleLoop(from, to, count);
}

void plainCount(
    const float* numbers, std::size_t count, std::uint32_t overflow, std::uint32_t survivor, ConvertCounts& counts)
{
    countLoop(numbers, count, overflow, survivor, counts);
}

constexpr NumberKernels kPlain{plainHalfToFloat, plainFloatToHalf, plainBFloatToFloat, plainFloatToBFloat,
    plainDoubleToFloat, plainFloatToDouble, plainCount};

#if defined(__x86_64__)

constexpr std::size_t kLanes = 8;

PTHF_FAST void fastHalfToFloat(const std::uint16_t* from, float* to, std::size_t count)
{
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        const __m128i halves = _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(from + i)));
        _mm256_storeu_ps(to + i, _mm256_cvtph_ps(halves));
    }
    plainHalfToFloat(from + i, to + i, count - i);
}

PTHF_FAST void fastFloatToHalf(const float* from, std::uint16_t* to, std::size_t count)
{
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        const __m128i halves = _mm256_cvtps_ph(_mm256_loadu_ps(from + i), _MM_FROUND_TO_NEAREST_INT);
        _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(to + i)), halves);
    }
    plainFloatToHalf(from + i, to + i, count - i);
}

PTHF_FAST void fastBFloatToFloat(const std::uint16_t* from, float* to, std::size_t count)
{
    bfloatToFloatLoop(from, to, count);
}

PTHF_FAST void fastFloatToBFloat(const float* from, std::uint16_t* to, std::size_t count, std::uint16_t nan)
{
    floatToBFloatLoop(from, to, count, nan);
}

PTHF_FAST void fastDoubleToFloat(const double* from, float* to, std::size_t count)
{
    doubleToFloatLoop(from, to, count);
}

PTHF_FAST void fastFloatToDouble(const float* from, double* to, std::size_t count)
{
    floatToDoubleLoop(from, to, count);
}

PTHF_FAST void fastCount(
    const float* numbers, std::size_t count, std::uint32_t overflow, std::uint32_t survivor, ConvertCounts& counts)
{
    countLoop(numbers, count, overflow, survivor, counts);
}

/// clang 14's __builtin_cpu_supports does not know the word.
bool supportsF16c() noexcept
{
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    return __get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0 && (ecx & static_cast<unsigned>(bit_F16C)) != 0;
}

constexpr NumberKernels kFast{fastHalfToFloat, fastFloatToHalf, fastBFloatToFloat, fastFloatToBFloat, fastDoubleToFloat,
    fastFloatToDouble, fastCount};

#endif

} // namespace

const NumberKernels& plainKernels() noexcept
{
    return kPlain;
}

const NumberKernels& fastKernels() noexcept
{
#if defined(__x86_64__)
    static const bool hasAll = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && supportsF16c();
    return hasAll ? kFast : kPlain;
#else
    return kPlain;
#endif
}

} // namespace pthf
