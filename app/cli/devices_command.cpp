// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/compute/device_probe.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"

namespace pthf::cli {
namespace {

constexpr const char* kDevicesHelp =
    "--json prints "
    "{\"auto\":\"cuda:0\",\"driver\":true,\"cuda\":\"12.4\",\"devices\":[{\"device\":\"cuda:0\",\"name\",\n"
    "\"memory_bytes\"}],\"note\"}; note says why there is no GPU.";

struct DevicesArguments {
    OutputForm form = OutputForm::Text;
};

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

int runDevices(const DevicesArguments& arguments, const Console& console)
{
    const MachineDevices machine = probeDevices();
    const Status printed =
        console.print(arguments.form == OutputForm::Json ? devicesToJson(machine) : devicesToText(machine));
    return printed ? kDone : statusOfSaving(printed.error());
}

} // namespace

void declareDevices(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<DevicesArguments>();
    CLI::App& command = *app.add_subcommand("devices", "What this machine has, and what auto means on it");
    addJson(command, arguments->form);
    command.footer(kDevicesHelp);
    runs(command, chosen, std::move(arguments), runDevices);
}

} // namespace pthf::cli
