// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace pthf::torch_module {

/// What is known of some numbers: enough to join it with what is known of others. NaNs are counted and left out;
/// infinities are counted and left out of mean, sums and finite bounds.
struct Moments {
    std::uint64_t nans = 0;
    std::uint64_t above = 0; ///< positive infinities
    std::uint64_t below = 0; ///< negative ones
    std::uint64_t zeros = 0;
    std::uint64_t finite = 0;
    double low = 0; ///< of the finite ones; meaningless where there are none
    double high = 0;
    double mean = 0;
    double squaredDeviations = 0; ///< sum of (x - mean)²
    double squares = 0; ///< sum of x²

    /// Joins the numbers that come after these (Chan, Golub, LeVeque 1979: stable whatever the sizes).
    void join(const Moments& other) noexcept;
};

/// Of at most kRunNumbers numbers, which may be put in another order. Sums are made of doubles in either case.
Moments momentsOf(float* numbers, std::size_t count) noexcept;
Moments momentsOf(double* numbers, std::size_t count) noexcept;

} // namespace pthf::torch_module
