// SPDX-License-Identifier: Apache-2.0
#include "app/cli/spelling.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <CLI/CLI.hpp>

namespace pthf::cli {
namespace {

/// Longer words are not typed wrongly, they are something else.
constexpr std::size_t kLongest = 64;

/// Optimal string alignment: one letter put in, left out or changed, or two neighbours swapped, is one step.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast;
    std::vector<std::size_t> last;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        beforeLast = std::exchange(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool isSame = a[i - 1] == b[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
    }
    return row.back();
}

std::string meant(const std::string& what, const std::string& word, const std::vector<std::string>& words)
{
    const std::string nearest = nearestWord(word, words);
    return nearest.empty() ? std::string() : "there is no " + what + ' ' + word + "; is " + nearest + " meant?";
}

} // namespace

std::string nearestWord(std::string_view word, const std::vector<std::string>& words)
{
    if (word.empty() || word.size() > kLongest) {
        return {};
    }
    std::string nearest;
    std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1; // a third of the letters may be wrong
    for (const std::string& other : words) {
        const std::size_t steps = distance(word, other);
        if (steps < least) {
            least = steps;
            nearest = other;
        }
    }
    return nearest;
}

std::string misspelling(const CLI::App& app, const std::vector<std::string>& words)
{
    std::vector<std::string> names;
    const CLI::App* chosen = nullptr;
    const auto first = std::ranges::find_if(words, [](const std::string& word) { return !word.starts_with('-'); });
    for (const CLI::App* subcommand : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(subcommand->get_name());
        chosen = first != words.end() && *first == names.back() ? subcommand : chosen;
    }
    if (chosen == nullptr) {
        return first == words.end() ? std::string() : meant("subcommand", *first, names);
    }
    std::vector<std::string> options;
    for (const CLI::Option* option : chosen->get_options()) {
        for (const std::string& name : option->get_lnames()) {
            options.push_back("--" + name);
        }
    }
    for (auto word = first + 1; word != words.end() && *word != "--"; ++word) {
        const std::string name = word->substr(0, word->find('='));
        if (name.starts_with("--") && std::ranges::find(options, name) == options.end()) {
            if (std::string text = meant("option", name, options); !text.empty()) {
                return text;
            }
        }
    }
    return {};
}

} // namespace pthf::cli
