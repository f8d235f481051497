// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own
class App;
}

namespace pthf::cli {

/// What the words after the program's name spell wrongly: "there is no subcommand inof; is info meant?", the like for
/// options of the subcommand that they name. Empty where every one is known, or nothing is near.
std::string misspelling(const CLI::App& app, const std::vector<std::string>& words);

} // namespace pthf::cli
