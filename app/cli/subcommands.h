// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "app/cli/console.h"

namespace CLI { // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}

namespace pthf::cli {

/// A subcommand whose arguments have been taken apart; gives the exit status.
using Action = std::function<int(const Console&)>;

// Each declares a subcommand on app: its options, and the help that documents its JSON (DESIGN 7). Once app has parsed,
// `chosen` is what to run. Both have to outlive the parsing.
void declareInfo(CLI::App& app, Action& chosen);
void declareLs(CLI::App& app, Action& chosen);
void declareConvert(CLI::App& app, Action& chosen);
void declareSalvage(CLI::App& app, Action& chosen);
void declareUndo(CLI::App& app, Action& chosen);
void declareTensor(CLI::App& app, Action& chosen);
void declareCheck(CLI::App& app, Action& chosen);
void declareMatch(CLI::App& app, Action& chosen);
void declareDiff(CLI::App& app, Action& chosen);
void declareTransfer(CLI::App& app, Action& chosen);
void declareDevices(CLI::App& app, Action& chosen);
void declareCompletion(CLI::App& app, Action& chosen);

} // namespace pthf::cli
