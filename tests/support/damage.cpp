// SPDX-License-Identifier: Apache-2.0
#include "tests/support/damage.h"

#include <cstdlib>

#include "core/base/byte_reader.h"

namespace pthf::tests {

namespace {

Bytes patch(Bytes bytes, std::size_t offset, std::uint64_t value, std::size_t width)
{
    if (offset > bytes.size() || width > bytes.size() - offset) {
        std::abort();
    }
    for (std::size_t i = 0; i < width; ++i) {
        bytes[offset + i] = static_cast<std::byte>((value >> (8U * i)) & 0xFFU);
    }
    return bytes;
}

} // namespace

Bytes truncateAt(Bytes bytes, std::size_t length)
{
    if (length > bytes.size()) {
        std::abort();
    }
    bytes.resize(length);
    return bytes;
}

Bytes flipBit(Bytes bytes, std::size_t bit)
{
    bytes.at(bit / 8) ^= static_cast<std::byte>(1U << (bit % 8));
    return bytes;
}

Bytes patchU16(Bytes bytes, std::size_t offset, std::uint16_t value)
{
    return patch(std::move(bytes), offset, value, sizeof(value));
}

Bytes patchU32(Bytes bytes, std::size_t offset, std::uint32_t value)
{
    return patch(std::move(bytes), offset, value, sizeof(value));
}

Bytes patchU64(Bytes bytes, std::size_t offset, std::uint64_t value)
{
    return patch(std::move(bytes), offset, value, sizeof(value));
}

Bytes insertAt(Bytes bytes, std::size_t offset, std::string_view text)
{
    const auto more = asBytes(text);
    bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(offset), more.begin(), more.end());
    return bytes;
}

Bytes append(Bytes bytes, std::string_view text)
{
    const std::size_t end = bytes.size();
    return insertAt(std::move(bytes), end, text);
}

Bytes append(Bytes bytes, const Bytes& more)
{
    return append(std::move(bytes), asText(more));
}

Bytes withCarriageReturns(const Bytes& bytes)
{
    Bytes out;
    for (const std::byte byte : bytes) {
        if (byte == std::byte{0x0A}) {
            out.push_back(std::byte{0x0D});
        }
        out.push_back(byte);
    }
    return out;
}

std::size_t placeOf(const Bytes& bytes, std::string_view text, std::size_t n)
{
    const std::string_view all = asText(bytes);
    std::size_t place = all.find(text);
    for (; n > 0 && place != std::string_view::npos; --n) {
        place = all.find(text, place + 1);
    }
    if (place == std::string_view::npos) {
        std::abort();
    }
    return place;
}

std::size_t lastPlaceOf(const Bytes& bytes, std::string_view text)
{
    const std::size_t place = asText(bytes).rfind(text);
    if (place == std::string_view::npos) {
        std::abort();
    }
    return place;
}

Bytes bytesOf(std::string_view text)
{
    const auto bytes = asBytes(text);
    return {bytes.begin(), bytes.end()};
}

} // namespace pthf::tests
