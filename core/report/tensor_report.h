// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint/distributed_view.h"
#include "core/diagnose/tensor_statistics.h"
#include "core/numbers/nested_pieces.h"
#include "core/value/key_path.h"

namespace pthf {

/// What `pthf tensor` says of a tensor, or of the slice of one.
struct TensorReport {
    KeyPath path;
    DType dtype = DType::Float32; ///< as the file has it
    Dims shape; ///< of what is shown
    std::string slice; ///< "[0, :, 2:5]"; empty for the whole tensor
    Dims wholeShape; ///< of the tensor, where a slice is shown
    std::optional<TensorNumbers> numbers; ///< none without the compute module
    std::string note; ///< why not
    std::vector<LocalShard> shards; ///< what the file holds of a tensor of many processes: shown one after the other
    Dims shardedShape; ///< of that tensor
    std::optional<NestedPieces> pieces; ///< of a nested tensor, whose values are shown one after the other

    DType valueType = DType::Float32; ///< of `values`: float32 for quantized tensors
    std::vector<std::byte> values; ///< the first elements, row-major
    std::uint64_t elided = 0; ///< elements after them
};

/// Reads the first elements, at most so many, into a report.
Status readValues(const PlainTensor& plain, std::uint64_t limit, TensorReport& report, const Task& task);

/// {"path","dtype","shape","statistics":{…},"histogram":{"edges","counts","below","above"},"values":[…],"elided"}, with
/// "slice" and "whole_shape" for slices, "pieces" (shapes) of nested tensors and "shards" ({"offsets","shape"}) of
/// distributed ones; "statistics" and "histogram" are null
/// where "note" says why.
std::string tensorToJson(const TensorReport& report);
std::string tensorToText(const TensorReport& report);

} // namespace pthf
