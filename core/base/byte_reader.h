// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/result.h"

namespace pthf {

/// A bounded cursor over bytes at hand: the only thing that reads integers from bytes. Every failure is Truncated, with
/// both numbers and the absolute offset. The bytes outlive the reader.
class ByteReader {
public:
    /// base is the absolute offset of bytes[0] in the file, for messages.
    explicit ByteReader(std::span<const std::byte> bytes, std::uint64_t base = 0) noexcept
        : m_bytes(bytes)
        , m_base(base)
    {
    }

    std::uint64_t remaining() const noexcept { return m_bytes.size() - m_position; }
    std::size_t position() const noexcept { return m_position; }
    /// Absolute offset in the file of the next byte.
    std::uint64_t offset() const noexcept { return m_base + m_position; }

    /// The next count bytes, and past them.
    Result<std::span<const std::byte>> take(std::uint64_t count)
    {
        if (count > remaining()) [[unlikely]] {
            return shortBy(count);
        }
        const auto taken = m_bytes.subspan(m_position, static_cast<std::size_t>(count));
        m_position += static_cast<std::size_t>(count);
        return taken;
    }
    Status skip(std::uint64_t count);
    /// Moves to an absolute position within the bytes (not the file).
    Status seek(std::uint64_t position);

    Result<std::uint8_t> u8() { return little<std::uint8_t>(); }
    Result<std::uint16_t> u16() { return little<std::uint16_t>(); }
    Result<std::uint32_t> u32() { return little<std::uint32_t>(); }
    Result<std::uint64_t> u64() { return little<std::uint64_t>(); }
    Result<std::int32_t> i32() { return little<std::int32_t>(); }
    Result<std::int64_t> i64() { return little<std::int64_t>(); }

    /// A little-endian integer.
    template<std::integral T>
    Result<T> little()
    {
        if (sizeof(T) > remaining()) [[unlikely]] {
            return shortBy(sizeof(T));
        }
        const T value = littleAt<T>(m_bytes.subspan(m_position));
        m_position += sizeof(T);
        return value;
    }

    /// A big-endian integer.
    template<std::integral T>
    Result<T> big()
    {
        if (sizeof(T) > remaining()) [[unlikely]] {
            return shortBy(sizeof(T));
        }
        using Unsigned = std::make_unsigned_t<T>;
        Unsigned value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value = static_cast<Unsigned>((value << 7U) << 1U);
            value = static_cast<Unsigned>(value | std::to_integer<Unsigned>(m_bytes[m_position + i]));
        }
        m_position += sizeof(T);
        return static_cast<T>(value);
    }

    /// The little-endian integer at the front of bytes, which holds at least sizeof(T) of them.
    template<std::integral T>
    static T littleAt(std::span<const std::byte> bytes) noexcept
    {
        using Unsigned = std::make_unsigned_t<T>;
        Unsigned value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value = static_cast<Unsigned>(value | (std::to_integer<Unsigned>(bytes[i]) << (8U * i)));
        }
        return static_cast<T>(value);
    }

private:
    Error shortBy(std::uint64_t wanted) const;

    std::span<const std::byte> m_bytes;
    std::uint64_t m_base = 0;
    std::size_t m_position = 0;
};

/// The bytes seen as characters, without a copy.
inline std::string_view asText(std::span<const std::byte> bytes) noexcept
{
    return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

/// The characters seen as bytes, without a copy.
inline std::span<const std::byte> asBytes(std::string_view text) noexcept
{
    return std::as_bytes(std::span<const char>(text.data(), text.size()));
}

} // namespace pthf
