// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/input.h"
#include "app/cli/subcommands.h"
#include "core/checkpoint/shown_text.h"

namespace pthf::cli {

// Options that several subcommands have. What they write into has to live until the app has parsed.
void addJson(CLI::App& command, OutputForm& form);
void addRecursive(CLI::App& command, Recursive& recursive);
/// --encoding: how the strings of Python 2 are shown.
void addEncoding(CLI::App& command, TextEncoding& encoding);

/// Makes `run(*arguments, console)` the chosen action when the command was named.
template<typename Arguments>
void runs(CLI::App& command, Action& chosen, std::shared_ptr<Arguments> arguments,
    int (*run)(const Arguments&, const Console&))
{
    command.callback([&chosen, arguments = std::move(arguments), run] {
        chosen = [arguments, run](const Console& console) { return run(*arguments, console); };
    });
}

} // namespace pthf::cli
