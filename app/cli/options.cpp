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

void addEncoding(CLI::App& command, TextEncoding& encoding)
{
    command
        .add_option_function<std::string>(
            "--encoding",
            [&encoding](
                const std::string& name) { encoding = textEncodingFromName(name).value_or(TextEncoding::Automatic); },
            "How Python 2 strings are shown; by default as UTF-8 where they are valid, else as latin1")
        ->check(CLI::IsMember({"utf-8", "utf8", "latin1", "latin-1", "ascii", "bytes", "auto"}));
}

} // namespace pthf::cli
