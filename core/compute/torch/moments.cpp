// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/moments.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#if defined(__x86_64__)
#define PTHF_FAST __attribute__((target("avx2,fma")))
#endif

namespace pthf::torch_module {
namespace {

// Sums are kept in lanes, since floating addition has no order that a compiler could choose by itself: vectors as g++
// and clang spell them, no longer than a processor's (longer ones are kept in memory), several at a time, so that one
// addition does not wait for the other. Each loop keeps what fits in sixteen registers.
constexpr std::size_t kBatch = 16; ///< numbers that a loop takes at a time
constexpr std::size_t kSums = 4; ///< vectors of sums
using Doubles = double __attribute__((vector_size(4 * sizeof(double))));

template<typename Number>
struct LanesOf;
template<>
struct LanesOf<double> {
    using Quarter = Doubles; ///< of a batch: becomes Doubles
    using Vector = Doubles;
    using Mask = std::int64_t __attribute__((vector_size(4 * sizeof(std::int64_t))));
};
template<>
struct LanesOf<float> {
    using Quarter = float __attribute__((vector_size(4 * sizeof(float))));
    using Vector = float __attribute__((vector_size(8 * sizeof(float))));
    using Mask = std::int32_t __attribute__((vector_size(8 * sizeof(std::int32_t))));
};

constexpr std::size_t batched(std::size_t count) noexcept
{
    return count / kBatch * kBatch;
}

double total(const Doubles* sums) noexcept
{
    double sum = 0;
    for (std::size_t way = 0; way < kSums; ++way) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            sum += sums[way][lane];
        }
    }
    return sum;
}

/// What one look at a run shows. Numbers that are not finite show in the sum of squares.
template<typename Number>
struct Look {
    double sum = 0;
    double squares = 0;
    Number low = std::numeric_limits<Number>::infinity();
    Number high = -std::numeric_limits<Number>::infinity();
    std::uint64_t zeros = 0;
};

template<typename Number>
[[gnu::always_inline]] inline void boundLoop(const Number* numbers, std::size_t count, Look<Number>& look) noexcept
{
    using Vector = typename LanesOf<Number>::Vector;
    constexpr std::size_t kLanes = sizeof(Vector) / sizeof(Number);
    Vector low = look.low - Vector{};
    Vector high = look.high - Vector{};
    typename LanesOf<Number>::Mask zeros{};
    for (std::size_t i = 0; i < batched(count); i += kLanes) {
        Vector x;
        std::memcpy(&x, numbers + i, sizeof(x));
        low = x < low ? x : low;
        high = x > high ? x : high;
        zeros -= x == 0; // true is -1
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        look.low = std::min<Number>(look.low, low[lane]);
        look.high = std::max<Number>(look.high, high[lane]);
        look.zeros += static_cast<std::uint64_t>(zeros[lane]);
    }
    for (std::size_t i = batched(count); i < count; ++i) {
        const Number x = numbers[i];
        look.low = x < look.low ? x : look.low;
        look.high = x > look.high ? x : look.high;
        look.zeros += x == 0 ? 1U : 0U;
    }
}

template<typename Number>
[[gnu::always_inline]] inline Look<Number> lookLoop(const Number* numbers, std::size_t count) noexcept
{
    Look<Number> look;
    Doubles sums[kSums] = {}; // NOLINT(*-avoid-c-arrays): std::array's element of a vector type is kept in memory
    Doubles squares[kSums] = {}; // NOLINT(*-avoid-c-arrays)
    for (std::size_t i = 0; i < batched(count); i += kBatch) {
        for (std::size_t way = 0; way < kSums; ++way) {
            typename LanesOf<Number>::Quarter x;
            std::memcpy(&x, numbers + i + way * 4, sizeof(x));
            const Doubles wide = __builtin_convertvector(x, Doubles);
            sums[way] += wide;
            squares[way] += wide * wide;
        }
    }
    look.sum = total(sums);
    look.squares = total(squares);
    for (std::size_t i = batched(count); i < count; ++i) {
        const auto wide = static_cast<double>(numbers[i]);
        look.sum += wide;
        look.squares += wide * wide;
    }
    boundLoop(numbers, count, look);
    return look;
}

/// Sum of (x - mean)²
template<typename Number>
[[gnu::always_inline]] inline double deviateLoop(const Number* numbers, std::size_t count, double mean) noexcept
{
    Doubles deviations[kSums] = {}; // NOLINT(*-avoid-c-arrays)
    for (std::size_t i = 0; i < batched(count); i += kBatch) {
        for (std::size_t way = 0; way < kSums; ++way) {
            typename LanesOf<Number>::Quarter x;
            std::memcpy(&x, numbers + i + way * 4, sizeof(x));
            const Doubles deviation = __builtin_convertvector(x, Doubles) - mean;
            deviations[way] += deviation * deviation;
        }
    }
    double sum = total(deviations);
    for (std::size_t i = batched(count); i < count; ++i) {
        const double deviation = static_cast<double>(numbers[i]) - mean;
        sum += deviation * deviation;
    }
    return sum;
}

template<typename Number>
Look<Number> plainLook(const Number* numbers, std::size_t count)
{
    return lookLoop(numbers, count);
}

template<typename Number>
double plainDeviate(const Number* numbers, std::size_t count, double mean)
{
    return deviateLoop(numbers, count, mean);
}

#if defined(__x86_64__)
template<typename Number>
PTHF_FAST Look<Number> fastLook(const Number* numbers, std::size_t count)
{
    return lookLoop(numbers, count);
}

template<typename Number>
PTHF_FAST double fastDeviate(const Number* numbers, std::size_t count, double mean)
{
    return deviateLoop(numbers, count, mean);
}

bool isFast() noexcept
{
    static const bool hasAll = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return hasAll;
}
#else
template<typename Number>
constexpr auto fastLook = plainLook<Number>;
template<typename Number>
constexpr auto fastDeviate = plainDeviate<Number>;
constexpr bool isFast() noexcept
{
    return false;
}
#endif

/// Counts what is not finite and moves the rest to the front; says how many they are.
template<typename Number>
std::size_t takeFinite(Number* numbers, std::size_t count, Moments& moments) noexcept
{
    constexpr Number kInfinity = std::numeric_limits<Number>::infinity();
    Number* const end = std::remove_if(numbers, numbers + count, [&moments](Number x) {
        moments.nans += std::isnan(x) ? 1U : 0U;
        moments.above += x == kInfinity ? 1U : 0U;
        moments.below += x == -kInfinity ? 1U : 0U;
        return !std::isfinite(x);
    });
    return static_cast<std::size_t>(end - numbers);
}

template<typename Number>
Moments gather(Number* numbers, std::size_t count) noexcept
{
    Moments moments;
    const auto lookAt = isFast() ? fastLook<Number> : plainLook<Number>;
    Look<Number> look = lookAt(numbers, count);
    if (!std::isfinite(look.squares)) {
        // Rare, and also where finite squares overflow.
        count = takeFinite(numbers, count, moments);
        look = lookAt(numbers, count);
    }
    moments.squares = look.squares;
    if (count == 0) {
        return moments;
    }
    moments.finite = count;
    moments.low = static_cast<double>(look.low);
    moments.high = static_cast<double>(look.high);
    moments.zeros = look.zeros;
    moments.mean = look.sum / static_cast<double>(count);
    moments.squaredDeviations = (isFast() ? fastDeviate<Number> : plainDeviate<Number>)(numbers, count, moments.mean);
    return moments;
}

} // namespace

void Moments::join(const Moments& other) noexcept
{
    nans += other.nans;
    above += other.above;
    below += other.below;
    zeros += other.zeros;
    if (other.finite == 0) {
        return;
    }
    low = finite == 0 ? other.low : std::min(low, other.low);
    high = finite == 0 ? other.high : std::max(high, other.high);
    squares += other.squares;
    const auto mine = static_cast<double>(finite);
    const auto others = static_cast<double>(other.finite);
    const double delta = other.mean - mean;
    finite += other.finite;
    const auto all = static_cast<double>(finite);
    mean += delta * (others / all);
    squaredDeviations += other.squaredDeviations + delta * delta * (mine * others / all);
}

Moments momentsOf(float* numbers, std::size_t count) noexcept
{
    return gather(numbers, count);
}

Moments momentsOf(double* numbers, std::size_t count) noexcept
{
    return gather(numbers, count);
}

} // namespace pthf::torch_module
