// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/opcode.h"

#include <array>
#include <utility>

namespace pthf {

namespace {

using enum ArgumentKind;

constexpr StackEffect pushes()
{
    return {.pops = 0, .popsToMark = false, .pushes = 1};
}
constexpr StackEffect leaves()
{
    return {};
}
/// Takes that many values and leaves one.
constexpr StackEffect turns(std::uint8_t pops)
{
    return {.pops = pops, .popsToMark = false, .pushes = 1};
}
/// Takes all down to the mark, and that many more, and leaves one.
constexpr StackEffect gathers(std::uint8_t pops = 0)
{
    return {.pops = pops, .popsToMark = true, .pushes = 1};
}

constexpr std::pair<Opcode, OpcodeInfo> kOpcodes[] = {
    {Opcode::Mark, {"MARK", None, leaves(), 0}},
    {Opcode::EmptyTuple, {"EMPTY_TUPLE", None, pushes(), 1}},
    {Opcode::Stop, {"STOP", None, {.pops = 1, .popsToMark = false, .pushes = 0}, 0}},
    {Opcode::Pop, {"POP", None, {.pops = 1, .popsToMark = false, .pushes = 0}, 0}},
    {Opcode::PopMark, {"POP_MARK", None, {.pops = 0, .popsToMark = true, .pushes = 0}, 1}},
    {Opcode::Dup, {"DUP", None, {.pops = 1, .popsToMark = false, .pushes = 2}, 0}},
    {Opcode::BinBytes, {"BINBYTES", Bytes32, pushes(), 3}},
    {Opcode::ShortBinBytes, {"SHORT_BINBYTES", Bytes8, pushes(), 3}},
    {Opcode::Float, {"FLOAT", Line, pushes(), 0}},
    {Opcode::BinFloat, {"BINFLOAT", BigEndianDouble, pushes(), 1}},
    {Opcode::Int, {"INT", Line, pushes(), 0}},
    {Opcode::BinInt, {"BININT", Int32, pushes(), 1}},
    {Opcode::BinInt1, {"BININT1", UInt8, pushes(), 1}},
    {Opcode::Long, {"LONG", Line, pushes(), 0}},
    {Opcode::BinInt2, {"BININT2", UInt16, pushes(), 1}},
    {Opcode::None, {"NONE", None, pushes(), 0}},
    {Opcode::PersId, {"PERSID", Line, pushes(), 0}},
    {Opcode::BinPersId, {"BINPERSID", None, turns(1), 1}},
    {Opcode::Reduce, {"REDUCE", None, turns(2), 0}},
    {Opcode::String, {"STRING", Line, pushes(), 0}},
    {Opcode::BinString, {"BINSTRING", SignedBytes32, pushes(), 1}},
    {Opcode::ShortBinString, {"SHORT_BINSTRING", Bytes8, pushes(), 1}},
    {Opcode::Unicode, {"UNICODE", Line, pushes(), 0}},
    {Opcode::BinUnicode, {"BINUNICODE", Text32, pushes(), 1}},
    {Opcode::EmptyList, {"EMPTY_LIST", None, pushes(), 1}},
    {Opcode::Append, {"APPEND", None, turns(2), 0}},
    {Opcode::Build, {"BUILD", None, turns(2), 0}},
    {Opcode::Global, {"GLOBAL", TwoLines, pushes(), 0}},
    {Opcode::Dict, {"DICT", None, gathers(), 0}},
    {Opcode::Appends, {"APPENDS", None, gathers(1), 1}},
    {Opcode::Get, {"GET", Line, pushes(), 0}},
    {Opcode::BinGet, {"BINGET", UInt8, pushes(), 1}},
    {Opcode::Inst, {"INST", TwoLines, gathers(), 0}},
    {Opcode::LongBinGet, {"LONG_BINGET", UInt32, pushes(), 1}},
    {Opcode::List, {"LIST", None, gathers(), 0}},
    {Opcode::Obj, {"OBJ", None, gathers(), 1}},
    {Opcode::Put, {"PUT", Line, turns(1), 0}},
    {Opcode::BinPut, {"BINPUT", UInt8, turns(1), 1}},
    {Opcode::LongBinPut, {"LONG_BINPUT", UInt32, turns(1), 1}},
    {Opcode::SetItem, {"SETITEM", None, turns(3), 0}},
    {Opcode::Tuple, {"TUPLE", None, gathers(), 0}},
    {Opcode::SetItems, {"SETITEMS", None, gathers(1), 1}},
    {Opcode::EmptyDict, {"EMPTY_DICT", None, pushes(), 1}},
    {Opcode::Proto, {"PROTO", UInt8, leaves(), 2}},
    {Opcode::NewObj, {"NEWOBJ", None, turns(2), 2}},
    {Opcode::Ext1, {"EXT1", UInt8, pushes(), 2}},
    {Opcode::Ext2, {"EXT2", UInt16, pushes(), 2}},
    {Opcode::Ext4, {"EXT4", Int32, pushes(), 2}},
    {Opcode::Tuple1, {"TUPLE1", None, turns(1), 2}},
    {Opcode::Tuple2, {"TUPLE2", None, turns(2), 2}},
    {Opcode::Tuple3, {"TUPLE3", None, turns(3), 2}},
    {Opcode::NewTrue, {"NEWTRUE", None, pushes(), 2}},
    {Opcode::NewFalse, {"NEWFALSE", None, pushes(), 2}},
    {Opcode::Long1, {"LONG1", Bytes8, pushes(), 2}},
    {Opcode::Long4, {"LONG4", SignedBytes32, pushes(), 2}},
    {Opcode::ShortBinUnicode, {"SHORT_BINUNICODE", Text8, pushes(), 4}},
    {Opcode::BinUnicode8, {"BINUNICODE8", Text64, pushes(), 4}},
    {Opcode::BinBytes8, {"BINBYTES8", Bytes64, pushes(), 4}},
    {Opcode::EmptySet, {"EMPTY_SET", None, pushes(), 4}},
    {Opcode::AddItems, {"ADDITEMS", None, gathers(1), 4}},
    {Opcode::FrozenSet, {"FROZENSET", None, gathers(), 4}},
    {Opcode::NewObjEx, {"NEWOBJ_EX", None, turns(3), 4}},
    {Opcode::StackGlobal, {"STACK_GLOBAL", None, turns(2), 4}},
    {Opcode::Memoize, {"MEMOIZE", None, turns(1), 4}},
    {Opcode::Frame, {"FRAME", UInt64, leaves(), 4}},
    {Opcode::ByteArray8, {"BYTEARRAY8", Bytes64, pushes(), 5}},
    {Opcode::NextBuffer, {"NEXT_BUFFER", None, pushes(), 5}},
    {Opcode::ReadonlyBuffer, {"READONLY_BUFFER", None, turns(1), 5}},
};

constexpr auto kTable = [] {
    std::array<OpcodeInfo, 256> table{};
    for (const auto& row : kOpcodes) {
        table[static_cast<std::uint8_t>(row.first)] = row.second;
    }
    return table;
}();

} // namespace

const OpcodeInfo& opcodeInfo(std::uint8_t byte) noexcept
{
    return kTable[byte];
}

} // namespace pthf
