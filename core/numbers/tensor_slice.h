// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/value/content.h"

namespace pthf {

/// What a slice takes of one dimension: indices first, first + step, …, count of them. An index takes one, and its
/// dimension is gone from the result.
struct SliceTerm {
    std::int64_t first = 0;
    std::int64_t count = 0;
    std::int64_t step = 1;
    bool isIndex = false;

    bool operator==(const SliceTerm&) const = default;
};

/// A slice as numpy writes it, with or without brackets: "0, :, 2:10, ::4", "-1", "...". Dimensions that are not named
/// are whole. InvalidArgument says which term is no good: not a slice, out of range, or one too many.
Result<std::vector<SliceTerm>> parseSlice(std::string_view text, std::span<const std::int64_t> shape);

/// The same as text, in brackets: "[0, :, 2:10, ::4]".
std::string sliceText(std::span<const SliceTerm> terms, std::span<const std::int64_t> shape);

/// The part of a tensor that the terms take, as a tensor over the same storage: reading it reads nothing else. The
/// tensor has strides; there is a term for each of its dimensions, within its size.
TensorValue slicedTensor(const TensorValue& tensor, std::span<const SliceTerm> terms);

/// The same elements with the dimensions in another order; `order` names each dimension once.
TensorValue permutedTensor(const TensorValue& tensor, std::span<const std::size_t> order);

/// The same elements with the first `rowDims` dimensions as rows and the others as columns: a tensor of two dimensions.
/// Nothing where their strides do not allow it.
std::optional<TensorValue> asMatrix(const TensorValue& tensor, std::size_t rowDims);

/// The bytes of a tensor's storage that are in the file, as a tensor of uint8: what a hex view reads. The tensor has a
/// storage.
TensorValue storageBytesOf(const Content& content, const TensorValue& tensor);

} // namespace pthf
