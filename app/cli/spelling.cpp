// SPDX-License-Identifier: Apache-2.0
#include "app/cli/spelling.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "core/text/nearest_word.h"

namespace pthf::cli {
namespace {

std::string meant(const std::string& what, const std::string& word, const std::vector<std::string>& words)
{
    const std::string nearest = nearestWord(word, words);
    return nearest.empty() ? std::string() : "there is no " + what + ' ' + word + "; is " + nearest + " meant?";
}

} // namespace

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
