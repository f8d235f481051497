// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/tree_summary.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/types/device.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr std::size_t kBits = 64;

std::uint64_t saturatingSum(std::uint64_t one, std::uint64_t other)
{
    return one > std::numeric_limits<std::uint64_t>::max() - other ? std::numeric_limits<std::uint64_t>::max()
                                                                   : one + other;
}

/// Parents stand before their children, so one pass from the back adds everything up.
void addUp(const TreeIndex& tree, std::vector<PlaceSummary>& places)
{
    for (std::size_t place = places.size(); place-- > 1;) {
        PlaceSummary& parent = places[index(tree.places[place].parent)];
        const PlaceSummary& child = places[place];
        parent.tensors += child.tensors;
        parent.values += child.values;
        parent.bytes = saturatingSum(parent.bytes, child.bytes);
        parent.devices |= child.devices;
    }
}

void linkChildren(const TreeIndex& tree, TreeSummary& summary)
{
    const std::size_t count = tree.places.size();
    summary.firstChild.assign(count + 1, 0);
    for (std::size_t place = 1; place < count; ++place) {
        ++summary.firstChild[index(tree.places[place].parent) + std::size_t{1}];
    }
    for (std::size_t place = 0; place < count; ++place) {
        summary.firstChild[place + 1] += summary.firstChild[place];
    }
    summary.children.resize(count == 0 ? 0 : count - 1);
    std::vector<std::uint32_t> next(summary.firstChild);
    for (std::size_t place = 1; place < count; ++place) {
        const std::uint32_t slot = next[index(tree.places[place].parent)]++;
        summary.children[slot] = PlaceId{static_cast<std::uint32_t>(place)};
    }
}

template<typename Items>
std::vector<std::uint32_t> numbersByPlace(const Items& items, std::size_t places)
{
    std::vector<std::uint32_t> numbers(places, TreeSummary::kNone);
    for (std::size_t i = 0; i < items.size(); ++i) {
        numbers[index(items[i].place)] = static_cast<std::uint32_t>(i);
    }
    return numbers;
}

/// Whether the plan gives a tensor another device or dtype, and its device bit.
bool isTensorChanged(
    const PlannedDocument& planned, const Leaf& leaf, ValueId value, DeviceNames& devices, std::uint64_t& set)
{
    const TensorId after = planned.content.tensorAt(value);
    if (after == kNoTensor) {
        return true;
    }
    const Content& source = planned.source->content;
    const TensorValue& before = source.tensor(leaf.tensor);
    const TensorValue& now = planned.content.tensor(after);
    const std::string_view device = planned.content.deviceOf(now);
    set = devices.bitOf(device);
    return source.deviceOf(before) != device || before.dtype != now.dtype || before.requiresGrad != now.requiresGrad;
}

} // namespace

std::uint64_t DeviceNames::bitOf(std::string_view device)
{
    auto found = std::ranges::find(m_names, device);
    if (found == m_names.end()) {
        m_names.emplace_back(device);
        found = m_names.end() - 1;
    }
    const auto number = std::min(static_cast<std::size_t>(found - m_names.begin()), kBits - 1);
    return std::uint64_t{1} << number;
}

QStringList DeviceNames::names(std::uint64_t set) const
{
    std::vector<std::string> chosen;
    for (std::size_t number = 0; number < std::min(m_names.size(), kBits); ++number) {
        if ((set >> number & 1U) != 0) {
            chosen.push_back(m_names[number]);
        }
    }
    // cpu before cuda:0 before cuda:10, whatever stands first in the file.
    std::ranges::sort(chosen, {}, [](const std::string& name) {
        const Device device = parseDevice(name);
        return std::tuple(device.type != "cpu", device.type, device.index.value_or(0));
    });
    QStringList names;
    for (const std::string& name : chosen) {
        names.append(shownText(name));
    }
    return names;
}

std::span<const PlaceId> TreeSummary::childrenOf(PlaceId place) const
{
    const std::uint32_t begin = firstChild[index(place)];
    return std::span(children).subspan(begin, firstChild[index(place) + std::size_t{1}] - begin);
}

TreeSummary summarizeTree(const Content& content, const TreeIndex& tree)
{
    TreeSummary summary;
    const std::size_t count = tree.places.size();
    summary.places.resize(count);
    summary.leaves = numbersByPlace(tree.leaves, count);
    summary.roles = numbersByPlace(tree.roles, count);
    summary.stateDicts = numbersByPlace(tree.stateDicts, count);
    linkChildren(tree, summary);
    for (const Leaf& leaf : tree.leaves) {
        PlaceSummary& place = summary.places[index(leaf.place)];
        if (leaf.tensor != kNoTensor) {
            const TensorValue& tensor = content.tensor(leaf.tensor);
            place = PlaceSummary{1, 0, tensor.bytes(), summary.devices.bitOf(content.deviceOf(tensor))};
        } else if (!leaf.isReference) {
            place.values = 1;
        }
    }
    addUp(tree, summary.places);
    return summary;
}

std::vector<TensorLine> listTensors(const Content& content, const TreeIndex& tree)
{
    std::vector<TensorLine> lines;
    PlaceId parent{};
    QString parentText;
    bool hasParent = false;
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        const Place& place = tree.places[index(leaf.place)];
        if (index(leaf.place) == 0) {
            lines.push_back({leaf.place, leaf.tensor, {}, 0});
            continue;
        }
        if (!hasParent || place.parent != parent) { // siblings stand together
            parent = place.parent;
            hasParent = true;
            parentText = shownText(tree.pathTextOf(content, parent));
            if (!parentText.isEmpty()) {
                parentText += u'/';
            }
        }
        const QString last = shownText(segmentText(segmentOf(content, place.step)));
        lines.push_back({leaf.place, leaf.tensor, parentText + last, static_cast<int>(parentText.size())});
    }
    return lines;
}

PlanSummary summarizePlan(const PlannedDocument& planned, const TreeIndex& sourceTree)
{
    PlanSummary summary;
    const std::size_t count = sourceTree.places.size();
    summary.places.resize(count);
    for (std::size_t place = 1; place < count; ++place) {
        const Place& at = sourceTree.places[place];
        const ItemChange* change = planned.changeOf(at.step);
        const bool isDropped = change != nullptr && change->isDropped;
        summary.places[place].isDropped = isDropped || summary.places[index(at.parent)].isDropped;
        summary.places[place].isChanged = change != nullptr || summary.places[place].isDropped;
    }
    for (const Leaf& leaf : sourceTree.leaves) {
        PlannedPlace& place = summary.places[index(leaf.place)];
        if (leaf.tensor != kNoTensor && !place.isDropped) {
            const ValueId value = sourceTree.places[index(leaf.place)].step.value;
            const bool isChanged = isTensorChanged(planned, leaf, value, summary.devices, place.devices);
            place.isChanged = place.isChanged || isChanged;
        }
    }
    for (std::size_t place = count; place-- > 1;) {
        PlannedPlace& parent = summary.places[index(sourceTree.places[place].parent)];
        parent.devices |= summary.places[place].devices;
        parent.isChanged = parent.isChanged || summary.places[place].isChanged;
    }
    return summary;
}

} // namespace pthf
