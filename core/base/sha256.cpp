// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include <algorithm>
#include <bit>
#include <string_view>

#include "core/base/hex.h"

namespace pthf {

namespace {

// FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kRound{0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1,
    0x923F82A4, 0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7,
    0xC19BF174, 0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967, 0x27B70A85,
    0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B,
    0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070, 0x19A4C116, 0x1E376C08, 0x2748774C,
    0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3, 0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208,
    0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2};

std::uint32_t wordAt(std::span<const std::byte> bytes, std::size_t number) noexcept
{
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        word = (word << 8U) | std::to_integer<std::uint32_t>(bytes[4 * number + i]);
    }
    return word;
}

} // namespace

void Sha256::block(std::span<const std::byte> bytes) noexcept
{
    std::array<std::uint32_t, 64> words{};
    for (std::size_t i = 0; i < 16; ++i) {
        words[i] = wordAt(bytes, i);
    }
    for (std::size_t i = 16; i < words.size(); ++i) {
        const std::uint32_t a = words[i - 15];
        const std::uint32_t b = words[i - 2];
        words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U)) + words[i - 7]
            + (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U));
    }
    auto [a, b, c, d, e, f, g, h] = m_state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t first =
            h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + kRound[i] + words[i];
        const std::uint32_t second =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const std::array<std::uint32_t, 8> more{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < more.size(); ++i) {
        m_state[i] += more[i];
    }
}

void Sha256::add(std::span<const std::byte> bytes) noexcept
{
    m_bytes += bytes.size();
    if (m_restBytes != 0) {
        const std::size_t taken = std::min(bytes.size(), kBlockBytes - m_restBytes);
        std::copy_n(bytes.begin(), taken, m_rest.begin() + static_cast<std::ptrdiff_t>(m_restBytes));
        m_restBytes += taken;
        bytes = bytes.subspan(taken);
        if (m_restBytes < kBlockBytes) {
            return;
        }
        block(m_rest);
        m_restBytes = 0;
    }
    while (bytes.size() >= kBlockBytes) {
        block(bytes.first(kBlockBytes));
        bytes = bytes.subspan(kBlockBytes);
    }
    std::copy(bytes.begin(), bytes.end(), m_rest.begin());
    m_restBytes = bytes.size();
}

std::string Sha256::text()
{
    constexpr std::size_t kLengthAt = 56;
    const std::uint64_t bits = m_bytes * 8;
    constexpr std::array kOne{std::byte{0x80}};
    constexpr std::array kZero{std::byte{0}};
    add(kOne);
    while (m_restBytes != kLengthAt) {
        add(kZero);
    }
    std::array<std::byte, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<std::byte>((bits >> (56 - 8 * i)) & 0xFFU);
    }
    add(length);
    std::string text;
    for (const std::uint32_t word : m_state) {
        appendHex(text, word, 8);
    }
    return text;
}

} // namespace pthf
