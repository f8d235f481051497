// SPDX-License-Identifier: Apache-2.0
#include "core/numbers/element_value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/base/hex.h"
#include "core/convert/number_convert.h"

namespace pthf {

namespace {

template<typename T>
T loaded(const std::byte* from) noexcept
{
    T value{};
    std::memcpy(&value, from, sizeof(T)); // as the program's own order: little-endian machines only, as all of torch's
    return value;
}

template<typename T>
void integers(std::span<const std::byte> elements, std::span<double> numbers) noexcept
{
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = static_cast<double>(loaded<T>(elements.data() + i * sizeof(T)));
    }
}

void floats(DType dtype, std::span<const std::byte> elements, std::span<double> numbers) noexcept
{
    ConvertCounts counts;
    convertNumbers(dtype, elements, DType::Float64, std::as_writable_bytes(numbers), counts);
}

/// The real type that a complex one is made of.
DType partOf(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Complex128:
        return DType::Float64;
    case DType::Complex64:
        return DType::Float32;
    default:
        return DType::Float16;
    }
}

void magnitudes(DType dtype, std::span<const std::byte> elements, std::span<double> numbers) noexcept
{
    const auto size = static_cast<std::size_t>(dtypeBytes(dtype));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::array<double, 2> parts{};
        floats(partOf(dtype), elements.subspan(i * size, size), parts);
        numbers[i] = std::hypot(parts[0], parts[1]);
    }
}

template<typename T>
std::string shortest(T value)
{
    std::array<char, 40> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), value);
    return std::string(room.data(), end.ptr);
}

template<typename T>
std::string integerText(std::span<const std::byte> element)
{
    return shortest(loaded<T>(element.data()));
}

/// Digits that tell any two numbers of the type apart.
int digitsOf(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Float16:
        return 5;
    case DType::BFloat16:
        return 4;
    default:
        return 3; // float8
    }
}

std::string floatText(DType dtype, std::span<const std::byte> element)
{
    double number = 0;
    floats(dtype, element, std::span(&number, 1));
    if (std::isnan(number)) {
        return "nan";
    }
    if (dtype == DType::Float64) {
        return shortest(number);
    }
    const auto narrow = static_cast<float>(number); // exact: every other type is narrower than float32
    if (dtype == DType::Float32) {
        return shortest(narrow);
    }
    std::array<char, 40> room{};
    const auto end =
        std::to_chars(room.data(), room.data() + room.size(), narrow, std::chars_format::general, digitsOf(dtype));
    return std::string(room.data(), end.ptr);
}

std::string complexText(DType dtype, std::span<const std::byte> element)
{
    const std::span<const std::byte> real = element.first(element.size() / 2);
    const std::span<const std::byte> imaginary = element.subspan(element.size() / 2);
    std::string text = floatText(partOf(dtype), real);
    const std::string second = floatText(partOf(dtype), imaginary);
    if (second.front() != '-') {
        text += '+';
    }
    return text + second + "j";
}

std::string byteText(std::span<const std::byte> element)
{
    std::string text = "0x";
    for (std::size_t i = element.size(); i-- > 0;) {
        appendHex(text, std::to_integer<std::uint8_t>(element[i]), 2);
    }
    return text;
}

} // namespace

void elementNumbers(DType dtype, std::span<const std::byte> elements, std::span<double> numbers) noexcept
{
    switch (dtype) {
    case DType::Int64:
        return integers<std::int64_t>(elements, numbers);
    case DType::Int32:
    case DType::QInt32:
        return integers<std::int32_t>(elements, numbers);
    case DType::Int16:
        return integers<std::int16_t>(elements, numbers);
    case DType::Int8:
    case DType::QInt8:
        return integers<std::int8_t>(elements, numbers);
    case DType::UInt16:
    case DType::Bits16:
        return integers<std::uint16_t>(elements, numbers);
    case DType::UInt32:
        return integers<std::uint32_t>(elements, numbers);
    case DType::UInt64:
        return integers<std::uint64_t>(elements, numbers);
    case DType::Complex128:
    case DType::Complex64:
    case DType::Complex32:
        return magnitudes(dtype, elements, numbers);
    default:
        break;
    }
    if (canConvert(dtype, DType::Float64)) {
        return floats(dtype, elements, numbers);
    }
    integers<std::uint8_t>(elements, numbers);
    if (dtype == DType::Bool) {
        for (double& number : numbers) {
            number = number == 0 ? 0 : 1;
        }
    }
}

std::string elementText(DType dtype, std::span<const std::byte> element)
{
    switch (dtype) {
    case DType::Int64:
        return integerText<std::int64_t>(element);
    case DType::Int32:
    case DType::QInt32:
        return integerText<std::int32_t>(element);
    case DType::Int16:
        return integerText<std::int16_t>(element);
    case DType::Int8:
    case DType::QInt8:
        return shortest(static_cast<int>(loaded<std::int8_t>(element.data())));
    case DType::UInt8:
    case DType::QUInt8:
        return shortest(static_cast<int>(loaded<std::uint8_t>(element.data())));
    case DType::UInt16:
        return integerText<std::uint16_t>(element);
    case DType::UInt32:
        return integerText<std::uint32_t>(element);
    case DType::UInt64:
        return integerText<std::uint64_t>(element);
    case DType::Bool:
        return element.front() == std::byte{0} ? "False" : "True";
    case DType::Complex128:
    case DType::Complex64:
    case DType::Complex32:
        return complexText(dtype, element);
    default:
        return canConvert(dtype, DType::Float64) ? floatText(dtype, element) : byteText(element);
    }
}

} // namespace pthf
