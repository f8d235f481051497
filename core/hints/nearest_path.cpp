// SPDX-License-Identifier: Apache-2.0
#include "core/hints/nearest_path.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "core/checkpoint/value_view.h"
#include "core/text/dotted_name.h"
#include "core/text/nearest_word.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxCompared = 100'000; // names of one container that are looked at
constexpr std::size_t kMaxContainers = 64; // below the root that a path may have left out

/// A container that exists, and the names in it.
struct Level {
    KeyPath path;
    ValueId value = kNoValue;
    std::vector<std::string> names; ///< those that are texts
};

Level levelAt(const Content& content, KeyPath path, ValueId value)
{
    Level level{std::move(path), value, {}};
    for (const ChildStep& step : childrenOf(content, value)) {
        KeySegment segment = segmentOf(content, step);
        if (auto* text = std::get_if<std::string>(&segment.step);
            text != nullptr && level.names.size() < kMaxCompared) {
            level.names.push_back(std::move(*text));
        }
    }
    return level;
}

KeyPath joined(KeyPath path, std::span<const KeySegment> rest)
{
    path.insert(path.end(), rest.begin(), rest.end());
    return path;
}

/// The segments as the one key that their writer may have meant: "layer1/0/weight" for "layer1.0.weight".
std::string dotted(std::span<const KeySegment> segments)
{
    std::string key;
    for (const KeySegment& segment : segments) {
        key.append(key.empty() ? "" : ".").append(displaySegment(segment));
    }
    return key;
}

/// The other way: "model.fc.weight" for "model/fc.weight".
std::string_view behindName(std::string_view key, const std::vector<std::string>& names, std::string& name)
{
    for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1)) {
        name = key.substr(0, dot);
        if (std::ranges::find(names, name) != names.end()) {
            return key.substr(dot + 1);
        }
    }
    return {};
}

/// The one name that ends in a key, behind a wrapper's prefix; empty where there are several.
std::string endingIn(std::string_view key, const std::vector<std::string>& names)
{
    std::string found;
    const std::string ending = '.' + std::string(key);
    for (const std::string& name : names) {
        if (name.ends_with(ending)) {
            if (!found.empty()) {
                return {};
            }
            found = name;
        }
    }
    return found;
}

using Segments = std::vector<std::string_view>;

/// How far two names are from each other; nothing where one cannot be meant by the other: at most a third of the
/// letters between two dots may be wrong, and never all of them ("0" is no misspelt "1").
std::optional<std::size_t> nameDistance(const Segments& wanted, const Segments& name)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::size_t longer = std::max(wanted[i].size(), name[i].size());
        const std::size_t steps = wordDistance(wanted[i], name[i]);
        if (steps > std::max<std::size_t>(longer / 3, 1) || (steps != 0 && steps == longer)) {
            return std::nullopt;
        }
        sum += steps;
    }
    return sum;
}

/// The name that was meant most likely; empty where none is near.
std::string nearestName(std::string_view wanted, std::span<const std::string> names)
{
    const Segments segments = segmentsOf(wanted);
    const std::string* nearest = nullptr;
    std::size_t least = 0;
    for (const std::string& name : names) {
        const Segments others = segmentsOf(name);
        const auto steps = others.size() == segments.size() ? nameDistance(segments, others) : std::nullopt;
        if (steps && name != wanted && (nearest == nullptr || *steps < least)) {
            nearest = &name;
            least = *steps;
        }
    }
    return nearest == nullptr ? std::string() : *nearest;
}

class Guess {
public:
    explicit Guess(const Content& content)
        : m_content(content)
    {
    }

    /// What the rest of a path, whose first segment is not there, may mean below a container; nothing where nothing is
    /// near.
    std::optional<KeyPath> within(const Level& level, std::span<const KeySegment> rest) const
    {
        const std::string key = dotted(rest);
        const auto at = [&level](std::string name) {
            return joined(level.path, std::vector<KeySegment>{{std::move(name)}});
        };
        if (std::ranges::find(level.names, key) != level.names.end()) {
            return at(key);
        }
        std::string name;
        if (const std::string_view below = behindName(key, level.names, name); !below.empty()) {
            if (const KeyPath path = joined(at(name), std::vector<KeySegment>{{std::string(below)}}); isThere(path)) {
                return path;
            }
        }
        if (const std::string longer = endingIn(key, level.names); !longer.empty()) {
            return at(longer);
        }
        const std::string first = displaySegment(rest.front());
        if (const std::string near = nearestName(first, level.names); !near.empty()) {
            const KeyPath path = joined(at(near), rest.subspan(1));
            return isThere(path) ? path : at(near);
        }
        const std::string near = rest.size() == 1 ? std::string() : nearestName(key, level.names);
        return near.empty() ? std::nullopt : std::optional(at(near));
    }

    /// The whole path below a container that it may have left out.
    std::optional<KeyPath> exactly(const Level& level, const KeyPath& path) const
    {
        const KeyPath whole = joined(level.path, path);
        if (isThere(whole)) {
            return whole;
        }
        const std::string key = dotted(path);
        const bool isKey = std::ranges::find(level.names, key) != level.names.end();
        const std::string name = isKey ? key : endingIn(key, level.names);
        return name.empty() ? std::nullopt : std::optional(joined(level.path, std::vector<KeySegment>{{name}}));
    }

    /// The containers right below the root.
    std::vector<Level> wrappers() const
    {
        std::vector<Level> levels;
        for (const ChildStep& step : childrenOf(m_content, m_content.root)) {
            if (levels.size() < kMaxContainers && hasChildren(m_content, step.value)) {
                levels.push_back(levelAt(m_content, {segmentOf(m_content, step)}, step.value));
            }
        }
        return levels;
    }

    bool isThere(const KeyPath& path) const { return valueAt(m_content, path).has_value(); }

private:
    const Content& m_content;
};

/// As a person reads and writes it; what a terminal would not show as it is has no hint.
std::string written(const std::optional<KeyPath>& path)
{
    const std::string text = path ? pathText(*path) : std::string();
    return displayText(text) == text ? text : std::string();
}

} // namespace

std::string nearestPath(const Content& content, const KeyPath& path)
{
    const Guess guess(content);
    std::size_t known = 0;
    while (known < path.size()
        && guess.isThere(KeyPath(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(known) + 1))) {
        ++known;
    }
    if (known == path.size()) {
        return {};
    }
    const std::vector<Level> wrappers = known == 0 ? guess.wrappers() : std::vector<Level>();
    for (const Level& wrapper : wrappers) {
        if (const auto found = guess.exactly(wrapper, path)) {
            return written(found);
        }
    }
    const KeyPath front(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(known));
    const auto value = valueAt(content, front);
    const std::span<const KeySegment> rest = std::span(path).subspan(known);
    if (const auto found = value ? guess.within(levelAt(content, front, *value), rest) : std::nullopt) {
        return written(found);
    }
    for (const Level& wrapper : wrappers) {
        if (const auto found = guess.within(wrapper, rest)) {
            return written(found);
        }
    }
    return {};
}

std::string nearestPath(const Content& content, const TreeIndex& tree, const KeyPath& path)
{
    const std::string key = dotted(path);
    for (const StateDict& dict : tree.stateDicts) {
        const std::vector<StateDictEntry> entries =
            dict.isWholeModel ? stateDictEntries(content, dict) : std::vector<StateDictEntry>();
        const auto entry = std::ranges::find(entries, key, &StateDictEntry::key);
        const auto place = entry == entries.end()
            ? tree.places.end()
            : std::ranges::find_if(tree.places, [&](const Place& one) { return one.step.value == entry->value; });
        if (place != tree.places.end()) {
            return written(tree.pathOf(content, PlaceId{static_cast<std::uint32_t>(place - tree.places.begin())}));
        }
    }
    return nearestPath(content, path);
}

std::string nearestKey(const Content& content, const TreeIndex& tree, std::string_view glob)
{
    if (glob.empty() || glob.find_first_of("*?[]\\") != std::string_view::npos) {
        return {};
    }
    if (glob.starts_with('/')) {
        const auto path = parsePath(glob.substr(1));
        const std::string nearest = path ? nearestPath(content, *path) : std::string();
        return nearest.empty() ? nearest : '/' + nearest;
    }
    const auto path = parsePath(glob);
    if (path && !path->empty() && valueAt(content, *path)) {
        return '/' + pathText(*path);
    }
    std::vector<std::string> keys;
    for (const StateDict& dict : tree.stateDicts) {
        for (StateDictEntry& entry : stateDictEntries(content, dict)) {
            if (keys.size() < kMaxCompared) {
                keys.push_back(std::move(entry.key));
            }
        }
    }
    if (std::ranges::find(keys, glob) != keys.end()) {
        return {};
    }
    std::string nearest = endingIn(glob, keys);
    nearest = nearest.empty() ? nearestName(glob, keys) : nearest;
    return displayText(nearest) == nearest ? nearest : std::string();
}

std::string meantText(const std::string& nearest)
{
    return nearest.empty() ? nearest : "; is " + nearest + " meant?";
}

} // namespace pthf
