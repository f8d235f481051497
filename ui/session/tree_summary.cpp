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

std::uint64_t DeviceNames::knownBitOf(std::string_view device) const
{
    const auto found = std::ranges::find(m_names, device);
    const auto number = std::min(static_cast<std::size_t>(found - m_names.begin()), kBits - 1);
    return found == m_names.end() ? 0 : std::uint64_t{1} << number;
}

TreeSummary::TreeSummary(const Content& content, const TreeIndex& tree)
    : m_numbers(tree.places.size(), 0)
{
    for (std::size_t i = 0; i < tree.leaves.size(); ++i) {
        m_numbers[index(tree.leaves[i].place)] = static_cast<std::uint32_t>(i) | kLeafBit;
    }
    std::uint32_t containers = 0;
    for (std::uint32_t& number : m_numbers) {
        number = (number & kLeafBit) != 0 ? number : containers++;
    }
    m_containers.resize(containers);
    linkChildren(tree);
    addUp(content, tree);
}

std::span<const PlaceId> TreeSummary::childrenOf(PlaceId place) const
{
    const std::uint32_t begin = m_firstChild[index(place)];
    return std::span(m_children).subspan(begin, m_firstChild[index(place) + std::size_t{1}] - begin);
}

std::optional<std::uint32_t> TreeSummary::leafAt(PlaceId place) const
{
    const std::uint32_t number = m_numbers[index(place)];
    return (number & kLeafBit) != 0 ? std::optional(number & ~kLeafBit) : std::nullopt;
}

PlaceSummary TreeSummary::containerAt(PlaceId place) const
{
    const std::uint32_t number = m_numbers[index(place)];
    return (number & kLeafBit) != 0 ? PlaceSummary{} : m_containers[number];
}

PlaceSummary TreeSummary::sumsOf(const Content& content, const Leaf& leaf) const
{
    if (leaf.tensor == kNoTensor) {
        return {0, leaf.isReference ? std::uint64_t{0} : std::uint64_t{1}, 0, 0};
    }
    const TensorValue& tensor = content.tensor(leaf.tensor);
    return {1, 0, tensor.bytes(), m_devices.knownBitOf(content.deviceOf(tensor))};
}

void TreeSummary::linkChildren(const TreeIndex& tree)
{
    const std::size_t count = tree.places.size();
    m_firstChild.assign(count + 1, 0);
    for (std::size_t place = 1; place < count; ++place) {
        ++m_firstChild[index(tree.places[place].parent) + std::size_t{1}];
    }
    for (std::size_t place = 0; place < count; ++place) {
        m_firstChild[place + 1] += m_firstChild[place];
    }
    m_children.resize(count == 0 ? 0 : count - 1);
    std::vector<std::uint32_t> next(m_firstChild);
    for (std::size_t place = 1; place < count; ++place) {
        const std::uint32_t slot = next[index(tree.places[place].parent)]++;
        m_children[slot] = PlaceId{static_cast<std::uint32_t>(place)};
    }
}

/// Parents stand before their children, so one pass from the back adds everything up.
void TreeSummary::addUp(const Content& content, const TreeIndex& tree)
{
    for (const Leaf& leaf : tree.leaves) { // devices are numbered in file order
        if (leaf.tensor != kNoTensor) {
            m_devices.bitOf(content.deviceOf(content.tensor(leaf.tensor)));
        }
    }
    for (std::size_t place = tree.places.size(); place-- > 1;) {
        const auto leaf = leafAt(PlaceId{static_cast<std::uint32_t>(place)});
        const PlaceSummary child = leaf ? sumsOf(content, tree.leaves[*leaf]) : m_containers[m_numbers[place]];
        PlaceSummary& parent = m_containers[m_numbers[index(tree.places[place].parent)]];
        parent.tensors += child.tensors;
        parent.values += child.values;
        parent.bytes = saturatingSum(parent.bytes, child.bytes);
        parent.devices |= child.devices;
    }
}

std::vector<TensorLine> listTensors(const TreeIndex& tree)
{
    std::vector<TensorLine> lines;
    lines.reserve(static_cast<std::size_t>(
        std::ranges::count_if(tree.leaves, [](const Leaf& leaf) { return leaf.tensor != kNoTensor; })));
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor != kNoTensor) {
            lines.push_back({leaf.place, leaf.tensor});
        }
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
