// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/compute/compute_loader.h"
#include "core/report/device_report.h"

namespace pthf::cli {
namespace {

constexpr const char* kDevicesHelp =
    "--json prints {\"auto\":\"cuda:0\",\"driver\":true,\"cuda\":\"12.4\",\"devices\":[{\"device\",\"name\","
    "\"capability\",\n"
    "  \"memory_bytes\",\"free_bytes\",\"current\"}],\"note\",\"compute\":{\"libtorch\",\"built_for\",\"runtime\","
    "\"threads\",\"note\"}};\n"
    "note says why there is no GPU, compute's note why LibTorch reaches none, or why there is no LibTorch.";

struct DevicesArguments {
    OutputForm form = OutputForm::Text;
};

int runDevices(const DevicesArguments& arguments, const Console& console)
{
    MachineReport machine;
    machine.probe = probeDevices();
    if (const auto engine = loadComputeEngine()) {
        const auto facts = (*engine)->facts();
        if (facts) {
            machine.compute = *facts;
        } else {
            machine.note = facts.error().message();
        }
    } else {
        machine.note = engine.error().message();
    }
    const Status printed =
        console.print(arguments.form == OutputForm::Json ? machineToJson(machine) : machineToText(machine));
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
