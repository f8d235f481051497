// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <c10/core/Device.h>

#include "core/compute/compute_devices.h"

namespace pthf::torch_module {

struct DeviceMemory {
    std::uint64_t freeBytes = 0;
    std::uint64_t totalBytes = 0;
};

/// For allocators of back ends that can say how much memory there is where LibTorch has no words for it: an allocator
/// that derives from this beside c10::Allocator is asked.
class ReportsMemory {
public:
    virtual ~ReportsMemory() = default;
    virtual DeviceMemory memory(c10::DeviceIndex device) const = 0;
};

/// Every device of every back end that is registered with LibTorch, and why there is no GPU where there is none.
Result<ComputeFacts> gatherFacts();

/// A device by its text, with its number ("cuda" is the current one). Unsupported, with what this machine has, when it
/// is not there.
Result<c10::Device> deviceNamed(const std::string& text);

/// Nothing where the back end does not say.
std::optional<DeviceMemory> memoryOf(c10::Device device);

/// Memory that a back end keeps in store after its tensors are gone is given back to the device.
void releaseStore(c10::DeviceType type);

} // namespace pthf::torch_module
