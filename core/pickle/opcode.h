// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace pthf {

/// The opcodes of pickle protocols 0 to 5 (CPython Lib/pickle.py, Lib/pickletools.py).
enum class Opcode : std::uint8_t {
    Mark = 0x28,
    EmptyTuple = 0x29,
    Stop = 0x2E,
    Pop = 0x30,
    PopMark = 0x31,
    Dup = 0x32,
    BinBytes = 0x42,
    ShortBinBytes = 0x43,
    Float = 0x46,
    BinFloat = 0x47,
    Int = 0x49,
    BinInt = 0x4A,
    BinInt1 = 0x4B,
    Long = 0x4C,
    BinInt2 = 0x4D,
    None = 0x4E,
    PersId = 0x50,
    BinPersId = 0x51,
    Reduce = 0x52,
    String = 0x53,
    BinString = 0x54,
    ShortBinString = 0x55,
    Unicode = 0x56,
    BinUnicode = 0x58,
    EmptyList = 0x5D,
    Append = 0x61,
    Build = 0x62,
    Global = 0x63,
    Dict = 0x64,
    Appends = 0x65,
    Get = 0x67,
    BinGet = 0x68,
    Inst = 0x69,
    LongBinGet = 0x6A,
    List = 0x6C,
    Obj = 0x6F,
    Put = 0x70,
    BinPut = 0x71,
    LongBinPut = 0x72,
    SetItem = 0x73,
    Tuple = 0x74,
    SetItems = 0x75,
    EmptyDict = 0x7D,
    Proto = 0x80,
    NewObj = 0x81,
    Ext1 = 0x82,
    Ext2 = 0x83,
    Ext4 = 0x84,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8A,
    Long4 = 0x8B,
    ShortBinUnicode = 0x8C,
    BinUnicode8 = 0x8D,
    BinBytes8 = 0x8E,
    EmptySet = 0x8F,
    AddItems = 0x90,
    FrozenSet = 0x91,
    NewObjEx = 0x92,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
    ByteArray8 = 0x96,
    NextBuffer = 0x97,
    ReadonlyBuffer = 0x98
};

/// What stands behind an opcode's byte.
enum class ArgumentKind : std::uint8_t {
    None,
    UInt8,
    UInt16,
    UInt32,
    Int32,
    UInt64,
    BigEndianDouble,
    Line, ///< up to a newline
    TwoLines,
    Text8, ///< UTF-8 behind a length of one byte
    Text32,
    Text64,
    Bytes8, ///< bytes behind a length of one byte
    Bytes32,
    SignedBytes32, ///< behind an i32, which may not be negative
    Bytes64
};

/// What an opcode does to the stack: takes `pops` values, or all down to the topmost mark and then `pops` more; then
/// leaves `pushes` values.
struct StackEffect {
    std::uint8_t pops = 0;
    bool popsToMark = false;
    std::uint8_t pushes = 0;
};

struct OpcodeInfo {
    std::string_view name; ///< as pickletools prints it; empty for bytes that are no opcode
    ArgumentKind argument = ArgumentKind::None;
    StackEffect stack;
    std::uint8_t protocol = 0; ///< the first that has it

    bool isKnown() const noexcept { return !name.empty(); }
};

/// The one table: what pickle knows about a byte that stands where an opcode is expected.
const OpcodeInfo& opcodeInfo(std::uint8_t byte) noexcept;
inline const OpcodeInfo& opcodeInfo(Opcode opcode) noexcept
{
    return opcodeInfo(static_cast<std::uint8_t>(opcode));
}

} // namespace pthf
