// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/io/byte_source.h"

namespace pthf {

enum class ByteOrder : std::uint8_t { Little, Big };

/// Reads a description from front to back through a window, so that what is skipped is never read. The source outlives
/// the cursor. Failures are Truncated with both numbers and the absolute offset, or the source's own.
class SourceCursor {
public:
    explicit SourceCursor(const ByteSource& source, std::uint64_t offset = 0, ByteOrder order = ByteOrder::Little)
        : m_source(&source)
        , m_windowBegin(offset)
        , m_order(order)
    {
    }

    std::uint64_t offset() const noexcept { return m_windowBegin + m_position; } ///< in the source
    std::uint64_t absoluteOffset() const noexcept { return m_source->baseOffset() + offset(); }
    std::uint64_t remaining() const noexcept
    {
        const std::uint64_t size = m_source->size();
        return offset() < size ? size - offset() : 0;
    }
    ByteOrder order() const noexcept { return m_order; }
    void setOrder(ByteOrder order) noexcept { m_order = order; }

    /// The next count bytes, valid until the next call. Compared with what is left before anything is allocated.
    Result<std::span<const std::byte>> take(std::uint64_t count)
    {
        if (count > m_window.size() - m_position) [[unlikely]] {
            PTHF_TRY(fill(count));
        }
        const auto taken = std::span<const std::byte>(m_window).subspan(m_position, static_cast<std::size_t>(count));
        m_position += static_cast<std::size_t>(count);
        return taken;
    }
    Result<std::string_view> text(std::uint64_t count)
    {
        const auto taken = PTHF_TRY(take(count));
        return asText(taken);
    }
    /// The next byte, without passing over it.
    Result<std::byte> peek()
    {
        if (m_position == m_window.size()) [[unlikely]] {
            PTHF_TRY(fill(1));
        }
        return m_window[m_position];
    }
    Status skip(std::uint64_t count);

    /// An integer in the cursor's byte order.
    template<std::integral T>
    Result<T> number()
    {
        const auto bytes = PTHF_TRY(take(sizeof(T)));
        return m_order == ByteOrder::Little ? ByteReader::littleAt<T>(bytes) : bigAt<T>(bytes);
    }
    Result<float> float32()
    {
        const auto bits = PTHF_TRY(number<std::uint32_t>());
        return std::bit_cast<float>(bits);
    }
    Result<double> float64()
    {
        const auto bits = PTHF_TRY(number<std::uint64_t>());
        return std::bit_cast<double>(bits);
    }

private:
    template<std::integral T>
    static T bigAt(std::span<const std::byte> bytes) noexcept
    {
        using Unsigned = std::make_unsigned_t<T>;
        Unsigned value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value = static_cast<Unsigned>(value | (std::to_integer<Unsigned>(bytes[i]) << (8U * (sizeof(T) - 1 - i))));
        }
        return static_cast<T>(value);
    }

    /// Makes the window begin at offset() and hold count bytes at least.
    Status fill(std::uint64_t count);

    const ByteSource* m_source;
    std::vector<std::byte> m_window;
    std::uint64_t m_windowBegin;
    std::size_t m_position = 0; ///< in the window
    ByteOrder m_order;
};

} // namespace pthf
