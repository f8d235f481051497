// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pthf::tests {

using Bytes = std::vector<std::byte>;

// Each takes good bytes and gives bad ones back.
Bytes truncateAt(Bytes bytes, std::size_t length);
Bytes flipBit(Bytes bytes, std::size_t bit); ///< bit 0 is the lowest of byte 0
Bytes patchU16(Bytes bytes, std::size_t offset, std::uint16_t value);
Bytes patchU32(Bytes bytes, std::size_t offset, std::uint32_t value);
Bytes patchU64(Bytes bytes, std::size_t offset, std::uint64_t value);
Bytes insertAt(Bytes bytes, std::size_t offset, std::string_view text);
Bytes append(Bytes bytes, std::string_view text);
Bytes append(Bytes bytes, const Bytes& more);
/// Every 0A becomes 0D 0A: what a transfer in text mode does.
Bytes withCarriageReturns(const Bytes& bytes);

/// Where the n-th occurrence of text begins; aborts the test program when there is none.
std::size_t placeOf(const Bytes& bytes, std::string_view text, std::size_t n = 0);
/// Where the last occurrence begins.
std::size_t lastPlaceOf(const Bytes& bytes, std::string_view text);

/// The bytes of a text.
Bytes bytesOf(std::string_view text);

} // namespace pthf::tests
