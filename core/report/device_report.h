// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/compute/compute_devices.h"
#include "core/compute/device_probe.h"
#include "core/prove/prove_on_device.h"

namespace pthf {

/// What this machine has: what the driver says, and what LibTorch says where there is a compute module.
struct MachineReport {
    MachineDevices probe;
    std::optional<ComputeFacts> compute;
    std::string note; ///< why compute is missing
};

/// {"auto","driver","cuda","devices":[{"device","name","capability","memory_bytes","free_bytes","current"}],"note",
/// "compute":{"libtorch","built_for","runtime","threads","note"}}
std::string machineToJson(const MachineReport& machine);
std::string machineToText(const MachineReport& machine);

/// {"proved","fits","devices":[{"device","storages","bytes","free_bytes","text","offer",…rates}],"compared_bytes",
/// "differing"}
std::string proofToJson(const DeviceProof& proof);
std::string proofToText(const DeviceProof& proof);

} // namespace pthf
