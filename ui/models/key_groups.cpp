// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/key_groups.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace pthf {

namespace {

/// One past the segment that begins at `from`: the dot, or the key's end.
std::size_t segmentEnd(std::string_view key, std::size_t from)
{
    const std::size_t dot = key.find('.', from);
    return dot == std::string_view::npos ? key.size() : dot;
}

std::string_view segmentAt(std::string_view key, std::size_t from)
{
    return key.substr(from, segmentEnd(key, from) - from);
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Where the next segment begins, if all members have the same one at `from` and go on after it.
template<typename KeyOf>
std::size_t afterCommonSegment(std::size_t count, const KeyOf& keyOf, std::size_t from)
{
    const std::string_view first = segmentAt(keyOf(0), from);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view key = keyOf(i);
        const std::size_t end = segmentEnd(key, from);
        if (end == key.size() || key.substr(from, end - from) != first) {
            return from;
        }
    }
    return from + first.size() + 1;
}

} // namespace

std::string_view KeyGroup::text() const
{
    return member(0).key.substr(m_begin, m_end - m_begin);
}

std::vector<KeyGroup> KeyGroup::top(DottedKeys dottedKeys)
{
    const auto keys = std::make_shared<const DottedKeys>(std::move(dottedKeys));
    std::vector<std::uint32_t> members(keys->size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        members[i] = static_cast<std::uint32_t>(i);
    }
    std::size_t from = 0;
    if (members.size() > 1) {
        const auto keyOf = [&](std::size_t i) { return (*keys)[i].key; };
        for (std::size_t next = afterCommonSegment(members.size(), keyOf, from); next != from;
             next = afterCommonSegment(members.size(), keyOf, from)) {
            from = next;
        }
    }
    return split(keys, members, 0, from);
}

std::vector<KeyGroup> KeyGroup::children() const
{
    // "0" and "1" say little: such rows repeat, muted, the segment above them.
    const std::string_view own = member(0).key.substr(0, m_end);
    const std::size_t from = m_end + 1;
    const std::size_t lastDot = own.rfind('.');
    const std::size_t above = lastDot == std::string_view::npos ? 0 : lastDot + 1;
    std::vector<KeyGroup> groups = split(m_keys, m_members, from, from);
    for (KeyGroup& group : groups) {
        const std::string_view key = group.member(0).key;
        if (group.m_begin < key.size() && isNumber(segmentAt(key, group.m_begin))) {
            group.m_muted = from - above;
            group.m_begin = above;
        }
    }
    return groups;
}

std::vector<KeyGroup> KeyGroup::split(
    const Keys& keys, const std::vector<std::uint32_t>& members, std::size_t begin, std::size_t from)
{
    std::vector<KeyGroup> groups;
    std::unordered_map<std::string_view, std::size_t> groupOf;
    for (const std::uint32_t number : members) {
        const std::string_view key = (*keys)[number].key;
        const bool isOver = from > key.size(); // the group's own name is a key as well
        const std::string_view segment = isOver ? std::string_view{} : segmentAt(key, from);
        const bool isLast = isOver || from + segment.size() == key.size();
        const auto found = isLast ? groupOf.end() : groupOf.find(segment);
        if (found != groupOf.end()) {
            groups[found->second].m_members.push_back(number);
            continue;
        }
        if (!isLast) {
            groupOf.emplace(segment, groups.size());
        }
        KeyGroup group(keys, {number});
        group.m_begin = isOver ? 0 : begin;
        group.m_muted = isOver ? 0 : from - begin;
        group.m_end = isOver ? key.size() : from + segment.size();
        groups.push_back(std::move(group));
    }
    for (KeyGroup& group : groups) {
        group.extend();
    }
    return groups;
}

void KeyGroup::extend()
{
    if (!isGroup()) {
        m_end = member(0).key.size();
        return;
    }
    const auto keyOf = [this](std::size_t i) { return member(i).key; };
    for (std::size_t from = m_end + 1;;) {
        const std::size_t next = afterCommonSegment(size(), keyOf, from);
        if (next == from) {
            return;
        }
        m_end = next - 1;
        from = next;
    }
}

} // namespace pthf
