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
    std::vector<std::string> names; ///< normalised targets, one a rule
};

RuledStorages applyRules(EditDraft& draft, const TreeIndex& tree, const MapLocation& map)
{
    RuledStorages ruled;
    ruled.device.assign(draft.content.storages.size(), nullptr);
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
        for (const std::uint32_t leaf : selector.tensors(map.rules[i].glob)) {
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
            countOf(torn, "tensor") + " shares its storage with one that another rule moves: " + example);
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

/// torch.device values, and device texts inside calls that make tensors. Gives how many changed.
std::uint64_t mapDeviceValues(Content& content, const DeviceMap& map)
{
    ValueGraph& graph = content.graph;
    GlobalTable globals(graph);
    struct Change {
        ValueId call;
        std::string device;
        std::optional<std::size_t> position; ///< of a text; else the whole call is the device
    };
    std::vector<Change> changes;
    GraphWalk walk(graph, content.root);
    while (const auto id = walk.next()) {
        const ValueKind kind = graph.kind(*id);
        if (kind != ValueKind::Call && kind != ValueKind::Object) {
            continue;
        }
        Meaning meaning = globals.calleeMeaning(*id);
        auto arguments = sequenceItems(graph, graph.instance(*id).arguments);
        if (meaning == Meaning::TorchDevice) {
            const auto device = deviceOfValue(graph, *id);
            if (device && map.of(*device) != *device) {
                changes.push_back({*id, std::string(map.of(*device)), std::nullopt});
            }
            continue;
        }
        ValueId tuple = graph.instance(*id).arguments;
        if ((meaning == Meaning::RebuildFromType || meaning == Meaning::RebuildFromTypeV2) && arguments.size() >= 3
            && graph.kind(arguments[0]) == ValueKind::Global) {
            meaning = globals.of(arguments[0]).meaning;
            tuple = arguments[2];
            arguments = sequenceItems(graph, tuple);
        }
        const auto position = devicePosition(meaning);
        const auto text =
            position && *position < arguments.size() ? plainText(graph, arguments[*position]) : std::nullopt;
        if (text && map.of(*text) != *text) {
            changes.push_back({tuple, std::string(map.of(*text)), position});
        }
    }
    for (const Change& change : changes) {
        if (change.position) {
            const auto old = graph.items(change.call);
            std::vector<ValueId> items(old.begin(), old.end());
            items[*change.position] = graph.addText(change.device);
            graph.setItems(change.call, items);
            continue;
        }
        Instance instance = graph.instance(change.call);
        instance.arguments = addDeviceArguments(graph, change.device, sequenceItems(graph, instance.arguments).size());
        graph.setInstance(change.call, instance);
    }
    return changes.size();
}

/// Names plain texts that the map would change if they were devices.
void tellTexts(EditDraft& draft, const TreeIndex& tree, const DeviceMap& map)
{
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor != kNoTensor) {
            continue;
        }
        const auto text = textOf(draft.content, tree.places[index(leaf.place)].step.value);
        if (!text || text->size() > 32 || !isWellFormedDevice(*text)) {
            continue;
        }
        const std::string type = parseDevice(*text).type;
        const bool isKnown = std::find(kKnownTypes.begin(), kKnownTypes.end(), type) != kKnownTypes.end();
        if (isKnown && map.of(*text) != *text) {
            draft.problems.add(Severity::Info, ErrorCode::InvalidArgument,
                "the text \"" + displayText(*text) + "\" looks like a device and is left as it is",
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

} // namespace

Result<OperationEffect> applyTo(EditDraft& draft, const MapLocation& operation)
{
    const DeviceMap map(operation, draft.context());
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    Content& content = draft.content;
    const RuledStorages ruled = applyRules(draft, tree, operation);

    std::vector<bool> hasMoved(content.storages.size(), false);
    for (std::size_t i = 0; i < content.storages.size(); ++i) {
        StorageValue& storage = content.storages[i];
        const std::string_view target =
            ruled.device[i] != nullptr ? std::string_view(*ruled.device[i]) : map.of(storage.device);
        const std::string_view now = storage.device.empty() ? std::string_view("cpu") : storage.device;
        if (target != storage.device && (target != now || !storage.device.empty())) {
            hasMoved[i] = true;
            storage.device = std::string(target);
        }
    }
    std::vector<bool> isTensorMoved(content.tensors.size(), false);
    for (std::size_t i = 0; i < content.tensors.size(); ++i) {
        TensorValue& tensor = content.tensors[i];
        if (tensor.storage != kNoStorage) {
            isTensorMoved[i] = hasMoved[index(tensor.storage)];
        }
        // A meta tensor's device is no place; the others without a storage state theirs in the graph.
        if (!tensor.device.empty() && tensor.form != TensorForm::Meta && map.of(tensor.device) != tensor.device) {
            tensor.device = std::string(map.of(tensor.device));
            isTensorMoved[i] = true;
        }
    }
    const std::uint64_t values = map.isNothing() ? 0 : mapDeviceValues(content, map);
    if (!map.isNothing()) {
        tellTexts(draft, tree, map);
    }
    tellStrangeTargets(draft, operation);

    OperationEffect effect;
    std::vector<bool> isCounted(content.tensors.size(), false);
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor == kNoTensor || isCounted[index(leaf.tensor)]) {
            continue;
        }
        isCounted[index(leaf.tensor)] = true;
        bool isMoved = isTensorMoved[index(leaf.tensor)];
        for (const StorageId storage : storagesOf(content, content.tensor(leaf.tensor))) {
            isMoved = isMoved || hasMoved[index(storage)];
        }
        ++(isMoved ? effect.changed : effect.untouched);
    }
    effect.text = countOf(effect.changed, "tensor");
    if (values != 0) {
        effect.text += ", " + countOf(values, "device value");
    }
    return effect;
}

} // namespace pthf
