// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/problems.h"
#include "core/io/byte_source.h"
#include "core/pickle/pickle_machine.h"
#include "core/value/content.h"

namespace pthf {

/// What a file of another format holds, told as if a pickle had described it: what every reader of this room gives.
struct ForeignContent {
    Content content;
    Problems problems;
    std::string what; ///< one sentence, as Document::what
    std::string detail; ///< likewise
    std::vector<PickleResult> pickles; ///< that stood in the file: object arrays, the values of a tar
    /// Bytes that are no range of the file: sources[n] is number n + 1 of StoragePlace::source, the file is 0.
    std::vector<std::shared_ptr<const ByteSource>> sources;
};

/// A tensor as a file describes it.
struct ForeignTensor {
    DType dtype = DType::Float32;
    Dims shape;
    Dims strides; ///< empty: row-major
    std::uint64_t elements = 0; ///< of the storage; for most, those of the shape
    bool isBigEndian = false;
    StoragePlace place; ///< available is cut to what the elements need
};

/// Adds a tensor with a storage of its own and gives its value. A shape that reaches past its elements is marked so.
ValueId addTensor(Content& content, ForeignTensor tensor);
/// Adds a view of a storage that is there already.
ValueId addView(Content& content, StorageId storage, TensorValue tensor);

/// The value of a tensor whose numbers no type of torch can hold: its shape and the name of its type, around one tensor
/// of bytes that holds them whole.
ValueId addWrapped(Content& content, std::string typeName, Dims shape, std::string partName, ForeignTensor bytes);

/// Where so many bytes lie in a file, as far as it has them.
StoragePlace rangeIn(const ByteSource& source, std::uint64_t offset, std::uint64_t bytes);

/// An OrderedDict with these entries, and with attributes where there are any: a state dict that torch loads when it is
/// saved as a checkpoint, and that loses nothing on the way. Of equal names the last one holds, and a Problem says so.
ValueId addOrderedDict(
    ValueGraph& graph, Problems& problems, std::span<const Entry> entries, std::span<const Entry> attributes = {});

} // namespace pthf
