// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/checkpoint/tree_index.h"
#include "core/edit/planned_document.h"
#include "core/value/content.h"

namespace pthf {

/// The devices of a content, numbered in the order of their first tensor, so that a set of them is one word. Beyond 63
/// devices the last bit stands for all others.
class DeviceNames {
public:
    std::uint64_t bitOf(std::string_view device);
    QStringList names(std::uint64_t set) const;

private:
    std::vector<std::string> m_names;
};

/// What lies below a place, itself included.
struct PlaceSummary {
    std::uint64_t tensors = 0;
    std::uint64_t values = 0; ///< plain leaves, references not counted
    std::uint64_t bytes = 0; ///< of the tensors
    std::uint64_t devices = 0; ///< see DeviceNames
};

/// A tree index with what views ask of it again and again: children by parent, sums by place.
struct TreeSummary {
    static constexpr std::uint32_t kNone = 0xffff'ffff;

    std::vector<PlaceSummary> places; ///< by PlaceId
    std::vector<std::uint32_t> leaves; ///< by PlaceId: number of the leaf, or kNone
    std::vector<std::uint32_t> roles; ///< by PlaceId: number of the RoleNode, or kNone
    std::vector<std::uint32_t> stateDicts; ///< by PlaceId: number of the StateDict, or kNone
    DeviceNames devices;

    /// In file order.
    std::span<const PlaceId> childrenOf(PlaceId place) const;

    std::vector<std::uint32_t> firstChild; ///< by PlaceId, one more than there are places: into children
    std::vector<PlaceId> children;
};

TreeSummary summarizeTree(const Content& content, const TreeIndex& tree);

/// One tensor of the flat table.
struct TensorLine {
    PlaceId place{};
    TensorId tensor = kNoTensor;
    QString path; ///< as pathText gives it
    int parentLength = 0; ///< characters of path before the last segment
};

std::vector<TensorLine> listTensors(const Content& content, const TreeIndex& tree);

/// What a plan makes of a place of the source tree.
struct PlannedPlace {
    std::uint64_t devices = 0; ///< of what is left, as planned
    bool isDropped = false;
    bool isChanged = false; ///< itself or something below it
};

struct PlanSummary {
    std::vector<PlannedPlace> places; ///< by PlaceId of the source tree
    DeviceNames devices;
};

PlanSummary summarizePlan(const PlannedDocument& planned, const TreeIndex& sourceTree);

} // namespace pthf
