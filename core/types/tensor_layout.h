// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "core/types/shape.h"

namespace pthf {

/// How a tensor lies in its storage: all in elements.
struct TensorLayout {
    Dims shape;
    Dims strides;
    std::int64_t offset = 0;

    bool operator==(const TensorLayout&) const = default;
};

/// Elements of storage from the tensor's first to one past its last, 0 for an empty tensor; nothing when a number is
/// negative, the ranks differ or the sum overflows. offset + span must not exceed the storage's element count.
std::optional<std::uint64_t> elementSpan(const TensorLayout& layout) noexcept;

/// Whether the tensor lies within a storage of that many elements. An empty tensor fits everywhere, as in torch.
bool fitsIn(const TensorLayout& layout, std::uint64_t storageElements) noexcept;

/// Row-major without gaps (sizes of 1 may have any stride), as torch's is_contiguous.
bool isContiguous(const TensorLayout& layout) noexcept;

} // namespace pthf
