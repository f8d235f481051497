// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/io/file_source.h"
#include "core/save/undo_edit.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

constexpr const char* kUndoHelp =
    "Cuts a file that was edited in place (convert --in-place) to the length that it had before: byte for byte what "
    "it\n"
    "was. Several edits are taken back one by one, and one that was cut off in the middle is removed.\n"
    "--json prints {\"file\",\"bytes_before\",\"bytes_after\",\"was_interrupted\",\"edits_left\"}.\n"
    "Exit status 0 when an edit was taken back, 1 when there was none, 3 for what cannot be read.";

struct UndoArguments {
    std::string input;
    OutputForm form = OutputForm::Text;
};

std::string undoneText(const UndoArguments& arguments, const UndoneEdit& undone)
{
    if (arguments.form == OutputForm::Json) {
        JsonWriter json;
        json.beginObject().member("file", arguments.input).memberCount("bytes_before", undone.bytesBefore);
        json.memberCount("bytes_after", undone.bytesAfter).memberBool("was_interrupted", undone.wasInterrupted);
        json.memberCount("edits_left", undone.editsLeft).endObject();
        return std::move(json).take();
    }
    return displayText(arguments.input) + ": " + (undone.wasInterrupted ? "an unfinished edit" : "the last edit")
        + " taken back, " + countText(undone.bytesBefore) + " → " + countText(undone.bytesAfter) + " bytes, "
        + countOf(undone.editsLeft, "edit") + " left\n";
}

int statusOfUndo(const Error& error)
{
    switch (error.code()) {
    case ErrorCode::InvalidArgument:
        return kAnswerIsNo;
    case ErrorCode::Truncated:
    case ErrorCode::Corrupt:
    case ErrorCode::Unsupported:
        return kUnreadable;
    default:
        return statusOfSaving(error);
    }
}

int runUndo(const UndoArguments& arguments, const Console& console)
{
    TerminalProgress progress("Undoing");
    const Task task{console.stop(), progress};
    if (const auto readable = FileSource::open(arguments.input); !readable) {
        console.fail(arguments.form, readable.error(), arguments.input);
        return kUnreadable;
    }
    const auto undone = undoEdit(arguments.input, task);
    if (!undone) {
        console.fail(arguments.form, undone.error(), arguments.input);
        return statusOfUndo(undone.error());
    }
    const Status printed = console.print(undoneText(arguments, *undone));
    return printed ? kDone : statusOfSaving(printed.error());
}

} // namespace

void declareUndo(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<UndoArguments>();
    CLI::App& command = *app.add_subcommand("undo", "Takes back the last edit in place");
    command.add_option("FILE", arguments->input, "The checkpoint")->required();
    addJson(command, arguments->form);
    command.footer(kUndoHelp);
    runs(command, chosen, std::move(arguments), runUndo);
}

} // namespace pthf::cli
