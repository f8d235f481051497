// SPDX-License-Identifier: Apache-2.0
#include "core/convert/number_kernels.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define PTHF_FAST __attribute__((target("avx2,f16c,fma")))
#define PTHF_FAST_INLINE __attribute__((target("avx2,f16c,fma"), always_inline)) inline
#endif

namespace pthf {

#if defined(__x86_64__)

namespace {

constexpr std::size_t kLanes = 8;

// Wide, Single, Half and Brain are float64, float32, float16 and bfloat16 as eight numbers are read and written. All
// meet in float32, as torch's do (number_convert.cpp).

struct Wide {
    static constexpr std::size_t kBytes = 8;

    PTHF_FAST_INLINE static __m256 read(const std::byte* at) noexcept
    {
        const auto* numbers = static_cast<const double*>(static_cast<const void*>(at));
        const __m128 low = _mm256_cvtpd_ps(_mm256_loadu_pd(numbers));
        const __m128 high = _mm256_cvtpd_ps(_mm256_loadu_pd(numbers + kLanes / 2));
        return _mm256_insertf128_ps(_mm256_castps128_ps256(low), high, 1);
    }
    PTHF_FAST_INLINE static void write(__m256 numbers, std::byte* at, __m256i /*nan*/) noexcept
    {
        auto* wide = static_cast<double*>(static_cast<void*>(at));
        _mm256_storeu_pd(wide, _mm256_cvtps_pd(_mm256_castps256_ps128(numbers)));
        _mm256_storeu_pd(wide + kLanes / 2, _mm256_cvtps_pd(_mm256_extractf128_ps(numbers, 1)));
    }
};

struct Single {
    static constexpr std::size_t kBytes = 4;

    PTHF_FAST_INLINE static __m256 read(const std::byte* at) noexcept
    {
        return _mm256_loadu_ps(static_cast<const float*>(static_cast<const void*>(at)));
    }
    PTHF_FAST_INLINE static void write(__m256 numbers, std::byte* at, __m256i /*nan*/) noexcept
    {
        _mm256_storeu_ps(static_cast<float*>(static_cast<void*>(at)), numbers);
    }
};

PTHF_FAST_INLINE __m128i readHalves(const std::byte* at) noexcept
{
    return _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(at)));
}

PTHF_FAST_INLINE void writeHalves(__m128i halves, std::byte* at) noexcept
{
    _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(at)), halves);
}

PTHF_FAST_INLINE __m256i magnitudesOf(__m256i bits) noexcept
{
    return _mm256_and_si256(bits, _mm256_set1_epi32(0x7FFFFFFF));
}

struct Half {
    static constexpr std::size_t kBytes = 2;

    PTHF_FAST_INLINE static __m256 read(const std::byte* at) noexcept { return _mm256_cvtph_ps(readHalves(at)); }
    PTHF_FAST_INLINE static void write(__m256 numbers, std::byte* at, __m256i /*nan*/) noexcept
    {
        writeHalves(_mm256_cvtps_ph(numbers, _MM_FROUND_TO_NEAREST_INT), at);
    }
};

struct Brain {
    static constexpr std::size_t kBytes = 2;

    PTHF_FAST_INLINE static __m256 read(const std::byte* at) noexcept
    {
        return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(readHalves(at)), 16));
    }
    PTHF_FAST_INLINE static void write(__m256 numbers, std::byte* at, __m256i nan) noexcept
    {
        const __m256i bits = _mm256_castps_si256(numbers);
        const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
        const __m256i step = _mm256_add_epi32(odd, _mm256_set1_epi32(0x7FFF));
        const __m256i rounded = _mm256_srli_epi32(_mm256_add_epi32(bits, step), 16);
        const __m256i isNan = _mm256_cmpgt_epi32(magnitudesOf(bits), _mm256_set1_epi32(0x7F800000));
        const __m256i words = _mm256_blendv_epi8(rounded, nan, isNan);
        // Packing works in halves of a register; the two that count stand first and third then.
        const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(words, words), 0x08);
        writeHalves(_mm256_castsi256_si128(packed), at);
    }
};

/// The greatest magnitude that was seen, and the least less one, so that 0 counts as the largest of all.
struct Seen {
    __m256i most;
    __m256i leastLess1;
    __m256i zeros;
};

template<typename From, typename To>
PTHF_FAST_INLINE void step(const std::byte* from, std::byte* to, __m256i nan, Seen& seen) noexcept
{
    const __m256 numbers = From::read(from);
    To::write(numbers, to, nan);
    const __m256i magnitudes = magnitudesOf(_mm256_castps_si256(numbers));
    seen.most = _mm256_max_epu32(seen.most, magnitudes);
    seen.leastLess1 = _mm256_min_epu32(seen.leastLess1, _mm256_add_epi32(magnitudes, _mm256_set1_epi32(-1)));
    if constexpr (From::kBytes == Wide::kBytes) {
        // What is 0 as float32 may not have been 0: somebody has to look.
        seen.zeros = _mm256_or_si256(seen.zeros, _mm256_cmpeq_epi32(magnitudes, _mm256_setzero_si256()));
    }
}

PTHF_FAST_INLINE bool allFit(const Seen& seen, MagnitudeLimits limits) noexcept
{
    constexpr std::uint32_t kInfinity = 0x7F800000;
    const std::uint32_t overflow = limits.overflow < kInfinity ? limits.overflow : kInfinity;
    const __m256i ceiling = _mm256_set1_epi32(static_cast<int>(overflow - 1));
    const __m256i floor = _mm256_set1_epi32(static_cast<int>(limits.survivor == 0 ? 0 : limits.survivor - 1));
    const __m256i areLow = _mm256_cmpeq_epi32(_mm256_min_epu32(seen.most, ceiling), seen.most);
    const __m256i areHigh = _mm256_cmpeq_epi32(_mm256_max_epu32(seen.leastLess1, floor), seen.leastLess1);
    return _mm256_movemask_epi8(_mm256_and_si256(areLow, areHigh)) == -1
        && _mm256_testz_si256(seen.zeros, seen.zeros) != 0;
}

template<typename From, typename To>
PTHF_FAST bool convert(
    const std::byte* from, std::byte* to, std::size_t count, MagnitudeLimits limits, std::uint16_t bfloatNan)
{
    const __m256i nan = _mm256_set1_epi32(bfloatNan);
    Seen seen{_mm256_setzero_si256(), _mm256_set1_epi32(-1), _mm256_setzero_si256()};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        step<From, To>(from + i * From::kBytes, to + i * To::kBytes, nan, seen);
    }
    if (i < count) {
        // Ones behind the end are there for nobody and always fit.
        constexpr float kOne = 1;
        std::array<std::byte, kLanes * From::kBytes> in; // NOLINT(*-member-init): filled before it is read
        std::array<std::byte, kLanes * To::kBytes> out; // NOLINT(*-member-init): filled before it is read
        From::write(_mm256_set1_ps(kOne), in.data(), nan);
        std::memcpy(in.data(), from + i * From::kBytes, (count - i) * From::kBytes);
        step<From, To>(in.data(), out.data(), nan, seen);
        std::memcpy(to + i * To::kBytes, out.data(), (count - i) * To::kBytes);
    }
    return allFit(seen, limits);
}

template<typename From>
FastConvert converterFrom(DType to) noexcept
{
    switch (to) {
    case DType::Float64:
        return convert<From, Wide>;
    case DType::Float32:
        return convert<From, Single>;
    case DType::Float16:
        return convert<From, Half>;
    case DType::BFloat16:
        return convert<From, Brain>;
    default:
        return nullptr;
    }
}

} // namespace

FastConvert fastConvert(DType from, DType to) noexcept
{
    if (from == to || &fastKernels() == &plainKernels()) {
        return nullptr;
    }
    switch (from) {
    case DType::Float64:
        return converterFrom<Wide>(to);
    case DType::Float32:
        return converterFrom<Single>(to);
    case DType::Float16:
        return converterFrom<Half>(to);
    case DType::BFloat16:
        return converterFrom<Brain>(to);
    default:
        return nullptr;
    }
}

#else

FastConvert fastConvert(DType /*from*/, DType /*to*/) noexcept
{
    return nullptr;
}

#endif

} // namespace pthf
