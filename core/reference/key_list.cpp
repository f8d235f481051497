// SPDX-License-Identifier: Apache-2.0
#include "core/reference/key_list.h"

#include "core/checkpoint/value_view.h"
#include "core/hints/nearest_path.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

KeyEntry entryOf(const Content& content, std::string key, ValueId value)
{
    KeyEntry entry;
    entry.key = std::move(key);
    entry.value = value;
    entry.tensor = content.tensorAt(value);
    entry.isTensor = entry.tensor != kNoTensor;
    if (entry.isTensor) {
        const TensorValue& tensor = content.tensor(entry.tensor);
        entry.shape = tensor.layout.shape;
        entry.dtype = tensor.dtype;
    }
    return entry;
}

/// The attribute of that name that BUILD gave a dictionary.
ValueId attributeOf(const Content& content, ValueId value, std::string_view name)
{
    for (const ChildStep& step : childrenOf(content, value)) {
        if (step.kind == ChildStep::Kind::Attribute && step.key != kNoValue && textOf(content, step.key) == name) {
            return step.value;
        }
    }
    return kNoValue;
}

/// torch/nn/utils/spectral_norm.py SpectralNormStateDictHook: {"spectral_norm": {"weight.version": 1}} of a module.
void addHookVersions(
    const Content& content, const ChildStep& module, std::vector<std::pair<std::string, std::int64_t>>& versions)
{
    constexpr std::string_view kEnding = ".version";
    const ValueId stated = childByName(content, module.value, "spectral_norm");
    const auto path = stated == kNoValue ? std::nullopt : textOf(content, module.key);
    if (!path) {
        return;
    }
    for (const ChildStep& step : childrenOf(content, stated)) {
        if (step.kind != ChildStep::Kind::Key || step.key == kNoValue) {
            continue;
        }
        const std::string_view name = textOf(content, step.key).value_or(std::string_view());
        const auto version = integerOf(content, step.value);
        if (version && name.ends_with(kEnding)) {
            std::string weight(*path);
            weight.append(weight.empty() ? "" : ".").append(name.substr(0, name.size() - kEnding.size()));
            versions.emplace_back(std::move(weight), *version);
        }
    }
}

} // namespace

KeyList keysOf(const Content& content, const StateDict& stateDict)
{
    KeyList keys;
    if (stateDict.isWholeModel) {
        for (StateDictEntry& entry : stateDictEntries(content, stateDict)) {
            keys.push_back(entryOf(content, std::move(entry.key), entry.value));
        }
        return keys;
    }
    for (const ChildStep& step : childrenOf(content, stateDict.value)) {
        const auto key =
            step.kind == ChildStep::Kind::Key && step.key != kNoValue ? textOf(content, step.key) : std::nullopt;
        if (key) {
            keys.push_back(entryOf(content, std::string(*key), step.value));
        }
    }
    return keys;
}

std::vector<std::pair<std::string, std::int64_t>> versionsOf(const Content& content, const StateDict& stateDict)
{
    std::vector<std::pair<std::string, std::int64_t>> versions;
    if (stateDict.isWholeModel) {
        for (ModuleVersion& module : moduleVersions(content, stateDict.value)) {
            versions.emplace_back(module.path.empty() ? module.path : module.path + '.', module.version);
        }
        return versions;
    }
    const ValueId metadata = attributeOf(content, stateDict.value, "_metadata");
    if (metadata == kNoValue) {
        return versions;
    }
    for (const ChildStep& step : childrenOf(content, metadata)) {
        const auto path =
            step.kind == ChildStep::Kind::Key && step.key != kNoValue ? textOf(content, step.key) : std::nullopt;
        const ValueId stated = path ? childByName(content, step.value, "version") : kNoValue;
        const auto version = stated == kNoValue ? std::nullopt : integerOf(content, stated);
        if (version) {
            versions.emplace_back(path->empty() ? std::string() : std::string(*path) + '.', *version);
        }
        if (path) {
            addHookVersions(content, step, versions);
        }
    }
    return versions;
}

Result<StateDict> stateDictAt(const Content& content, const TreeIndex& tree, const KeyPath& path)
{
    const std::string name = path.empty() ? "the file itself" : displayText(pathText(path), 200);
    const auto value = valueAt(content, path);
    if (!value) {
        return Error{ErrorCode::InvalidArgument, "there is nothing at " + name + meantText(nearestPath(content, path))};
    }
    for (const StateDict& dict : tree.stateDicts) {
        if (dict.value == *value) {
            return dict;
        }
    }
    if (viewOf(content, *value).kind != ViewKind::Dict) {
        return Error{ErrorCode::InvalidArgument,
            name + " is no dictionary but a value of type " + viewOf(content, *value).typeName};
    }
    for (std::uint32_t i = 0; i < tree.places.size(); ++i) {
        if (tree.places[i].step.value == *value || (i == 0 && content.root == *value)) {
            return StateDict{PlaceId{i}, *value, Role::Model, false};
        }
    }
    return Error{ErrorCode::InvalidArgument, "there is nothing at " + name + meantText(nearestPath(content, path))};
}

StateDictPaths placesOf(const Content& content, const TreeIndex& tree, const StateDict& stateDict)
{
    const bool isOnly = tree.stateDicts.size() == 1 && tree.stateDicts.front().value == stateDict.value;
    return isOnly ? StateDictPaths() : StateDictPaths{tree.pathOf(content, stateDict.place)};
}

} // namespace pthf
