// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "app/cli/text_input.h"
#include "core/match/match_document.h"
#include "core/reference/names_text.h"
#include "core/report/match_report.h"

namespace pthf::cli {
namespace {

constexpr const char* kMatchHelp =
    "REFERENCE is another checkpoint, a text of names and shapes in about any spelling, or a text with the message of "
    "a\n"
    "load_state_dict that failed; - is such a text on standard input. Of a message, names that it does not mention "
    "are\n"
    "taken to be as in FILE. `pthf match --snippet` prints Python that lists a model's names and shapes.\n"
    "--json prints {\"file\":{\"path\",\"state_dict\",\"role\",\"keys\"},\n"
    "  \"reference\":{\"kind\":\"checkpoint|names|load_error\",\"name\",\"model\",\"state_dict\",\"keys\"},\n"
    "  \"counts\":{\"same\",\"shape_differs\",\"only_in_file\",\"only_in_model\",\"dtype_differs\"},\n"
    "  \"coverage\":{\"share\",\"parameters\",\"same\",\"shape_differs\",\"missing\",\"unknown_shapes\"},\n"
    "  \"strict\":{\"loads\",\"report\"}, \"non_strict\":{\"loads\",\"report\",\"missing\",\"unexpected\"},\n"
    "  \"suggestions\":[{\"id\",\"text\",\"effect\",\"reason\",\"guess\",\"counts\",\"coverage\",\"operations\","
    "\"command\"}],\n"
    "  \"rows\":[{\"state\":\"same|shape_differs|only_in_file|only_in_model\",\"key\",\"file\":{\"shape\",\"dtype\"},\n"
    "    \"model\":{\"shape\",\"dtype\",\"presumed\"}}], \"notes\":[]}; a side that has no such key is null, a report "
    "is\n"
    "torch's own text, suggestions stand in order of gain and their operations are those of recipes.\n"
    "Exit status 0: load_state_dict with strict=True succeeds; 1: it does not.";

struct MatchArguments {
    std::string file;
    std::string reference;
    std::string in;
    std::string referenceIn;
    bool isSnippet = false;
    OutputForm form = OutputForm::Text;
};

Result<std::optional<KeyPath>> pathOf(const std::string& text)
{
    if (text.empty()) {
        return std::optional<KeyPath>();
    }
    return std::optional(PTHF_TRY(parsePath(text)));
}

/// One match, and which of its files an error is of.
class Matching {
public:
    Matching(const MatchArguments& arguments, const Console& console)
        : m_arguments(arguments)
        , m_console(console)
        , m_progress("Opening " + arguments.file)
        , m_task{console.stop(), m_progress}
    {
    }

    int run()
    {
        const auto in = pathOf(m_arguments.in);
        const auto referenceIn = pathOf(m_arguments.referenceIn);
        if (!in || !referenceIn) {
            return fail(in ? referenceIn.error() : in.error(), kWrongUsage, {});
        }
        const auto opened = openInput(m_arguments.file, m_task);
        if (!opened) {
            return fail(opened.error(), statusOfOpening(opened.error()), m_arguments.file);
        }
        const auto tree = indexTree((*opened)->content, m_task);
        if (!tree) {
            return fail(tree.error(), statusOfOpening(tree.error()), m_arguments.file);
        }
        auto reference = openReference(m_arguments.reference, *referenceIn, m_task);
        if (!reference) {
            const bool isPath = *referenceIn && reference.error().code() == ErrorCode::InvalidArgument;
            return fail(
                reference.error(), isPath ? kWrongUsage : statusOfOpening(reference.error()), m_arguments.reference);
        }
        const MatchSide side{(*opened)->content, *tree};
        const auto prepared = prepareReference(std::move(*reference), side, *in);
        const auto result =
            prepared ? matchContent(side, *prepared, *in, m_task) : Result<MatchResult>(prepared.error());
        if (!result) {
            return fail(result.error(), statusOfPlanning(result.error()), m_arguments.file);
        }
        const Status printed =
            m_console.print(m_arguments.form == OutputForm::Json ? matchToJson(*result, m_arguments.file)
                                                                 : matchToText(*result, m_arguments.file));
        if (!printed) {
            return statusOfSaving(printed.error());
        }
        return result->strict.loads ? kDone : kAnswerIsNo;
    }

private:
    int fail(const Error& error, int status, const std::string& file) const
    {
        m_console.fail(m_arguments.form, error, file);
        return status;
    }

    const MatchArguments& m_arguments;
    const Console& m_console;
    TerminalProgress m_progress;
    Task m_task;
};

int runMatch(const MatchArguments& arguments, const Console& console)
{
    if (arguments.isSnippet) {
        const Status printed = console.print(namesSnippet());
        return printed ? kDone : statusOfSaving(printed.error());
    }
    if (arguments.file.empty() || arguments.reference.empty()) {
        console.fail(arguments.form, Error{ErrorCode::InvalidArgument, "match needs FILE and REFERENCE"}, {});
        return kWrongUsage;
    }
    if (arguments.file == "-" && arguments.reference == "-") {
        console.fail(
            arguments.form, Error{ErrorCode::InvalidArgument, "FILE and REFERENCE cannot both be standard input"}, {});
        return kWrongUsage;
    }
    return Matching(arguments, console).run();
}

} // namespace

void declareMatch(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<MatchArguments>();
    MatchArguments& to = *arguments;
    CLI::App& command = *app.add_subcommand("match", "What load_state_dict would say, and what would make it succeed");
    command.add_option("FILE", to.file, "The checkpoint");
    command.add_option("REFERENCE", to.reference, "Another checkpoint, a text of names, a pasted error; -");
    command.add_option("--in", to.in, "Which state dict of FILE; default: the one that fits best")->type_name("PATH");
    command.add_option("--reference-in", to.referenceIn, "Which state dict of REFERENCE; default: its model")
        ->type_name("PATH");
    command.add_flag("--snippet", to.isSnippet, "Print Python that lists a model's names and shapes");
    addJson(command, to.form);
    command.footer(kMatchHelp);
    runs(command, chosen, std::move(arguments), runMatch);
}

} // namespace pthf::cli
