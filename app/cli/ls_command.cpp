// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/document_search.h"
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
    "  with \"layout\" and \"parts\" for sparse and nested ones, \"quantizer\", \"distributed\", \"attributes\" (what\n"
    "  code set on it), \"conj\", \"neg\", and \"stored\" (whole|partly|lost) in damaged files. Others: "
    "{\"path\",\"type\",\"value\"}, type one of null bool int float "
    "str\n"
    "  bytes ndarray global complex dict list tuple set object; {\"type\":\"ref\",\"to\":path} where a container "
    "stands a\n"
    "  second time; {\"type\":\"ndarray\",\"dtype\",\"shape\"} of numpy's arrays, with \"fields\" of structured and "
    "\"class\" of\n"
    "  masked ones, whose elements `pthf tensor` shows. A path is a list: strings, integers, {\"attr\"}, {\"arg\"}, "
    "{\"repr\"}.\n"
    "PATH is written with slashes: model/module.conv1.weight, optimizer/state/0/exp_avg, @attribute, \"quoted\".\n"
    "--find pays no heed to the case of letters; a TEXT with a slash is sought in whole paths. Nothing found: status "
    "1.";

struct LsArguments {
    enum class Shape : std::uint8_t { Table, Json, Canonical };
    std::string input;
    std::string path;
    std::string find;
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

/// Leaves that hold the text in their key or value, or stand below a key that does.
Status keepFound(const std::string& text, const Content& content, TreeIndex& tree, const Task& task)
{
    const SearchHits found =
        PTHF_TRY(searchDocument(content, tree, text, std::numeric_limits<std::uint64_t>::max(), task));
    std::vector<bool> isWanted(tree.places.size(), false);
    for (const SearchHit& hit : found.hits) {
        isWanted[index(hit.place)] = true;
    }
    for (std::size_t i = 1; i < tree.places.size(); ++i) { // parents stand before what they hold
        isWanted[i] = isWanted[i] || isWanted[index(tree.places[i].parent)];
    }
    std::erase_if(tree.leaves, [&](const Leaf& leaf) { return !isWanted[index(leaf.place)]; });
    return Done{};
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
    auto tree = indexTree(document.content, task);
    const Status searched = tree && !arguments.find.empty() ? keepFound(arguments.find, document.content, *tree, task)
        : tree                                              ? Status(Done{})
                                                            : Status(tree.error());
    if (!searched) {
        console.fail(form, searched.error(), arguments.input);
        return statusOfOpening(searched.error());
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
        return !arguments.find.empty() && tree->leaves.empty() ? kAnswerIsNo : kDone;
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
    command.add_option("--find", to.find, "Only what holds TEXT in its key or value, or stands below a key that does")
        ->type_name("TEXT");
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
