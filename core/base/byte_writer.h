// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/byte_reader.h"

namespace pthf {

/// ByteReader's mirror: appends integers and bytes to a buffer that grows.
class ByteWriter {
public:
    void bytes(std::span<const std::byte> data) { m_bytes.insert(m_bytes.end(), data.begin(), data.end()); }
    void text(std::string_view data) { bytes(asBytes(data)); }
    void fill(std::size_t count, std::byte value) { m_bytes.insert(m_bytes.end(), count, value); }

    void u8(std::uint8_t value) { little(value); }
    void u16(std::uint16_t value) { little(value); }
    void u32(std::uint32_t value) { little(value); }
    void u64(std::uint64_t value) { little(value); }

    template<std::integral T>
    void little(T value)
    {
        auto rest = static_cast<std::make_unsigned_t<T>>(value);
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            m_bytes.push_back(static_cast<std::byte>(rest & 0xFFU));
            rest = static_cast<std::make_unsigned_t<T>>((rest >> 7U) >> 1U);
        }
    }

    template<std::integral T>
    void big(T value)
    {
        const auto all = static_cast<std::make_unsigned_t<T>>(value);
        for (std::size_t i = sizeof(T); i-- > 0;) {
            m_bytes.push_back(static_cast<std::byte>((all >> (8U * i)) & 0xFFU));
        }
    }

    std::size_t size() const noexcept { return m_bytes.size(); }
    const std::vector<std::byte>& data() const& noexcept { return m_bytes; }
    /// The buffer itself; the writer is empty afterwards.
    std::vector<std::byte> take() && noexcept { return std::move(m_bytes); }
    void clear() noexcept { m_bytes.clear(); }

private:
    std::vector<std::byte> m_bytes;
};

} // namespace pthf
