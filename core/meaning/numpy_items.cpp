// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/numpy_items.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "core/base/checked_math.h"
#include "core/meaning/byte_values.h"
#include "core/meaning/python_repr.h"
#include "core/text/json_writer.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kExtendedBytes = 10; // of x87: the rest of 12 or 16 is padding
constexpr std::size_t kQuadBytes = 16;
constexpr int kExponentBias = 16383;
constexpr std::uint64_t kExponentMask = 0x7FFF;
constexpr std::uint64_t kSignBit = 0x8000;

double halfValue(std::uint16_t bits)
{
    const int exponent = static_cast<int>((bits >> 10U) & 0x1FU);
    const auto fraction = static_cast<double>(bits & 0x3FFU);
    const double sign = (bits & 0x8000U) != 0 ? -1.0 : 1.0;
    constexpr int kSpecial = 31;
    if (exponent == kSpecial) {
        return fraction != 0 ? std::nan("") : sign * HUGE_VAL;
    }
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024.0, exponent - 25));
}

/// Sign and exponent, and what is behind the point: of both kinds of longdouble the exponent has the same 15 bits.
long double assembled(std::uint64_t head, long double fraction, bool isNan)
{
    const long double sign = (head & kSignBit) != 0 ? -1.0L : 1.0L;
    const auto exponent = static_cast<int>(head & kExponentMask);
    if (exponent == static_cast<int>(kExponentMask)) {
        return isNan ? std::nanl("") : sign * HUGE_VALL;
    }
    return sign * std::ldexp(fraction, std::max(exponent, 1) - kExponentBias);
}

/// x87 writes the digit before the point down, which every number but the smallest has; and padding is no number.
bool isQuad(std::string_view bytes)
{
    if (bytes.size() != kQuadBytes) {
        return false;
    }
    const std::uint64_t mantissa = numpyWordOf(bytes.substr(0, 8), false);
    const std::uint64_t extended = numpyWordOf(bytes.substr(8, 2), false) & kExponentMask;
    const std::uint64_t quad = numpyWordOf(bytes.substr(14, 2), false) & kExponentMask;
    const bool isUnnormal = extended != 0 && mantissa >> 63U == 0;
    const bool isNought = extended == 0 && mantissa == 0;
    return isUnnormal || (isNought && quad != 0);
}

std::optional<long double> longDoubleOf(std::string_view bytes, bool isBigEndian)
{
    if (bytes.size() != kQuadBytes && bytes.size() != 12) {
        return std::nullopt;
    }
    std::string little(bytes);
    if (isBigEndian) {
        std::ranges::reverse(little);
    }
    const std::string_view number = little;
    if (isQuad(number)) {
        const std::uint64_t low = numpyWordOf(number.substr(0, 8), false);
        const std::uint64_t high = numpyWordOf(number.substr(8, 6), false);
        const std::uint64_t head = numpyWordOf(number.substr(14, 2), false);
        const long double whole = (head & kExponentMask) == 0 ? 0.0L : 1.0L;
        const long double fraction =
            std::ldexp(static_cast<long double>(high), -48) + std::ldexp(static_cast<long double>(low), -112);
        return assembled(head, whole + fraction, high != 0 || low != 0);
    }
    const std::uint64_t mantissa = numpyWordOf(number.substr(0, 8), false);
    const std::uint64_t head = numpyWordOf(number.substr(8, kExtendedBytes - 8), false);
    return assembled(head, std::ldexp(static_cast<long double>(mantissa), -63), mantissa << 1U != 0);
}

/// The digits that float has, where double would show its noise: 0.1, not 0.10000000149011612.
std::string singleText(float value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    double number = 0;
    std::from_chars(digits.data(), end, number);
    return std::isfinite(value) ? shortestNumber(number) : shortestNumber(static_cast<double>(value));
}

std::string floatText(std::string_view bytes, bool isBigEndian)
{
    if (bytes.size() > 8) {
        return longDoubleText(bytes, isBigEndian);
    }
    const auto number = numpyFloatOf(bytes, isBigEndian);
    return !number         ? std::string()
        : bytes.size() < 8 ? singleText(static_cast<float>(*number))
                           : shortestNumber(*number);
}

std::string complexText(std::string_view bytes, bool isBigEndian)
{
    const std::size_t half = bytes.size() / 2;
    const std::string real = floatText(bytes.substr(0, half), isBigEndian);
    const std::string imaginary = floatText(bytes.substr(half), isBigEndian);
    if (real.empty() || imaginary.empty()) {
        return {};
    }
    return '(' + real + (imaginary.starts_with('-') ? "" : "+") + imaginary + "j)";
}

std::int64_t signExtended(std::uint64_t word, std::size_t bytes)
{
    const auto shift = static_cast<unsigned>(64 - bytes * 8);
    return static_cast<std::int64_t>(word << shift) >> shift;
}

std::string integerText(const NumpyDtype& type, std::string_view bytes)
{
    if (bytes.empty() || bytes.size() > 8) {
        return {};
    }
    const std::uint64_t word = numpyWordOf(bytes, type.isBigEndian);
    return type.kind == 'u' ? std::to_string(word) : std::to_string(signExtended(word, bytes.size()));
}

std::string plainItemText(const NumpyDtype& type, std::string_view bytes)
{
    switch (type.kind) {
    case 'b':
        return numpyWordOf(bytes.substr(0, 1), false) != 0 ? "True" : "False";
    case 'i':
    case 'u':
        return integerText(type, bytes);
    case 'f':
        return floatText(bytes, type.isBigEndian);
    case 'c':
        return complexText(bytes, type.isBigEndian);
    case 'U':
        return pythonQuoted(numpyStringOf(bytes, type.isBigEndian));
    case 'S':
        return pythonBytes(bytes.substr(0, bytes.find_last_not_of('\0') + 1)); // npos + 1 is 0
    case 'M':
    case 'm':
        return bytes.size() == sizeof(std::int64_t) ? numpyTimeText(type, bytes) : std::string();
    default:
        return {};
    }
}

std::string fieldText(const NumpyField& field, std::string_view bytes)
{
    constexpr std::uint64_t kShown = 8;
    const std::uint64_t count = elementCount(field.shape).value_or(0);
    if (field.shape.empty()) {
        return plainItemText(field.type, bytes.substr(0, static_cast<std::size_t>(field.type.itemBytes)));
    }
    std::string text = "[";
    for (std::uint64_t i = 0; i < std::min(count, kShown); ++i) {
        const std::size_t at = static_cast<std::size_t>(i * field.type.itemBytes);
        text += (i == 0 ? "" : ", ")
            + plainItemText(field.type, bytes.substr(at, static_cast<std::size_t>(field.type.itemBytes)));
    }
    return text + (count > kShown ? ", …]" : "]");
}

std::string structureText(const NumpyDtype& type, std::string_view bytes)
{
    std::string text = "(";
    for (const NumpyField& field : type.fields) {
        const auto end = checkedMultiply(elementCount(field.shape).value_or(0), field.type.itemBytes);
        if (!end || field.offset > bytes.size() || *end > bytes.size() - field.offset) {
            return {};
        }
        text += (text.size() == 1 ? "" : ", ") + fieldText(field, bytes.substr(static_cast<std::size_t>(field.offset)));
    }
    return text + (type.fields.size() == 1 ? ",)" : ")");
}

/// Where the n-th element in row-major order lies, in elements.
std::uint64_t placeOf(std::uint64_t number, const NumpyArray& array)
{
    if (!array.isFortran) {
        return number;
    }
    const Dims strides = fortranStrides(array.shape);
    std::uint64_t place = 0;
    for (std::size_t i = array.shape.size(); i-- > 0;) {
        const auto size = static_cast<std::uint64_t>(array.shape[i]);
        place += number % size * static_cast<std::uint64_t>(strides[i]);
        number /= size;
    }
    return place;
}

} // namespace

std::uint64_t numpyWordOf(std::string_view bytes, bool isBigEndian)
{
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t at = isBigEndian ? i : bytes.size() - 1 - i;
        word = (word << 8U) | static_cast<unsigned char>(bytes[at]);
    }
    return word;
}

std::optional<double> numpyFloatOf(std::string_view bytes, bool isBigEndian)
{
    const std::uint64_t word = bytes.size() <= 8 ? numpyWordOf(bytes, isBigEndian) : 0;
    switch (bytes.size()) {
    case 2:
        return halfValue(static_cast<std::uint16_t>(word));
    case 4:
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(word)));
    case 8:
        return std::bit_cast<double>(word);
    default: {
        const auto number = longDoubleOf(bytes, isBigEndian);
        return number ? std::optional(static_cast<double>(*number)) : std::nullopt;
    }
    }
}

std::string longDoubleText(std::string_view bytes, bool isBigEndian)
{
    const auto number = longDoubleOf(bytes, isBigEndian);
    if (!number) {
        return {};
    }
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
    std::string text(digits.data(), static_cast<std::size_t>(end - digits.data()));
    const bool isWhole = std::isfinite(*number) && text.find_first_of(".e") == std::string::npos;
    return std::isnan(*number) ? "nan" : isWhole ? text + ".0" : text;
}

std::string numpyStringOf(std::string_view bytes, bool isBigEndian)
{
    std::string text;
    for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4) {
        const auto point = static_cast<std::uint32_t>(numpyWordOf(bytes.substr(i, 4), isBigEndian));
        if (point == 0) {
            break; // numpy pads with NUL
        }
        appendUtf8(text, static_cast<char32_t>(std::min<std::uint32_t>(point, 0x10FFFF)));
    }
    return text;
}

std::string numpyTimeText(const NumpyDtype& type, std::string_view bytes)
{
    const auto ticks = static_cast<std::int64_t>(numpyWordOf(bytes, type.isBigEndian));
    return type.kind == 'M' ? numpyDateText(ticks, type.unit) : numpyDurationText(ticks, type.unit);
}

std::string numpyItemText(const NumpyDtype& type, std::string_view bytes)
{
    return type.fields.empty() ? plainItemText(type, bytes) : structureText(type, bytes);
}

std::optional<std::vector<std::string>> numpyItemsIn(
    const NumpyArray& array, std::string_view bytes, std::string_view mask, std::size_t most)
{
    const auto size = static_cast<std::size_t>(array.type.itemBytes);
    const auto count = elementCount(array.shape);
    if (size == 0 || !count) {
        return std::nullopt;
    }
    std::vector<std::string> items;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(*count, most); ++i) {
        const std::uint64_t place = placeOf(i, array);
        if (place >= bytes.size() / size) {
            return std::nullopt;
        }
        const bool isMasked = place < mask.size() && mask[static_cast<std::size_t>(place)] != '\0';
        std::string text = numpyItemText(array.type, bytes.substr(static_cast<std::size_t>(place) * size, size));
        if (text.empty()) {
            return std::nullopt;
        }
        items.push_back(isMasked ? "--" : std::move(text));
    }
    return items;
}

std::optional<std::vector<std::string>> numpyItemsOf(const ValueGraph& graph, const NumpyArray& array, std::size_t most)
{
    const auto stored = byteCountOf(graph, array.data);
    if (array.type.itemBytes == 0 || !stored || *stored != array.bytes
        || externalBytesOf(graph, array.data) != nullptr) {
        return std::nullopt;
    }
    const bool isAll = array.isFortran || most > SIZE_MAX / array.type.itemBytes;
    const std::size_t needed = isAll ? SIZE_MAX : most * static_cast<std::size_t>(array.type.itemBytes);
    const std::string mask =
        array.mask == kNoValue ? std::string() : decodedBytesOf(graph, array.mask, isAll ? SIZE_MAX : most);
    return numpyItemsIn(array, decodedBytesOf(graph, array.data, needed), mask, most);
}

} // namespace pthf
