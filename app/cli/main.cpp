// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/interrupt.h"
#include "app/cli/memory.h"
#include "app/cli/spelling.h"
#include "app/cli/subcommands.h"

namespace {

using namespace pthf;
using namespace pthf::cli;

constexpr const char* kDescription =
    "Opens PyTorch checkpoints without running them, shows what is in them, and writes the file that is wanted.";

constexpr const char* kExitHelp =
    "Exit status: 0 done; 1 done, and the answer is no (damage found, no state dict has the prefix); 2 wrong usage, "
    "or\n"
    "a plan that cannot work on this file; 3 the input cannot be read; 4 the output cannot be written; 70 a bug of\n"
    "ours; 130 cancelled. FILE - is standard input. With --json an error is\n"
    "{\"error\":{\"code\",\"message\",\"offset\",\"file\"}}.";

void declareAll(CLI::App& app, Action& chosen)
{
    app.description(kDescription);
    app.set_version_flag("--version", "pthf " PTHF_VERSION);
    app.require_subcommand(1);
    app.footer(kExitHelp);
    declareInfo(app, chosen);
    declareLs(app, chosen);
    declareConvert(app, chosen);
    declareSalvage(app, chosen);
    declareUndo(app, chosen);
    declareTensor(app, chosen);
    declareCheck(app, chosen);
    declareMatch(app, chosen);
    declareDiff(app, chosen);
    declareTransfer(app, chosen);
    declareDevices(app, chosen);
    declareCompletion(app, chosen);
}

bool asksForJson(int count, const char* const* words)
{
    return std::any_of(words, words + count, [](std::string_view word) { return word == "--json"; });
}

/// Help and version are answers; anything else is wrong usage, in CLI11's words unless we know what was meant.
int usageStatus(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words,
    const Console& console, OutputForm form)
{
    if (error.get_exit_code() == 0) {
        return app.exit(error) == 0 ? kDone : kWrongUsage;
    }
    const std::string meant = misspelling(app, words);
    if (meant.empty() && form == OutputForm::Text) {
        app.exit(error);
        return kWrongUsage;
    }
    console.fail(form, Error{ErrorCode::InvalidArgument, meant.empty() ? error.what() : meant}, {});
    return kWrongUsage;
}

} // namespace

int main(int argc, char** argv)
{
    preferHugePages();
    const OutputForm form = asksForJson(argc, argv) ? OutputForm::Json : OutputForm::Text;
    const Console console(watchInterrupts());
    CLI::App app;
    try {
        Action chosen;
        declareAll(app, chosen);
        app.parse(argc, argv);
        return chosen(console);
    } catch (const CLI::ParseError& error) {
        return usageStatus(app, error, {argv + std::min(argc, 1), argv + argc}, console, form);
    } catch (const std::bad_alloc&) {
        console.fail(form, Error{ErrorCode::OutOfMemory, "there is not enough memory for this"}, {});
        return kUnreadable;
    } catch (const std::exception& error) {
        console.fail(form, Error{ErrorCode::Internal, std::string("a bug of ours: ") + error.what()}, {});
        return kBug;
    }
}
