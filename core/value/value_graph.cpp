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

namespace {

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

std::string_view ValueGraph::globalModule(ValueId id) const noexcept
{
    return moduleOf(globalNumber(id));
}

std::string_view ValueGraph::globalName(ValueId id) const noexcept
{
    return nameOf(globalNumber(id));
}

ValueId ValueGraph::add(const Node& made)
{
    const ValueId id{static_cast<std::uint32_t>(m_nodes.size())};
    m_nodes.append(made);
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
    const auto own = m_text.placeOf(characters.data());
    char* const room = m_text.extend(characters.size());
    std::copy_n(own ? m_text.data() + *own : characters.data(), characters.size(), room);
    return add({.kind = kind, .count = static_cast<std::uint32_t>(characters.size()), .word = begin});
}

ValueId ValueGraph::addExternalBytes(ValueKind kind, ExternalBytes bytes)
{
    assert(kind == ValueKind::Bytes || kind == ValueKind::ByteArray || kind == ValueKind::ByteText);
    m_external.push_back(std::move(bytes));
    return add({.kind = kind, .isExternal = true, .word = m_external.size() - 1});
}

template<typename T>
ValueId ValueGraph::addContents(RawVector<T>& pool, ValueKind kind, std::span<const T> contents)
{
    const auto begin = static_cast<std::uint32_t>(pool.size());
    const auto count = static_cast<std::uint32_t>(contents.size());
    const auto own = pool.placeOf(contents.data());
    T* const room = pool.extend(count);
    const T* const from = own ? pool.data() + *own : contents.data();
    for (std::size_t i = 0; i < count; ++i) { // few, mostly: a call of memmove would cost more
        room[i] = from[i];
    }
    Node made;
    made.kind = kind;
    made.count = count;
    made.range = {.begin = begin, .capacity = count};
    return add(made);
}

ValueId ValueGraph::addSequence(ValueKind kind, std::span<const ValueId> items)
{
    assert(isSequence(kind));
    return addContents(m_items, kind, items);
}

ValueId ValueGraph::addDict(std::span<const Entry> entries)
{
    return addContents(m_entries, ValueKind::Dict, entries);
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
    m_instances.append(made);
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
    keepText(both);
    return number;
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
