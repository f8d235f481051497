// SPDX-License-Identifier: Apache-2.0
#include "core/compute/machine_report.h"

#include <algorithm>

namespace pthf {

MachineReport gatherMachine(const LoaderOptions& options)
{
    MachineReport machine;
    machine.probe = probeDevices();
    machine.folder = moduleFolder(options).string();
    ModuleChoice choice = chooseModule(options);
    if (const ModuleCandidate* chosen = choice.chosen()) {
        machine.chosen = static_cast<std::size_t>(chosen - choice.modules.data());
    }
    machine.modules = std::move(choice.modules);
    machine.note = std::move(choice.note);
    if (choice.engine) {
        if (const auto facts = choice.engine->facts()) {
            machine.compute = *facts;
        } else {
            machine.note = facts.error().message();
        }
    }
    return machine;
}

std::vector<DeviceFacts> devicesOf(const MachineReport& machine)
{
    std::vector<DeviceFacts> devices;
    if (machine.compute) {
        devices = machine.compute->devices;
    }
    for (std::size_t i = 0; i < machine.probe.gpus.size(); ++i) {
        const GpuDevice& gpu = machine.probe.gpus[i];
        const std::string name = "cuda:" + std::to_string(i);
        if (std::ranges::find(devices, name, &DeviceFacts::device) == devices.end()) {
            devices.push_back({name, gpu.name, {}, gpu.memoryBytes, std::nullopt, i == 0});
        }
    }
    return devices;
}

std::string whyNoDevice(const MachineReport& machine)
{
    if (machine.compute) {
        return machine.compute->devices.empty() ? machine.compute->note : std::string();
    }
    return machine.probe.note.empty() ? machine.note : machine.probe.note + "; " + machine.note;
}

} // namespace pthf
