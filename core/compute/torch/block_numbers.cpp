// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/block_numbers.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>

#include <ATen/Parallel.h>

#include "core/convert/number_convert.h"
#include "core/types/integers.h"

namespace pthf::torch_module {
namespace {

template<typename Number, typename Wide>
void widen(const std::byte* elements, std::size_t count, Wide* numbers) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        Number number{};
        std::memcpy(&number, elements + i * sizeof(Number), sizeof(Number));
        numbers[i] = static_cast<Wide>(number);
    }
}

template<typename Wide>
void convert(DType dtype, const std::byte* elements, std::size_t count, Wide* numbers) noexcept
{
    ConvertCounts ignored;
    convertNumbers(dtype, {elements, count * dtypeBytes(dtype)},
        sizeof(Wide) == sizeof(float) ? DType::Float32 : DType::Float64,
        std::as_writable_bytes(std::span(numbers, count)), ignored);
}

/// Any byte but 0 is true, as torch reads them.
template<typename Wide>
void countTruths(const std::byte* elements, std::size_t count, Wide* numbers) noexcept
{
    std::transform(
        elements, elements + count, numbers, [](std::byte byte) { return byte == std::byte{0} ? Wide{0} : Wide{1}; });
}

/// Types of which every number is a float, and what convertNumbers knows.
template<typename Wide>
void widenNarrow(DType dtype, const std::byte* elements, std::size_t count, Wide* numbers) noexcept
{
    switch (dtype) {
    case DType::Int16:
        return widen<std::int16_t>(elements, count, numbers);
    case DType::Int8:
        return widen<std::int8_t>(elements, count, numbers);
    case DType::UInt8:
        return widen<std::uint8_t>(elements, count, numbers);
    case DType::UInt16:
        return widen<std::uint16_t>(elements, count, numbers);
    case DType::Bool:
        return countTruths(elements, count, numbers);
    default:
        return convert(dtype, elements, count, numbers);
    }
}

} // namespace

Status checkNumeric(DType dtype)
{
    if (isInteger(dtype) || isComplex(dtype) || canConvert(dtype, DType::Float64)) {
        return Done{};
    }
    return Error{ErrorCode::Unsupported, "elements of type " + std::string(dtypeName(dtype)) + " are no numbers"};
}

void numbersOf(DType dtype, const std::byte* elements, std::size_t count, double* numbers) noexcept
{
    switch (dtype) {
    case DType::Float32:
        return widen<float>(elements, count, numbers);
    case DType::Float64:
        return widen<double>(elements, count, numbers);
    case DType::Complex128:
        return widen<double>(elements, 2 * count, numbers);
    case DType::Complex64:
        return widen<float>(elements, 2 * count, numbers);
    case DType::Complex32:
        return convert(DType::Float16, elements, 2 * count, numbers);
    case DType::Int64:
        return widen<std::int64_t>(elements, count, numbers);
    case DType::Int32:
        return widen<std::int32_t>(elements, count, numbers);
    case DType::UInt32:
        return widen<std::uint32_t>(elements, count, numbers);
    case DType::UInt64:
        return widen<std::uint64_t>(elements, count, numbers);
    default:
        return widenNarrow(dtype, elements, count, numbers);
    }
}

bool fitsInFloat(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Float32:
    case DType::Int16:
    case DType::Int8:
    case DType::UInt8:
    case DType::UInt16:
    case DType::Bool:
        return true;
    default:
        return canConvert(dtype, DType::Float32) && dtype != DType::Float64;
    }
}

void floatsOf(DType dtype, const std::byte* elements, std::size_t count, float* numbers) noexcept
{
    if (dtype == DType::Float32) {
        std::memcpy(numbers, elements, count * sizeof(float));
        return;
    }
    widenNarrow(dtype, elements, count, numbers);
}

void inPieces(
    std::size_t elements, const std::function<void(std::size_t piece, std::size_t first, std::size_t count)>& work)
{
    const auto pieces = static_cast<std::int64_t>(piecesOf(elements));
    at::parallel_for(0, pieces, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t piece = begin; piece < end; ++piece) {
            const std::size_t first = static_cast<std::size_t>(piece) * kPieceElements;
            work(static_cast<std::size_t>(piece), first, std::min(kPieceElements, elements - first));
        }
    });
}

} // namespace pthf::torch_module
