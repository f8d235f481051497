// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/byte_writer.h"
#include "core/pickle/opcode.h"

namespace pthf {

/// Opcodes and their arguments as bytes, protocol 2, each value in the form that every reader of torch's files knows.
class PickleOutput {
public:
    void opcode(Opcode code) { m_bytes.u8(static_cast<std::uint8_t>(code)); }
    void opcode(Opcode code, std::size_t times) { m_bytes.fill(times, static_cast<std::byte>(code)); }
    void protocol(std::uint8_t number);
    void integer(std::int64_t value);
    /// Little-endian two's complement of more than eight bytes.
    void longInteger(std::span<const std::byte> littleEndian);
    void number(double value);
    void text(std::string_view utf8);
    /// The opcode and the length of a text whose bytes follow.
    void textOf(std::uint32_t length);
    /// The same for a Python 2 string, of at most 2^31 − 1 bytes.
    void byteTextOf(std::uint32_t length);
    void bytes(std::span<const std::byte> raw) { m_bytes.bytes(raw); }
    /// Neither name holds a newline.
    void global(std::string_view module, std::string_view name);
    void put(std::uint32_t number);
    void get(std::uint32_t number);

    std::size_t size() const noexcept { return m_bytes.size(); }
    std::vector<std::byte> take() && noexcept { return std::move(m_bytes).take(); }

private:
    ByteWriter m_bytes;
};

} // namespace pthf
