// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/path_limits.h"

namespace pthf {
namespace {

/// How long the path to a place is.
struct Length {
    std::uint32_t steps = 0;
    std::uint64_t keyBytes = 0;

    bool isTooLong() const noexcept { return steps >= PathLimits::kMostSteps || keyBytes >= PathLimits::kMostKeyBytes; }
};

std::uint64_t keyBytes(const ValueGraph& graph, const ChildStep& step)
{
    const bool isText = step.key != kNoValue && graph.kind(step.key) == ValueKind::Text;
    return isText ? graph.byteLength(step.key) : 0;
}

} // namespace

PathLimits::PathLimits(const Content& content, const TreeIndex& tree)
{
    std::vector<Length> lengths(tree.places.size());
    bool isAnyCut = false;
    // Parents stand before their children.
    for (std::size_t i = 1; i < tree.places.size(); ++i) {
        const Length& parent = lengths[index(tree.places[i].parent)];
        lengths[i] = {parent.steps + 1, parent.keyBytes + keyBytes(content.graph, tree.places[i].step)};
        isAnyCut = isAnyCut || parent.isTooLong();
    }
    if (!isAnyCut) {
        return;
    }
    m_shown.reserve(tree.places.size());
    for (std::size_t i = 0; i < tree.places.size(); ++i) {
        const std::uint32_t parent = index(tree.places[i].parent);
        const PlaceId above = i == 0 ? PlaceId{} : m_shown[parent];
        const bool isCut = i != 0 && (index(above) != parent || lengths[parent].isTooLong());
        m_shown.push_back(isCut ? above : PlaceId{static_cast<std::uint32_t>(i)});
    }
}

} // namespace pthf
