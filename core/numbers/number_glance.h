// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// A first look at a tensor's numbers, in one or two passes over its bytes and without LibTorch.
struct NumberGlance {
    std::uint64_t elements = 0;
    std::uint64_t zeros = 0;
    std::uint64_t nans = 0;
    std::uint64_t infinities = 0;
    double min = 0; ///< of the finite numbers, as all that follows; 0 where there is none
    double max = 0;
    double mean = 0;
    double std = 0; ///< with n − 1, as torch.std; 0 below two numbers
    double norm = 0; ///< square root of the sum of squares
    /// Equal bins from min to max, the last one with max in it; empty unless asked for.
    std::vector<std::uint64_t> bins;

    std::uint64_t finite() const noexcept { return elements - nans - infinities; }
    bool isAllZero() const noexcept { return elements > 0 && zeros == elements; }
};

/// How many bins a histogram is to have; 0 spares the second pass.
struct GlanceBins {
    std::uint32_t count = 0;
};

/// Looks at a tensor with elements of its own; Unsupported for the other forms. Complex numbers count by magnitude,
/// quantized ones by their stored integers. Progress is bytes of this tensor, both passes.
Result<NumberGlance> glanceAt(const Document& document, const TensorValue& tensor, GlanceBins bins, const Task& task);

} // namespace pthf
