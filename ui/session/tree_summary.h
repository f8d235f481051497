// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
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
    /// The same for a device that has a number already.
    std::uint64_t knownBitOf(std::string_view device) const;
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

/// A tree index with what views ask of it again and again: children by parent, sums by place. Twelve bytes a leaf: what
/// a leaf adds to the sums is asked of the leaf.
class TreeSummary {
public:
    TreeSummary() = default;
    TreeSummary(const Content& content, const TreeIndex& tree);

    /// In file order.
    std::span<const PlaceId> childrenOf(PlaceId place) const;
    /// The number of the leaf that stands at a place; nothing for containers.
    std::optional<std::uint32_t> leafAt(PlaceId place) const;
    /// What lies below a container; all zero for a leaf.
    PlaceSummary containerAt(PlaceId place) const;
    const DeviceNames& devices() const noexcept { return m_devices; }

    /// What a leaf adds to the sums of the containers it lies in.
    PlaceSummary sumsOf(const Content& content, const Leaf& leaf) const;

private:
    static constexpr std::uint32_t kLeafBit = std::uint32_t{1} << 31U;

    void linkChildren(const TreeIndex& tree);
    void addUp(const Content& content, const TreeIndex& tree);

    DeviceNames m_devices;
    std::vector<PlaceSummary> m_containers;
    std::vector<std::uint32_t> m_numbers; ///< by PlaceId: of its leaf with kLeafBit, of its container without
    std::vector<std::uint32_t> m_firstChild; ///< by PlaceId, one more than there are places: into m_children
    std::vector<PlaceId> m_children;
};

/// One tensor of the flat table. Its path is spelled when somebody asks (path_speller.h).
struct TensorLine {
    PlaceId place{};
    TensorId tensor = kNoTensor;
};

std::vector<TensorLine> listTensors(const TreeIndex& tree);

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
