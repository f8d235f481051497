// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace pthf {

/// A value of one ValueGraph. Ids stay valid in copies of the graph, which is how a plan is laid over a document.
enum class ValueId : std::uint32_t {};
inline constexpr ValueId kNoValue{std::numeric_limits<std::uint32_t>::max()};
constexpr std::uint32_t index(ValueId id) noexcept
{
    return static_cast<std::uint32_t>(id);
}

/// The closed set of things a checkpoint is made of. A pickle is read as text: what it would call stands here as Call,
/// Object and Global, and is given a meaning later, by core/meaning.
enum class ValueKind : std::uint8_t {
    None,
    Bool,
    Int, ///< fits an int64
    BigInt, ///< little-endian two's complement bytes, minimal length
    Float,
    Text, ///< Python str: UTF-8, surrogates allowed as Python's surrogatepass writes them
    ByteText, ///< Python 2 str (STRING, BINSTRING): bytes of no stated encoding
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Global, ///< a class or function by name: module and qualified name
    Call, ///< REDUCE, INST and OBJ with arguments: callee and a tuple, then items and state that the result was given
    Object, ///< NEWOBJ, NEWOBJ_EX, INST and OBJ without arguments: class and arguments, then items and state
    Persistent, ///< BINPERSID, PERSID: something the container holds, by its id value
    Tensor ///< a tensor that no call describes: of safetensors and other formats, or folded; see tensor_value.h
};

/// One entry of a dictionary, in file order.
struct Entry {
    ValueId key = kNoValue;
    ValueId value = kNoValue;

    bool operator==(const Entry&) const = default;
};

/// The parts of a Call or an Object beyond its callee and arguments. Ids are kNoValue where the file gives none.
struct Instance {
    ValueId callee = kNoValue; ///< a Global, usually
    ValueId arguments = kNoValue; ///< a Tuple
    ValueId keywordArguments = kNoValue; ///< a Dict, from NEWOBJ_EX
    ValueId listItems = kNoValue; ///< a List of what APPEND(S) and ADDITEMS gave it
    ValueId dictItems = kNoValue; ///< a Dict of what SETITEM(S) gave it
    ValueId state = kNoValue; ///< what BUILD gave it; the last one where several did

    bool operator==(const Instance&) const = default;
};

} // namespace pthf
