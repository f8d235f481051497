// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/diff/diff_values.h"
#include "core/report/diff_report.h"

namespace pthf::cli {
namespace {

constexpr const char* kDiffHelp =
    "Keys, shapes, number types, devices and plain values; --values reads both files once and compares the numbers, "
    "and\n"
    "recognises renamed tensors by their content. A model under another key, or with a wrapper's prefix, is compared "
    "all "
    "the\n"
    "same.\n"
    "--json prints {\"a\",\"b\",\"equal\",\"counts\":{\"same\",\"changed\",\"only_in_a\",\"only_in_b\",\"renamed\","
    "\"compared\"},\n"
    "  \"rows\":[{\"change\":\"same|changed|only_in_a|only_in_b\",\"path_a\",\"path_b\",\"renamed\",\n"
    "    \"differs\":[\"shape\",\"dtype\",\"device\",\"value\"],\"a\":{\"dtype\",\"shape\",\"device\"} or {\"value\"},"
    "\"b\",\n"
    "    \"values\":{\"equal\",\"elements\",\"differing\",\"max\",\"mean\",\"relative\",\"cosine\",\"nan_a\","
    "\"nan_b\"}}],\n"
    "  \"notes\":[]}. Paths are written as on the command line. max and mean are of |a-b|, relative is |a-b|/|a|; NaN "
    "equals\n"
    "NaN and is left out of the figures.\n"
    "Exit status 0: nothing differs; 1: something does.";

struct DiffArguments {
    std::string a;
    std::string b;
    bool withValues = false;
    OutputForm form = OutputForm::Text;
};

/// A checkpoint with its tree.
struct Side {
    DocumentPtr document;
    TreeIndex tree;

    DiffSide side() const { return {*document, tree}; }
};

Result<Side> openSide(const std::string& name, const Task& task)
{
    DocumentPtr document = PTHF_TRY(openInput(name, task));
    TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    return Side{std::move(document), std::move(tree)};
}

Result<DocumentDiff> compare(const Side& a, const Side& b, const DiffArguments& arguments, const Task& task)
{
    DocumentDiff diff = PTHF_TRY(diffDocuments(a.side(), b.side(), task));
    if (arguments.withValues) {
        PTHF_TRY(compareValues(diff, a.side(), b.side(), task));
    }
    return diff;
}

int runDiff(const DiffArguments& arguments, const Console& console)
{
    TerminalProgress progress("Comparing " + arguments.a + " and " + arguments.b);
    const Task task{console.stop(), progress};
    const auto a = openSide(arguments.a, task);
    const auto b = a ? openSide(arguments.b, task) : a;
    if (!a || !b) {
        const Error& error = a ? b.error() : a.error();
        console.fail(arguments.form, error, a ? arguments.b : arguments.a);
        return statusOfOpening(error);
    }
    const auto diff = compare(*a, *b, arguments, task);
    if (!diff) {
        console.fail(arguments.form, diff.error(), arguments.a);
        return statusOfPlanning(diff.error());
    }
    const Status printed = console.print(arguments.form == OutputForm::Json
            ? diffToJson(*diff, a->side(), b->side(), arguments.a, arguments.b)
            : diffToText(*diff, a->side(), b->side(), arguments.a, arguments.b));
    if (!printed) {
        return statusOfSaving(printed.error());
    }
    return diff->counts.isEqual() ? kDone : kAnswerIsNo;
}

} // namespace

void declareDiff(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<DiffArguments>();
    DiffArguments& to = *arguments;
    CLI::App& command = *app.add_subcommand("diff", "What differs between two checkpoints");
    command.add_option("A", to.a, "The first checkpoint")->required();
    command.add_option("B", to.b, "The second checkpoint")->required();
    command.add_flag("--values", to.withValues, "Compare the numbers too");
    addJson(command, to.form);
    command.footer(kDiffHelp);
    runs(command, chosen, std::move(arguments), runDiff);
}

} // namespace pthf::cli
