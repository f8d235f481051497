// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>

#include "core/value/value_graph.h"

namespace pthf {

// Contents lie in pools, one after the other: a list at the end of its pool grows where it stands, any other moves to
// the end with room for twice as much. What it leaves behind is not used again; a graph is built once and changed
// little. Whatever is handed in may be a view of the graph itself, so places are remembered as offsets before a pool
// grows.

namespace {

[[maybe_unused]] bool isSequence(ValueKind kind) noexcept
{
    return kind == ValueKind::List || kind == ValueKind::Tuple || kind == ValueKind::Set
        || kind == ValueKind::FrozenSet;
}

} // namespace

/// Room for that many more behind the contents of a value, which count from now on.
template<typename T>
std::span<T> ValueGraph::grow(RawVector<T>& pool, ValueId id, std::size_t added)
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
void ValueGraph::put(RawVector<T>& pool, ValueId id, std::span<const T> contents)
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

} // namespace pthf
