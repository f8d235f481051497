// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/diagnose/sizes.h"

namespace pthf {

/// cpu first, then by type and number.
void sortDevices(std::vector<DeviceUse>& devices);

/// Devices in few words: "cuda:0–3", "cuda:0, cuda:2 and mps".
std::string devicesText(const std::vector<std::string>& devices);

/// What torch.load says where these devices are missing, and tags that no torch restores ("cpu:0").
std::vector<Finding> deviceFindings(const std::vector<DeviceUse>& devices);

/// Devices that not every machine has: all but cpu and meta.
std::vector<DeviceUse> specialDevices(const std::vector<DeviceUse>& devices);

} // namespace pthf
