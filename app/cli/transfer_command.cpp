// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/tree_index.h"
#include "core/compute/compute_loader.h"
#include "core/edit/planned_document.h"
#include "core/prove/prove_on_device.h"
#include "core/report/device_report.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

constexpr const char* kTransferHelp =
    "Every storage is carried to the device, where all of them stay until the last has arrived, and back; the bytes "
    "are\n"
    "compared. What does not fit is said before anything is carried. --to plan carries each storage to the device that "
    "it\n"
    "is tagged with. --json prints\n"
    "  "
    "{\"proved\",\"fits\",\"devices\":[{\"device\",\"storages\",\"bytes\",\"free_bytes\",\"fits\",\"text\",\"offer\",\n"
    "   \"peak_bytes\",\"pinned\",\"rate_there\",\"rate_back\",\"seconds_there\",\"seconds_back\"}],"
    "\"compared_bytes\",\"differing\":[]};\n"
    "rates are in 10^9 bytes a second, offer is the operation that would make it fit.\n"
    "Exit status 0 for equal bytes, 1 where they do not fit or come back changed, 2 where there is no such device.";

struct TransferArguments {
    std::string input;
    std::string device;
    OutputForm form = OutputForm::Text;
};

Result<DeviceProof> prove(const TransferArguments& arguments, const DocumentPtr& document, const Task& task)
{
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    const PlannedDocumentPtr planned = PTHF_TRY(planDocument(document, tree, {}, {}, task));
    const auto engine = PTHF_TRY(loadComputeEngine());
    return proveOnDevice(*planned, arguments.device == "plan" ? std::string() : arguments.device, *engine, task);
}

int runTransfer(const TransferArguments& arguments, const Console& console)
{
    TerminalProgress progress("Carrying " + displayText(arguments.input));
    const Task task{console.stop(), progress};
    const auto opened = openInput(arguments.input, task);
    if (!opened) {
        console.fail(arguments.form, opened.error(), arguments.input);
        return statusOfOpening(opened.error());
    }
    const auto proof = prove(arguments, *opened, task);
    if (!proof) {
        console.fail(arguments.form, proof.error(), arguments.input);
        return statusOfPlanning(proof.error());
    }
    const Status printed =
        console.print(arguments.form == OutputForm::Json ? proofToJson(*proof) : proofToText(*proof));
    if (!printed) {
        return statusOfSaving(printed.error());
    }
    return proof->isProved() ? kDone : kAnswerIsNo;
}

} // namespace

void declareTransfer(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<TransferArguments>();
    CLI::App& command = *app.add_subcommand("transfer", "Carries a checkpoint to a device and back, and compares");
    command.add_option("FILE", arguments->input, "The checkpoint")->required();
    command.add_option("--to", arguments->device, "Where to: cuda:0, or plan")->required()->type_name("DEV");
    addJson(command, arguments->form);
    command.footer(kTransferHelp);
    runs(command, chosen, std::move(arguments), runTransfer);
}

} // namespace pthf::cli
