// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/wrappers.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "core/checkpoint/value_view.h"
#include "core/plan/prefix_catalogue.h"
#include "core/roles/adapter.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

/// The keys of a state dict, as views where the graph holds them: files have many.
class Keys {
public:
    Keys(const Content& content, const StateDict& stateDict)
    {
        if (stateDict.isWholeModel) {
            for (StateDictEntry& entry : stateDictEntries(content, stateDict)) {
                m_views.push_back(m_made.emplace_back(std::move(entry.key)));
            }
            return;
        }
        const std::vector<ChildStep> children = childrenOf(content, stateDict.value);
        m_views.reserve(children.size());
        for (const ChildStep& step : children) {
            if (step.kind == ChildStep::Kind::Key && content.graph.kind(step.key) == ValueKind::Text) {
                m_views.push_back(content.graph.text(step.key));
            }
        }
    }

    std::span<const std::string_view> views() const noexcept { return m_views; }

private:
    std::deque<std::string> m_made;
    std::vector<std::string_view> m_views;
};

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

/// A key that two keys would become; empty where there is none, as when every key has the prefix.
std::string collisionOf(std::span<const std::string_view> keys, const std::vector<UnwrapStep>& steps)
{
    const auto canCollide = [&keys](const UnwrapStep& step) { return step.isAnywhere || step.keys != keys.size(); };
    if (std::ranges::none_of(steps, canCollide)) {
        return {};
    }
    std::vector<std::string> left(keys.begin(), keys.end());
    for (const UnwrapStep& step : steps) {
        left = unwrapped(left, step);
    }
    std::ranges::sort(left);
    const auto twice = std::ranges::adjacent_find(left);
    return twice == left.end() ? std::string() : *twice;
}

/// "model keys" of the state dict that stands under "model"; "keys" of the root.
std::string keysText(const Content& content, const TreeIndex& tree, PlaceId place, std::uint64_t count)
{
    const std::string noun = count == 1 ? "key" : "keys";
    return index(place) == 0
        ? noun
        : displayText(displaySegment(segmentOf(content, tree.places[index(place)].step))) + ' ' + noun;
}

WrapperSuggestion suggestionOf(const StateDict& stateDict, std::span<const std::string_view> keys,
    const std::vector<UnwrapStep>& steps, const StateDictPaths& in)
{
    WrapperSuggestion suggestion;
    suggestion.stateDict = stateDict.place;
    suggestion.total = keys.size();
    if (stateDict.isWholeModel) {
        suggestion.fix.emplace_back(ToStateDict{in}); // until then its keys are names of attributes
    }
    for (const UnwrapStep& step : steps) {
        addStep(suggestion, step, in);
    }
    suggestion.collision = collisionOf(keys, steps);
    if (!suggestion.collision.empty()) {
        suggestion.fix.clear();
    }
    return suggestion;
}

} // namespace

namespace {

/// Beside tree.stateDicts.
std::vector<Keys> keysOfStateDicts(const Content& content, const TreeIndex& tree)
{
    std::vector<Keys> all;
    all.reserve(tree.stateDicts.size());
    for (const StateDict& stateDict : tree.stateDicts) {
        all.emplace_back(content, stateDict);
    }
    return all;
}

std::vector<WrapperSuggestion> suggestionsFor(
    const Content& content, const TreeIndex& tree, std::span<const Keys> keysOfEach)
{
    std::vector<WrapperSuggestion> suggestions;
    for (std::size_t i = 0; i < keysOfEach.size(); ++i) {
        const StateDict& stateDict = tree.stateDicts[i];
        const Keys& keys = keysOfEach[i];
        const StateDictPaths in = pathsOf(content, tree, stateDict);
        std::vector<UnwrapStep> certain = unwrapSteps(keys.views());
        std::vector<UnwrapStep> doubtful;
        const auto isCertain = [](const UnwrapStep& step) { return step.isCertain; };
        // clang 14 does not compile std::ranges::stable_partition with this library.
        const auto rest = std::stable_partition(certain.begin(), certain.end(), isCertain);
        doubtful.assign(std::make_move_iterator(rest), std::make_move_iterator(certain.end()));
        certain.erase(rest, certain.end());
        for (const std::vector<UnwrapStep>& steps : {certain, doubtful}) {
            if (!steps.empty()) {
                suggestions.push_back(suggestionOf(stateDict, keys.views(), steps, in));
            }
        }
    }
    return suggestions;
}

/// FSDP1 keeps all parameters of a unit as one long row: no renaming brings their names and shapes back.
std::optional<Finding> flatParameters(
    const Content& content, const TreeIndex& tree, const StateDict& stateDict, const Keys& keys)
{
    const auto count = std::ranges::count_if(keys.views(), [](std::string_view key) {
        const bool isNamedSo = key.ends_with("flat_param");
        const std::string_view last = isNamedSo ? key.substr(key.rfind('.') + 1) : std::string_view();
        return last == "_flat_param" || last == "flat_param";
    });
    if (count == 0) {
        return std::nullopt;
    }
    Finding finding;
    finding.id = "flat-parameters";
    finding.severity = Severity::Warning;
    finding.path = tree.pathOf(content, stateDict.place);
    finding.text = countOf(static_cast<std::uint64_t>(count), "key") + (count == 1 ? " holds" : " hold")
        + " parameters that FSDP flattened: their names and shapes are not in the file, and renaming does not bring "
          "them "
          "back; the training code has to save a full state dict";
    return finding;
}

std::optional<Finding> adapter(const Content& content, const TreeIndex& tree, const StateDict& stateDict)
{
    const auto facts = stateDict.isWholeModel ? std::nullopt : adapterFacts(content, stateDict.value);
    if (!facts) {
        return std::nullopt;
    }
    Finding finding;
    finding.id = "adapter";
    finding.path = tree.pathOf(content, stateDict.place);
    finding.text = "A LoRA adapter";
    if (facts->rank != 0) {
        finding.text += " of rank " + std::to_string(facts->rank);
    }
    finding.text += ", no model: it is loaded onto the model that it was made for";
    for (std::size_t i = 0; i < facts->targets.size(); ++i) {
        finding.text += (i == 0 ? "; it changes " : ", ") + displayText(facts->targets[i]);
    }
    return finding;
}

} // namespace

std::vector<WrapperSuggestion> wrapperSuggestions(const Content& content, const TreeIndex& tree)
{
    return suggestionsFor(content, tree, keysOfStateDicts(content, tree));
}

std::vector<Finding> wrapperFindings(const Content& content, const TreeIndex& tree)
{
    std::vector<Finding> findings;
    std::vector<PlaceId> adapters;
    const std::vector<Keys> keys = keysOfStateDicts(content, tree);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const StateDict& stateDict = tree.stateDicts[i];
        if (auto finding = adapter(content, tree, stateDict)) {
            findings.push_back(std::move(*finding));
            adapters.push_back(stateDict.place);
        }
        if (auto finding = flatParameters(content, tree, stateDict, keys[i])) {
            findings.push_back(std::move(*finding));
        }
    }
    for (WrapperSuggestion& suggestion : suggestionsFor(content, tree, keys)) {
        if (!suggestion.isCertain && std::ranges::find(adapters, suggestion.stateDict) != adapters.end()) {
            continue; // peft looks for its own prefix in an adapter
        }
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
        if (!suggestion.collision.empty()) {
            finding.text += "; without it " + displayText(suggestion.collision) + " would stand twice";
        } else {
            finding.fixLabel = "Remove " + prefix;
        }
        finding.fix = std::move(suggestion.fix);
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace pthf
