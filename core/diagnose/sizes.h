// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnose/finding.h"

namespace pthf {

/// Tensors that have something in common, and the bytes they show.
struct TensorCount {
    std::uint64_t tensors = 0; ///< leaves of the tree
    std::uint64_t bytes = 0;

    bool operator==(const TensorCount&) const = default;
};

/// How much of a content is stored for one device.
struct DeviceUse {
    std::string device; ///< the tag to the letter; "cpu" for formats without devices
    std::uint64_t tensors = 0;
    std::uint64_t bytes = 0;

    bool operator==(const DeviceUse&) const = default;
};

/// What is counted of a content, in one pass over its leaves. Whoever needs several judgements of one content makes it
/// once and hands it to each.
struct Sizes {
    std::uint64_t tensors = 0; ///< leaves that are tensors
    std::uint64_t tensorBytes = 0; ///< elements × size, tied ones wherever they stand
    std::uint64_t storages = 0; ///< distinct
    std::uint64_t storageBytes = 0;
    std::uint64_t parameters = 0; ///< elements of the model role, ties once
    std::uint64_t trainable = 0; ///< of these, with requires_grad
    std::uint64_t unusedBytes = 0; ///< of storages, that no tensor shows
    std::uint64_t draggingTensors = 0; ///< tensors over storages with unused bytes
    std::array<std::uint64_t, kRoleCount> storageBytesByRole{}; ///< a storage counts for the first role that uses it
    std::vector<DeviceUse> devices; ///< cpu first, then by name and number
    std::array<TensorCount, kDTypeCount> dtypes{};
    std::uint64_t arrays = 0; ///< leaves that are numpy arrays inside a pickle
    std::uint64_t arrayElements = 0;
    std::uint64_t modelTensors = 0; ///< leaves of the model and EMA roles
    std::uint64_t emptyTensors = 0; ///< of these, with the shape [0]
    std::uint64_t incomplete = 0; ///< tensors over storages whose bytes are not all in the file
    PlaceId firstIncomplete{};
};

Sizes sizesOf(const Content& content, const TreeIndex& tree);

/// Bytes a leaf's tensor shows: elements × size, of its parts together where it is made of parts.
std::uint64_t shownBytes(const Content& content, const TensorValue& tensor);
/// The device a tensor is on; of tensors made of parts, that of the first part.
std::string_view shownDevice(const Content& content, const TensorValue& tensor);

/// The role each leaf of the tree stands under, beside tree.leaves.
std::vector<Role> rolesOfLeaves(const TreeIndex& tree);

/// The share of the optimizer and of views that drag larger storages, with the size of a copy without them; weights
/// that were left out and hold no number.
std::vector<Finding> sizeFindings(
    const Document& document, const Content& content, const TreeIndex& tree, const Sizes& sizes);

} // namespace pthf
