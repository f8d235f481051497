// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/compute/compute_devices.h"
#include "core/edit/planned_document.h"
#include "core/plan/operation.h"

namespace pthf {

/// What would be put on one device, and whether there is room.
struct DeviceForecast {
    std::string device; ///< as the machine calls it: "cuda:0"
    std::uint64_t storages = 0;
    std::uint64_t bytes = 0;
    std::optional<std::uint64_t> freeBytes; ///< none where the back end does not say
    std::uint64_t castBytes = 0; ///< with every wider floating storage as bfloat16
    std::optional<Cast> offer; ///< the cast that would fit, where it does not fit and that would

    bool fits() const noexcept { return !freeBytes || bytes <= *freeBytes; }
    bool operator==(const DeviceForecast&) const = default;
};

/// "needs 7.2 GB of 6.0 GB free on cuda:0; as bfloat16 3.6 GB"
std::string forecastText(const DeviceForecast& forecast);

/// The machine's name of a device: "cuda" is the current one. Unsupported, with what is there and why, where it is not.
Result<std::string> deviceOnMachine(const std::string& device, const ComputeFacts& machine);

/// One a device: everything that is written, on `device`; or, where it is empty, on the devices of the plan that are
/// not the cpu. InvalidArgument when that is nothing.
Result<std::vector<DeviceForecast>> forecastDevices(
    const PlannedDocument& planned, const std::string& device, const ComputeFacts& machine);

/// The device that a planned storage goes to, by the same rule; empty where it stays here.
std::string deviceOfStorage(const PlannedDocument& planned, StorageId storage, const std::string& device);

} // namespace pthf
