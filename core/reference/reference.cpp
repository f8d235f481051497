// SPDX-License-Identifier: Apache-2.0
#include "core/reference/reference.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/reference/names_text.h"
#include "core/reference/other_errors.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

Result<StateDict> chosenStateDict(const Content& content, const TreeIndex& tree, const std::optional<KeyPath>& path)
{
    if (path) {
        return stateDictAt(content, tree, *path);
    }
    const auto model =
        std::ranges::find_if(tree.stateDicts, [](const StateDict& dict) { return dict.role == Role::Model; });
    if (model != tree.stateDicts.end()) {
        return *model;
    }
    if (!tree.stateDicts.empty()) {
        return tree.stateDicts.front();
    }
    // A dictionary of very few tensors does not look like a state dict, and may be one.
    const auto root = stateDictAt(content, tree, KeyPath());
    if (root) {
        const KeyList keys = keysOf(content, *root);
        if (std::ranges::any_of(keys, [](const KeyEntry& entry) { return entry.isTensor; })) {
            return *root;
        }
    }
    return Error{ErrorCode::InvalidArgument, "there is no state dict in it to match against"};
}

/// BatchNorm without a version in _metadata gets its num_batches_tracked from load_state_dict itself, so that no
/// message misses it (torch/nn/modules/batchnorm.py _load_from_state_dict); the model has one all the same where the
/// file has some.
KeyList withCounters(KeyList missing, const LoadError& error)
{
    constexpr std::string_view kCounter = "num_batches_tracked";
    constexpr std::string_view kLast = "running_var";
    const auto isCounter = [kCounter](const std::string& key) { return key.ends_with(kCounter); };
    if (std::ranges::none_of(error.unexpected, isCounter) || std::ranges::any_of(error.missing, isCounter)) {
        return missing;
    }
    KeyList all;
    for (KeyEntry& entry : missing) {
        const bool isLast = entry.key.ends_with(kLast);
        KeyEntry counter;
        if (isLast) {
            counter.key = entry.key.substr(0, entry.key.size() - kLast.size()).append(kCounter);
            counter.shape = Dims();
            counter.dtype = DType::Int64;
            counter.isPresumed = true;
        }
        all.push_back(std::move(entry));
        if (isLast) {
            all.push_back(std::move(counter));
        }
    }
    return all;
}

/// torch names weight_g and weight_v as unexpected only where the model's parametrization does not take them for its
/// own original0 and original1: one of torch before 2.1, or of other code (torch/nn/utils/parametrizations.py
/// weight_norm).
void markNamedOnly(KeyList& missing, const LoadError& error)
{
    constexpr std::string_view kEnding = ".original0";
    constexpr std::string_view kFolder = "parametrizations.";
    const std::unordered_set<std::string_view> unexpected(error.unexpected.begin(), error.unexpected.end());
    for (KeyEntry& entry : missing) {
        const std::size_t folder = entry.key.ends_with(kEnding) ? entry.key.rfind(kFolder) : std::string::npos;
        if (folder != std::string::npos) {
            std::string old = entry.key.substr(0, entry.key.size() - kEnding.size());
            old.erase(folder, kFolder.size());
            entry.isNamedOnly = unexpected.contains(old + "_g") && unexpected.contains(old + "_v");
        }
    }
}

Reference fromError(LoadError error, std::string name)
{
    Reference reference;
    reference.kind = Reference::Kind::LoadError;
    reference.name = std::move(name);
    reference.className = error.className;
    for (const std::string& key : error.missing) {
        KeyEntry entry;
        entry.key = key;
        reference.keys.push_back(std::move(entry));
    }
    reference.keys = withCounters(std::move(reference.keys), error);
    markNamedOnly(reference.keys, error);
    if (error.isCut) {
        reference.notes.emplace_back("the text ends in the middle of the message: what was cut off is not known");
    }
    reference.error = std::move(error);
    return reference;
}

/// What the message says of a key that is in the file, by key.
struct Told {
    std::unordered_set<std::string_view> unexpected;
    std::unordered_set<std::string_view> missing;
    std::unordered_map<std::string_view, const LoadError::Mismatch*> mismatches;
};

Told toldBy(const LoadError& error)
{
    Told told;
    told.unexpected.insert(error.unexpected.begin(), error.unexpected.end());
    told.missing.insert(error.missing.begin(), error.missing.end());
    for (const LoadError::Mismatch& mismatch : error.mismatches) {
        told.mismatches.try_emplace(mismatch.key, &mismatch);
    }
    return told;
}

void noteForeign(Reference& reference, const KeyList& file)
{
    std::unordered_set<std::string_view> here;
    for (const KeyEntry& entry : file) {
        here.insert(entry.key);
    }
    const auto& unexpected = reference.error.unexpected;
    const auto foreign = static_cast<std::uint64_t>(
        std::ranges::count_if(unexpected, [&here](const std::string& key) { return !here.contains(key); }));
    if (foreign != 0) {
        reference.notes.push_back(countText(foreign) + " of " + countOf(unexpected.size(), "unexpected key")
            + " of the message " + (foreign == 1 ? "is" : "are")
            + " not in this state dict: the message may be of another file, or of another part of it");
    }
    const auto contained = static_cast<std::uint64_t>(
        std::ranges::count_if(reference.error.missing, [&here](const std::string& key) { return here.contains(key); }));
    if (contained != 0) {
        reference.notes.push_back(countOf(contained, "key") + " that the message misses "
            + (contained == 1 ? "is" : "are") + " in this state dict: it was given something else");
    }
}

} // namespace

std::string Reference::modelName() const
{
    if (!className.empty()) {
        return className;
    }
    const std::size_t dot = name.rfind('.');
    const std::string stem = dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
    return stem.empty() ? std::string("Model") : stem;
}

Result<Reference> referenceFromDocument(
    const DocumentPtr& document, const TreeIndex& tree, const std::optional<KeyPath>& path)
{
    const Content& content = document->content;
    const StateDict dict = PTHF_TRY(chosenStateDict(content, tree, path));
    Reference reference;
    reference.kind = Reference::Kind::Checkpoint;
    reference.name = document->path.filename().string();
    reference.keys = keysOf(content, dict);
    reference.document = document;
    reference.stateDict = tree.pathOf(content, dict.place);
    if (dict.isWholeModel) {
        const std::string className = viewOf(content, dict.value).typeName;
        reference.className = className.substr(className.rfind('.') + 1); // npos + 1 is 0
    }
    if (!path && tree.stateDicts.size() > 1) {
        reference.notes.push_back(countOf(tree.stateDicts.size(), "state dict") + " are in " + reference.name
            + "; the one at " + (reference.stateDict.empty() ? "its root" : displayText(pathText(reference.stateDict)))
            + " is the reference");
    }
    return reference;
}

Result<Reference> referenceFromText(std::string_view text, std::string name)
{
    if (looksLikeLoadError(text)) {
        if (auto error = parseLoadError(text)) {
            return fromError(std::move(*error), std::move(name));
        }
    }
    auto named = parseNames(text);
    // Brackets in a message ("device_count() is 1") look like a shape; several names that have one are a list.
    const auto hasShape = [](const KeyEntry& entry) { return entry.shape.has_value(); };
    const bool isList = named && std::ranges::count_if(named->keys, hasShape) > 1;
    if (const auto meaning = isList ? std::nullopt : meaningOfError(text)) {
        return Error{ErrorCode::Unsupported, "a message of another kind than load_state_dict's: " + *meaning};
    }
    NamesText names = PTHF_TRY(std::move(named));
    Reference reference;
    reference.kind = Reference::Kind::Names;
    reference.name = std::move(name);
    reference.className = std::move(names.className);
    reference.keys = std::move(names.keys);
    if (names.linesLeftOut != 0) {
        reference.notes.push_back(countOf(names.linesLeftOut, "line") + " of the text "
            + (names.linesLeftOut == 1 ? "names" : "name") + " no tensor and "
            + (names.linesLeftOut == 1 ? "is" : "are") + " left out");
    }
    return reference;
}

Reference completed(Reference reference, const KeyList& file)
{
    if (reference.kind != Reference::Kind::LoadError) {
        return reference;
    }
    const Told told = toldBy(reference.error);
    KeyList all;
    all.reserve(file.size() + reference.keys.size());
    std::unordered_set<std::string_view> taken = told.missing;
    for (const KeyEntry& entry : file) {
        if (told.unexpected.contains(entry.key) || !taken.insert(entry.key).second) {
            continue;
        }
        KeyEntry expected;
        expected.key = entry.key;
        const auto mismatch = told.mismatches.find(entry.key);
        if (mismatch == told.mismatches.end()) {
            expected.shape = entry.shape;
            expected.isTensor = entry.isTensor;
            expected.isPresumed = true;
        } else {
            // torch 0.4 printed the two shapes the wrong way round: the one that the file does not have is the model's.
            const bool isSwapped = entry.shape == mismatch->second->inModel && entry.shape != mismatch->second->inFile;
            expected.shape = isSwapped ? mismatch->second->inFile : mismatch->second->inModel;
        }
        all.push_back(std::move(expected));
    }
    for (const LoadError::Mismatch& mismatch : reference.error.mismatches) {
        if (taken.insert(mismatch.key).second) {
            KeyEntry expected;
            expected.key = mismatch.key;
            expected.shape = mismatch.inModel;
            all.push_back(std::move(expected));
        }
    }
    noteForeign(reference, file);
    std::move(reference.keys.begin(), reference.keys.end(), std::back_inserter(all));
    reference.keys = std::move(all);
    return reference;
}

std::string_view referenceKindName(Reference::Kind kind) noexcept
{
    switch (kind) {
    case Reference::Kind::Checkpoint:
        return "checkpoint";
    case Reference::Kind::Names:
        return "names";
    case Reference::Kind::LoadError:
        return "load_error";
    }
    return "names";
}

} // namespace pthf
