// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/checkpoint/document.h"
#include "core/io/byte_source.h"

namespace pthf {

/// A tensor that no pickle describes: what and how much of it is there.
struct StoredTensor {
    std::string key; ///< of its storage, unique in the document
    DType dtype = DType::Float32;
    Dims shape;
    std::shared_ptr<const ByteSource> bytes; ///< row-major; null where there are none
    std::uint64_t available = 0; ///< of them, from the first on
    bool isBigEndian = false;
};

/// Adds a contiguous tensor with a storage of its own to a document, and gives its value. InvalidArgument for a shape
/// that is impossible.
Result<ValueId> addStoredTensor(Document& document, StoredTensor tensor);

} // namespace pthf
