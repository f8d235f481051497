// SPDX-License-Identifier: Apache-2.0
#include "core/value/big_integer.h"

#include <algorithm>
#include <cstdint>

namespace pthf {

namespace {

constexpr std::uint64_t kNineDigits = 1'000'000'000;

/// The magnitude in 32-bit words, lowest first.
using Words = std::vector<std::uint32_t>;

bool isNegative(std::span<const std::byte> littleEndian) noexcept
{
    return !littleEndian.empty() && (std::to_integer<unsigned>(littleEndian.back()) & 0x80U) != 0;
}

Words magnitudeOf(std::span<const std::byte> littleEndian)
{
    const bool flips = isNegative(littleEndian);
    Words words((littleEndian.size() + 3) / 4);
    std::uint32_t carry = flips ? 1 : 0;
    for (std::size_t i = 0; i < littleEndian.size(); ++i) {
        std::uint32_t value = std::to_integer<std::uint32_t>(littleEndian[i]);
        if (flips) {
            value = (value ^ 0xFFU) + carry;
            carry = value >> 8U;
            value &= 0xFFU;
        }
        words[i / 4] |= value << (8 * (i % 4));
    }
    return words;
}

/// Divides in place and gives the remainder.
std::uint32_t divide(Words& words, std::uint64_t divisor)
{
    std::uint64_t rest = 0;
    for (std::size_t i = words.size(); i-- > 0;) {
        const std::uint64_t part = (rest << 32U) | words[i];
        words[i] = static_cast<std::uint32_t>(part / divisor);
        rest = part % divisor;
    }
    while (!words.empty() && words.back() == 0) {
        words.pop_back();
    }
    return static_cast<std::uint32_t>(rest);
}

void multiplyAndAdd(Words& words, std::uint64_t factor, std::uint64_t added)
{
    for (std::uint32_t& word : words) {
        const std::uint64_t product = word * factor + added;
        word = static_cast<std::uint32_t>(product & 0xFFFFFFFFU);
        added = product >> 32U;
    }
    if (added != 0) {
        words.push_back(static_cast<std::uint32_t>(added));
    }
}

std::vector<std::byte> toTwosComplement(const Words& words, bool negative)
{
    std::vector<std::byte> bytes;
    bytes.reserve(words.size() * 4 + 1);
    std::uint32_t carry = negative ? 1 : 0;
    for (std::size_t i = 0; i <= words.size() * 4; ++i) {
        std::uint32_t value = i < words.size() * 4 ? (words[i / 4] >> (8 * (i % 4))) & 0xFFU : 0;
        if (negative) {
            value = (value ^ 0xFFU) + carry;
            carry = value >> 8U;
            value &= 0xFFU;
        }
        bytes.push_back(static_cast<std::byte>(value));
    }
    bytes.resize(shortestForm(bytes).size());
    return bytes;
}

} // namespace

std::span<const std::byte> shortestForm(std::span<const std::byte> littleEndian) noexcept
{
    while (littleEndian.size() > 1) {
        const auto shorter = littleEndian.first(littleEndian.size() - 1);
        if (std::to_integer<unsigned>(littleEndian.back()) != (isNegative(shorter) ? 0xFFU : 0U)) {
            break;
        }
        littleEndian = shorter;
    }
    return littleEndian;
}

std::array<std::byte, 9> unsignedForm(std::uint64_t value) noexcept
{
    std::array<std::byte, 9> bytes{}; // one more than eight: the sign
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::byte>((value >> (8U * i)) & 0xFFU);
    }
    return bytes;
}

std::string decimalText(std::span<const std::byte> littleEndian)
{
    Words words = magnitudeOf(littleEndian);
    while (!words.empty() && words.back() == 0) {
        words.pop_back();
    }
    std::string reversed;
    while (!words.empty()) {
        std::uint32_t digits = divide(words, kNineDigits);
        for (int i = 0; i < 9 && (digits != 0 || !words.empty()); ++i) {
            reversed += static_cast<char>('0' + digits % 10);
            digits /= 10;
        }
    }
    if (reversed.empty()) {
        return "0";
    }
    if (isNegative(littleEndian)) {
        reversed += '-';
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

std::optional<std::vector<std::byte>> bytesFromDecimal(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const auto isDigit = [](char letter) { return letter >= '0' && letter <= '9'; };
    if (text.empty() || !std::all_of(text.begin(), text.end(), isDigit)) {
        return std::nullopt;
    }
    Words words;
    while (!text.empty()) {
        std::uint64_t factor = 1;
        std::uint64_t chunk = 0;
        const std::size_t length = std::min<std::size_t>(text.size(), 9);
        for (const char digit : text.substr(0, length)) {
            chunk = chunk * 10 + static_cast<std::uint64_t>(digit - '0');
            factor *= 10;
        }
        multiplyAndAdd(words, factor, chunk);
        text.remove_prefix(length);
    }
    return toTwosComplement(words, negative);
}

} // namespace pthf
