// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pthf {

/// One GPU as NVIDIA's driver describes it.
struct GpuDevice {
    std::string name;
    std::uint64_t memoryBytes = 0;

    bool operator==(const GpuDevice&) const = default;
};

/// What this machine has to carry tensors to.
struct MachineDevices {
    bool hasDriver = false;
    std::string driver; ///< the newest CUDA the driver speaks: "12.4"; empty without one
    std::vector<GpuDevice> gpus; ///< in the driver's order: cuda:0, cuda:1, ...
    std::string note; ///< why there are none: "no NVIDIA driver (libcuda.so.1) on this machine"

    bool operator==(const MachineDevices&) const = default;
};

/// Asks the driver, which is loaded for as long as the question takes. Without LibTorch and without CUDA's headers; a
/// machine without a driver is an ordinary answer. Takes a tenth of a second where there is a GPU.
MachineDevices probeDevices();

/// What "auto" means on such a machine: its first GPU, else the cpu.
std::string autoDevice(const MachineDevices& machine);

} // namespace pthf
