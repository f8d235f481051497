// SPDX-License-Identifier: Apache-2.0
#include "core/value/value_graph.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <optional>
#include <string>

#include "core/base/byte_reader.h"
#include "core/value/big_integer.h"

namespace pthf {

// Contents lie in pools, one after the other: a list at the end of its pool grows where it stands, any other moves to
// the end with room for twice as much. What it leaves behind is not used again; a graph is built once and changed
// little. Whatever is handed in may be a view of the graph itself, so places are remembered as offsets before a pool
// grows.

namespace {

bool isSequence(ValueKind kind) noexcept
{
    return kind == ValueKind::List || kind == ValueKind::Tuple || kind == ValueKind::Set
        || kind == ValueKind::FrozenSet;
}

bool hasCharacters(ValueKind kind) noexcept
{
    return kind == ValueKind::Text || kind == ValueKind::ByteText || kind == ValueKind::Bytes
        || kind == ValueKind::ByteArray || kind == ValueKind::BigInt;
}

/// Where in the pool a view of it begins; nothing for a view of other memory.
template<typename T>
std::optional<std::size_t> placeIn(const std::vector<T>& pool, const T* begin)
{
    const std::less<const T*> isBefore;
    if (begin == nullptr || isBefore(begin, pool.data()) || !isBefore(begin, pool.data() + pool.size())) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(begin - pool.data());
}

std::int64_t signedWord(std::span<const std::byte> littleEndian) noexcept
{
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < littleEndian.size(); ++i) {
        word |= std::to_integer<std::uint64_t>(littleEndian[i]) << (8 * i);
    }
    if (!littleEndian.empty() && littleEndian.size() < sizeof(word)
        && (std::to_integer<unsigned>(littleEndian.back()) & 0x80U) != 0) {
        word |= ~std::uint64_t{0} << (8 * littleEndian.size());
    }
    return static_cast<std::int64_t>(word);
}

} // namespace

bool ValueGraph::boolValue(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Bool);
    return node(id).word != 0;
}

std::int64_t ValueGraph::intValue(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Int);
    return static_cast<std::int64_t>(node(id).word);
}

double ValueGraph::floatValue(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Float);
    return node(id).number;
}

std::string_view ValueGraph::text(ValueId id) const noexcept
{
    assert(hasCharacters(kind(id)));
    return node(id).isExternal ? std::string_view() : std::string_view(m_text.data() + node(id).word, node(id).count);
}

std::uint64_t ValueGraph::byteLength(ValueId id) const noexcept
{
    assert(hasCharacters(kind(id)));
    return node(id).isExternal ? m_external[node(id).word].length : node(id).count;
}

const ExternalBytes* ValueGraph::external(ValueId id) const noexcept
{
    return node(id).isExternal ? &m_external[node(id).word] : nullptr;
}

std::span<const ValueId> ValueGraph::items(ValueId id) const noexcept
{
    assert(isSequence(kind(id)));
    return {m_items.data() + node(id).range.begin, node(id).count};
}

std::span<const Entry> ValueGraph::entries(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Dict);
    return {m_entries.data() + node(id).range.begin, node(id).count};
}

const Instance& ValueGraph::instance(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Call || kind(id) == ValueKind::Object);
    return m_instances[node(id).word];
}

std::string_view ValueGraph::globalModule(ValueId id) const noexcept
{
    return moduleOf(globalNumber(id));
}

std::string_view ValueGraph::globalName(ValueId id) const noexcept
{
    return nameOf(globalNumber(id));
}

std::uint32_t ValueGraph::globalNumber(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Global);
    return static_cast<std::uint32_t>(node(id).word);
}

ValueId ValueGraph::persistentId(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Persistent);
    return ValueId{static_cast<std::uint32_t>(node(id).word)};
}

std::uint32_t ValueGraph::tensorNumber(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Tensor);
    return static_cast<std::uint32_t>(node(id).word);
}

ValueId ValueGraph::add(const Node& made)
{
    const ValueId id{static_cast<std::uint32_t>(m_nodes.size())};
    m_nodes.push_back(made);
    return id;
}

ValueId ValueGraph::addNone()
{
    return add({});
}

ValueId ValueGraph::addBool(bool value)
{
    return add({.kind = ValueKind::Bool, .word = value ? 1U : 0U});
}

ValueId ValueGraph::addInt(std::int64_t value)
{
    return add({.kind = ValueKind::Int, .word = static_cast<std::uint64_t>(value)});
}

ValueId ValueGraph::addBigInt(std::span<const std::byte> littleEndian)
{
    const auto shortest = shortestForm(littleEndian);
    return shortest.size() <= sizeof(std::int64_t) ? addInt(signedWord(shortest))
                                                   : addCharacters(ValueKind::BigInt, asText(shortest));
}

ValueId ValueGraph::addFloat(double value)
{
    return add({.kind = ValueKind::Float, .number = value});
}

ValueId ValueGraph::addText(std::string_view utf8)
{
    return addCharacters(ValueKind::Text, utf8);
}

ValueId ValueGraph::addByteText(std::string_view bytes)
{
    return addCharacters(ValueKind::ByteText, bytes);
}

ValueId ValueGraph::addBytes(std::span<const std::byte> bytes)
{
    return addCharacters(ValueKind::Bytes, asText(bytes));
}

ValueId ValueGraph::addByteArray(std::span<const std::byte> bytes)
{
    return addCharacters(ValueKind::ByteArray, asText(bytes));
}

ValueId ValueGraph::addCharacters(ValueKind kind, std::string_view characters)
{
    const std::size_t begin = m_text.size();
    if (const auto place = placeIn(m_text, characters.data())) {
        m_text.resize(begin + characters.size());
        std::copy_n(m_text.data() + *place, characters.size(), m_text.data() + begin);
    } else {
        m_text.insert(m_text.end(), characters.begin(), characters.end());
    }
    return add({.kind = kind, .count = static_cast<std::uint32_t>(characters.size()), .word = begin});
}

ValueId ValueGraph::addExternalBytes(ValueKind kind, ExternalBytes bytes)
{
    assert(kind == ValueKind::Bytes || kind == ValueKind::ByteArray || kind == ValueKind::ByteText);
    m_external.push_back(std::move(bytes));
    return add({.kind = kind, .isExternal = true, .word = m_external.size() - 1});
}

ValueId ValueGraph::addSequence(ValueKind kind, std::span<const ValueId> items)
{
    assert(isSequence(kind));
    const ValueId id = add({.kind = kind, .range = {}});
    put(m_items, id, items);
    return id;
}

ValueId ValueGraph::addDict(std::span<const Entry> entries)
{
    const ValueId id = add({.kind = ValueKind::Dict, .range = {}});
    put(m_entries, id, entries);
    return id;
}

ValueId ValueGraph::addGlobal(std::string_view module, std::string_view name)
{
    return add({.kind = ValueKind::Global, .word = numberOfGlobal(module, name)});
}

ValueId ValueGraph::addCall(ValueId callee, ValueId arguments)
{
    return addInstance(ValueKind::Call, {.callee = callee, .arguments = arguments});
}

ValueId ValueGraph::addObject(ValueId callee, ValueId arguments, ValueId keywordArguments)
{
    return addInstance(
        ValueKind::Object, {.callee = callee, .arguments = arguments, .keywordArguments = keywordArguments});
}

ValueId ValueGraph::addInstance(ValueKind kind, const Instance& made)
{
    m_instances.push_back(made);
    return add({.kind = kind, .word = m_instances.size() - 1});
}

ValueId ValueGraph::addPersistent(ValueId idValue)
{
    return add({.kind = ValueKind::Persistent, .word = index(idValue)});
}

ValueId ValueGraph::addTensor(std::uint32_t tensorNumber)
{
    return add({.kind = ValueKind::Tensor, .word = tensorNumber});
}

std::string_view ValueGraph::moduleOf(std::uint32_t number) const noexcept
{
    return {m_text.data() + m_globals[number].begin, m_globals[number].moduleLength};
}

std::string_view ValueGraph::nameOf(std::uint32_t number) const noexcept
{
    return {m_text.data() + m_globals[number].begin + m_globals[number].moduleLength, m_globals[number].nameLength};
}

std::uint32_t ValueGraph::numberOfGlobal(std::string_view module, std::string_view name)
{
    const auto isBefore = [this](std::uint32_t number, const std::pair<std::string_view, std::string_view>& wanted) {
        const int order = nameOf(number).compare(wanted.second);
        return order != 0 ? order < 0 : moduleOf(number) < wanted.first;
    };
    const auto place = std::lower_bound(m_globalOrder.begin(), m_globalOrder.end(), std::pair(module, name), isBefore);
    if (place != m_globalOrder.end() && nameOf(*place) == name && moduleOf(*place) == module) {
        return *place;
    }
    const auto number = static_cast<std::uint32_t>(m_globals.size());
    m_globals.push_back({.begin = m_text.size(),
        .moduleLength = static_cast<std::uint32_t>(module.size()),
        .nameLength = static_cast<std::uint32_t>(name.size())});
    m_globalOrder.insert(place, number);
    std::string both(module);
    both += name;
    m_text.insert(m_text.end(), both.begin(), both.end());
    return number;
}

/// Room for that many more behind the contents of a value, which count from now on.
template<typename T>
std::span<T> ValueGraph::grow(std::vector<T>& pool, ValueId id, std::size_t added)
{
    Node& changed = m_nodes[index(id)];
    const std::size_t count = changed.count;
    const std::size_t needed = count + added;
    std::size_t begin = changed.range.begin;
    if (needed > changed.range.capacity || changed.isShared) {
        const bool isLast = begin + changed.range.capacity == pool.size() && !changed.isShared;
        const std::size_t capacity =
            isLast || count == 0 ? needed : std::max<std::size_t>(needed, 2 * std::size_t{changed.range.capacity});
        if (isLast) {
            pool.resize(begin + capacity);
        } else {
            pool.resize(pool.size() + capacity);
            std::copy_n(pool.data() + begin, count, pool.data() + pool.size() - capacity);
            begin = pool.size() - capacity;
        }
        changed.range = {.begin = static_cast<std::uint32_t>(begin), .capacity = static_cast<std::uint32_t>(capacity)};
        changed.isShared = false;
    }
    changed.count = static_cast<std::uint32_t>(needed);
    return {pool.data() + begin + count, added};
}

/// Makes these the contents of a value, where it stands if they fit there.
template<typename T>
void ValueGraph::put(std::vector<T>& pool, ValueId id, std::span<const T> contents)
{
    const auto own = placeIn(pool, contents.data());
    Node& changed = m_nodes[index(id)];
    if (changed.isShared || contents.size() > changed.range.capacity) {
        changed.range = {
            .begin = static_cast<std::uint32_t>(pool.size()), .capacity = static_cast<std::uint32_t>(contents.size())};
        changed.isShared = false;
        pool.resize(pool.size() + contents.size());
    }
    const T* const from = own ? pool.data() + *own : contents.data();
    std::copy(from, from + contents.size(), pool.data() + changed.range.begin);
    changed.count = static_cast<std::uint32_t>(contents.size());
}

void ValueGraph::append(ValueId sequence, std::span<const ValueId> items)
{
    assert(isSequence(kind(sequence)));
    const auto own = placeIn(m_items, items.data());
    const auto room = grow(m_items, sequence, items.size());
    std::copy_n(own ? m_items.data() + *own : items.data(), items.size(), room.data());
}

void ValueGraph::append(ValueId dict, std::span<const Entry> entries)
{
    assert(kind(dict) == ValueKind::Dict);
    const auto own = placeIn(m_entries, entries.data());
    const auto room = grow(m_entries, dict, entries.size());
    std::copy_n(own ? m_entries.data() + *own : entries.data(), entries.size(), room.data());
}

void ValueGraph::appendPairs(ValueId dict, std::span<const ValueId> keysAndValues)
{
    assert(kind(dict) == ValueKind::Dict && keysAndValues.size() % 2 == 0);
    std::size_t next = 0;
    for (Entry& entry : grow(m_entries, dict, keysAndValues.size() / 2)) {
        entry = {.key = keysAndValues[next], .value = keysAndValues[next + 1]};
        next += 2;
    }
}

void ValueGraph::setItems(ValueId sequence, std::span<const ValueId> items)
{
    assert(isSequence(kind(sequence)));
    put(m_items, sequence, items);
}

void ValueGraph::setEntries(ValueId dict, std::span<const Entry> entries)
{
    assert(kind(dict) == ValueKind::Dict);
    put(m_entries, dict, entries);
}

void ValueGraph::setInstance(ValueId id, const Instance& instance)
{
    assert(kind(id) == ValueKind::Call || kind(id) == ValueKind::Object);
    Node& changed = m_nodes[index(id)];
    if (changed.isShared) {
        const Instance copy = instance; // it may be one of ours, which are about to move
        m_instances.push_back(copy);
        changed.word = m_instances.size() - 1;
        changed.isShared = false;
    } else {
        m_instances[changed.word] = instance;
    }
}

void ValueGraph::replace(ValueId id, ValueId by)
{
    m_nodes[index(by)].isShared = true;
    m_nodes[index(id)] = m_nodes[index(by)];
}

void ValueGraph::reserve(std::size_t nodes)
{
    m_nodes.reserve(m_nodes.size() + nodes);
    m_items.reserve(m_items.size() + nodes * 2);
    m_text.reserve(m_text.size() + nodes * 8);
}

std::size_t ValueGraph::memoryBytes() const noexcept
{
    return m_nodes.capacity() * sizeof(Node) + m_items.capacity() * sizeof(ValueId)
        + m_entries.capacity() * sizeof(Entry) + m_instances.capacity() * sizeof(Instance)
        + m_globals.capacity() * sizeof(GlobalName) + m_globalOrder.capacity() * sizeof(std::uint32_t)
        + m_text.capacity() + m_external.capacity() * sizeof(ExternalBytes);
}

} // namespace pthf
