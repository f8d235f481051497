// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "core/types/tensor_layout.h"

namespace pthf {

/// A part of a shape: where it begins, and how far it goes in each dimension.
struct Box {
    Dims begin;
    Dims extents;
};

/// The element at a place, counted from the one at zero; strides count elements.
std::int64_t offsetOf(const Dims& place, const Dims& strides) noexcept;

/// Goes over all places of a box, the last dimension fastest. `at` begins as zeros; false when all were visited.
bool nextPlace(Dims& at, std::span<const std::int64_t> extents) noexcept;

/// A box of a view, as a view of its own.
TensorLayout viewOf(const TensorLayout& layout, const Box& box);

/// Cuts a shape into boxes of at most so many elements (but one row at least), which follow each other in row-major
/// order: the last dimensions whole, a run of the one before, one place of those around it. A step of the dimension
/// that is cut is a row; boxes begin at rows.
class BoxCutter {
public:
    BoxCutter(Dims shape, std::uint64_t mostElements);

    std::uint64_t rows() const noexcept { return m_rows; } ///< 0 where the shape has no elements
    std::uint64_t rowElements() const noexcept { return m_rowElements; }
    /// The box from a row on, of at most so many rows. It ends where the dimension that is cut does.
    Box boxAt(std::uint64_t row, std::uint64_t mostRows = std::numeric_limits<std::uint64_t>::max()) const;
    std::uint64_t rowsOf(const Box& box) const noexcept;

private:
    Dims m_shape;
    std::size_t m_whole; ///< dimensions from here on are whole in each box; the one before is cut
    std::uint64_t m_rowElements = 1;
    std::uint64_t m_rows = 0;
    std::uint64_t m_mostRows = 1;
};

} // namespace pthf
