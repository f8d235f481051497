// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/compute/machine_report.h"
#include "core/prove/prove_on_device.h"

namespace pthf {

/// {"auto","driver","cuda","devices":[{"device","name","capability","memory_bytes","free_bytes","current"}],"note",
/// "compute":{"libtorch","built_for","runtime","threads","folder","modules":[{"file","libtorch","built_for","chosen",
/// "refusal"}],"note"}}
std::string machineToJson(const MachineReport& machine);
std::string machineToText(const MachineReport& machine);

/// {"proved","fits","devices":[{"device","storages","bytes","free_bytes","text","offer",…rates}],"compared_bytes",
/// "differing"}
std::string proofToJson(const DeviceProof& proof);
std::string proofToText(const DeviceProof& proof);

} // namespace pthf
