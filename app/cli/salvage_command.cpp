// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/tree_index.h"
#include "core/report/receipt_text.h"
#include "core/save/salvage_checkpoint.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

constexpr const char* kSalvageHelp =
    "Of a damaged file (cut short, without its directory, records that do not match their checksums) every tensor "
    "that\n"
    "is whole and all other values go into a good file. Lost keys are left out; nothing is filled in.\n"
    "--json prints the receipt of convert with two members more: \"whole\": tensors saved,\n"
    "  \"lost\":[{\"path\",\"stored\":\"whole|partly|lost\",\"why\"}].\n"
    "Exit status 0 when nothing was lost, 1 when something was, 3 when not even the description can be read.";

struct SalvageArguments {
    std::string input;
    std::string output;
    std::optional<SaveFormat> format;
    Overwrite overwrite = Overwrite::No;
    OutputForm form = OutputForm::Text;
};

/// What a folder's missing files took with them stands in no description: it is lost without a path.
bool noteMissingFiles(const Document& document, Receipt& receipt)
{
    const bool isFolder =
        document.kind == FileKind::HfShards || document.kind == FileKind::Dcp || document.kind == FileKind::DeepSpeed;
    bool isAny = false;
    for (const Problem& problem : document.problems.kept()) {
        if (isFolder && problem.severity >= Severity::Error) {
            receipt.notes.push_back(problem.where.empty() ? problem.message : problem.where + ": " + problem.message);
            isAny = true;
        }
    }
    return isAny;
}

int runSalvage(const SalvageArguments& arguments, const Console& console)
{
    if (const Status named = checkOutputName(arguments.output); !named) {
        console.fail(arguments.form, named.error(), {});
        return kWrongUsage;
    }
    TerminalProgress progress("Salvaging " + displayText(arguments.input));
    const Task task{console.stop(), progress};
    const auto opened = openInput(arguments.input, task);
    if (!opened) {
        console.fail(arguments.form, opened.error(), arguments.input);
        return statusOfOpening(opened.error());
    }
    const auto tree = indexTree((*opened)->content, task);
    if (!tree) {
        console.fail(arguments.form, tree.error(), arguments.input);
        return statusOfOpening(tree.error());
    }
    SaveOptions options;
    options.target = arguments.output;
    options.format = arguments.format.value_or(formatFor(options.target, (*opened)->kind));
    options.overwrite = arguments.overwrite;
    auto salvaged = salvageCheckpoint(*opened, *tree, options, task);
    if (!salvaged) {
        const int status = statusOfSaving(salvaged.error());
        console.fail(arguments.form, salvaged.error(), status == kUnwritable ? arguments.output : arguments.input);
        return status;
    }
    const bool lacksFiles = noteMissingFiles(**opened, salvaged->receipt);
    const Status printed =
        console.print(arguments.form == OutputForm::Json ? salvageToJson(*salvaged) : salvageToText(*salvaged));
    const int status = salvaged->lost.empty() && !lacksFiles ? kDone : kAnswerIsNo;
    return printed ? status : statusOfSaving(printed.error());
}

} // namespace

void declareSalvage(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<SalvageArguments>();
    CLI::App& command = *app.add_subcommand("salvage", "Writes what is whole of a damaged file into a good one");
    command.add_option("IN", arguments->input, "The damaged checkpoint")->required();
    command.add_option("OUT", arguments->output, "The file to write")->required();
    command
        .add_option_function<std::string>(
            "--format", [arguments](const std::string& name) { arguments->format = saveFormatFromName(name); },
            "zip, legacy or safetensors; default: by OUT's extension, as the input")
        ->check(CLI::IsMember({"zip", "legacy", "safetensors"}))
        ->type_name("zip|legacy|safetensors");
    command.add_flag_callback(
        "--overwrite", [arguments] { arguments->overwrite = Overwrite::Yes; }, "Replace OUT if it exists");
    addJson(command, arguments->form);
    command.footer(kSalvageHelp);
    runs(command, chosen, std::move(arguments), runSalvage);
}

} // namespace pthf::cli
