// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/compute/compute_devices.h"
#include "core/compute/compute_loader.h"
#include "core/compute/device_probe.h"

namespace pthf {

/// What this machine has: what the driver says, which compute modules there are, what LibTorch says through the one
/// that is used.
struct MachineReport {
    MachineDevices probe;
    std::string folder; ///< that is looked in for modules
    std::vector<ModuleCandidate> modules; ///< in the order in which they are tried
    std::optional<std::size_t> chosen; ///< of the modules
    std::optional<ComputeFacts> compute;
    std::string note; ///< why compute is missing

    bool operator==(const MachineReport&) const = default;
};

/// Asks the driver, then loads the module and asks LibTorch: a second at most, on a worker thread.
MachineReport gatherMachine(const LoaderOptions& options = {});

/// Every device but the cpu: LibTorch's, and the driver's GPUs that LibTorch does not reach.
std::vector<DeviceFacts> devicesOf(const MachineReport& machine);

/// Why there is no device but the cpu, or why LibTorch reaches none; empty where it reaches one. One sentence or two.
std::string whyNoDevice(const MachineReport& machine);

} // namespace pthf
