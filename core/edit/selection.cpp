// SPDX-License-Identifier: Apache-2.0
#include "core/edit/selection.h"

#include <limits>
#include <unordered_map>

#include "core/hints/nearest_path.h"
#include "core/text/glob.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::uint32_t kNoStateDict = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxParts = 256; // sparse and nested tensors have a handful

std::uint64_t itemKey(ValueId owner, std::uint32_t slot)
{
    return std::uint64_t{index(owner)} << 32U | slot;
}

} // namespace

Selector::Selector(const Content& content, const TreeIndex& tree)
    : m_content(content)
    , m_tree(tree)
{
    collectKeys();
}

void Selector::collectKeys()
{
    m_keys.resize(m_tree.places.size());
    m_stateDicts.assign(m_tree.places.size(), kNoStateDict);
    std::vector<std::uint32_t> dictAt(m_tree.places.size(), kNoStateDict);
    // Entries of whole models stand deep below them: found by the item that holds them.
    std::unordered_map<std::uint64_t, std::pair<std::uint32_t, std::string>> deep;
    for (std::uint32_t i = 0; i < m_tree.stateDicts.size(); ++i) {
        const StateDict& dict = m_tree.stateDicts[i];
        if (!dict.isWholeModel) {
            dictAt[index(dict.place)] = i;
            continue;
        }
        for (StateDictEntry& entry : stateDictEntries(m_content, dict)) {
            deep.try_emplace(itemKey(entry.owner, entry.slot), i, std::move(entry.key));
        }
    }
    for (std::uint32_t i = 1; i < m_tree.places.size(); ++i) {
        const Place& place = m_tree.places[i];
        if (const std::uint32_t dict = dictAt[index(place.parent)]; dict != kNoStateDict) {
            const bool isKey = place.step.kind == ChildStep::Kind::Key && place.step.key != kNoValue;
            if (const auto text = isKey ? textOf(m_content, place.step.key) : std::nullopt) {
                m_stateDicts[i] = dict;
                m_keys[i] = *text;
            }
        } else if (!deep.empty()) {
            if (const auto entry = deep.find(itemKey(place.step.owner, place.step.slot)); entry != deep.end()) {
                m_stateDicts[i] = entry->second.first;
                m_keys[i] = entry->second.second;
            }
        }
    }
}

void Selector::collectPaths()
{
    if (!m_paths.empty()) {
        return;
    }
    m_paths.resize(m_tree.places.size());
    m_barePaths.resize(m_tree.places.size());
    for (std::size_t i = 1; i < m_tree.places.size(); ++i) {
        const Place& place = m_tree.places[i];
        const std::size_t parent = index(place.parent);
        const std::string segment = segmentText(segmentOf(m_content, place.step));
        m_paths[i] = m_paths[parent] + "/" + segment;
        // A key with a slash is written in quotes; a glob that crosses slashes need not know.
        std::string bare = segment;
        if (place.step.kind == ChildStep::Kind::Key && place.step.key != kNoValue) {
            if (const auto key = textOf(m_content, place.step.key)) {
                bare = *key;
            }
        }
        if (!m_barePaths[parent].empty() || bare != segment) {
            const std::string& above = m_barePaths[parent].empty() ? m_paths[parent] : m_barePaths[parent];
            m_barePaths[i].append(above).append("/").append(bare);
        }
    }
}

std::vector<bool> Selector::places(std::string_view glob)
{
    const bool isPath = glob.starts_with('/');
    if (isPath) {
        collectPaths();
    }
    std::vector<bool> matched(m_tree.places.size(), false);
    for (std::size_t i = 1; i < m_tree.places.size(); ++i) {
        matched[i] = isPath
            ? globMatches(glob, m_paths[i]) || (!m_barePaths[i].empty() && globMatches(glob, m_barePaths[i]))
            : m_stateDicts[i] != kNoStateDict && globMatches(glob, m_keys[i]);
    }
    return matched;
}

std::vector<std::uint32_t> Selector::tensors(std::string_view glob)
{
    const std::vector<bool> matched = places(glob);
    std::vector<std::uint32_t> leaves;
    for (std::uint32_t i = 0; i < m_tree.leaves.size(); ++i) {
        if (m_tree.leaves[i].tensor != kNoTensor && matched[index(m_tree.leaves[i].place)]) {
            leaves.push_back(i);
        }
    }
    return leaves;
}

std::optional<std::uint32_t> Selector::stateDictOf(PlaceId place) const
{
    const std::uint32_t dict = m_stateDicts[index(place)];
    return dict == kNoStateDict ? std::nullopt : std::optional(dict);
}

Error nothingAt(const Content& content, const KeyPath& path)
{
    return Error{
        ErrorCode::InvalidArgument, "there is nothing at " + placeName(path) + meantText(nearestPath(content, path))};
}

void tellNearest(EditDraft& draft, const TreeIndex& tree, std::string_view glob)
{
    if (const std::string nearest = nearestKey(draft.content, tree, glob); !nearest.empty()) {
        draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
            "nothing matches \"" + displayText(glob, 200) + '"' + meantText(nearest));
    }
}

std::string placeName(const KeyPath& path)
{
    return path.empty() ? "the file itself" : displayText(pathText(path), 200);
}

Result<std::vector<SelectedStateDict>> selectStateDicts(
    const Content& content, const TreeIndex& tree, const StateDictPaths& in)
{
    std::vector<SelectedStateDict> selected;
    for (const KeyPath& path : in) {
        const auto value = valueAt(content, path);
        if (!value) {
            return nothingAt(content, path);
        }
        const bool isModel = isWholeModel(content, *value);
        if (!isModel && viewOf(content, *value).kind != ViewKind::Dict) {
            return Error{ErrorCode::InvalidArgument,
                placeName(path) + " is no dictionary but a value of type " + viewOf(content, *value).typeName};
        }
        selected.push_back({*value, placeName(path), isModel});
    }
    if (in.empty()) {
        for (const StateDict& dict : tree.stateDicts) {
            selected.push_back({dict.value, placeName(tree.pathOf(content, dict.place)), dict.isWholeModel});
        }
    }
    return selected;
}

Result<ChildStep> itemAtPath(const Content& content, const KeyPath& path)
{
    if (path.empty()) {
        return nothingAt(content, path);
    }
    const auto parent = valueAt(content, KeyPath(path.begin(), path.end() - 1));
    if (!parent) {
        return nothingAt(content, path);
    }
    // A bare integer is an integer key or a position first, a text of digits second (DESIGN 7).
    const KeySegment& wanted = path.back();
    const auto* number = std::get_if<std::int64_t>(&wanted.step);
    std::optional<ChildStep> loose;
    for (const ChildStep& step : childrenOf(content, *parent)) {
        const KeySegment segment = segmentOf(content, step);
        if (segment == wanted) {
            return step;
        }
        const auto* text = std::get_if<std::string>(&segment.step);
        if (number != nullptr && text != nullptr && *text == std::to_string(*number) && !loose) {
            loose = step;
        }
    }
    if (!loose) {
        return nothingAt(content, path);
    }
    return *loose;
}

std::vector<StorageId> storagesOf(const Content& content, const TensorValue& tensor)
{
    std::vector<StorageId> storages;
    std::vector<const TensorValue*> waiting{&tensor};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i]->storage != kNoStorage) {
            storages.push_back(waiting[i]->storage);
        }
        if (waiting[i]->extras && waiting.size() < kMaxParts) {
            for (const TensorPart& part : waiting[i]->extras->parts) {
                if (part.tensor != kNoTensor) {
                    waiting.push_back(&content.tensor(part.tensor));
                }
            }
        }
    }
    return storages;
}

} // namespace pthf
