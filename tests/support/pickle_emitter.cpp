// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pickle_emitter.h"

#include <bit>
#include <limits>

namespace pthf::tests {

PickleEmitter::PickleEmitter(int protocol)
    : m_protocol(protocol)
{
}

void PickleEmitter::boolean(bool value)
{
    if (m_protocol >= 2) {
        opcode(value ? 0x88U : 0x89U);
    } else {
        m_out.text(value ? "I01\n" : "I00\n");
    }
}

void PickleEmitter::integer(std::int64_t value)
{
    if (value >= 0 && value <= 0xFF) {
        opcode('K');
        m_out.u8(static_cast<std::uint8_t>(value));
    } else if (value >= 0 && value <= 0xFFFF) {
        opcode('M');
        m_out.u16(static_cast<std::uint16_t>(value));
    } else if (value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max()) {
        opcode('J');
        m_out.little(static_cast<std::int32_t>(value));
    } else if (m_protocol >= 2) {
        opcode(0x8AU);
        m_out.u8(8);
        m_out.little(value);
    } else {
        m_out.text("L" + std::to_string(value) + "L\n");
    }
}

void PickleEmitter::number(double value)
{
    opcode('G');
    m_out.big(std::bit_cast<std::uint64_t>(value));
}

void PickleEmitter::bigInteger(std::string_view littleEndian, std::string_view decimal)
{
    if (m_protocol >= 2) {
        opcode(0x8AU);
        m_out.u8(static_cast<std::uint8_t>(littleEndian.size()));
        m_out.text(littleEndian);
    } else {
        m_out.text("L");
        m_out.text(decimal);
        m_out.text("L\n");
    }
}

void PickleEmitter::text(std::string_view utf8)
{
    const auto [place, isNew] = m_seen.try_emplace({"", std::string(utf8)}, m_memo);
    if (isNew) {
        freshText(utf8);
    } else {
        fetch(place->second);
    }
}

void PickleEmitter::freshText(std::string_view utf8)
{
    if (m_protocol >= 4 && utf8.size() <= 0xFF) {
        opcode(0x8CU);
        m_out.u8(static_cast<std::uint8_t>(utf8.size()));
    } else {
        opcode('X');
        m_out.u32(static_cast<std::uint32_t>(utf8.size()));
    }
    m_out.text(utf8);
    memoize();
}

void PickleEmitter::global(std::string_view module, std::string_view name)
{
    const std::pair key{std::string(module), std::string(name)};
    if (const auto seen = m_seen.find(key); seen != m_seen.end()) {
        fetch(seen->second);
        return;
    }
    if (m_protocol >= 4) {
        text(module);
        text(name);
        opcode(0x93U);
    } else {
        m_out.text("c" + key.first + "\n" + key.second + "\n");
    }
    m_seen.emplace(key, m_memo);
    memoize();
}

void PickleEmitter::tuple()
{
    opcode('t');
    memoize();
}

void PickleEmitter::tupleOf(std::span<const std::int64_t> values)
{
    if (values.empty()) {
        emptyTuple();
        return;
    }
    const bool isShort = m_protocol >= 2 && values.size() <= 3;
    if (!isShort) {
        mark();
    }
    for (const std::int64_t value : values) {
        integer(value);
    }
    if (isShort) {
        opcode(0x84U + static_cast<unsigned>(values.size()));
        memoize();
    } else {
        tuple();
    }
}

void PickleEmitter::emptyDict()
{
    opcode('}');
    memoize();
}

void PickleEmitter::emptyList()
{
    opcode(']');
    memoize();
}

void PickleEmitter::reduce()
{
    opcode('R');
    memoize();
}

void PickleEmitter::memoize()
{
    if (m_protocol >= 4) {
        opcode(0x94U);
    } else if (m_memo <= 0xFF) {
        opcode('q');
        m_out.u8(static_cast<std::uint8_t>(m_memo));
    } else {
        opcode('r');
        m_out.u32(m_memo);
    }
    ++m_memo;
}

void PickleEmitter::fetch(std::uint32_t memo)
{
    if (memo <= 0xFF) {
        opcode('h');
        m_out.u8(static_cast<std::uint8_t>(memo));
    } else {
        opcode('j');
        m_out.u32(memo);
    }
}

std::vector<std::byte> PickleEmitter::finish() const
{
    ByteWriter whole;
    if (m_protocol >= 2) {
        whole.u8(0x80);
        whole.u8(static_cast<std::uint8_t>(m_protocol));
    }
    // CPython frames nothing that is shorter than four bytes.
    if (m_protocol >= 4 && m_out.size() + 1 >= 4) {
        whole.u8(0x95);
        whole.u64(m_out.size() + 1);
    }
    whole.bytes(m_out.data());
    whole.text(".");
    return std::move(whole).take();
}

} // namespace pthf::tests
