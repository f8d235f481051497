// SPDX-License-Identifier: Apache-2.0
#include "app/cli/arguments.h"
#include "app/cli/exit_status.h"
#include "core/compute/device_probe.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"

namespace pthf::cli {
namespace {

std::string devicesToJson(const MachineDevices& machine)
{
    JsonWriter json;
    json.beginObject().member("auto", autoDevice(machine)).memberBool("driver", machine.hasDriver);
    json.member("cuda", machine.driver).key("devices").beginArray();
    json.beginObject().member("device", "cpu").endObject();
    for (std::size_t i = 0; i < machine.gpus.size(); ++i) {
        json.beginObject().member("device", "cuda:" + std::to_string(i)).member("name", machine.gpus[i].name);
        json.memberCount("memory_bytes", machine.gpus[i].memoryBytes).endObject();
    }
    json.endArray().member("note", machine.note).endObject();
    return std::move(json).take();
}

std::string devicesToText(const MachineDevices& machine)
{
    std::string text = "cpu\n";
    for (std::size_t i = 0; i < machine.gpus.size(); ++i) {
        text += "cuda:" + std::to_string(i) + "  " + machine.gpus[i].name + "  " + sizeText(machine.gpus[i].memoryBytes)
            + '\n';
    }
    if (!machine.note.empty()) {
        text += machine.note + '\n';
    }
    if (!machine.driver.empty()) {
        text += "The driver speaks CUDA " + machine.driver + '\n';
    }
    return text + "--map-location auto means " + autoDevice(machine) + " here\n";
}

} // namespace

int runDevices(const DevicesArguments& arguments, const Console& console)
{
    const MachineDevices machine = probeDevices();
    const Status printed =
        console.print(arguments.form == OutputForm::Json ? devicesToJson(machine) : devicesToText(machine));
    return printed ? kDone : statusOfSaving(printed.error());
}

} // namespace pthf::cli
