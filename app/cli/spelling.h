// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace pthf::cli {

/// The word that was meant most likely: the one that the fewest letters put in, left out, changed or swapped lead to;
/// empty where none is near.
std::string nearestWord(std::string_view word, const std::vector<std::string>& words);

/// What the words after the program's name spell wrongly: "there is no subcommand inof; is info meant?", the like for
/// options of the subcommand that they name. Empty where every one is known, or nothing is near.
std::string misspelling(const CLI::App& app, const std::vector<std::string>& words);

} // namespace pthf::cli
