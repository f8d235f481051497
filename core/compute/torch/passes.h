// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/compute/compute_engine.h"

namespace pthf::torch_module {

// Passes over blocks of numbers, each in a source of its own. Unsupported for types whose elements are no numbers.

Result<std::unique_ptr<StatisticsPass>> makeStatistics(DType dtype);
Result<std::unique_ptr<HistogramPass>> makeHistogram(DType dtype, HistogramRange range, std::uint32_t bins);
Result<std::unique_ptr<ComparisonPass>> makeComparison(DType left, DType right);

} // namespace pthf::torch_module
