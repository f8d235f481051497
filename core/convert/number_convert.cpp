// SPDX-License-Identifier: Apache-2.0
#include "core/convert/number_convert.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

#include "core/convert/float8.h"
#include "core/convert/number_kernels.h"

// torch converts between floating types through float32 (c10/util/TypeCast.h: Half, BFloat16 and the float8s have a
// constructor from float and an operator float, and no others), so float64 to float16 is rounded twice there, and here.

namespace pthf {

namespace {

/// Elements that go through float32 at a time: the buffers stay in the processor's first cache.
constexpr std::size_t kBlock = 1024;

/// A type to itself.
constexpr MagnitudeLimits kAllFit{0x7F800001, 0};

MagnitudeLimits limitsOf(DType to) noexcept
{
    constexpr std::uint32_t kInfinity = 0x7F800000;
    switch (to) {
    case DType::Float16:
        return {0x477FF000, 0x33000001}; // 65520; above 2^-25
    case DType::BFloat16:
        return {0x7F7F8000, 0x00008001}; // half a step above the largest; above half the smallest
    case DType::Float8E4M3FN:
        return {0x43E80001, 0x3A800001}; // above 464; above 2^-10
    case DType::Float8E5M2:
        return {0x47700000, 0x37000001}; // 61440; above 2^-17
    default:
        return {kInfinity, 1};
    }
}

/// Elements of a block, at an address that suits them.
template<typename T>
struct Buffer {
    std::array<T, kBlock> numbers;

    Buffer() noexcept { } // NOLINT(*-member-init, *-use-equals-default): filled before it is read

    const T* load(const std::byte* from, std::size_t count) noexcept
    {
        std::memcpy(numbers.data(), from, count * sizeof(T));
        return numbers.data();
    }
    void store(std::byte* to, std::size_t count) const noexcept { std::memcpy(to, numbers.data(), count * sizeof(T)); }
};

void readFloats(
    DType from, const std::byte* source, float* to, std::size_t count, const NumberKernels& kernels) noexcept
{
    switch (from) {
    case DType::Float32:
        std::memcpy(to, source, count * sizeof(float));
        return;
    case DType::Float16:
        kernels.halfToFloat(Buffer<std::uint16_t>().load(source, count), to, count);
        return;
    case DType::BFloat16:
        kernels.bfloatToFloat(Buffer<std::uint16_t>().load(source, count), to, count);
        return;
    default: {
        const std::array<float, 256>& numbers = float8Numbers(from);
        for (std::size_t i = 0; i < count; ++i) {
            to[i] = numbers[std::to_integer<std::size_t>(source[i])];
        }
    }
    }
}

/// What torch writes for NaN: its vectors, which take float32 and float64, give all ones
/// (ATen/cpu/vec/vec256/vec256_bfloat16.h), its scalars the quiet one (c10/util/BFloat16.h).
std::uint16_t bfloatNan(DType from) noexcept
{
    return from == DType::Float32 || from == DType::Float64 ? 0xFFFF : 0x7FC0;
}

void writeFloats(DType to, const float* from, std::byte* target, std::size_t count, const NumberKernels& kernels,
    std::uint16_t nan) noexcept
{
    switch (to) {
    case DType::Float64: {
        Buffer<double> wide;
        kernels.floatToDouble(from, wide.numbers.data(), count);
        wide.store(target, count);
        return;
    }
    case DType::Float32:
        std::memcpy(target, from, count * sizeof(float));
        return;
    case DType::Float16: {
        Buffer<std::uint16_t> narrow;
        kernels.floatToHalf(from, narrow.numbers.data(), count);
        narrow.store(target, count);
        return;
    }
    case DType::BFloat16: {
        Buffer<std::uint16_t> narrow;
        kernels.floatToBFloat(from, narrow.numbers.data(), count, nan);
        narrow.store(target, count);
        return;
    }
    default:
        for (std::size_t i = 0; i < count; ++i) {
            target[i] = std::byte{to == DType::Float8E5M2 ? floatToE5M2(from[i]) : floatToE4M3FN(from[i])};
        }
    }
}

/// Counts from the float64 numbers themselves: on the way through float32 a large one has become infinite already.
void countDoubles(
    const double* wide, const float* narrow, std::size_t count, MagnitudeLimits limits, ConvertCounts& counts) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(narrow[i]) & 0x7FFFFFFFU;
        if (std::isnan(wide[i])) {
            ++counts.nans;
        } else if (std::isinf(wide[i])) {
            ++counts.infinities;
        } else if (magnitude >= limits.overflow) {
            ++counts.overflows;
        } else if (magnitude < limits.survivor && wide[i] != 0) {
            ++counts.underflows;
        }
    }
}

void readAndCount(DType from, const std::byte* in, Buffer<float>& floats, std::size_t count, MagnitudeLimits limits,
    const NumberKernels& kernels, ConvertCounts& counts) noexcept
{
    float* const numbers = floats.numbers.data();
    if (from == DType::Float64) {
        Buffer<double> doubles;
        const double* wide = doubles.load(in, count);
        kernels.doubleToFloat(wide, numbers, count);
        countDoubles(wide, numbers, count, limits, counts);
        return;
    }
    readFloats(from, in, numbers, count, kernels);
    kernels.count(numbers, count, limits.overflow, limits.survivor, counts);
}

} // namespace

ConvertCounts& ConvertCounts::operator+=(const ConvertCounts& other) noexcept
{
    elements += other.elements;
    overflows += other.overflows;
    underflows += other.underflows;
    nans += other.nans;
    infinities += other.infinities;
    return *this;
}

bool isConvertTarget(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Float64:
    case DType::Float32:
    case DType::Float16:
    case DType::BFloat16:
    case DType::Float8E4M3FN:
    case DType::Float8E5M2:
        return true;
    default:
        return false;
    }
}

bool canConvert(DType from, DType to) noexcept
{
    return isFloating(from) && isConvertTarget(to);
}

void convertNumbers(DType from, std::span<const std::byte> source, DType to, std::span<std::byte> target,
    ConvertCounts& counts, ConvertPath path) noexcept
{
    assert(canConvert(from, to));
    const NumberKernels& kernels = path == ConvertPath::Plain ? plainKernels() : fastKernels();
    const std::size_t fromBytes = dtypeBytes(from);
    const std::size_t toBytes = dtypeBytes(to);
    const std::size_t total = source.size() / fromBytes;
    assert(target.size() >= total * toBytes);
    const MagnitudeLimits limits = from == to ? kAllFit : limitsOf(to);
    counts.elements += total;
    const FastConvert fast = path == ConvertPath::Plain ? nullptr : fastConvert(from, to);
    for (std::size_t done = 0; done < total; done += kBlock) {
        const std::size_t count = std::min(kBlock, total - done);
        const std::byte* in = source.data() + done * fromBytes;
        std::byte* out = target.data() + done * toBytes;
        if (fast != nullptr && fast(in, out, count, limits, bfloatNan(from))) {
            continue;
        }
        Buffer<float> floats;
        readAndCount(from, in, floats, count, limits, kernels, counts);
        if (fast != nullptr) {
            continue; // it was converted, and had something to count
        }
        if (from == to) {
            std::memcpy(out, in, count * toBytes);
        } else {
            writeFloats(to, floats.numbers.data(), out, count, kernels, bfloatNan(from));
        }
    }
}

} // namespace pthf
