// SPDX-License-Identifier: Apache-2.0
#include "core/elements/float_source.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/convert/number_convert.h"

namespace pthf {

namespace {

constexpr std::uint64_t kFloatBytes = 4;
constexpr std::uint64_t kBlockElements = std::uint64_t{1} << 18U;

void putFloat(float number, std::span<std::byte> to)
{
    auto bits = std::bit_cast<std::uint32_t>(number);
    for (std::byte& byte : to) {
        byte = static_cast<std::byte>(bits & 0xFFU);
        bits >>= 8U;
    }
}

template<std::integral T>
void convertIntegers(std::span<const std::byte> from, std::span<std::byte> to)
{
    using Bits = std::make_unsigned_t<T>;
    for (std::size_t i = 0; i * sizeof(T) < from.size(); ++i) {
        const auto number = static_cast<T>(ByteReader::littleAt<Bits>(from.subspan(i * sizeof(T), sizeof(T))));
        putFloat(static_cast<float>(number), to.subspan(i * kFloatBytes, kFloatBytes));
    }
}

using IntegersToFloats = void (*)(std::span<const std::byte> from, std::span<std::byte> to);

/// How integers of a type become floats; null for the unsigned ones of newer torch, and for what is none.
IntegersToFloats integersToFloats(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Int64:
        return &convertIntegers<std::int64_t>;
    case DType::Int32:
        return &convertIntegers<std::int32_t>;
    case DType::Int16:
        return &convertIntegers<std::int16_t>;
    case DType::Int8:
        return &convertIntegers<std::int8_t>;
    case DType::UInt8:
    case DType::Bool:
        return &convertIntegers<std::uint8_t>;
    default:
        return nullptr;
    }
}

void convert(DType dtype, std::span<const std::byte> from, std::span<std::byte> to)
{
    if (const IntegersToFloats integers = integersToFloats(dtype)) {
        integers(from, to);
        return;
    }
    ConvertCounts ignored;
    convertNumbers(dtype, from, DType::Float32, to, ignored);
}

} // namespace

std::shared_ptr<const FloatSource> FloatSource::make(std::shared_ptr<const ByteSource> numbers, DType dtype)
{
    const bool isKnown = integersToFloats(dtype) != nullptr || canConvert(dtype, DType::Float32);
    return isKnown ? std::shared_ptr<const FloatSource>(new FloatSource(std::move(numbers), dtype)) : nullptr;
}

std::uint64_t FloatSource::size() const noexcept
{
    return m_numbers->size() / dtypeBytes(m_dtype) * kFloatBytes;
}

Status FloatSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    const std::uint64_t elementBytes = dtypeBytes(m_dtype);
    std::vector<std::byte> numbers;
    std::vector<std::byte> floats;
    while (!to.empty()) {
        const std::uint64_t first = offset / kFloatBytes;
        const std::uint64_t last = (offset + to.size() - 1) / kFloatBytes;
        const std::uint64_t count = std::min(last - first + 1, kBlockElements);
        numbers.resize(static_cast<std::size_t>(count * elementBytes));
        floats.resize(static_cast<std::size_t>(count * kFloatBytes));
        PTHF_TRY(m_numbers->readAt(first * elementBytes, numbers));
        convert(m_dtype, numbers, floats);
        const auto skipped = static_cast<std::size_t>(offset - first * kFloatBytes);
        const std::size_t length = std::min(to.size(), floats.size() - skipped);
        std::ranges::copy(std::span(floats).subspan(skipped, length), to.begin());
        to = to.subspan(length);
        offset += length;
    }
    return Done{};
}

} // namespace pthf
