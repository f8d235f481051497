// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/document_text.h"
#include "core/checkpoint/tree_index.h"
#include "core/report/listing.h"

namespace pthf::cli {
namespace {

constexpr const char* kLsHelp =
    "--json prints an array with one object a leaf, in file order. Tensors:\n"
    "  "
    "{\"path\",\"type\":\"tensor\",\"dtype\",\"shape\",\"stride\",\"offset\",\"device\",\"storage\",\"requires_grad\","
    "\"parameter\"},\n"
    "  with \"layout\" and \"parts\" for sparse and nested ones, \"quantizer\", \"conj\", \"neg\", and \"stored\"\n"
    "  (whole|partly|lost) in damaged files. Others: {\"path\",\"type\",\"value\"}, type one of null bool int float "
    "str\n"
    "  bytes ndarray global complex dict list tuple set object; {\"type\":\"ref\",\"to\":path} where a container "
    "stands a\n"
    "  second time. A path is a list: strings, integers, {\"attr\"}, {\"arg\"}, {\"repr\"}.\n"
    "PATH is written with slashes: model/module.conv1.weight, optimizer/state/0/exp_avg, @attribute, \"quoted\".";

struct LsArguments {
    enum class Shape : std::uint8_t { Table, Json, Canonical };
    std::string input;
    std::string path;
    bool stateDicts = false;
    TextEncoding encoding = TextEncoding::Automatic;
    Shape shape = Shape::Table;
};

bool isWhole(const Document& document)
{
    return !document.isDamaged() && !document.hasDescriptionOnly
        && std::ranges::all_of(
            document.content.storages, [](const StorageValue& storage) { return storage.stored() == Stored::Whole; });
}

Result<ListingScope> scopeOf(const LsArguments& arguments, const Content& content, const TreeIndex& tree)
{
    ListingScope scope;
    if (arguments.stateDicts) {
        scope.leaves = ListingScope::Leaves::StateDicts;
    }
    if (!arguments.path.empty()) {
        const KeyPath path = PTHF_TRY(parsePath(arguments.path));
        scope.under = PTHF_TRY(placeAt(content, tree, path));
    }
    return scope;
}

int runLs(const LsArguments& arguments, const Console& console)
{
    const OutputForm form = arguments.shape == LsArguments::Shape::Json ? OutputForm::Json : OutputForm::Text;
    TerminalProgress progress("Opening " + arguments.input);
    const Task task{console.stop(), progress};
    auto opened = openInput(arguments.input, task);
    if (opened) {
        opened = shownAs(*opened, arguments.encoding, task);
    }
    if (!opened) {
        console.fail(form, opened.error(), arguments.input);
        return statusOfOpening(opened.error());
    }
    const Document& document = **opened;
    const auto tree = indexTree(document.content, task);
    if (!tree) {
        console.fail(form, tree.error(), arguments.input);
        return statusOfOpening(tree.error());
    }
    const auto scope = scopeOf(arguments, document.content, *tree);
    if (!scope) {
        console.fail(form, scope.error(), arguments.input);
        return statusOfPlanning(scope.error());
    }
    const std::string answer = arguments.shape == LsArguments::Shape::Canonical ? documentText(document, *tree)
        : form == OutputForm::Json ? listingToJson(document, document.content, *tree, *scope)
                                   : listingToText(document.content, *tree, *scope);
    if (const Status printed = console.print(answer); !printed) {
        return statusOfSaving(printed.error());
    }
    if (isWhole(document)) {
        return kDone;
    }
    if (form == OutputForm::Text) {
        console.note("pthf: the file is damaged: pthf info says where");
    }
    return kAnswerIsNo;
}

} // namespace

void declareLs(CLI::App& app, Action& chosen)
{
    using Shape = LsArguments::Shape;
    auto arguments = std::make_shared<LsArguments>();
    LsArguments& to = *arguments;
    CLI::App& command = *app.add_subcommand("ls", "Every leaf of a checkpoint, in file order");
    command.add_option("FILE", to.input, "The checkpoint")->required();
    command.add_option("PATH", to.path, "Only what stands here or below");
    command.add_flag_callback(
        "--json", [&to] { to.shape = Shape::Json; }, "Print one JSON array");
    command.add_flag_callback(
        "--text", [&to] { to.shape = Shape::Canonical; }, "Print the canonical text of golden tests");
    command.add_flag("--state-dict", to.stateDicts, "List what state_dict() gives, for whole models too");
    addEncoding(command, to.encoding);
    command.footer(kLsHelp);
    runs(command, chosen, std::move(arguments), runLs);
}

} // namespace pthf::cli
