// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/compute/compute_engine.h"
#include "core/prove/device_forecast.h"

namespace pthf {

/// What came of it: without a report nothing was carried, since it does not fit.
struct DeviceProof {
    std::vector<DeviceForecast> forecasts;
    std::optional<TransferReport> report;

    /// Everything arrived, and came back as it went.
    bool isProved() const noexcept { return report && report->isEqual(); }
};

/// Carries what a save of the planned document writes to a device (or, where `device` is empty, to those of the plan)
/// and back, and compares. Progress is bytes there and back.
Result<DeviceProof> proveOnDevice(
    const PlannedDocument& planned, const std::string& device, ComputeEngine& engine, const Task& task);

} // namespace pthf
