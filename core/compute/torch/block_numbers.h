// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "core/base/result.h"
#include "core/types/dtype.h"

namespace pthf::torch_module {

/// Numbers that are looked at together: as doubles they stay in the first-level cache.
inline constexpr std::size_t kRunNumbers = 2048;

/// Elements that one thread takes at a time. Results are merged by these pieces in their order, so that they do not
/// depend on how many threads there are.
inline constexpr std::size_t kPieceElements = std::size_t{1} << 17U;

/// Done for the types whose elements are numbers: floating ones, integers, bool, complex. Unsupported for the others.
Status checkNumeric(DType dtype);

/// Little-endian elements as doubles: one each, two for complex ones; bool as 0 and 1. checkNumeric(dtype) holds.
void numbersOf(DType dtype, const std::byte* elements, std::size_t count, double* numbers) noexcept;

/// Whether every number of the type is a float32, so that floatsOf() loses nothing. Not the complex ones.
bool fitsInFloat(DType dtype) noexcept;

/// The same as floats, half as many bytes to look at. fitsInFloat(dtype) holds.
void floatsOf(DType dtype, const std::byte* elements, std::size_t count, float* numbers) noexcept;

/// Takes a block apart into pieces and calls work(piece number, first element, elements) for each, on all cores.
void inPieces(
    std::size_t elements, const std::function<void(std::size_t piece, std::size_t first, std::size_t count)>& work);

/// How many pieces inPieces makes.
constexpr std::size_t piecesOf(std::size_t elements) noexcept
{
    return (elements + kPieceElements - 1) / kPieceElements;
}

} // namespace pthf::torch_module
