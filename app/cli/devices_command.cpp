// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/compute/machine_report.h"
#include "core/report/device_report.h"

namespace pthf::cli {
namespace {

constexpr const char* kDevicesHelp =
    "--json prints {\"auto\":\"cuda:0\",\"driver\":true,\"cuda\":\"12.4\",\"devices\":[{\"device\",\"name\","
    "\"capability\",\n"
    "  \"memory_bytes\",\"free_bytes\",\"current\"}],\"note\",\"compute\":{\"libtorch\",\"built_for\",\"runtime\","
    "\"threads\",\"folder\",\n"
    "  \"modules\":[{\"file\",\"libtorch\",\"built_for\",\"chosen\",\"refusal\"}],\"note\"}};\n"
    "note says why there is no GPU, compute's note why LibTorch reaches none, or why there is no LibTorch.\n"
    "Compute modules are looked for in $PTHF_MODULE_DIR, else in ../lib/pthfinder beside the program. Of several the "
    "one\n"
    "that $PTHF_MODULE names is used (cpu, cuda or a file's name), else one for CUDA where the driver reports a GPU.";

struct DevicesArguments {
    OutputForm form = OutputForm::Text;
};

int runDevices(const DevicesArguments& arguments, const Console& console)
{
    const MachineReport machine = gatherMachine();
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
