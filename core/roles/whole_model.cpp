// SPDX-License-Identifier: Apache-2.0
#include "core/roles/whole_model.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/meaning/torch_words.h"
#include "core/meaning/unfold.h"
#include "core/meaning/value_parts.h"
#include "core/roles/script_classes.h"

namespace pthf {

namespace {

// torch walks modules by recursion, and Python stops at a thousand levels. The count stands against modules that share
// submodules until a small file unfolds without end.
constexpr std::size_t kMaxDepth = 1'000;
constexpr std::size_t kMaxModules = 250'000;
constexpr std::size_t kMaxPrefixBytes = std::size_t{64} << 20U; // of all prefixes together

/// A module object and the prefix of its keys ("layer1.0.").
struct ModulePlace {
    ValueId module = kNoValue;
    std::string prefix;
};

bool isInstance(const ValueGraph& graph, ValueId id)
{
    return id != kNoValue && (graph.kind(id) == ValueKind::Object || graph.kind(id) == ValueKind::Call);
}

bool isScriptObject(const Content& content, ValueId id)
{
    if (!isInstance(content.graph, id) || content.tensorAt(id) != kNoTensor) {
        return false;
    }
    const ValueId named = classOf(content.graph, id);
    const bool isScript = named != kNoValue && content.graph.globalModule(named).starts_with("__torch__");
    const ValueId state = content.graph.instance(id).state;
    return isScript && state != kNoValue && content.graph.kind(state) == ValueKind::Dict;
}

bool isDictionary(const Content& content, ValueId id)
{
    return id != kNoValue && partsOf(content, id).kind == ViewKind::Dict;
}

bool isModule(const Content& content, ValueId id)
{
    if (!isInstance(content.graph, id) || content.tensorAt(id) != kNoTensor
        || content.graph.instance(id).state == kNoValue) {
        return false;
    }
    constexpr std::array<std::string_view, 3> kMarks{"_modules", "_parameters", "_buffers"};
    return std::ranges::all_of(
        kMarks, [&](std::string_view mark) { return isDictionary(content, attributeOf(content, id, mark)); });
}

/// The children of a module object that are modules, by name.
std::vector<ModulePlace> submodules(const Content& content, const ModulePlace& place)
{
    std::vector<ModulePlace> found;
    const bool isScript = isScriptObject(content, place.module);
    const ValueId owner = isScript ? place.module : attributeOf(content, place.module, "_modules");
    if (owner == kNoValue) {
        return found;
    }
    for (const ChildStep& step : childrenOf(content, owner)) {
        const auto name = step.key == kNoValue ? std::nullopt : plainText(content.graph, step.key);
        if (name && isWholeModel(content, step.value)) {
            found.push_back({step.value, place.prefix + std::string(*name) + "."});
        }
    }
    return found;
}

/// Every module below and with the root, parents before their children and in their order; a shared one under each of
/// its names.
std::vector<ModulePlace> modulesOf(const Content& content, ValueId root)
{
    struct Level {
        ValueId module = kNoValue;
        std::vector<ModulePlace> children;
        std::size_t next = 0;
    };
    std::vector<ModulePlace> places;
    if (!isWholeModel(content, root)) {
        return places;
    }
    places.push_back({root, {}});
    std::unordered_set<std::uint32_t> onPath{index(root)};
    std::vector<Level> levels;
    levels.push_back({root, submodules(content, places.front()), 0});
    std::size_t prefixBytes = 0;
    while (!levels.empty() && places.size() < kMaxModules && prefixBytes < kMaxPrefixBytes) {
        Level& level = levels.back();
        if (level.next == level.children.size()) {
            onPath.erase(index(level.module));
            levels.pop_back();
            continue;
        }
        const ModulePlace child = level.children[level.next++];
        if (levels.size() >= kMaxDepth || !onPath.insert(index(child.module)).second) {
            continue;
        }
        places.push_back(child);
        prefixBytes += child.prefix.size();
        levels.push_back({child.module, submodules(content, child), 0});
    }
    return places;
}

std::unordered_set<std::string> namesIn(const Content& content, ValueId set)
{
    std::unordered_set<std::string> names;
    if (set == kNoValue) {
        return names;
    }
    for (const ChildStep& step : childrenOf(content, set)) {
        if (const auto name = plainText(content.graph, step.value)) {
            names.emplace(*name);
        }
    }
    return names;
}

void addEntry(const Content& content, const std::string& prefix, const ChildStep& step, bool isBuffer,
    std::vector<StateDictEntry>& entries)
{
    const auto name = step.key == kNoValue ? std::nullopt : plainText(content.graph, step.key);
    if (!name) {
        return;
    }
    StateDictEntry entry;
    entry.key = prefix + std::string(*name);
    entry.value = step.value;
    entry.tensor = content.tensorAt(step.value);
    entry.isBuffer = isBuffer;
    entry.owner = step.owner;
    entry.slot = step.slot;
    entries.push_back(std::move(entry));
}

/// A parameter or a buffer: tensors that the class's code says are mere attributes are left out, as torch does.
bool isScriptEntry(const Content& content, ValueId value)
{
    const TensorId tensor = content.tensorAt(value);
    return tensor != kNoTensor
        && !(content.tensor(tensor).extras && content.tensor(tensor).extras->className == kScriptAttribute);
}

void addOwnEntries(const Content& content, const ModulePlace& place, std::vector<StateDictEntry>& entries)
{
    if (isScriptObject(content, place.module)) {
        for (const ChildStep& step : childrenOf(content, place.module)) {
            if (isScriptEntry(content, step.value)) {
                addEntry(content, place.prefix, step, false, entries);
            }
        }
        return;
    }
    for (const ChildStep& step : childrenOf(content, attributeOf(content, place.module, "_parameters"))) {
        if (content.graph.kind(step.value) != ValueKind::None) {
            addEntry(content, place.prefix, step, false, entries);
        }
    }
    const auto hidden = namesIn(content, attributeOf(content, place.module, "_non_persistent_buffers_set"));
    for (const ChildStep& step : childrenOf(content, attributeOf(content, place.module, "_buffers"))) {
        const auto name = step.key == kNoValue ? std::nullopt : plainText(content.graph, step.key);
        if (name && content.graph.kind(step.value) != ValueKind::None && !hidden.contains(std::string(*name))) {
            addEntry(content, place.prefix, step, true, entries);
        }
    }
}

/// The class attribute _version of torch's own modules (torch/nn/modules, torch/ao/nn); 1 for everything else.
std::int64_t versionOf(const Content& content, ValueId module)
{
    const ValueId named = classOf(content.graph, module);
    if (named == kNoValue) {
        return 1;
    }
    const std::string_view from = content.graph.globalModule(named);
    const std::string_view name = content.graph.globalName(named);
    const bool isNorm = from == "torch.nn.modules.batchnorm" || from == "torch.nn.modules.instancenorm";
    if (isNorm) {
        // Saved before 0.4.1 it has no num_batches_tracked, and loading is to know that.
        const ValueId buffers = attributeOf(content, module, "_buffers");
        return childByName(content, buffers, "num_batches_tracked") == kNoValue ? 1 : 2;
    }
    const bool isQuantized = from.starts_with("torch.nn.quantized") || from.starts_with("torch.ao.nn.quantized");
    const bool isDynamic = isQuantized && from.find(".dynamic") != std::string_view::npos;
    if (isQuantized && name == "Linear") {
        return isDynamic ? 4 : 3;
    }
    const bool isRecurrent = isDynamic && from.ends_with(".rnn");
    const bool isFusedConvolution = from.find("intrinsic.qat.modules.conv_fused") != std::string_view::npos;
    return isRecurrent || isFusedConvolution ? 2 : 1;
}

/// A module's hooks on state_dict().
struct StateDictHooks {
    std::vector<std::string> spectralNorms; ///< the weights of those that torch.nn.utils.spectral_norm has set
    bool hasOthers = false;
};

StateDictHooks hooksOf(const Content& content, ValueId module)
{
    StateDictHooks found;
    const ValueId hooks = attributeOf(content, module, "_state_dict_hooks");
    for (const ChildStep& step : hooks == kNoValue ? std::vector<ChildStep>{} : childrenOf(content, hooks)) {
        const ValueId named = isInstance(content.graph, step.value) ? classOf(content.graph, step.value) : kNoValue;
        const bool isSpectral = named != kNoValue && content.graph.globalName(named) == "SpectralNormStateDictHook"
            && content.graph.globalModule(named) == "torch.nn.utils.spectral_norm";
        const ValueId norm = isSpectral ? attributeOf(content, step.value, "fn") : kNoValue;
        const ValueId name = norm == kNoValue ? kNoValue : attributeOf(content, norm, "name");
        const auto weight = name == kNoValue ? std::nullopt : plainText(content.graph, name);
        if (weight) {
            found.spectralNorms.emplace_back(*weight);
        }
        found.hasOthers = found.hasOthers || !weight;
    }
    return found;
}

} // namespace

bool isWholeModel(const Content& content, ValueId id)
{
    return isScriptObject(content, id) || isModule(content, id);
}

std::vector<StateDictEntry> wholeModelEntries(const Content& content, ValueId module)
{
    std::vector<StateDictEntry> entries;
    for (const ModulePlace& place : modulesOf(content, module)) {
        addOwnEntries(content, place, entries);
    }
    return entries;
}

std::vector<StateDictEntry> entriesOfStateDict(const Content& content, ValueId id)
{
    if (isWholeModel(content, id)) {
        return wholeModelEntries(content, id);
    }
    std::vector<StateDictEntry> entries;
    for (const ChildStep& step : childrenOf(content, id)) {
        if (step.kind == ChildStep::Kind::Key) {
            addEntry(content, {}, step, false, entries);
        }
    }
    return entries;
}

std::vector<ModuleVersion> moduleVersions(const Content& content, ValueId module)
{
    std::vector<ModuleVersion> versions;
    for (const ModulePlace& place : modulesOf(content, module)) {
        // The prefix ends with a dot, but for the root's.
        const std::string path = place.prefix.substr(0, place.prefix.size() - (place.prefix.empty() ? 0 : 1));
        versions.push_back({path, versionOf(content, place.module), hooksOf(content, place.module).spectralNorms});
    }
    return versions;
}

ModelFacts modelFacts(const Content& content, ValueId module)
{
    ModelFacts facts;
    const ValueId named = classOf(content.graph, module);
    facts.className = named == kNoValue ? std::string{} : globalText(content.graph, named);
    std::unordered_set<std::uint32_t> seen;
    for (const ModulePlace& place : modulesOf(content, module)) {
        if (!seen.insert(index(place.module)).second) {
            continue;
        }
        ++facts.modules;
        const ValueId training = attributeOf(content, place.module, "training");
        facts.training += training != kNoValue && boolOf(content, training).value_or(false) ? 1U : 0U;
        facts.withStateDictHooks += hooksOf(content, place.module).hasOthers ? 1U : 0U;
    }
    return facts;
}

} // namespace pthf
