// SPDX-License-Identifier: Apache-2.0
#include "app/cli/options.h"

namespace pthf::cli {

void addJson(CLI::App& command, OutputForm& form)
{
    command.add_flag_callback(
        "--json", [&form] { form = OutputForm::Json; }, "Print one JSON value");
}

void addRecursive(CLI::App& command, Recursive& recursive)
{
    command.add_flag_callback(
        "--recursive", [&recursive] { recursive = Recursive::Yes; }, "Take the files below folders too");
}

} // namespace pthf::cli
