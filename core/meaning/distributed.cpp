// SPDX-License-Identifier: Apache-2.0
//
// Tensors of many processes (FORMATS 3), as the state of _rebuild_from_type_v2 tells them:
//
//   DTensor        {'_local_tensor': tensor, '_spec': DTensorSpec{mesh, placements, tensor_meta}}
//   ShardedTensor  ([Shard{tensor, metadata}, …], ShardedTensorMetadata{shards_metadata, size, …}, group, spec, …)
//   ShardMetadata  {shard_offsets, shard_sizes, placement: _remote_device{_rank, _device}}
#include "core/meaning/distributed.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

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

/// The dimension that Shard and _StridedShard name; nothing for other placements.
std::optional<std::size_t> cutDimension(const ValueGraph& graph, ValueId placement, std::size_t rank)
{
    const ValueId dimension = attribute(graph, placement, "dim");
    const auto stated = dimension == kNoValue ? std::nullopt : plainInteger(graph, dimension);
    if (!stated) {
        return std::nullopt;
    }
    const auto number = *stated < 0 ? *stated + static_cast<std::int64_t>(rank) : *stated;
    return number >= 0 && static_cast<std::uint64_t>(number) < rank ? std::optional(static_cast<std::size_t>(number))
                                                                    : std::nullopt;
}

/// The cuts of a DTensor in the order in which they were made: from the first dimension of the mesh to the last. A
/// _StridedShard is made after those behind it: FSDP cuts what tensor parallelism has cut already
/// (torch/distributed/tensor/placement_types.py).
std::optional<std::vector<MeshCut>> cutsOf(
    const ValueGraph& graph, std::span<const ValueId> placements, std::size_t rank)
{
    std::vector<MeshCut> cuts;
    std::vector<MeshCut> later;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        const ValueId className = isInstance(graph, placements[i]) ? classOf(graph, placements[i]) : kNoValue;
        const std::string_view name = className == kNoValue ? std::string_view() : graph.globalName(className);
        const auto dimension = cutDimension(graph, placements[i], rank);
        if (name == "Replicate") {
            continue;
        }
        if ((name != "Shard" && name != "_StridedShard") || !dimension) {
            return std::nullopt;
        }
        (name == "Shard" ? cuts : later).push_back({i, *dimension});
    }
    cuts.insert(cuts.end(), later.rbegin(), later.rend());
    return cuts;
}

/// What a process holds of a tensor: each cut gives equal pieces, but for the last ones, which may be shorter or empty.
LocalShard boxAt(const Distribution& spread, const Dims& shape, const Dims& coordinate)
{
    LocalShard box;
    box.offsets = Dims(shape.size(), 0);
    box.sizes = shape;
    for (const MeshCut& cut : *spread.cuts) {
        const std::int64_t pieces = spread.meshShape[cut.meshDimension];
        std::int64_t& size = box.sizes[cut.tensorDimension];
        const std::int64_t piece = size / pieces + (size % pieces == 0 ? 0 : 1);
        const std::int64_t place = coordinate[cut.meshDimension];
        const std::int64_t begin = piece == 0 || place >= size / piece + 1 ? size : piece * place;
        box.offsets[cut.tensorDimension] += std::min(begin, size);
        size = std::min(piece, size - std::min(begin, size));
    }
    return box;
}

/// Whether boxAt can answer: as many sizes as the cuts need, none of them without processes, the shape a shape.
bool canBeCut(const Distribution& spread, const Dims& shape)
{
    const auto isPositive = [](std::int64_t size) { return size > 0; };
    const auto fits = [&](const MeshCut& cut) {
        return cut.meshDimension < spread.meshShape.size() && cut.tensorDimension < shape.size();
    };
    return spread.cuts && std::ranges::all_of(spread.meshShape, isPositive) && std::ranges::all_of(*spread.cuts, fits)
        && elementCount(shape);
}

/// The next coordinate of a mesh, the last dimension first; false behind the last one.
bool advance(Dims& coordinate, const Dims& mesh)
{
    for (std::size_t i = mesh.size(); i-- > 0;) {
        if (++coordinate[i] < mesh[i]) {
            return true;
        }
        coordinate[i] = 0;
    }
    return false;
}

Distribution fromSpec(const Content& content, ValueId spec, std::size_t rank)
{
    const ValueGraph& graph = content.graph;
    Distribution found;
    const auto placements = sequenceItems(graph, attribute(graph, spec, "placements"));
    for (const ValueId placement : placements) {
        found.placements.push_back(placementText(graph, placement));
    }
    found.cuts = cutsOf(graph, placements, rank);
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
        const TensorId id = content.tensorAt(tensor);
        const std::size_t rank = id == kNoTensor ? 0 : content.tensor(id).layout.shape.size();
        Distribution found = fromSpec(content, spec, rank);
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

std::vector<LocalShard> heldShards(const Content& content, ValueId tensor)
{
    const ValueGraph& graph = content.graph;
    const ValueId state = stateOf(graph, tensor);
    const TensorId id = content.tensorAt(tensor);
    std::vector<LocalShard> held;
    if (state == kNoValue || id == kNoTensor) {
        return held;
    }
    const ValueId local = attributeIn(graph, state, "_local_tensor");
    if (local != kNoValue) {
        const auto spread = distributionOf(content, tensor);
        const Dims& shape = content.tensor(id).layout.shape;
        const auto isWithin = [&](const Distribution& of) {
            return of.coordinate.size() == of.meshShape.size() && canBeCut(of, shape)
                && std::ranges::equal(of.coordinate, of.meshShape,
                    [](std::int64_t place, std::int64_t size) { return place >= 0 && place < size; });
        };
        if (spread && isWithin(*spread)) {
            held.push_back(boxAt(*spread, shape, spread->coordinate));
            held.back().tensor = local;
        }
        return held;
    }
    const auto items = sequenceItems(graph, state);
    for (const ValueId shard : items.empty() ? items : sequenceItems(graph, items[0])) {
        LocalShard box = localShardOf(graph, shard);
        if (box.tensor != kNoValue && held.size() < kMostShards) {
            held.push_back(std::move(box));
        }
    }
    return held;
}

std::vector<LocalShard> allShards(const Distribution& spread, const Dims& shape)
{
    const auto processes = elementCount(spread.meshShape);
    if (!spread.shards.empty() || !canBeCut(spread, shape) || processes.value_or(0) > kMostShards) {
        return spread.shards;
    }
    std::vector<LocalShard> all;
    Dims coordinate(spread.meshShape.size(), 0);
    do {
        all.push_back(boxAt(spread, shape, coordinate));
    } while (advance(coordinate, spread.meshShape));
    const auto place = [](const LocalShard& box) { return std::tie(box.offsets, box.sizes); };
    std::ranges::sort(all, {}, place);
    const auto isSame = [&place](const LocalShard& a, const LocalShard& b) { return place(a) == place(b); };
    all.erase(std::unique(all.begin(), all.end(), isSame), all.end());
    return all;
}

} // namespace pthf
