// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/cli/input.h"
#include "core/save/save_options.h"

namespace pthf::cli {

// What the command line says, subcommand by subcommand, taken apart and not yet judged.

struct InfoArguments {
    std::vector<std::string> inputs;
    Recursive recursive = Recursive::No;
    OutputForm form = OutputForm::Text;
};

struct LsArguments {
    enum class Shape : std::uint8_t { Table, Json, Canonical };
    std::string input;
    std::string path;
    bool stateDicts = false;
    Shape shape = Shape::Table;
};

struct CheckArguments {
    std::vector<std::string> inputs;
    Recursive recursive = Recursive::No;
    OutputForm form = OutputForm::Text;
};

struct DevicesArguments {
    OutputForm form = OutputForm::Text;
};

/// One option of convert that stands for an operation, as it was written: "--remove-prefix", "module.".
struct PlanOption {
    std::string name; ///< without its dashes
    std::string value; ///< empty for flags
};

struct ConvertArguments {
    std::vector<std::string> files; ///< IN OUT, or inputs only
    std::vector<PlanOption> plan; ///< in the order written
    std::string outFolder;
    std::optional<SaveFormat> format;
    std::string saveRecipe;
    Verification verification = Verification::Structure;
    Overwrite overwrite = Overwrite::No;
    bool isDryRun = false;
    bool printPython = false;
    Recursive recursive = Recursive::No;
    OutputForm form = OutputForm::Text;
};

int runInfo(const InfoArguments& arguments, const Console& console);
int runLs(const LsArguments& arguments, const Console& console);
int runCheck(const CheckArguments& arguments, const Console& console);
int runDevices(const DevicesArguments& arguments, const Console& console);
int runConvert(const ConvertArguments& arguments, const Console& console);

} // namespace pthf::cli
