// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>

#include "core/value/value_graph.h"

namespace pthf {

// Contents lie in pools, one after the other: a list at the end of its pool grows where it stands, any other moves to
// the end with room for twice as much. What it leaves behind is not used again; a graph is built once and changed
// little. Whatever is handed in may be a view of the graph itself, so places are remembered as offsets before a pool
// grows.

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
    const auto own = pool.placeOf(contents.data());
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
    const auto own = m_items.placeOf(items.data());
    const auto room = grow(m_items, sequence, items.size());
    std::copy_n(own ? m_items.data() + *own : items.data(), items.size(), room.data());
}

void ValueGraph::append(ValueId dict, std::span<const Entry> entries)
{
    assert(kind(dict) == ValueKind::Dict);
    const auto own = m_entries.placeOf(entries.data());
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
        m_instances.append(copy);
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

void ValueGraph::turnIntoTensor(ValueId id, std::uint32_t tensorNumber)
{
    m_nodes[index(id)] = {.kind = ValueKind::Tensor, .word = tensorNumber};
}

ValueGraph ValueGraph::subset(std::span<const ValueId> newIds) const
{
    ValueGraph made;
    made.m_globals = m_globals;
    made.m_globalOrder = m_globalOrder;
    for (GlobalName& name : made.m_globals) {
        name.begin = made.keepText({m_text.data() + name.begin, name.moduleLength + std::size_t{name.nameLength}});
    }
    made.m_nodes.reserve(static_cast<std::size_t>(
        std::count_if(newIds.begin(), newIds.end(), [](ValueId id) { return id != kNoValue; })));
    for (std::size_t old = 0; old < newIds.size(); ++old) {
        if (newIds[old] != kNoValue) {
            made.addFrom(*this, ValueId{static_cast<std::uint32_t>(old)}, newIds);
        }
    }
    made.m_items.shrink();
    made.m_entries.shrink();
    made.m_instances.shrink();
    made.m_text.shrink();
    return made;
}

void ValueGraph::addFrom(const ValueGraph& from, ValueId id, std::span<const ValueId> newIds)
{
    const auto renumbered = [newIds](ValueId part) { return part == kNoValue ? kNoValue : newIds[index(part)]; };
    Node copy = from.node(id);
    copy.isShared = false;
    if (copy.isExternal) {
        m_external.push_back(from.m_external[copy.word]);
        copy.word = m_external.size() - 1;
    } else if (hasCharacters(copy.kind)) {
        copy.word = keepText(from.text(id));
    } else if (isSequence(copy.kind)) {
        copy.range = {.begin = static_cast<std::uint32_t>(m_items.size()), .capacity = copy.count};
        for (const ValueId item : from.items(id)) {
            m_items.append(renumbered(item));
        }
    } else if (copy.kind == ValueKind::Dict) {
        copy.range = {.begin = static_cast<std::uint32_t>(m_entries.size()), .capacity = copy.count};
        for (const Entry& entry : from.entries(id)) {
            m_entries.append({.key = renumbered(entry.key), .value = renumbered(entry.value)});
        }
    } else if (copy.kind == ValueKind::Call || copy.kind == ValueKind::Object) {
        const Instance& old = from.instance(id);
        m_instances.append({.callee = renumbered(old.callee),
            .arguments = renumbered(old.arguments),
            .keywordArguments = renumbered(old.keywordArguments),
            .listItems = renumbered(old.listItems),
            .dictItems = renumbered(old.dictItems),
            .state = renumbered(old.state)});
        copy.word = m_instances.size() - 1;
    } else if (copy.kind == ValueKind::Persistent) {
        copy.word = index(renumbered(from.persistentId(id)));
    }
    m_nodes.append(copy);
}

std::size_t ValueGraph::keepText(std::string_view text)
{
    const std::size_t begin = m_text.size();
    std::copy_n(text.data(), text.size(), m_text.extend(text.size()));
    return begin;
}

} // namespace pthf
