// SPDX-License-Identifier: Apache-2.0
#include "core/folders/stored_tensor.h"

#include "core/base/checked_math.h"
#include "core/foreign/foreign_content.h"

namespace pthf {

Result<ValueId> addStoredTensor(Document& document, StoredTensor described)
{
    const auto elements = elementCount(described.shape);
    if (!elements || !checkedMultiply(*elements, dtypeBytes(described.dtype))) {
        return Error{ErrorCode::Corrupt, "the shape " + shapeText(described.shape) + " is impossible"};
    }
    ForeignTensor tensor;
    tensor.dtype = described.dtype;
    tensor.elements = *elements;
    tensor.isBigEndian = described.isBigEndian;
    if (described.bytes && described.available > 0) {
        tensor.place = rangeIn(*described.bytes, 0, described.available);
        tensor.place.source = static_cast<std::uint32_t>(document.sources.size());
        document.sources.push_back({std::move(described.bytes), nullptr});
    }
    tensor.shape = std::move(described.shape);
    const ValueId value = addTensor(document.content, std::move(tensor));
    document.content.storages.back().key = std::move(described.key);
    return value;
}

} // namespace pthf
