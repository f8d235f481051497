// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/edit/operations.h"
#include "core/edit/selection.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/types/device.h"
#include "core/value/graph_walk.h"

// Where a device stands in a checkpoint (FORMATS 2.5): beside each storage; as an argument of _rebuild_device_tensor_…
// and _rebuild_wrapper_subclass; and as a torch.device value. A text that merely looks like a device is left: only the
// code that reads it knows what it means.

namespace pthf {

namespace {

/// Devices that torch's own registry restores (torch/serialization.py), and back ends seen in files.
constexpr std::array<std::string_view, 12> kKnownTypes{
    "cpu", "cuda", "mps", "meta", "xpu", "hpu", "mtia", "xla", "npu", "privateuseone", "maia", "vulkan"};

class DeviceMap {
public:
    DeviceMap(const MapLocation& map, const PlanContext& context)
    {
        const auto target = [&context](const std::string& text) {
            return normalizedTarget(text == "auto" ? context.autoDevice : text);
        };
        for (const auto& row : map.table) {
            m_table.emplace_back(row.first, target(row.second));
        }
        if (!map.device.empty() && map.device != "keep") {
            m_device = target(map.device);
        }
    }

    /// Where a tag goes by table and device; the tag itself where nothing maps it.
    std::string_view of(std::string_view tag) const
    {
        const std::string_view known = tag.empty() ? std::string_view("cpu") : tag;
        for (const auto& row : m_table) {
            if (row.first == known) {
                return row.second;
            }
        }
        for (const auto& row : m_table) {
            if (deviceMatches(row.first, known)) {
                return row.second;
            }
        }
        // A shape without numbers has no device to leave: only a table that names meta moves it.
        if (!m_device || known == "meta") {
            return tag;
        }
        return tag.empty() && *m_device == "cpu" ? tag : std::string_view(*m_device);
    }

    bool isNothing() const noexcept { return m_table.empty() && !m_device; }

private:
    std::vector<std::pair<std::string, std::string>> m_table;
    std::optional<std::string> m_device;
};

/// The devices of storages after the rules: the first rule that matches a tensor holds, the first tensor of a storage
/// decides for all.
struct RuledStorages {
    std::vector<const std::string*> device; ///< by StorageId; null where no rule holds
    std::vector<const std::string*> tensor; ///< by TensorId, likewise
    std::vector<std::string> names; ///< normalised targets, one a rule
};

RuledStorages applyRules(EditDraft& draft, const TreeIndex& tree, const MapLocation& map)
{
    RuledStorages ruled;
    ruled.device.assign(draft.content.storages.size(), nullptr);
    ruled.tensor.assign(draft.content.tensors.size(), nullptr);
    if (map.rules.empty()) {
        return ruled;
    }
    constexpr std::uint32_t kNoRule = 0xFFFF'FFFF;
    ruled.names.reserve(map.rules.size());
    std::vector<std::uint32_t> ruleOf(tree.leaves.size(), kNoRule);
    Selector selector(draft.content, tree);
    for (std::uint32_t i = 0; i < map.rules.size(); ++i) {
        const std::string& to = map.rules[i].to;
        ruled.names.push_back(normalizedTarget(to == "auto" ? draft.context().autoDevice : to));
        const std::vector<std::uint32_t> leaves = selector.tensors(map.rules[i].glob);
        if (leaves.empty()) {
            tellNearest(draft, tree, map.rules[i].glob);
        }
        for (const std::uint32_t leaf : leaves) {
            ruleOf[leaf] = std::min(ruleOf[leaf], i);
        }
    }
    std::uint64_t torn = 0;
    std::string example;
    for (std::uint32_t leaf = 0; leaf < tree.leaves.size(); ++leaf) {
        if (ruleOf[leaf] == kNoRule) {
            continue;
        }
        const std::string& wanted = ruled.names[ruleOf[leaf]];
        ruled.tensor[index(tree.leaves[leaf].tensor)] = &wanted;
        for (const StorageId storage : storagesOf(draft.content, draft.content.tensor(tree.leaves[leaf].tensor))) {
            const std::string*& decided = ruled.device[index(storage)];
            if (decided == nullptr) {
                decided = &wanted;
            } else if (*decided != wanted && ++torn == 1) {
                example = tree.pathTextOf(draft.content, tree.leaves[leaf].place) + " stays on " + *decided;
            }
        }
    }
    if (torn != 0) {
        draft.problems.add(Severity::Info, ErrorCode::InvalidArgument,
            "tensors that share a storage go where the first one's rule says: " + example + ", "
                + countOf(torn, "tensor") + " in all");
    }
    return ruled;
}

ValueId addDeviceArguments(ValueGraph& graph, std::string_view device, std::size_t oldCount)
{
    const Device parsed = parseDevice(device);
    std::vector<ValueId> arguments;
    if (parsed.index && oldCount == 1) {
        arguments = {graph.addText(device)}; // TorchScript's form, kept
    } else {
        arguments = {graph.addText(parsed.type)};
        if (parsed.index) {
            arguments.push_back(graph.addInt(*parsed.index));
        }
    }
    return graph.addSequence(ValueKind::Tuple, arguments);
}

/// Position of a device text among a call's arguments (FORMATS 3).
std::optional<std::size_t> devicePosition(Meaning meaning) noexcept
{
    switch (meaning) {
    case Meaning::RebuildDeviceTensorFromNumpy:
    case Meaning::RebuildDeviceTensorFromCpu:
        return 2;
    case Meaning::RebuildWrapperSubclass:
        return 6;
    default:
        return std::nullopt;
    }
}

/// A device that a value states: a torch.device call, or a text among the arguments of a call that makes a tensor.
struct StatedDevice {
    ValueId node = kNoValue; ///< the call, or the tuple of arguments
    std::optional<std::size_t> position; ///< of the text in the tuple
    std::string device; ///< what it is to be
};

/// What a call states, where the map or a rule changes it.
std::optional<StatedDevice> changedDevice(
    const Content& content, GlobalTable& globals, ValueId id, const DeviceMap& map, const RuledStorages& ruled)
{
    const ValueGraph& graph = content.graph;
    Meaning meaning = globals.calleeMeaning(id);
    if (meaning == Meaning::TorchDevice) {
        const auto device = deviceOfValue(graph, id);
        const bool isChanged = device && map.of(*device) != *device;
        return isChanged ? std::optional(StatedDevice{id, std::nullopt, std::string(map.of(*device))}) : std::nullopt;
    }
    ValueId tuple = graph.instance(id).arguments;
    auto arguments = sequenceItems(graph, tuple);
    const bool isFromType = meaning == Meaning::RebuildFromType || meaning == Meaning::RebuildFromTypeV2;
    if (isFromType && arguments.size() >= 3 && graph.kind(arguments[0]) == ValueKind::Global) {
        meaning = globals.of(arguments[0]).meaning;
        tuple = arguments[2];
        arguments = sequenceItems(graph, tuple);
    }
    const auto position = devicePosition(meaning);
    const auto text = position && *position < arguments.size() ? plainText(graph, arguments[*position]) : std::nullopt;
    if (!text) {
        return std::nullopt;
    }
    const TensorId tensor = content.tensorAt(id);
    const std::string* rule = tensor == kNoTensor ? nullptr : ruled.tensor[index(tensor)];
    const std::string_view target = rule != nullptr ? std::string_view(*rule) : map.of(*text);
    return target == *text ? std::nullopt : std::optional(StatedDevice{tuple, position, std::string(target)});
}

void stateDevice(ValueGraph& graph, const StatedDevice& stated)
{
    if (stated.position) {
        const auto old = graph.items(stated.node);
        std::vector<ValueId> items(old.begin(), old.end());
        items[*stated.position] = graph.addText(stated.device);
        graph.setItems(stated.node, items);
        return;
    }
    Instance instance = graph.instance(stated.node);
    instance.arguments = addDeviceArguments(graph, stated.device, sequenceItems(graph, instance.arguments).size());
    graph.setInstance(stated.node, instance);
}

/// torch.device values, and device texts inside calls that make tensors. Gives how many changed.
std::uint64_t mapDeviceValues(Content& content, const DeviceMap& map, const RuledStorages& ruled)
{
    GlobalTable globals(content.graph);
    std::vector<StatedDevice> changes;
    GraphWalk walk(content.graph, content.root);
    while (const auto id = walk.next()) {
        const ValueKind kind = content.graph.kind(*id);
        if (kind == ValueKind::Call || kind == ValueKind::Object) {
            if (auto change = changedDevice(content, globals, *id, map, ruled)) {
                changes.push_back(std::move(*change));
            }
        }
    }
    for (const StatedDevice& change : changes) {
        stateDevice(content.graph, change);
    }
    return changes.size();
}

/// What a tensor itself says of its device, where it says anything: sparse and nested ones are where their parts are.
SharedText ownDevice(const Content& content, const TensorValue& tensor, const DeviceMap& map, const std::string* rule)
{
    if (tensor.device.empty() || tensor.form == TensorForm::Meta) {
        return tensor.device; // its storage says it, or it is in no place
    }
    const bool isOfParts = tensor.form != TensorForm::Wrapper && tensor.extras && !tensor.extras->parts.empty();
    if (!isOfParts) {
        return rule != nullptr ? std::string_view(*rule) : map.of(tensor.device);
    }
    const auto& parts = tensor.extras->parts;
    const TensorPart& values = tensor.form == TensorForm::Nested ? parts.front() : parts.back();
    return content.deviceOf(content.tensor(values.tensor));
}

/// Names plain texts that the map would change if they were devices.
void tellTexts(EditDraft& draft, const TreeIndex& tree, const DeviceMap& map)
{
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor != kNoTensor) {
            continue;
        }
        const Place& place = tree.places[index(leaf.place)];
        const ValueId outer = tree.places[index(place.parent)].step.value;
        const auto text = textOf(draft.content, place.step.value);
        if (!text || text->size() > 32 || !isWellFormedDevice(*text)) {
            continue;
        }
        const std::string type = parseDevice(*text).type;
        const bool isKnown = std::find(kKnownTypes.begin(), kKnownTypes.end(), type) != kKnownTypes.end();
        const bool isInDevice = infoOf(draft.content.graph, outer).meaning == Meaning::TorchDevice;
        if (isKnown && !isInDevice && map.of(*text) != *text) {
            draft.problems.add(Severity::Info, ErrorCode::InvalidArgument,
                "the text \"" + displayText(*text) + "\" looks like a device and is left as it is",
                tree.pathTextOf(draft.content, leaf.place));
        }
    }
}

/// Bytes that are a checkpoint themselves (a zip, or a legacy stream: torch/serialization.py MAGIC_NUMBER).
bool looksLikeCheckpoint(std::string_view head) noexcept
{
    return head.starts_with("PK\x03\x04") || head.find("\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20") < 16;
}

/// Names tensors that are out of reach: what stands inside bytes keeps its devices.
void tellNested(EditDraft& draft, const TreeIndex& tree)
{
    constexpr std::size_t kHead = 32;
    for (const Leaf& leaf : tree.leaves) {
        const ValueId value = tree.places[index(leaf.place)].step.value;
        const auto bytes = leaf.tensor == kNoTensor ? bytesOf(draft.content, value, kHead) : std::nullopt;
        if (bytes && looksLikeCheckpoint(bytes->head)) {
            draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
                "these bytes hold a checkpoint of their own, whose devices stay as they are",
                tree.pathTextOf(draft.content, leaf.place));
        }
    }
}

void tellStrangeTargets(EditDraft& draft, const MapLocation& map)
{
    std::vector<std::string> targets;
    const auto add = [&](const std::string& target) {
        const std::string type = parseDevice(target).type;
        const bool isKnown = std::find(kKnownTypes.begin(), kKnownTypes.end(), type) != kKnownTypes.end();
        if (target != "auto" && target != "keep" && !target.empty() && !isKnown
            && std::find(targets.begin(), targets.end(), target) == targets.end()) {
            targets.push_back(target);
            draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
                "torch itself knows no device called \"" + displayText(target) + "\"");
        }
    };
    add(map.device);
    for (const auto& row : map.table) {
        add(row.second);
    }
    for (const MapLocation::Rule& rule : map.rules) {
        add(rule.to);
    }
}

/// Moves the storages; gives which of them did, by StorageId.
std::vector<bool> moveStorages(Content& content, const DeviceMap& map, const RuledStorages& ruled)
{
    std::vector<bool> hasMoved(content.storages.size(), false);
    SharedText made; // the last tag, which the next storage most likely gets too
    for (std::size_t i = 0; i < content.storages.size(); ++i) {
        StorageValue& storage = content.storages[i];
        const std::string_view target =
            ruled.device[i] != nullptr ? std::string_view(*ruled.device[i]) : map.of(storage.device);
        // Formats without devices have no tag; one that would only say "cpu" is not made up.
        const bool isSilent = storage.device.empty() && target == "cpu";
        if (target != storage.device && !isSilent) {
            hasMoved[i] = true;
            made = made == target ? made : SharedText(target);
            storage.device = made;
        }
    }
    return hasMoved;
}

/// Moves what tensors say themselves; gives which are elsewhere afterwards, by TensorId.
std::vector<bool> moveTensors(
    Content& content, const DeviceMap& map, const RuledStorages& ruled, const std::vector<bool>& hasMoved)
{
    std::vector<bool> isMoved(content.tensors.size(), false);
    for (std::size_t i = 0; i < content.tensors.size(); ++i) {
        const SharedText target = ownDevice(content, content.tensors[i], map, ruled.tensor[i]);
        isMoved[i] = target != content.tensors[i].device;
        content.tensors[i].device = target;
        for (const StorageId storage : storagesOf(content, content.tensors[i])) {
            isMoved[i] = isMoved[i] || hasMoved[index(storage)];
        }
    }
    return isMoved;
}

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const MapLocation& operation)
{
    const DeviceMap map(operation, draft.context());
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Content& content = draft.content;
    const RuledStorages ruled = applyRules(draft, tree, operation);
    const std::vector<bool> hasMoved = moveStorages(content, map, ruled);
    const std::vector<bool> isMoved = moveTensors(content, map, ruled, hasMoved);
    if (!map.isNothing()) {
        tellTexts(draft, tree, map);
        tellNested(draft, tree);
    }
    tellStrangeTargets(draft, operation);

    OperationEffect effect;
    std::vector<bool> isCounted(content.tensors.size(), false);
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor != kNoTensor && !isCounted[index(leaf.tensor)]) {
            isCounted[index(leaf.tensor)] = true;
            ++(isMoved[index(leaf.tensor)] ? effect.changed : effect.untouched);
        }
    }
    effect.text = countOf(effect.changed, "tensor");
    const bool isMap = !map.isNothing() || !operation.rules.empty();
    const std::uint64_t values = isMap ? mapDeviceValues(content, map, ruled) : 0;
    if (values != 0) {
        draft.structureChanged();
        effect.text += ", " + countOf(values, "device value");
    }
    return effect;
}

} // namespace pthf
