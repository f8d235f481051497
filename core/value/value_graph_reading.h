// SPDX-License-Identifier: Apache-2.0
#pragma once

// The accessors of ValueGraph, where compilers see them: a checkpoint of 20,000 tensors asks them a few million times.
// Comes with core/value/value_graph.h, whose end it is.
#include <cassert>

#include "core/value/value_graph.h" // IWYU pragma: keep

namespace pthf {

constexpr bool isSequence(ValueKind kind) noexcept
{
    return kind == ValueKind::List || kind == ValueKind::Tuple || kind == ValueKind::Set
        || kind == ValueKind::FrozenSet;
}

constexpr bool hasCharacters(ValueKind kind) noexcept
{
    return kind == ValueKind::Text || kind == ValueKind::ByteText || kind == ValueKind::Bytes
        || kind == ValueKind::ByteArray || kind == ValueKind::BigInt;
}

inline bool ValueGraph::boolValue(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Bool);
    return node(id).word != 0;
}

inline std::int64_t ValueGraph::intValue(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Int);
    return static_cast<std::int64_t>(node(id).word);
}

inline double ValueGraph::floatValue(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Float);
    return node(id).number;
}

inline std::string_view ValueGraph::text(ValueId id) const noexcept
{
    assert(hasCharacters(kind(id)));
    return node(id).isExternal ? std::string_view() : std::string_view(m_text.data() + node(id).word, node(id).count);
}

inline std::uint64_t ValueGraph::byteLength(ValueId id) const noexcept
{
    assert(hasCharacters(kind(id)));
    return node(id).isExternal ? m_external[node(id).word].length : node(id).count;
}

inline const ExternalBytes* ValueGraph::external(ValueId id) const noexcept
{
    return node(id).isExternal ? &m_external[node(id).word] : nullptr;
}

inline std::span<const ValueId> ValueGraph::items(ValueId id) const noexcept
{
    assert(isSequence(kind(id)));
    return {m_items.data() + node(id).range.begin, node(id).count};
}

inline std::span<const Entry> ValueGraph::entries(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Dict);
    return {m_entries.data() + node(id).range.begin, node(id).count};
}

inline const Instance& ValueGraph::instance(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Call || kind(id) == ValueKind::Object);
    return m_instances[node(id).word];
}

inline std::uint32_t ValueGraph::globalNumber(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Global);
    return static_cast<std::uint32_t>(node(id).word);
}

inline ValueId ValueGraph::persistentId(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Persistent);
    return ValueId{static_cast<std::uint32_t>(node(id).word)};
}

inline std::uint32_t ValueGraph::tensorNumber(ValueId id) const noexcept
{
    assert(kind(id) == ValueKind::Tensor);
    return static_cast<std::uint32_t>(node(id).word);
}

} // namespace pthf
