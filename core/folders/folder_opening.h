// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// A document of many files while it is being made. The room that opens single files gives the two functions.
struct FolderOpening {
    Document& document; ///< sources, graph, tensors and problems grow; kind and sentence are set
    const Limits& limits;
    const Task& task;
    /// Reads a file, or a part of one, as a checkpoint of its own into the document's graph, behind what is there
    /// already, and gives its root. The keys of its storages begin with the prefix.
    std::function<Result<ValueId>(std::shared_ptr<const ByteSource>, const std::string& keyPrefix)> readPart;
    /// Opens bytes as a document of their own, later: for tensors that are read only when they are asked for.
    std::function<Result<DocumentPtr>(std::shared_ptr<const ByteSource>)> openBytes;
};

/// The whole that an index of Hugging Face names: `weight_map` says which shard has which tensor.
Status openShards(FolderOpening& opening, const std::filesystem::path& path);

/// A folder of torch.distributed.checkpoint: `.metadata` says which boxes of which tensor lie in which file.
Status openDcp(FolderOpening& opening, const std::filesystem::path& folder);

/// The same as safetensors files, one a rank, without metadata beside them.
Status openDcpShards(FolderOpening& opening, const std::filesystem::path& folder);

/// Files that the processes of a run wrote, each for itself: their parts of tensors become whole ones.
Status openRankFiles(FolderOpening& opening, const std::filesystem::path& folder);

/// A folder of DeepSpeed: the model's file, the optimizer's partitions, and the float32 weights joined from them.
Status openDeepSpeed(FolderOpening& opening, const std::filesystem::path& folder);

} // namespace pthf
