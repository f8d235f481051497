// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/wrappers.h"

#include <algorithm>
#include <utility>

#include "core/plan/prefix_catalogue.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

std::vector<std::string> keysOf(const Content& content, const StateDict& stateDict)
{
    std::vector<std::string> keys;
    for (StateDictEntry& entry : stateDictEntries(content, stateDict)) {
        keys.push_back(std::move(entry.key));
    }
    return keys;
}

/// Which state dict an operation names: none where there is only one, so that commands and recipes stay short.
StateDictPaths pathsOf(const Content& content, const TreeIndex& tree, const StateDict& stateDict)
{
    return tree.stateDicts.size() == 1 ? StateDictPaths() : StateDictPaths{tree.pathOf(content, stateDict.place)};
}

void addStep(WrapperSuggestion& suggestion, const UnwrapStep& step, const StateDictPaths& in)
{
    suggestion.prefix += step.segment + '.';
    suggestion.keys = std::max(suggestion.keys, step.keys);
    suggestion.isCertain = step.isCertain;
    suggestion.isAnywhere = suggestion.isAnywhere || step.isAnywhere;
    if (suggestion.addedBy.find(step.addedBy) == std::string::npos) {
        suggestion.addedBy += suggestion.addedBy.empty() ? "" : " and ";
        suggestion.addedBy += step.addedBy;
    }
    suggestion.fix.push_back(step.operation(in));
}

/// "model keys" of the state dict that stands under "model"; "keys" of the root.
std::string keysText(const Content& content, const TreeIndex& tree, PlaceId place, std::uint64_t count)
{
    const std::string noun = count == 1 ? "key" : "keys";
    return index(place) == 0
        ? noun
        : displayText(displaySegment(segmentOf(content, tree.places[index(place)].step))) + ' ' + noun;
}

} // namespace

std::vector<WrapperSuggestion> wrapperSuggestions(const Content& content, const TreeIndex& tree)
{
    std::vector<WrapperSuggestion> suggestions;
    for (const StateDict& stateDict : tree.stateDicts) {
        const std::vector<std::string> keys = keysOf(content, stateDict);
        const StateDictPaths in = pathsOf(content, tree, stateDict);
        WrapperSuggestion known;
        known.stateDict = stateDict.place;
        known.total = keys.size();
        WrapperSuggestion question = known;
        for (const UnwrapStep& step : unwrapSteps(keys)) {
            addStep(step.isCertain ? known : question, step, in);
        }
        if (!known.fix.empty()) {
            suggestions.push_back(std::move(known));
        }
        if (!question.fix.empty()) {
            suggestions.push_back(std::move(question));
        }
    }
    return suggestions;
}

std::vector<Finding> wrapperFindings(const Content& content, const TreeIndex& tree)
{
    std::vector<Finding> findings;
    for (WrapperSuggestion& suggestion : wrapperSuggestions(content, tree)) {
        Finding finding;
        finding.id = suggestion.isCertain ? "wrapper-prefix" : "common-prefix";
        finding.path = tree.pathOf(content, suggestion.stateDict);
        const std::string prefix = displayText(suggestion.prefix);
        finding.text = countText(suggestion.keys) + " of " + countText(suggestion.total) + ' '
            + keysText(content, tree, suggestion.stateDict, suggestion.total)
            + (suggestion.isAnywhere       ? " contain "
                    : suggestion.keys == 1 ? " starts with "
                                           : " start with ")
            + prefix
            + (suggestion.isCertain ? ", added by " + suggestion.addedBy
                                    : ": a name the training code gave, or the model's own");
        finding.fix = std::move(suggestion.fix);
        finding.fixLabel = "Remove " + prefix;
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace pthf
