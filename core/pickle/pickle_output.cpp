// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_output.h"

#include <bit>
#include <utility>

namespace pthf {

void PickleOutput::protocol(std::uint8_t number)
{
    opcode(Opcode::Proto);
    m_bytes.u8(number);
}

void PickleOutput::integer(std::int64_t value)
{
    if (std::in_range<std::uint8_t>(value)) {
        opcode(Opcode::BinInt1);
        m_bytes.u8(static_cast<std::uint8_t>(value));
    } else if (std::in_range<std::uint16_t>(value)) {
        opcode(Opcode::BinInt2);
        m_bytes.u16(static_cast<std::uint16_t>(value));
    } else if (std::in_range<std::int32_t>(value)) {
        opcode(Opcode::BinInt);
        m_bytes.u32(static_cast<std::uint32_t>(value));
    } else { // of eight bytes and no fewer: LibTorch's reader takes no other length (torch/csrc/jit/serialization)
        opcode(Opcode::Long1);
        m_bytes.u8(sizeof(value));
        m_bytes.little(value);
    }
}

void PickleOutput::longInteger(std::span<const std::byte> littleEndian)
{
    if (littleEndian.size() <= 0xFF) {
        opcode(Opcode::Long1);
        m_bytes.u8(static_cast<std::uint8_t>(littleEndian.size()));
    } else {
        opcode(Opcode::Long4);
        m_bytes.u32(static_cast<std::uint32_t>(littleEndian.size()));
    }
    m_bytes.bytes(littleEndian);
}

void PickleOutput::number(double value)
{
    opcode(Opcode::BinFloat);
    m_bytes.big(std::bit_cast<std::uint64_t>(value));
}

void PickleOutput::text(std::string_view utf8)
{
    textOf(static_cast<std::uint32_t>(utf8.size()));
    m_bytes.text(utf8);
}

void PickleOutput::textOf(std::uint32_t length)
{
    opcode(Opcode::BinUnicode);
    m_bytes.u32(length);
}

void PickleOutput::byteTextOf(std::uint32_t length)
{
    if (length <= 0xFF) {
        opcode(Opcode::ShortBinString);
        m_bytes.u8(static_cast<std::uint8_t>(length));
    } else {
        opcode(Opcode::BinString);
        m_bytes.u32(length);
    }
}

void PickleOutput::global(std::string_view module, std::string_view name)
{
    opcode(Opcode::Global);
    m_bytes.text(module);
    m_bytes.u8('\n');
    m_bytes.text(name);
    m_bytes.u8('\n');
}

void PickleOutput::put(std::uint32_t number)
{
    if (number <= 0xFF) {
        opcode(Opcode::BinPut);
        m_bytes.u8(static_cast<std::uint8_t>(number));
    } else {
        opcode(Opcode::LongBinPut);
        m_bytes.u32(number);
    }
}

void PickleOutput::get(std::uint32_t number)
{
    if (number <= 0xFF) {
        opcode(Opcode::BinGet);
        m_bytes.u8(static_cast<std::uint8_t>(number));
    } else {
        opcode(Opcode::LongBinGet);
        m_bytes.u32(number);
    }
}

} // namespace pthf
