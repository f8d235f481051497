// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"
#include "core/types/dtype.h"
#include "core/types/shape.h"

namespace pthf {

/// Where an item lies: a whole torch.save file within another one.
struct DcpPlace {
    std::string file; ///< as written, relative to the folder
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool isTransformed = false; ///< compressed, say: nothing that we can read
};

/// A box of a tensor, and where it lies; nothing where the metadata does not say.
struct DcpChunk {
    Dims offsets;
    Dims sizes;
    std::optional<DcpPlace> place;
};

struct DcpTensor {
    DType dtype = DType::Float32;
    Dims shape;
    std::vector<DcpChunk> chunks;
};

/// A value that is no tensor.
struct DcpBytes {
    std::optional<DcpPlace> place;
};

/// One step of the way to an entry: a key or a position.
using DcpStep = std::variant<std::string, std::uint64_t>;

struct DcpEntry {
    std::string name; ///< fully qualified: "model.layers.0.weight"
    std::vector<DcpStep> path; ///< in the dictionaries it was taken from; {name} where the metadata does not say
    std::variant<DcpTensor, DcpBytes> value;
};

/// What `.metadata` says of a checkpoint of torch.distributed.checkpoint.
struct DcpMetadata {
    std::vector<DcpEntry> entries; ///< in file order
};

/// Reads the pickle of `.metadata` as text, of torch 2.0 to 2.15. What does not make sense is left out and told.
/// Corrupt where it is another pickle.
Result<DcpMetadata> readDcpMetadata(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, Problems& problems, const Task& task);

} // namespace pthf
