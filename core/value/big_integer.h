// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pthf {

/// The same little-endian two's complement integer without the bytes that only repeat its sign.
std::span<const std::byte> shortestForm(std::span<const std::byte> littleEndian) noexcept;

/// A number without sign in that form, for ValueGraph::addBigInt.
std::array<std::byte, 9> unsignedForm(std::uint64_t value) noexcept;

/// An integer of any length (little-endian two's complement, as BigInt values and pickles hold it) in decimal. Takes
/// time with the square of the length: callers keep to Limits::maxIntegerBytes.
std::string decimalText(std::span<const std::byte> littleEndian);

/// The inverse: an optional sign and digits, to the shortest little-endian two's complement. Nothing where the text is
/// something else.
std::optional<std::vector<std::byte>> bytesFromDecimal(std::string_view text);

} // namespace pthf
