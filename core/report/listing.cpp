// SPDX-License-Identifier: Apache-2.0
#include "core/report/listing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <span>

#include "core/checkpoint/path_limits.h"
#include "core/checkpoint/value_view.h"
#include "core/hints/nearest_path.h"
#include "core/report/leaf_json.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

/// Paths of leaves as JSON, without their brackets. Leaves of one parent follow each other, so the parent's part is
/// made once for all of them.
class PathWriter {
public:
    PathWriter(const Content& content, const TreeIndex& tree)
        : m_content(content)
        , m_tree(tree)
    {
    }

    void append(std::string& to, PlaceId place)
    {
        if (index(place) == 0) {
            return;
        }
        const Place& leaf = m_tree.places[index(place)];
        appendParent(to, leaf.parent);
        const bool isTextKey = leaf.step.kind == ChildStep::Kind::Key && leaf.step.key != kNoValue
            && m_content.graph.kind(leaf.step.key) == ValueKind::Text;
        if (isTextKey) {
            appendJsonQuoted(to, m_content.graph.text(leaf.step.key));
        } else {
            to += listed({segmentOf(m_content, leaf.step)});
        }
    }

    /// The entry of a state dict below its place.
    void append(std::string& to, PlaceId stateDict, std::string_view key)
    {
        appendParent(to, stateDict);
        appendJsonQuoted(to, key);
    }

private:
    static std::string listed(const KeyPath& path)
    {
        JsonWriter json;
        writePath(json, path);
        return json.str().substr(1, json.str().size() - 2);
    }

    void appendParent(std::string& to, PlaceId parent)
    {
        if (!m_hasParent || parent != m_parent) {
            m_parentText = listed(m_tree.pathOf(m_content, parent));
            m_parentText += m_parentText.empty() ? "" : ",";
            m_parent = parent;
            m_hasParent = true;
        }
        to += m_parentText;
    }

    const Content& m_content;
    const TreeIndex& m_tree;
    std::string m_parentText;
    PlaceId m_parent{};
    bool m_hasParent = false;
};

bool isIncomplete(const Document& document, const Content& content)
{
    return document.isDamaged() || document.hasDescriptionOnly
        || std::ranges::any_of(
            content.storages, [](const StorageValue& storage) { return storage.stored() != Stored::Whole; });
}

/// Places below a place are the ones that follow it until the walk left it: places stand in the order of the walk.
std::uint32_t endOf(const TreeIndex& tree, PlaceId under)
{
    std::uint32_t end = index(under) + 1;
    while (end < tree.places.size() && index(tree.places[end].parent) >= index(under)) {
        ++end;
    }
    return index(under) == 0 ? static_cast<std::uint32_t>(tree.places.size()) : end;
}

std::span<const Leaf> leavesUnder(const TreeIndex& tree, PlaceId under)
{
    const auto before = [](const Leaf& leaf, std::uint32_t place) { return index(leaf.place) < place; };
    const auto first = std::lower_bound(tree.leaves.begin(), tree.leaves.end(), index(under), before);
    const auto last = std::lower_bound(first, tree.leaves.end(), endOf(tree, under), before);
    return {first, last};
}

/// The state dicts that a scope shows: those below its place, or those it stands in.
std::vector<const StateDict*> stateDictsUnder(const TreeIndex& tree, PlaceId under)
{
    std::vector<const StateDict*> found;
    const std::uint32_t end = endOf(tree, under);
    for (const StateDict& stateDict : tree.stateDicts) {
        if (index(stateDict.place) >= index(under) && index(stateDict.place) < end) {
            found.push_back(&stateDict);
        }
    }
    return found;
}

bool isStep(const KeySegment& wanted, const KeySegment& found)
{
    if (wanted == found) {
        return true;
    }
    // A bare integer on the command line may also be a text key.
    const auto* number = std::get_if<std::int64_t>(&wanted.step);
    const auto* text = std::get_if<std::string>(&found.step);
    return number != nullptr && text != nullptr && std::to_string(*number) == *text;
}

void addRow(std::string& text, std::string_view path, std::string_view type, std::string_view shape,
    std::string_view size, std::string_view device)
{
    constexpr std::size_t kPathWidth = 52;
    constexpr std::size_t kTypeWidth = 10;
    constexpr std::size_t kShapeWidth = 20;
    constexpr std::size_t kSizeWidth = 10;
    const auto pad = [&text](std::string_view cell, std::size_t width) {
        text += cell;
        text.append(cell.size() < width ? width - cell.size() : 0, ' ');
        text += "  ";
    };
    pad(path, kPathWidth);
    pad(type, kTypeWidth);
    if (size.empty()) {
        text += shape;
    } else {
        pad(shape, kShapeWidth);
        text.append(size.size() < kSizeWidth ? kSizeWidth - size.size() : 0, ' ');
        text += size;
        text += "  ";
        text += device;
    }
    text += '\n';
}

void addTensorRow(std::string& text, const Content& content, std::string_view path, const TensorValue& tensor)
{
    // A type that torch does not have goes by its own name, and what it weighs is not in its shape.
    const bool isForeign = tensor.dtype == DType::Unknown && tensor.extras && !tensor.extras->className.empty();
    const std::string type =
        isForeign ? displayText(tensor.extras->className, 40) : std::string(dtypeName(tensor.dtype));
    std::uint64_t bytes = isForeign ? 0 : tensor.bytes();
    for (std::size_t i = 0; isForeign && i < tensor.extras->parts.size(); ++i) {
        bytes += content.tensor(tensor.extras->parts[i].tensor).bytes();
    }
    std::string last = displayText(content.deviceOf(tensor));
    for (const auto& [name, value] : tensorAttributes(content, tensor)) {
        last += "  @" + displayText(name, 80) + " = " + displayText(value, 80);
    }
    addRow(text, path, type, shapeText(tensor.layout.shape), sizeText(bytes), last);
}

} // namespace

Result<PlaceId> placeAt(const Content& content, const TreeIndex& tree, const KeyPath& path)
{
    PlaceId here{};
    KeyPath walked;
    for (const KeySegment& segment : path) {
        const std::uint32_t end = endOf(tree, here);
        std::optional<PlaceId> next;
        for (std::uint32_t i = index(here) + 1; i < end && !next; ++i) {
            const Place& place = tree.places[i];
            if (place.parent == here && isStep(segment, segmentOf(content, place.step))) {
                next = PlaceId{i};
            }
        }
        if (!next) {
            const std::string where = walked.empty() ? "the root" : displayText(pathText(walked));
            return Error{ErrorCode::InvalidArgument,
                "there is no " + displayText(segmentText(segment)) + " in " + where
                    + meantText(nearestPath(content, tree, path))};
        }
        here = *next;
        walked.push_back(segment);
    }
    return here;
}

std::string listingToJson(
    const Document& document, const Content& content, const TreeIndex& tree, const ListingScope& scope)
{
    constexpr std::size_t kUsualBytes = 240; // of a tensor's object
    PathWriter paths(content, tree);
    const LeafWriter leaves(content, tree, isIncomplete(document, content) ? ShowStored::Yes : ShowStored::No);
    std::string json = "[";
    const auto begin = [&json] { json += json.size() == 1 ? "{\"path\":[" : ",{\"path\":["; };
    if (scope.leaves == ListingScope::Leaves::StateDicts) {
        for (const StateDict* stateDict : stateDictsUnder(tree, scope.under)) {
            for (const StateDictEntry& entry : stateDictEntries(content, *stateDict)) {
                begin();
                paths.append(json, stateDict->place, entry.key);
                json += "],";
                leaves.appendValue(json, entry.value, entry.tensor);
                json += '}';
            }
        }
        return json + ']';
    }
    const auto shownLeaves = leavesUnder(tree, scope.under);
    json.reserve(shownLeaves.size() * kUsualBytes);
    const PathLimits limits(content, tree);
    PlaceId cut{}; // the container below which nothing is spelled out
    for (const Leaf& leaf : shownLeaves) {
        const PlaceId shown = limits.shown(leaf.place);
        if (shown != leaf.place && shown == cut) {
            continue;
        }
        begin();
        paths.append(json, shown);
        json += "],";
        if (shown == leaf.place) {
            leaves.append(json, leaf, limits);
        } else {
            leaves.appendCut(json, tree.places[index(shown)].step.value);
            cut = shown;
        }
        json += '}';
    }
    json += ']';
    return json;
}

std::string listingToText(const Content& content, const TreeIndex& tree, const ListingScope& scope)
{
    std::string text;
    if (scope.leaves == ListingScope::Leaves::StateDicts) {
        for (const StateDict* stateDict : stateDictsUnder(tree, scope.under)) {
            for (const StateDictEntry& entry : stateDictEntries(content, *stateDict)) {
                const std::string key = displayText(entry.key);
                if (entry.tensor != kNoTensor) {
                    addTensorRow(text, content, key, content.tensor(entry.tensor));
                } else {
                    addRow(text, key, viewOf(content, entry.value).typeName, leafText(content, entry.value), {}, {});
                }
            }
        }
        return text;
    }
    const PathLimits limits(content, tree);
    PlaceId cut{};
    for (const Leaf& leaf : leavesUnder(tree, scope.under)) {
        const PlaceId shown = limits.shown(leaf.place);
        if (shown != leaf.place && shown == cut) {
            continue;
        }
        const std::string path = displayText(tree.pathTextOf(content, shown));
        if (shown != leaf.place) {
            addRow(text, path, "…", "more than " + std::to_string(PathLimits::kMostSteps) + " levels deep", {}, {});
            cut = shown;
            continue;
        }
        const ValueId value = tree.places[index(leaf.place)].step.value;
        if (leaf.tensor != kNoTensor) {
            addTensorRow(text, content, path, content.tensor(leaf.tensor));
        } else if (leaf.isReference) {
            addRow(text, path, "ref", "same as " + displayText(tree.pathTextOf(content, limits.shown(leaf.first))), {},
                {});
        } else {
            addRow(text, path, viewOf(content, value).typeName, leafText(content, value), {}, {});
        }
    }
    return text;
}

} // namespace pthf
