// SPDX-License-Identifier: Apache-2.0
//
// Tensors of many processes (FORMATS 3), as the state of _rebuild_from_type_v2 tells them:
//
//   DTensor        {'_local_tensor': tensor, '_spec': DTensorSpec{mesh, placements, tensor_meta}}
//   ShardedTensor  ([Shard{tensor, metadata}, …], ShardedTensorMetadata{shards_metadata, size, …}, group, spec, …)
//   ShardMetadata  {shard_offsets, shard_sizes, placement: _remote_device{_rank, _device}}
#include "core/meaning/distributed.h"

#include <array>
#include <string_view>

#include "core/base/checked_math.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

constexpr std::size_t kMostShards = 65'536;

bool isInstance(const ValueGraph& graph, ValueId id)
{
    return id != kNoValue && (graph.kind(id) == ValueKind::Object || graph.kind(id) == ValueKind::Call);
}

/// An attribute in a state: a dictionary, or either half of (dictionary, slots).
ValueId attributeIn(const ValueGraph& graph, ValueId state, std::string_view name)
{
    if (state == kNoValue) {
        return kNoValue;
    }
    const std::array whole{state};
    const auto halves = graph.kind(state) == ValueKind::Tuple ? graph.items(state) : std::span<const ValueId>(whole);
    for (const ValueId half : halves) {
        if (graph.kind(half) != ValueKind::Dict) {
            continue;
        }
        for (const Entry& entry : graph.entries(half)) {
            if (plainText(graph, entry.key) == name) {
                return entry.value;
            }
        }
    }
    return kNoValue;
}

ValueId attribute(const ValueGraph& graph, ValueId object, std::string_view name)
{
    return isInstance(graph, object) ? attributeIn(graph, graph.instance(object).state, name) : kNoValue;
}

std::string textOf(const ValueGraph& graph, ValueId id)
{
    return id == kNoValue ? std::string() : std::string(plainText(graph, id).value_or(""));
}

/// "rank:0/cuda:0", as torch.distributed.remote_device prints it.
std::string holderText(const ValueGraph& graph, ValueId placement)
{
    const ValueId rankValue = attribute(graph, placement, "_rank");
    const ValueId deviceValue = attribute(graph, placement, "_device");
    const auto rank = rankValue == kNoValue ? std::nullopt : plainInteger(graph, rankValue);
    const std::string worker = textOf(graph, attribute(graph, placement, "_worker_name"));
    std::string text = rank ? "rank:" + std::to_string(*rank) : worker;
    const auto device = deviceValue == kNoValue ? std::nullopt : deviceOfValue(graph, deviceValue);
    if (device) {
        text += (text.empty() ? "" : "/") + *device;
    }
    return text;
}

LocalShard shardFrom(const ValueGraph& graph, ValueId metadata)
{
    LocalShard shard;
    shard.offsets = dimsOf(graph, attribute(graph, metadata, "shard_offsets")).value_or(Dims{});
    shard.sizes = dimsOf(graph, attribute(graph, metadata, "shard_sizes")).value_or(Dims{});
    shard.holder = holderText(graph, attribute(graph, metadata, "placement"));
    return shard;
}

/// "Shard(0)", "Replicate()", "Partial(sum)": the class with what it was made with.
std::string placementText(const ValueGraph& graph, ValueId placement)
{
    const ValueId className = isInstance(graph, placement) ? classOf(graph, placement) : kNoValue;
    if (className == kNoValue) {
        return "?";
    }
    const ValueId dimension = attribute(graph, placement, "dim");
    const auto number = dimension == kNoValue ? std::nullopt : plainInteger(graph, dimension);
    const std::string inner =
        number ? std::to_string(*number) : textOf(graph, attribute(graph, placement, "reduce_op"));
    return std::string(graph.globalName(className)) + '(' + inner + ')';
}

/// The sizes of a mesh: those of its tensor of ranks, or, since 2.10, the products of its axes.
Dims meshShapeOf(const Content& content, ValueId mesh)
{
    const ValueGraph& graph = content.graph;
    const ValueId ranks = attribute(graph, mesh, "mesh");
    const TensorId tensor = ranks == kNoValue ? kNoTensor : content.tensorAt(ranks);
    if (tensor != kNoTensor) {
        return content.tensor(tensor).layout.shape;
    }
    Dims shape;
    for (const ValueId axis : sequenceItems(graph, attribute(graph, attribute(graph, mesh, "_layout"), "axes"))) {
        const ValueId sizes = attribute(graph, axis, "shape");
        const auto single = sizes == kNoValue ? std::nullopt : plainInteger(graph, sizes);
        const auto several = single ? Dims{*single} : dimsOf(graph, sizes).value_or(Dims{});
        const auto product = elementCount(several);
        const auto narrowed = product ? checkedNarrow<std::int64_t>(*product) : std::nullopt;
        if (!narrowed) {
            return {};
        }
        shape.push_back(*narrowed);
    }
    return shape;
}

Distribution fromSpec(const Content& content, ValueId spec)
{
    const ValueGraph& graph = content.graph;
    Distribution found;
    for (const ValueId placement : sequenceItems(graph, attribute(graph, spec, "placements"))) {
        found.placements.push_back(placementText(graph, placement));
    }
    const ValueId mesh = attribute(graph, spec, "mesh");
    const ValueId device = attribute(graph, mesh, "_device_type");
    found.meshDevice = textOf(graph, device != kNoValue ? device : attribute(graph, mesh, "device_type"));
    found.meshShape = meshShapeOf(content, mesh);
    const ValueId names = attribute(graph, mesh, "_mesh_dim_names");
    for (const ValueId name :
        sequenceItems(graph, names != kNoValue ? names : attribute(graph, mesh, "mesh_dim_names"))) {
        found.meshNames.push_back(textOf(graph, name));
    }
    found.coordinate = dimsOf(graph, attribute(graph, mesh, "_coordinate_on_dim")).value_or(Dims{});
    return found;
}

/// The state that a tensor of another class was given: the fourth argument of _rebuild_from_type_v2, below what makes
/// it a parameter.
ValueId stateOf(const ValueGraph& graph, ValueId tensor)
{
    constexpr int kMaxWraps = 4;
    constexpr std::size_t kState = 3;
    for (int wraps = 0; wraps < kMaxWraps && isInstance(graph, tensor); ++wraps) {
        const auto arguments = sequenceItems(graph, graph.instance(tensor).arguments);
        switch (infoOf(graph, tensor).meaning) {
        case Meaning::RebuildFromType:
        case Meaning::RebuildFromTypeV2:
            return arguments.size() > kState ? arguments[kState] : kNoValue;
        case Meaning::RebuildParameter:
        case Meaning::RebuildParameterWithState:
        case Meaning::Parameter:
        case Meaning::Buffer:
            tensor = arguments.empty() ? kNoValue : arguments[0];
            break;
        default:
            return kNoValue;
        }
    }
    return kNoValue;
}

} // namespace

LocalShard localShardOf(const ValueGraph& graph, ValueId value)
{
    LocalShard shard = shardFrom(graph, attribute(graph, value, "metadata"));
    shard.tensor = attribute(graph, value, "tensor");
    return shard;
}

std::optional<Distribution> distributionOf(const Content& content, ValueId tensor)
{
    const ValueGraph& graph = content.graph;
    const ValueId state = stateOf(graph, tensor);
    if (state == kNoValue) {
        return std::nullopt;
    }
    if (const ValueId spec = attributeIn(graph, state, "_spec"); spec != kNoValue) {
        Distribution found = fromSpec(content, spec);
        return found.placements.empty() ? std::nullopt : std::optional(std::move(found));
    }
    const auto items = sequenceItems(graph, state);
    const auto metadata = items.size() > 1 ? attribute(graph, items[1], "shards_metadata") : kNoValue;
    Distribution found;
    for (const ValueId box : sequenceItems(graph, metadata)) {
        if (found.shards.size() == kMostShards) {
            break;
        }
        found.shards.push_back(shardFrom(graph, box));
    }
    return found.shards.empty() ? std::nullopt : std::optional(std::move(found));
}

} // namespace pthf
