// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/byte_writer.h"

namespace pthf::tests {

/// Writes pickles the way CPython's pickler does, for protocols 1 to 5, knowing nothing of core/pickle. The caller
/// brings the opcodes into a sensible order.
class PickleEmitter {
public:
    explicit PickleEmitter(int protocol = 2);

    void none() { opcode('N'); }
    void boolean(bool value); // NOLINT: the value itself, not a flag
    void integer(std::int64_t value);
    void number(double value);
    /// A str; a text that was written before is fetched from the memo.
    void text(std::string_view utf8);
    /// A class or function; fetched from the memo when it was written before.
    void global(std::string_view module, std::string_view name);
    /// An int of more than 64 bits, as little-endian two's complement bytes and as decimal digits.
    void bigInteger(std::string_view littleEndian, std::string_view decimal);

    void mark() { opcode('('); }
    /// Items since the mark become a tuple.
    void tuple();
    void emptyTuple() { opcode(')'); }
    /// A tuple of integers.
    void tupleOf(std::span<const std::int64_t> values);
    void emptyDict();
    void emptyList();
    void appends() { opcode('e'); } ///< items since the mark
    void setItems() { opcode('u'); } ///< keys and values since the mark
    void reduce();
    void build() { opcode('b'); }
    void persistentId() { opcode('Q'); }

    /// The pickle, ended by STOP and with its PROTO and FRAME in front where the protocol has them.
    std::vector<std::byte> finish() const;

private:
    void opcode(char code) { m_out.u8(static_cast<std::uint8_t>(code)); }
    void opcode(unsigned code) { m_out.u8(static_cast<std::uint8_t>(code)); }
    void freshText(std::string_view utf8);
    void memoize();
    void fetch(std::uint32_t memo);

    int m_protocol;
    ByteWriter m_out;
    std::uint32_t m_memo = 0;
    std::map<std::pair<std::string, std::string>, std::uint32_t> m_seen; ///< texts under ("", text), and globals
};

} // namespace pthf::tests
