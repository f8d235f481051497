// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// A matrix of a tensor's elements as a picture shows it: one cell an element, or the mean of a block of them.
struct NumberGrid {
    static constexpr std::uint8_t kHasNan = 1;
    static constexpr std::uint8_t kHasInf = 2;

    std::uint64_t rows = 0; ///< of the matrix
    std::uint64_t columns = 0;
    std::uint64_t rowsPerCell = 1;
    std::uint64_t columnsPerCell = 1;
    std::uint32_t cellRows = 0;
    std::uint32_t cellColumns = 0;
    std::vector<double> means; ///< row by row; of the finite elements of a cell, 0 where it has none
    std::vector<std::uint8_t> marks; ///< kHasNan, kHasInf; beside means
    double low = 0; ///< of the means of cells that have finite elements
    double high = 0;
    double firstLow = 0; ///< the 1st and 99th of a hundred: what a colour scale spans, so that one outlier
    double lastHigh = 0; ///< does not take the colours from all others

    bool isExact() const noexcept { return rowsPerCell == 1 && columnsPerCell == 1; }
};

struct GridLimits {
    std::uint32_t rows = 512;
    std::uint32_t columns = 512;
};

/// Reads a tensor as a matrix: the first `rowDims` dimensions are its rows, the others its columns. Cells are as small
/// as the limits allow. LimitExceeded where even so the matrix is too large to be read for a picture (2^40 elements).
Result<NumberGrid> readGrid(const Document& document, const TensorValue& tensor, std::size_t rowDims,
    const GridLimits& limits, const Task& task);

} // namespace pthf
