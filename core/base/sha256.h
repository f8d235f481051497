// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace pthf {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces: for receipts that say which file it was.
class Sha256 {
public:
    void add(std::span<const std::byte> bytes) noexcept;
    /// 64 hexadecimal digits. Nothing may be added afterwards.
    std::string text();

private:
    void block(std::span<const std::byte> bytes) noexcept;

    static constexpr std::size_t kBlockBytes = 64;

    std::array<std::uint32_t, 8> m_state{
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
    std::array<std::byte, kBlockBytes> m_rest{};
    std::size_t m_restBytes = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace pthf
