// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnose/finding.h"

namespace pthf {

/// How much of a content is stored for one device.
struct DeviceUse {
    std::string device; ///< the tag to the letter; "cpu" for formats without devices
    std::uint64_t tensors = 0; ///< leaves of the tree
    std::uint64_t bytes = 0;

    bool operator==(const DeviceUse&) const = default;
};

/// cpu first, then by name and number. Tensors made of parts count once, where their first part is.
std::vector<DeviceUse> devicesOf(const Content& content, const TreeIndex& tree);

/// Devices in few words: "cuda:0–3", "cuda:0, cuda:2 and mps".
std::string devicesText(const std::vector<std::string>& devices);

/// What torch.load says where these devices are missing, and tags that no torch restores ("cpu:0").
std::vector<Finding> deviceFindings(const Content& content, const TreeIndex& tree);

} // namespace pthf
