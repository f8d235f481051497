// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "core/edit/key_metadata.h"
#include "core/edit/operations.h"
#include "core/edit/selection.h"
#include "core/plan/key_rule.h"
#include "core/text/pattern.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMostSkipped = 100;

/// One key operation: what it makes of a key and of a module's path, nothing where that stays as it is.
struct KeyRule {
    std::function<Result<std::optional<std::string>>(std::string_view)> key;
    PathChange path;
    NewRoot newRoot = NewRoot::No;
    std::string refusal; ///< what to say when no state dict has anything to change
};

std::string inQuotes(std::string_view text)
{
    return "\"" + displayText(text, 200) + "\"";
}

/// The text keys of a dictionary.
std::vector<ChildStep> keysOf(const Content& content, ValueId dict)
{
    std::vector<ChildStep> keys = childrenOf(content, dict);
    std::erase_if(keys,
        [&content](const ChildStep& step) { return step.kind != ChildStep::Kind::Key || !textOf(content, step.key); });
    return keys;
}

/// What happens to one dictionary.
struct DictChange {
    struct Renamed {
        ChildStep step;
        std::string before;
        std::string after;
    };
    std::vector<Renamed> renamed;
    std::vector<std::string> untouched;
};

Error collision(std::string_view one, std::string_view other, std::string_view both, const std::string& dict)
{
    return Error{ErrorCode::InvalidArgument,
        inQuotes(one) + " and " + inQuotes(other) + " would both become " + inQuotes(both) + " in " + dict
            + "; nothing was changed"};
}

Result<DictChange> changeOf(const Content& content, const SelectedStateDict& dict, const KeyRule& rule)
{
    DictChange change;
    const std::vector<ChildStep> keys = keysOf(content, dict.value);
    std::vector<std::string> names; // after, beside keys
    names.reserve(keys.size());
    std::unordered_map<std::string_view, std::size_t> taken; // new key to number of the key
    taken.reserve(keys.size());
    for (const ChildStep& step : keys) {
        const std::string_view before = textOf(content, step.key).value_or("");
        auto renamed = rule.key(before);
        if (!renamed) {
            return renamed.error();
        }
        const bool isRenamed = renamed->has_value() && **renamed != before;
        names.push_back(isRenamed ? std::move(**renamed) : std::string(before));
        const auto [other, isNew] = taken.try_emplace(names.back(), names.size() - 1);
        if (!isNew) {
            const std::string_view first = textOf(content, keys[other->second].key).value_or("");
            return collision(first, before, names.back(), dict.name);
        }
        if (isRenamed) {
            change.renamed.push_back({step, std::string(before), names.back()});
        } else {
            change.untouched.emplace_back(before);
        }
    }
    return change;
}

void applyChange(EditDraft& draft, const DictChange& change)
{
    std::unordered_map<ValueId, std::vector<std::pair<std::uint32_t, ValueId>>> byOwner;
    for (const DictChange::Renamed& renamed : change.renamed) {
        byOwner[renamed.step.owner].emplace_back(renamed.step.slot, draft.addTextLike(renamed.step.key, renamed.after));
    }
    for (const auto& owner : byOwner) {
        draft.setKeys(owner.first, owner.second);
    }
}

/// Whether a whole model has keys that the rule would change: then the user has to hear what to do.
Result<bool> concerns(const Content& content, const SelectedStateDict& model, const KeyRule& rule)
{
    for (const StateDictEntry& entry : entriesOfStateDict(content, model.value)) {
        const auto renamed = PTHF_TRY(rule.key(entry.key));
        if (renamed) {
            return true;
        }
    }
    return false;
}

Error wholeModelError(const SelectedStateDict& model)
{
    return Error{ErrorCode::InvalidArgument,
        model.name + " is a whole model, whose keys are names of its attributes: convert it to a state dict first"};
}

std::string effectText(const OperationEffect& effect)
{
    std::string text = countOf(effect.changed, "key") + ", 0 collisions";
    if (effect.untouched != 0) {
        text += ", " + countOf(effect.untouched, "key") + " left as " + (effect.untouched == 1 ? "it is" : "they are");
    }
    return text;
}

/// What the rule does to the dictionaries it works on.
struct RuleChanges {
    std::vector<std::pair<ValueId, DictChange>> dicts;
    std::optional<SelectedStateDict> model; ///< a whole model that it would change if it could
};

Result<RuleChanges> changesOf(EditDraft& draft, std::span<const SelectedStateDict> selected, const KeyRule& rule)
{
    RuleChanges changes;
    std::unordered_set<ValueId> seen;
    for (const SelectedStateDict& dict : selected) {
        PTHF_TRY(draft.task().poll());
        if (!seen.insert(dict.value).second) {
            continue;
        }
        if (dict.isWholeModel) {
            const bool isConcerned = PTHF_TRY(concerns(draft.content, dict, rule));
            changes.model = isConcerned && !changes.model ? std::optional(dict) : changes.model;
            continue;
        }
        DictChange change = PTHF_TRY(changeOf(draft.content, dict, rule));
        if (!change.renamed.empty()) {
            changes.dicts.emplace_back(dict.value, std::move(change));
        }
    }
    return changes;
}

void count(OperationEffect& effect, const DictChange& change)
{
    effect.changed += change.renamed.size();
    effect.untouched += change.untouched.size();
    const std::size_t told = std::min(change.untouched.size(), kMostSkipped - effect.skippedKeys.size());
    effect.skippedKeys.insert(effect.skippedKeys.end(), change.untouched.begin(),
        change.untouched.begin() + static_cast<std::ptrdiff_t>(told));
}

/// Old key to new key, where there are optimizers that may name them.
std::unordered_map<std::string, std::string> renamedNames(const TreeIndex& tree, const RuleChanges& changes)
{
    std::unordered_map<std::string, std::string> names;
    const bool hasOptimizers =
        std::ranges::any_of(tree.roles, [](const RoleNode& node) { return node.role == Role::Optimizer; });
    if (hasOptimizers) {
        for (const auto& dict : changes.dicts) {
            for (const DictChange::Renamed& renamed : dict.second.renamed) {
                names.try_emplace(renamed.before, renamed.after);
            }
        }
    }
    return names;
}

Result<OperationEffect> applyRule(EditDraft& draft, const StateDictPaths& in, const KeyRule& rule)
{
    draft.gatherPairs();
    const TreeIndex* tree = PTHF_TRY(draft.tree());
    const std::vector<SelectedStateDict> selected = PTHF_TRY(selectStateDicts(draft.content, *tree, in));
    const RuleChanges changes = PTHF_TRY(changesOf(draft, selected, rule));
    if (changes.model && (changes.dicts.empty() || !in.empty())) {
        return wholeModelError(*changes.model);
    }
    OperationEffect effect;
    if (changes.dicts.empty()) {
        effect.text = "nothing to rename";
        draft.refusal = draft.refusal.value_or(rule.refusal);
        return effect;
    }
    const std::unordered_map<std::string, std::string> names = renamedNames(*tree, changes);
    std::unordered_set<ValueId> renamedMetadata;
    for (const auto& dict : changes.dicts) {
        applyChange(draft, dict.second);
        renameModulePaths(draft, dict.first, rule.path, rule.newRoot, renamedMetadata);
        count(effect, dict.second);
    }
    PTHF_TRY(renameParameterNames(draft, names));
    effect.text = effectText(effect);
    return effect;
}

std::string scopeOf(const StateDictPaths& in)
{
    if (in.empty()) {
        return "no state dict";
    }
    return in.size() == 1 ? placeName(in.front()) + ": no key" : "none of the state dicts";
}

/// A path as a key of a parameter right below it, so that rules for keys see whole segments.
template<typename Change>
std::optional<std::string> changedPath(std::string_view path, const Change& change)
{
    constexpr std::string_view kParameter = "#";
    std::string key(path);
    key.append(path.empty() ? "" : ".").append(kParameter);
    std::optional<std::string> changed = change(key);
    if (!changed || !changed->ends_with(kParameter)) {
        return std::nullopt;
    }
    changed->resize(changed->size() - kParameter.size());
    if (changed->ends_with('.')) {
        changed->pop_back();
    }
    return *changed == path ? std::nullopt : changed;
}

/// Module paths that follow from a table of keys: what stands before the parameter's own name.
std::unordered_map<std::string, std::string> modulePathsOf(const RenameTable& table)
{
    std::unordered_map<std::string, std::string> paths;
    std::unordered_set<std::string> torn;
    const auto split = [](const std::string& key) {
        const std::size_t dot = key.rfind('.');
        return dot == std::string::npos ? std::pair<std::string, std::string>{"", key}
                                        : std::pair{key.substr(0, dot), key.substr(dot + 1)};
    };
    for (const auto& pair : table.pairs) {
        const auto before = split(pair.first);
        const auto after = split(pair.second);
        if (before.first.empty() || before.second != after.second
            || paths.try_emplace(before.first, after.first).first->second != after.first) {
            torn.insert(before.first); // the parameter itself is renamed, or the module is taken apart
        }
    }
    for (const std::string& path : torn) {
        paths.erase(path);
    }
    return paths;
}

void tellMissing(EditDraft& draft, const RenameTable& table, const std::unordered_set<std::string>& found)
{
    const auto isMissing = [&found](const auto& pair) { return !found.contains(pair.first); };
    const auto first = std::ranges::find_if(table.pairs, isMissing);
    if (first != table.pairs.end()) {
        const auto count = static_cast<std::uint64_t>(std::ranges::count_if(table.pairs, isMissing));
        draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
            countOf(count, "name") + " of the table " + (count == 1 ? "stands" : "stand")
                + " in no state dict: " + inQuotes(first->first) + (count == 1 ? "" : ", …"));
    }
}

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const RemovePrefix& operation)
{
    const std::string bare(bareSegments(operation.prefix));
    KeyRule rule;
    rule.key = [&bare](std::string_view key) -> Result<std::optional<std::string>> { return withoutPrefix(key, bare); };
    rule.path = [&bare](std::string_view path) {
        return changedPath(path, [&bare](std::string_view key) { return withoutPrefix(key, bare); });
    };
    rule.refusal = scopeOf(operation.in) + " has the prefix " + displayText(bare, 200) + ".";
    return applyRule(draft, operation.in, rule);
}

Result<OperationEffect> applyTo(EditDraft& draft, const AddPrefix& operation)
{
    const std::string bare(bareSegments(operation.prefix));
    KeyRule rule;
    rule.key = [&bare](std::string_view key) -> Result<std::optional<std::string>> {
        return std::optional(withPrefix(key, bare));
    };
    rule.path = [&bare](std::string_view path) -> std::optional<std::string> {
        return path.empty() ? bare : withPrefix(path, bare);
    };
    rule.newRoot = NewRoot::Yes;
    rule.refusal = "there is no state dict to add the prefix " + displayText(bare, 200) + ". to";
    return applyRule(draft, operation.in, rule);
}

Result<OperationEffect> applyTo(EditDraft& draft, const RemoveSegment& operation)
{
    const std::string bare(bareSegments(operation.segment));
    KeyRule rule;
    rule.key = [&bare](
                   std::string_view key) -> Result<std::optional<std::string>> { return withoutSegment(key, bare); };
    rule.path = [&bare](std::string_view path) {
        return changedPath(path, [&bare](std::string_view key) { return withoutSegment(key, bare); });
    };
    rule.refusal = scopeOf(operation.in) + " has the segment " + displayText(bare, 200) + ".";
    return applyRule(draft, operation.in, rule);
}

Result<OperationEffect> applyTo(EditDraft& draft, const RenamePattern& operation)
{
    const Pattern pattern = PTHF_TRY(Pattern::compile(operation.regex));
    const Pattern::Replacement replacement = PTHF_TRY(pattern.parseReplacement(operation.replacement));
    KeyRule rule;
    rule.key = [&](std::string_view key) -> Result<std::optional<std::string>> {
        auto renamed = PTHF_TRY(pattern.replaceAll(key, replacement));
        if (renamed && *renamed == key) {
            renamed = std::nullopt;
        }
        return renamed;
    };
    rule.path = [&](std::string_view path) {
        return changedPath(path, [&](std::string_view key) -> std::optional<std::string> {
            auto renamed = pattern.replaceAll(key, replacement);
            return renamed ? std::move(renamed).value() : std::nullopt;
        });
    };
    rule.refusal = scopeOf(operation.in) + " has a key that " + inQuotes(operation.regex) + " changes";
    return applyRule(draft, operation.in, rule);
}

Result<OperationEffect> applyTo(EditDraft& draft, const RenameTable& operation)
{
    const std::unordered_map<std::string, std::string> table(operation.pairs.begin(), operation.pairs.end());
    const std::unordered_map<std::string, std::string> paths = modulePathsOf(operation);
    const auto look = [](const std::unordered_map<std::string, std::string>& from,
                          std::string_view old) -> std::optional<std::string> {
        const auto found = from.find(std::string(old));
        return found == from.end() || found->second == old ? std::nullopt : std::optional(found->second);
    };
    std::unordered_set<std::string> found;
    KeyRule rule;
    rule.key = [&](std::string_view key) -> Result<std::optional<std::string>> {
        if (const auto row = table.find(std::string(key)); row != table.end()) {
            found.insert(row->first);
        }
        return look(table, key);
    };
    rule.path = [&](std::string_view path) { return look(paths, path); };
    rule.refusal = scopeOf(operation.in) + " has a key of the table";
    OperationEffect effect = PTHF_TRY(applyRule(draft, operation.in, rule));
    tellMissing(draft, operation, found);
    return effect;
}

} // namespace pthf
