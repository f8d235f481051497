// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/moments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#if defined(__x86_64__)
#define PTHF_FAST __attribute__((target("avx2,fma")))
#endif

namespace pthf::torch_module {
namespace {

/// Sums are kept in so many lanes, which a compiler may make vectors of: floating addition has no order that it could
/// choose by itself.
constexpr std::size_t kLanes = 16;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Lanes {
    std::array<double, kLanes> sum{};
    std::array<double, kLanes> squares{};
    std::array<double, kLanes> low{};
    std::array<double, kLanes> high{};
    std::array<std::int64_t, kLanes> zeros{};
};

double total(const std::array<double, kLanes>& lanes) noexcept
{
    double sum = 0;
    for (const double lane : lanes) {
        sum += lane;
    }
    return sum;
}

/// One look at numbers: their sums and bounds. Those with NaN or infinity show it in the sum of squares.
[[gnu::always_inline]] inline void lookLoop(const double* numbers, std::size_t count, Lanes& lanes) noexcept
{
    lanes.low.fill(kInfinity);
    lanes.high.fill(-kInfinity);
    const std::size_t whole = count / kLanes * kLanes;
    for (std::size_t i = 0; i < whole; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double x = numbers[i + lane];
            lanes.sum[lane] += x;
            lanes.squares[lane] += x * x;
            lanes.low[lane] = x < lanes.low[lane] ? x : lanes.low[lane];
            lanes.high[lane] = x > lanes.high[lane] ? x : lanes.high[lane];
            lanes.zeros[lane] += x == 0 ? 1 : 0;
        }
    }
    for (std::size_t i = whole; i < count; ++i) {
        const double x = numbers[i];
        lanes.sum[0] += x;
        lanes.squares[0] += x * x;
        lanes.low[0] = std::min(lanes.low[0], x);
        lanes.high[0] = std::max(lanes.high[0], x);
        lanes.zeros[0] += x == 0 ? 1 : 0;
    }
}

[[gnu::always_inline]] inline void deviateLoop(
    const double* numbers, std::size_t count, double mean, std::array<double, kLanes>& lanes) noexcept
{
    const std::size_t whole = count / kLanes * kLanes;
    for (std::size_t i = 0; i < whole; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double deviation = numbers[i + lane] - mean;
            lanes[lane] += deviation * deviation;
        }
    }
    for (std::size_t i = whole; i < count; ++i) {
        lanes[0] += (numbers[i] - mean) * (numbers[i] - mean);
    }
}

void plainLook(const double* numbers, std::size_t count, Lanes& lanes)
{
    lookLoop(numbers, count, lanes);
}

void plainDeviate(const double* numbers, std::size_t count, double mean, std::array<double, kLanes>& lanes)
{
    deviateLoop(numbers, count, mean, lanes);
}

#if defined(__x86_64__)
PTHF_FAST void fastLook(const double* numbers, std::size_t count, Lanes& lanes)
{
    lookLoop(numbers, count, lanes);
}

PTHF_FAST void fastDeviate(const double* numbers, std::size_t count, double mean, std::array<double, kLanes>& lanes)
{
    deviateLoop(numbers, count, mean, lanes);
}

bool isFast() noexcept
{
    static const bool hasAll = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return hasAll;
}
#else
constexpr auto fastLook = plainLook;
constexpr auto fastDeviate = plainDeviate;
constexpr bool isFast() noexcept
{
    return false;
}
#endif

/// Counts what is not finite and moves the rest to the front; says how many they are.
std::size_t takeFinite(double* numbers, std::size_t count, Moments& moments) noexcept
{
    double* const end = std::remove_if(numbers, numbers + count, [&moments](double x) {
        moments.nans += std::isnan(x) ? 1U : 0U;
        moments.above += x == kInfinity ? 1U : 0U;
        moments.below += x == -kInfinity ? 1U : 0U;
        return !std::isfinite(x);
    });
    return static_cast<std::size_t>(end - numbers);
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
    const double mine = static_cast<double>(finite);
    const double others = static_cast<double>(other.finite);
    const double delta = other.mean - mean;
    finite += other.finite;
    const double all = static_cast<double>(finite);
    mean += delta * (others / all);
    squaredDeviations += other.squaredDeviations + delta * delta * (mine * others / all);
}

Moments momentsOf(double* numbers, std::size_t count) noexcept
{
    Moments moments;
    const auto look = isFast() ? fastLook : plainLook;
    Lanes lanes;
    look(numbers, count, lanes);
    moments.squares = total(lanes.squares);
    if (!std::isfinite(moments.squares)) {
        // Rare, and also where finite squares overflow.
        count = takeFinite(numbers, count, moments);
        lanes = {};
        look(numbers, count, lanes);
        moments.squares = total(lanes.squares);
    }
    if (count == 0) {
        return moments;
    }
    moments.finite = count;
    moments.low = *std::ranges::min_element(lanes.low);
    moments.high = *std::ranges::max_element(lanes.high);
    for (const std::int64_t zeros : lanes.zeros) {
        moments.zeros += static_cast<std::uint64_t>(zeros);
    }
    moments.mean = total(lanes.sum) / static_cast<double>(count);
    std::array<double, kLanes> deviations{};
    (isFast() ? fastDeviate : plainDeviate)(numbers, count, moments.mean, deviations);
    moments.squaredDeviations = total(deviations);
    return moments;
}

} // namespace pthf::torch_module
