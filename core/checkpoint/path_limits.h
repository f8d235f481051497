// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/checkpoint/tree_index.h"

namespace pthf {

/// Where paths stop being spelled out. A list nested a million deep with a number at every level would need a million
/// paths of half a million steps each; no checkpoint of a model comes near these limits.
class PathLimits {
public:
    static constexpr std::uint32_t kMostSteps = 256;
    static constexpr std::uint64_t kMostKeyBytes = std::uint64_t{64} * 1024;

    PathLimits(const Content& content, const TreeIndex& tree);

    /// The place itself, or the container above it that stands for everything below.
    PlaceId shown(PlaceId place) const noexcept { return m_shown.empty() ? place : m_shown[index(place)]; }

private:
    std::vector<PlaceId> m_shown; ///< by place; empty where every path is short
};

} // namespace pthf
