// SPDX-License-Identifier: Apache-2.0
#include "core/match/match_document.h"

#include <algorithm>
#include <unordered_set>

#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxChoices = 16; // state dicts of one file that are tried

std::vector<StateDict> choicesOf(const MatchSide& file)
{
    std::vector<StateDict> choices;
    for (const Role role : {Role::Model, Role::Ema}) {
        for (const StateDict& dict : file.tree.stateDicts) {
            if (dict.role == role && choices.size() < kMaxChoices) {
                choices.push_back(dict);
            }
        }
    }
    if (choices.empty()) {
        // A file of very few tensors does not look like a state dict, and may be one.
        const auto root = stateDictAt(file.content, file.tree, KeyPath());
        if (root && std::ranges::any_of(keysOf(file.content, *root), &KeyEntry::isTensor)) {
            choices.push_back(*root);
        }
    }
    return choices;
}

/// How many names speak for a state dict.
std::uint64_t fitOf(const KeyList& file, const Reference& reference)
{
    if (reference.kind == Reference::Kind::LoadError) {
        const auto& unexpected = reference.error.unexpected;
        const std::unordered_set<std::string_view> told(unexpected.begin(), unexpected.end());
        return static_cast<std::uint64_t>(
            std::ranges::count_if(file, [&told](const KeyEntry& entry) { return told.contains(entry.key); }));
    }
    return NameTrial(file, reference.keys).countsOf(namesOf(file)).same;
}

void noteChoice(MatchResult& result, const MatchSide& file, const std::optional<KeyPath>& path)
{
    if (!path && file.tree.stateDicts.size() > 1) {
        result.notes.push_back(countOf(file.tree.stateDicts.size(), "state dict") + " are in the file; "
            + (result.path.empty() ? "its root" : displayText(pathText(result.path))) + " is matched");
    }
}

/// Names that torch itself takes for others while it loads.
void noteHooks(MatchResult& result)
{
    const auto isTaken = [&result](const MatchRow& row) {
        return row.file != MatchRow::kNone && row.model != MatchRow::kNone
            && result.file[row.file].key != result.reference->keys[row.model].key;
    };
    const auto taken = static_cast<std::uint64_t>(std::ranges::count_if(result.match.rows, isTaken));
    if (taken != 0) {
        result.notes.push_back(countOf(taken, "old name") + " of weight_norm "
            + (taken == 1 ? "loads as it is" : "load as they are")
            + ": torch 2.1 and newer take weight_g and weight_v for original0 and original1");
    }
}

/// The whole file was given to load_state_dict, wrapper and all: the message names the wrapper's keys.
void suggestExtract(MatchResult& result)
{
    const Reference& reference = *result.reference;
    if (reference.kind != Reference::Kind::LoadError || result.path.empty()) {
        return;
    }
    const auto* first = std::get_if<std::string>(&result.path.front().step);
    const auto& unexpected = reference.error.unexpected;
    if (first == nullptr || std::ranges::find(unexpected, *first) == unexpected.end()) {
        return;
    }
    Suggestion suggestion;
    const std::string shown = displayText(pathText(result.path), 60);
    suggestion.id = "extract";
    suggestion.text = "Make " + shown + " the root";
    suggestion.effect =
        countText(result.match.counts.same) + " of " + countText(result.match.counts.inModel()) + " match there";
    suggestion.reason = "load_state_dict was given the whole file: it names " + displayText(*first, 60)
        + " as a key; loading checkpoint['" + displayText(*first, 60) + "'] does the same";
    suggestion.operations = {Extract{result.path}};
    suggestion.after = result.match.counts;
    result.suggestions.insert(result.suggestions.begin(), std::move(suggestion));
}

} // namespace

Result<StateDict> bestStateDict(const MatchSide& file, const Reference& reference, const std::optional<KeyPath>& path)
{
    if (path) {
        return stateDictAt(file.content, file.tree, *path);
    }
    const std::vector<StateDict> choices = choicesOf(file);
    if (choices.empty()) {
        return Error{ErrorCode::InvalidArgument, "there is no state dict in it to match"};
    }
    std::size_t best = 0;
    std::uint64_t bestFit = 0;
    for (std::size_t i = 0; i < choices.size() && choices.size() > 1; ++i) {
        const std::uint64_t fit = fitOf(keysOf(file.content, choices[i]), reference);
        if (fit > bestFit) { // the first of equals: the model before the average of it
            best = i;
            bestFit = fit;
        }
    }
    return choices[best];
}

Result<std::shared_ptr<const Reference>> prepareReference(
    Reference reference, const MatchSide& source, const std::optional<KeyPath>& path)
{
    if (reference.kind == Reference::Kind::LoadError) {
        const StateDict dict = PTHF_TRY(bestStateDict(source, reference, path));
        reference = completed(std::move(reference), keysOf(source.content, dict));
    }
    return std::make_shared<const Reference>(std::move(reference));
}

Result<MatchResult> matchContent(const MatchSide& file, std::shared_ptr<const Reference> reference,
    const std::optional<KeyPath>& path, const Task& task)
{
    const StateDict dict = PTHF_TRY(bestStateDict(file, *reference, path));
    MatchResult result;
    result.path = file.tree.pathOf(file.content, dict.place);
    result.role = dict.role;
    result.in = placesOf(file.content, file.tree, dict);
    result.isWholeModel = dict.isWholeModel;
    result.file = keysOf(file.content, dict);
    result.reference = std::move(reference);
    result.notes = result.reference->notes;
    noteChoice(result, file, path);
    PTHF_TRY(task.poll());
    const KeyList& model = result.reference->keys;
    result.match = matchKeys(result.file, model);
    noteHooks(result);
    LoadContext context{result.reference->modelName(), versionsOf(file.content, dict), &file.content};
    result.strict = loadReport(result.file, model, result.match, context, Strict::Yes);
    result.loose = loadReport(result.file, model, result.match, context, Strict::No);
    if (!result.match.counts.isPerfect()) {
        SuggestionScope scope;
        scope.content = &file.content;
        scope.in = result.in;
        scope.path = result.path;
        scope.isWholeModel = dict.isWholeModel;
        result.suggestions = PTHF_TRY(suggestFor(result.file, model, scope, task));
    }
    suggestExtract(result);
    return result;
}

} // namespace pthf
