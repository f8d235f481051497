// SPDX-License-Identifier: Apache-2.0
#include "core/types/tensor_layout.h"

#include <algorithm>

#include "core/base/checked_math.h"

namespace pthf {

std::optional<std::uint64_t> elementSpan(const TensorLayout& layout) noexcept
{
    if (layout.shape.size() != layout.strides.size() || layout.offset < 0) {
        return std::nullopt;
    }
    const auto count = elementCount(layout.shape);
    if (!count) {
        return std::nullopt;
    }
    if (*count == 0) {
        return 0;
    }
    std::int64_t last = 0;
    for (std::size_t i = 0; i < layout.shape.size(); ++i) {
        if (layout.strides[i] < 0) {
            return std::nullopt;
        }
        const auto reach = checkedMultiply(layout.shape[i] - 1, layout.strides[i]);
        const auto sum = reach ? checkedAdd(last, *reach) : std::nullopt;
        if (!sum) {
            return std::nullopt;
        }
        last = *sum;
    }
    return static_cast<std::uint64_t>(last) + 1;
}

bool fitsIn(const TensorLayout& layout, std::uint64_t storageElements) noexcept
{
    const auto span = elementSpan(layout);
    if (!span) {
        return false;
    }
    const auto offset = static_cast<std::uint64_t>(layout.offset);
    return *span == 0 || (*span <= storageElements && offset <= storageElements - *span);
}

bool isContiguous(const TensorLayout& layout) noexcept
{
    if (std::ranges::find(layout.shape, 0) != layout.shape.end()) {
        return true;
    }
    std::int64_t expected = 1;
    for (std::size_t i = layout.shape.size(); i-- > 0;) {
        if (layout.shape[i] == 1) {
            continue;
        }
        if (layout.strides[i] != expected) {
            return false;
        }
        const auto next = checkedMultiply(expected, layout.shape[i]);
        if (!next) {
            return false;
        }
        expected = *next;
    }
    return true;
}

} // namespace pthf
