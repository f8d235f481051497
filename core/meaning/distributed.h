// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/types/shape.h"
#include "core/value/content.h"

namespace pthf {

/// A box of a tensor that one process held (torch.distributed._shard: Shard, ShardMetadata).
struct LocalShard {
    ValueId tensor = kNoValue; ///< kNoValue where only its place is told
    Dims offsets; ///< of its first element in the whole
    Dims sizes;
    std::string holder; ///< "rank:0/cuda:0"; empty where nothing is said
};

/// The shard that a value is; without a tensor and a place where it is none.
LocalShard localShardOf(const ValueGraph& graph, ValueId value);

/// The processes along one dimension of a mesh each hold a piece of one dimension of a tensor.
struct MeshCut {
    std::size_t meshDimension = 0;
    std::size_t tensorDimension = 0;
};

/// How a tensor is spread over processes.
struct Distribution {
    std::vector<std::string> placements; ///< of a DTensor, one a dimension of its mesh: "Shard(0)", "Replicate()"
    /// Of a DTensor, in the order in which it was cut. Nothing where a placement is neither a cut nor a copy (numbers
    /// that are still to be added up).
    std::optional<std::vector<MeshCut>> cuts;
    std::string meshDevice; ///< "cuda"; empty for a ShardedTensor
    Dims meshShape; ///< empty where it is not told
    std::vector<std::string> meshNames;
    Dims coordinate; ///< of the process that wrote the file, in the mesh
    std::vector<LocalShard> shards; ///< of a ShardedTensor: every process's boxes
};

/// What the call that makes a tensor says of it; nothing for tensors that are whole.
std::optional<Distribution> distributionOf(const Content& content, ValueId tensor);

/// What the process that wrote the file holds of a tensor, each box with its place. Empty where the file does not say
/// where they stand.
std::vector<LocalShard> heldShards(const Content& content, ValueId tensor);

/// The boxes that all processes together hold of a tensor of this shape, each once, without their tensors. Empty where
/// that cannot be told.
std::vector<LocalShard> allShards(const Distribution& spread, const Dims& shape);

} // namespace pthf
