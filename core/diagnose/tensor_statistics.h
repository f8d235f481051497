// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/task.h"
#include "core/compute/compute_engine.h"
#include "core/diagnose/plain_tensor.h"

namespace pthf {

struct NumbersOptions {
    std::uint32_t bins = 64; ///< 0: no histogram
    std::optional<HistogramRange> range; ///< none: from the least to the greatest finite number
};

/// One tensor's numbers in brief.
struct TensorNumbers {
    TensorStatistics statistics;
    std::optional<Histogram> histogram; ///< none where there is no finite number, and of complex tensors

    bool operator==(const TensorNumbers&) const = default;
};

/// Streams a plain tensor's numbers through the engine: once for statistics, and a second time for a histogram whose
/// range is not given. Progress is bytes read, cancel is heard between blocks.
Result<TensorNumbers> computeNumbers(
    const PlainTensor& plain, ComputeEngine& engine, const NumbersOptions& options, const Task& task);

} // namespace pthf
