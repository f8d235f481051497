// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/cli/command_line.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt.h"
#include "app/cli/memory.h"

namespace {

using namespace pthf;
using namespace pthf::cli;

bool asksForJson(int count, const char* const* words)
{
    return std::any_of(words, words + count, [](std::string_view word) { return word == "--json"; });
}

/// Help and version are answers; anything else is wrong usage, in CLI11's words.
int usageStatus(const CLI::App& app, const CLI::ParseError& error, const Console& console, OutputForm form)
{
    if (error.get_exit_code() == 0 || form == OutputForm::Text) {
        return app.exit(error) == 0 ? kDone : kWrongUsage;
    }
    console.fail(form, Error{ErrorCode::InvalidArgument, error.what()}, {});
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
        CommandLine commands(app);
        app.parse(argc, argv);
        return commands.run(console);
    } catch (const CLI::ParseError& error) {
        return usageStatus(app, error, console, form);
    } catch (const std::bad_alloc&) {
        console.fail(form, Error{ErrorCode::OutOfMemory, "there is not enough memory for this"}, {});
        return kUnreadable;
    } catch (const std::exception& error) {
        console.fail(form, Error{ErrorCode::Internal, std::string("a bug of ours: ") + error.what()}, {});
        return kBug;
    }
}
