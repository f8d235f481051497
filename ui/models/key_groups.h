// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/checkpoint/tree_index.h"
#include "core/text/text_pool.h"

namespace pthf {

/// A key of a state dict and where its value stands.
struct DottedKey {
    std::string_view key;
    PlaceId place{};
};

/// The keys of a state dict, in file order.
class DottedKeys {
public:
    void reserve(std::size_t count) { m_keys.reserve(count); }
    void add(std::string_view key, PlaceId place) { addKept(m_made.keep(key), place); }
    /// The same for a text that outlives all groups of the keys: that of a document.
    void addKept(std::string_view key, PlaceId place) { m_keys.push_back({key, place}); }

    bool empty() const noexcept { return m_keys.empty(); }
    std::size_t size() const noexcept { return m_keys.size(); }
    const DottedKey& operator[](std::size_t number) const { return m_keys[number]; }

private:
    std::vector<DottedKey> m_keys;
    TextPool m_made;
};

/// A run of dotted keys with a common start: one row of the tree. A group of one key is that key's own row. The keys
/// are shared among all groups of a state dict.
class KeyGroup {
public:
    /// The rows right below a state dict: keys grouped by their first segment. A start that all keys have in common
    /// gives no row of its own; it is written, muted, before each of them.
    static std::vector<KeyGroup> top(DottedKeys keys);
    /// The rows below a group.
    std::vector<KeyGroup> children() const;

    bool isGroup() const noexcept { return m_members.size() > 1; }
    /// What the row shows: the segments that its parent does not show already, joined while there is only one way on.
    std::string_view text() const;
    /// Characters (bytes) at the start of text() that say nothing new.
    std::size_t mutedLength() const noexcept { return m_muted; }
    /// Where text() ends in every member's key.
    std::size_t end() const noexcept { return m_end; }
    std::size_t begin() const noexcept { return m_begin; }

    std::size_t size() const noexcept { return m_members.size(); }
    const DottedKey& member(std::size_t number) const { return (*m_keys)[m_members[number]]; }

private:
    using Keys = std::shared_ptr<const DottedKeys>;

    KeyGroup(Keys keys, std::vector<std::uint32_t> members)
        : m_keys(std::move(keys))
        , m_members(std::move(members))
    {
    }
    static std::vector<KeyGroup> split(
        const Keys& keys, const std::vector<std::uint32_t>& members, std::size_t begin, std::size_t from);
    /// Takes further segments into the row while all members have them in common.
    void extend();

    Keys m_keys;
    std::vector<std::uint32_t> m_members; ///< in file order
    std::size_t m_begin = 0; ///< where text() begins in the key
    std::size_t m_end = 0;
    std::size_t m_muted = 0;
};

} // namespace pthf
