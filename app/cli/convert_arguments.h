// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/cli/input.h"
#include "app/cli/plan_options.h"
#include "core/save/save_options.h"

namespace CLI { // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}

namespace pthf::cli {

/// What the command line of convert says, taken apart and not yet judged.
struct ConvertArguments {
    std::vector<std::string> files; ///< IN OUT, or inputs only
    std::vector<PlanOption> plan; ///< in the order written
    std::string outFolder;
    std::optional<SaveFormat> format;
    std::string saveRecipe;
    std::string receiptFile; ///< JSON lines of a batch
    bool wantsSums = false;
    Verification verification = Verification::Structure;
    Overwrite overwrite = Overwrite::No;
    std::string shardSize; ///< "5GB"; empty: one file
    std::string proveOn; ///< a device, or "plan"
    bool hasWitness = false; ///< ask LibTorch's own reader about what was written
    bool isInPlace = false;
    bool isDryRun = false;
    bool printPython = false;
    Recursive recursive = Recursive::No;
    OutputForm form = OutputForm::Text;
};

/// Declares the options of convert on its command, and its help. They write into arguments, which has to live until
/// the command has parsed; then planInOrder gives those that stand for operations.
void addConvertOptions(CLI::App& command, ConvertArguments& arguments);
std::vector<PlanOption> planInOrder(const CLI::App& command);

/// convert with --out-dir: every input into a folder. Gives the exit status, the highest of all files.
int runBatchConvert(const ConvertArguments& arguments, const Console& console);

} // namespace pthf::cli
