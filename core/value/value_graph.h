// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/value/raw_vector.h"
#include "core/value/value.h"

namespace pthf {

class ByteSource;

/// Bytes of a value that were left in the file because they are many.
struct ExternalBytes {
    std::shared_ptr<const ByteSource> source;
    std::uint64_t offset = 0; ///< in that source
    std::uint64_t length = 0;
};

/// Values by id, shared and cyclic, in an arena: a graph, not a tree, and never walked by recursion. Copying one copies
/// a few flat arrays, and ids mean the same in the copy. Strings and spans handed out are valid until the next change.
///
/// Every accessor asserts its kind: ids and kinds are proven by whoever built the graph.
class ValueGraph {
public:
    std::size_t size() const noexcept { return m_nodes.size(); }
    ValueKind kind(ValueId id) const noexcept { return node(id).kind; }

    // Reading.
    bool boolValue(ValueId id) const noexcept;
    std::int64_t intValue(ValueId id) const noexcept;
    double floatValue(ValueId id) const noexcept;
    /// The characters of Text and ByteText, the bytes of Bytes, ByteArray and BigInt; empty for external ones.
    std::string_view text(ValueId id) const noexcept;
    /// Length in bytes of Text, ByteText, Bytes, ByteArray, BigInt, external ones too.
    std::uint64_t byteLength(ValueId id) const noexcept;
    /// Where the bytes of a Bytes, ByteArray or ByteText value stayed in the file, or null.
    const ExternalBytes* external(ValueId id) const noexcept;
    /// Elements of List, Tuple, Set, FrozenSet.
    std::span<const ValueId> items(ValueId id) const noexcept;
    /// Entries of Dict, in file order. A key set twice stands once, where it was first, with its last value.
    std::span<const Entry> entries(ValueId id) const noexcept;
    const Instance& instance(ValueId id) const noexcept; ///< of Call, Object
    std::string_view globalModule(ValueId id) const noexcept; ///< "torch._utils", as in the file
    std::string_view globalName(ValueId id) const noexcept; ///< "_rebuild_tensor_v2"
    /// Small number that is equal for Globals of equal module and name: what known_globals is keyed by.
    std::uint32_t globalNumber(ValueId id) const noexcept;
    std::size_t globalCount() const noexcept { return m_globals.size(); } ///< distinct module and name pairs
    ValueId persistentId(ValueId id) const noexcept; ///< the id value of a Persistent
    std::uint32_t tensorNumber(ValueId id) const noexcept; ///< of Tensor: index into the document's tensors

    // Building.
    ValueId addNone();
    ValueId addBool(bool value); // NOLINT: the value itself, not a flag
    ValueId addInt(std::int64_t value);
    ValueId addBigInt(std::span<const std::byte> littleEndian); ///< becomes Int where it fits
    ValueId addFloat(double value);
    ValueId addText(std::string_view utf8);
    ValueId addByteText(std::string_view bytes);
    ValueId addBytes(std::span<const std::byte> bytes);
    ValueId addByteArray(std::span<const std::byte> bytes);
    ValueId addExternalBytes(ValueKind kind, ExternalBytes bytes); ///< Bytes, ByteArray, ByteText
    ValueId addSequence(ValueKind kind, std::span<const ValueId> items = {}); ///< List, Tuple, Set, FrozenSet
    ValueId addDict(std::span<const Entry> entries = {});
    ValueId addGlobal(std::string_view module, std::string_view name);
    ValueId addCall(ValueId callee, ValueId arguments);
    ValueId addObject(ValueId callee, ValueId arguments, ValueId keywordArguments = kNoValue);
    ValueId addPersistent(ValueId idValue);
    ValueId addTensor(std::uint32_t tensorNumber);

    // Changing.
    void append(ValueId sequence, std::span<const ValueId> items); ///< List, Set
    void append(ValueId dict, std::span<const Entry> entries); ///< does not look for equal keys
    void appendPairs(ValueId dict, std::span<const ValueId> keysAndValues); ///< the same, from a run of key, value, …
    void setItems(ValueId sequence, std::span<const ValueId> items);
    void setEntries(ValueId dict, std::span<const Entry> entries);
    void setInstance(ValueId id, const Instance& instance);
    /// Makes a value a copy of another: how every place that mentions `id` comes to mean something else.
    void replace(ValueId id, ValueId by);
    /// Forgets what a value was made of: from now on it is that tensor.
    void turnIntoTensor(ValueId id, std::uint32_t tensorNumber);
    /// The values that have a new id (by old id, ascending from 0 on; kNoValue for the others), without the room that
    /// the others take. Every part of a kept value is kept.
    ValueGraph subset(std::span<const ValueId> newIds) const;

    void reserve(std::size_t nodes); ///< for reading many at once: makes room for about that many values
    /// Elements and entries that lists and dictionaries have room for: what readers hold against a limit.
    std::size_t mentionCount() const noexcept { return m_items.size() + 2 * m_entries.size(); }
    std::size_t memoryBytes() const noexcept; ///< held, and partly reserved

private:
    struct Range {
        std::uint32_t begin; ///< into m_items or m_entries
        std::uint32_t capacity;
    };
    /// 16 bytes: a checkpoint of 100,000 tensors has two million of them.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): a union holds one of its members
    struct Node {
        ValueKind kind = ValueKind::None;
        bool isExternal = false;
        bool isShared = false; ///< made or copied by replace(): contents are copied before they change
        std::uint32_t count = 0; ///< items, entries, or bytes of text
        union {
            std::uint64_t word = 0; ///< the integer, or an index: of text, instance, global, persistent id, external
            double number;
            Range range;
        };
    };
    struct GlobalName {
        std::uint64_t begin; ///< of module and name, one after the other in m_text
        std::uint32_t moduleLength;
        std::uint32_t nameLength;
    };

    const Node& node(ValueId id) const noexcept { return m_nodes[index(id)]; }
    ValueId add(const Node& made);
    ValueId addCharacters(ValueKind kind, std::string_view characters);
    ValueId addInstance(ValueKind kind, const Instance& made);
    std::string_view moduleOf(std::uint32_t global) const noexcept;
    std::string_view nameOf(std::uint32_t global) const noexcept;
    std::uint32_t numberOfGlobal(std::string_view module, std::string_view name);
    void addFrom(const ValueGraph& from, ValueId id, std::span<const ValueId> newIds);
    std::size_t keepText(std::string_view text); ///< of no graph's own that may move; where it is
    template<typename T>
    ValueId addContents(RawVector<T>& pool, ValueKind kind, std::span<const T> contents);
    template<typename T>
    std::span<T> grow(RawVector<T>& pool, ValueId id, std::size_t added);
    template<typename T>
    void put(RawVector<T>& pool, ValueId id, std::span<const T> contents);

    RawVector<Node> m_nodes;
    RawVector<ValueId> m_items;
    RawVector<Entry> m_entries;
    RawVector<Instance> m_instances;
    std::vector<GlobalName> m_globals;
    std::vector<std::uint32_t> m_globalOrder; ///< numbers of globals by module and name, for finding equal ones
    RawVector<char> m_text;
    std::vector<ExternalBytes> m_external;
};

} // namespace pthf

#include "core/value/value_graph_reading.h" // IWYU pragma: export
