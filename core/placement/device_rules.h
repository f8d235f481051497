// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/checkpoint/tree_index.h"
#include "core/plan/operation.h"

namespace pthf {

/// A tensor of a state dict by name, with the bytes of its storage where it is the first one over it.
struct KeyedBytes {
    std::string key;
    std::uint64_t bytes = 0;
};

/// Those of every state dict in file order; a key that several have (an EMA beside its model) counts once.
std::vector<KeyedBytes> keyedBytesOf(const Content& content, const TreeIndex& tree);

using DeviceRules = std::vector<MapLocation::Rule>;

/// Everything below the nodes of a role. InvalidArgument where the file has none.
Result<DeviceRules> roleRules(const Content& content, const TreeIndex& tree, Role role, const std::string& device);

/// Layers by number: "model.layers.0-11", "encoder.3", or "0-11" where the model has one run of numbered layers.
/// InvalidArgument says which runs there are.
Result<DeviceRules> layerRules(std::span<const KeyedBytes> keys, std::string_view layers, const std::string& device);

/// Every device about the same bytes: the layers in their order, each of them whole, so that the fullest device has as
/// little as can be. InvalidArgument where there are no devices, or nothing to share out.
Result<DeviceRules> balancedRules(std::span<const KeyedBytes> keys, std::span<const std::string> devices);

} // namespace pthf
