// SPDX-License-Identifier: Apache-2.0
#include "core/edit/tensor_nodes.h"

#include "core/meaning/torch_words.h"
#include "core/value/graph_walk.h"

namespace pthf {

namespace {

constexpr std::size_t kViewArguments = 4; // storage, offset, size, stride

bool isViewMeaning(Meaning meaning) noexcept
{
    switch (meaning) {
    case Meaning::RebuildTensor:
    case Meaning::RebuildTensorV2:
    case Meaning::RebuildTensorV3:
    case Meaning::RebuildQTensor:
        return true;
    default:
        return false;
    }
}

/// The tuple a call's view stands in, and what the call means there.
struct ViewPlace {
    ValueId arguments = kNoValue;
    Meaning meaning = Meaning::Unknown;
};

ViewPlace viewPlace(const ValueGraph& graph, GlobalTable& globals, ValueId id)
{
    const Meaning meaning = globals.calleeMeaning(id);
    const Instance& instance = graph.instance(id);
    if (isViewMeaning(meaning)) {
        return {instance.arguments, meaning};
    }
    if (meaning == Meaning::TensorClass && instance.state != kNoValue) {
        return {instance.state, meaning};
    }
    if (meaning == Meaning::RebuildFromType || meaning == Meaning::RebuildFromTypeV2) {
        const auto outer = sequenceItems(graph, instance.arguments);
        if (outer.size() >= 3 && graph.kind(outer[0]) == ValueKind::Global) {
            const Meaning inner = globals.of(outer[0]).meaning;
            if (isViewMeaning(inner)) {
                return {outer[2], inner};
            }
        }
    }
    return {};
}

void setArgument(ValueGraph& graph, ValueId tuple, std::size_t position, ValueId value)
{
    const auto old = graph.items(tuple);
    std::vector<ValueId> items(old.begin(), old.end());
    items[position] = value;
    graph.setItems(tuple, items);
}

ValueId addDims(ValueGraph& graph, const Dims& dims)
{
    std::vector<ValueId> items;
    items.reserve(dims.size());
    for (const std::int64_t dim : dims) {
        items.push_back(graph.addInt(dim));
    }
    return graph.addSequence(ValueKind::Tuple, items);
}

/// A tensor that no call describes is its own view.
void addFolded(std::vector<ViewCall>& calls, ValueId id, const TensorValue& tensor)
{
    if (tensor.form == TensorForm::Strided && tensor.storage != kNoStorage) {
        calls.push_back({id, kNoValue, Meaning::Unknown, tensor.storage, tensor.dtype, tensor.layout});
    }
}

/// Where a call of this meaning says requires_grad; nothing where it does not.
std::optional<std::size_t> requiresGradPosition(Meaning meaning) noexcept
{
    switch (meaning) {
    case Meaning::RebuildTensorV2:
    case Meaning::RebuildTensorV3:
        return 4;
    case Meaning::RebuildQTensor:
        return 5;
    case Meaning::RebuildParameter:
    case Meaning::RebuildParameterWithState:
    case Meaning::Parameter:
        return 1;
    case Meaning::RebuildMetaTensor:
    case Meaning::RebuildDeviceTensorFromNumpy:
    case Meaning::RebuildDeviceTensorFromCpu:
        return 3;
    case Meaning::RebuildWrapperSubclass:
        return 7;
    default:
        return std::nullopt;
    }
}

} // namespace

std::vector<ViewCall> viewCallsOf(const Content& content)
{
    std::vector<ViewCall> calls;
    if (content.root == kNoValue) {
        return calls;
    }
    const ValueGraph& graph = content.graph;
    GlobalTable globals(graph);
    GraphWalk walk(graph, content.root);
    while (const auto id = walk.next()) {
        const ValueKind kind = graph.kind(*id);
        if (const TensorId tensor = content.tensorAt(*id); kind == ValueKind::Tensor && tensor != kNoTensor) {
            addFolded(calls, *id, content.tensor(tensor));
            continue;
        }
        if (kind != ValueKind::Call && kind != ValueKind::Object) {
            continue;
        }
        const ViewPlace place = viewPlace(graph, globals, *id);
        const auto arguments =
            place.arguments == kNoValue ? std::span<const ValueId>{} : sequenceItems(graph, place.arguments);
        if (arguments.size() < kViewArguments || graph.kind(place.arguments) != ValueKind::Tuple) {
            continue;
        }
        const StorageId storage = content.storageAt(arguments[0]);
        const auto offset = plainInteger(graph, arguments[1]);
        auto size = dimsOf(graph, arguments[2]);
        auto stride = dimsOf(graph, arguments[3]);
        if (storage != kNoStorage && offset && size && stride) {
            const auto stated = place.meaning == Meaning::RebuildTensorV3 && arguments.size() > 6
                ? dtypeOfValue(graph, arguments[6])
                : std::nullopt;
            calls.push_back(
                {*id, place.arguments, place.meaning, storage, stated.value_or(content.storage(storage).dtype),
                    TensorLayout{std::move(*size), std::move(*stride), *offset}});
        }
    }
    return calls;
}

StorageNodes::StorageNodes(Content& content)
    : m_content(&content)
    , m_nodes(content.storages.size(), kNoValue)
{
    for (std::uint32_t i = 0; i < content.graph.size(); ++i) {
        const StorageId storage = content.storageAt(ValueId{i});
        if (storage != kNoStorage && m_nodes[index(storage)] == kNoValue) {
            m_nodes[index(storage)] = ValueId{i};
        }
    }
}

ValueId StorageNodes::of(StorageId storage)
{
    if (index(storage) >= m_nodes.size()) {
        m_nodes.resize(m_content->storages.size(), kNoValue);
    }
    ValueId& node = m_nodes[index(storage)];
    if (node == kNoValue) {
        // What stands in this tuple is only a placeholder: content.storages holds (PlannedDocument).
        ValueGraph& graph = m_content->graph;
        const StorageValue& value = m_content->storage(storage);
        const std::string_view known = dtypeInfo(value.dtype).storageClass;
        const ValueId storageClass = value.isUntyped || known.empty()
            ? graph.addGlobal("torch.storage", "UntypedStorage")
            : graph.addGlobal("torch", known);
        const std::vector<ValueId> id{graph.addText("storage"), storageClass, graph.addText(value.key),
            graph.addText(value.device.empty() ? std::string_view("cpu") : value.device.view()),
            graph.addInt(static_cast<std::int64_t>(value.elements))};
        node = graph.addPersistent(graph.addSequence(ValueKind::Tuple, id));
        m_content->markStorage(node, storage);
    }
    return node;
}

void moveView(Content& content, const ViewCall& call, ValueId storageNode, std::int64_t offset)
{
    if (call.arguments == kNoValue) {
        return; // its TensorValue says it all
    }
    setArgument(content.graph, call.arguments, 0, storageNode);
    setArgument(content.graph, call.arguments, 1, content.graph.addInt(offset));
}

void setView(Content& content, const ViewCall& call, ValueId storageNode, const TensorLayout& layout)
{
    const ValueId shape = addDims(content.graph, layout.shape);
    const ValueId strides = addDims(content.graph, layout.strides);
    moveView(content, call, storageNode, layout.offset);
    setArgument(content.graph, call.arguments, 2, shape);
    setArgument(content.graph, call.arguments, 3, strides);
}

std::optional<TensorValue> localPartOf(const Content& content, const TensorValue& tensor)
{
    const bool isDistributed = tensor.form == TensorForm::Wrapper && tensor.extras
        && tensor.extras->className.starts_with("torch.distributed.") && tensor.extras->parts.size() == 1;
    if (!isDistributed) {
        return std::nullopt;
    }
    TensorValue local = content.tensor(tensor.extras->parts.front().tensor);
    local.isPart = false;
    local.isParameter = tensor.isParameter;
    local.requiresGrad = tensor.requiresGrad;
    return local;
}

bool isPlainStrided(const TensorValue& tensor) noexcept
{
    return tensor.form == TensorForm::Strided && tensor.storage != kNoStorage && !tensor.isConjugate
        && !tensor.isNegative;
}

ValueId addTensorCall(Content& content, StorageNodes& nodes, const TensorValue& tensor)
{
    ValueGraph& graph = content.graph;
    const bool isThird = dtypeInfo(tensor.dtype).storageClass.empty();
    std::vector<ValueId> arguments{nodes.of(tensor.storage), graph.addInt(tensor.layout.offset),
        addDims(graph, tensor.layout.shape), addDims(graph, tensor.layout.strides), graph.addBool(tensor.requiresGrad),
        addEmptyOrderedDict(graph)};
    if (isThird) {
        arguments.push_back(graph.addGlobal("torch", dtypeName(tensor.dtype)));
    }
    const ValueId callee = graph.addGlobal("torch._utils", isThird ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    const ValueId call = graph.addCall(callee, graph.addSequence(ValueKind::Tuple, arguments));
    TensorValue made = tensor;
    made.value = call;
    made.isParameter = false;
    made.extras = nullptr;
    content.tensors.push_back(std::move(made));
    content.markTensor(call, TensorId{static_cast<std::uint32_t>(content.tensors.size() - 1)});
    return call;
}

ValueId addTensorNode(Content& content, StorageNodes& nodes, const TensorValue& tensor)
{
    TensorValue data = tensor;
    data.requiresGrad = tensor.requiresGrad && !tensor.isParameter;
    const ValueId call = addTensorCall(content, nodes, data);
    if (!tensor.isParameter) {
        return call;
    }
    // The tensor inside a parameter is no tensor of the tree: the parameter is (core/meaning/torch_rebuild.h).
    content.unmark(call);
    ValueGraph& graph = content.graph;
    const std::vector<ValueId> arguments{call, graph.addBool(tensor.requiresGrad), addEmptyOrderedDict(graph)};
    const ValueId parameter = graph.addCall(
        graph.addGlobal("torch._utils", "_rebuild_parameter"), graph.addSequence(ValueKind::Tuple, arguments));
    TensorValue& made = content.tensors.back();
    made.value = parameter;
    made.isParameter = true;
    made.requiresGrad = tensor.requiresGrad;
    content.markTensor(parameter, TensorId{static_cast<std::uint32_t>(content.tensors.size() - 1)});
    return parameter;
}

bool setRequiresGrad(Content& content, ValueId tensorNode, bool value)
{
    ValueGraph& graph = content.graph;
    if (graph.kind(tensorNode) == ValueKind::Tensor) {
        return true; // nothing in the graph says more than the TensorValue
    }
    if (graph.kind(tensorNode) != ValueKind::Call && graph.kind(tensorNode) != ValueKind::Object) {
        return false;
    }
    Meaning meaning = infoOf(graph, tensorNode).meaning;
    const Instance instance = graph.instance(tensorNode);
    ValueId tuple = instance.arguments;
    if (meaning == Meaning::RebuildFromType || meaning == Meaning::RebuildFromTypeV2) {
        const auto outer = sequenceItems(graph, tuple);
        if (outer.size() < 3 || graph.kind(outer[0]) != ValueKind::Global) {
            return false;
        }
        meaning = knownGlobal(graph.globalModule(outer[0]), graph.globalName(outer[0])).meaning;
        tuple = outer[2];
    }
    const auto arguments = sequenceItems(graph, tuple);
    const auto position = requiresGradPosition(meaning);
    if (position && *position < arguments.size() && graph.kind(tuple) == ValueKind::Tuple) {
        setArgument(graph, tuple, *position, graph.addBool(value));
        return true;
    }
    // Parameters of torch 0.1 to 0.3: (requires_grad, volatile, hooks) as state.
    const auto state = sequenceItems(graph, instance.state);
    if ((meaning == Meaning::Parameter || meaning == Meaning::Variable) && state.size() == 3) {
        setArgument(graph, instance.state, 0, graph.addBool(value));
        return true;
    }
    return false;
}

ValueId addEmptyOrderedDict(ValueGraph& graph)
{
    return graph.addCall(graph.addGlobal("collections", "OrderedDict"), graph.addSequence(ValueKind::Tuple));
}

} // namespace pthf
