// SPDX-License-Identifier: Apache-2.0
#include "core/types/shape.h"

#include <algorithm>

#include "core/base/checked_math.h"

namespace pthf {

std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> sizes) noexcept
{
    // A size of 0 anywhere makes the tensor empty, however large its neighbours claim to be.
    bool isEmpty = false;
    bool isTooMany = false;
    std::int64_t count = 1;
    for (const std::int64_t size : sizes) {
        if (size < 0) {
            return std::nullopt;
        }
        isEmpty = isEmpty || size == 0;
        const auto product = checkedMultiply(count, size);
        isTooMany = isTooMany || !product;
        count = product.value_or(1);
    }
    if (isEmpty) {
        return 0;
    }
    return isTooMany ? std::nullopt : std::optional(static_cast<std::uint64_t>(count));
}

Dims contiguousStrides(std::span<const std::int64_t> sizes)
{
    Dims strides(sizes.size());
    std::int64_t step = 1;
    for (std::size_t i = sizes.size(); i-- > 0;) {
        strides[i] = step;
        const auto next = checkedMultiply(step, std::max<std::int64_t>(sizes[i], 1));
        step = next.value_or(step);
    }
    return strides;
}

std::string shapeText(std::span<const std::int64_t> sizes)
{
    std::string text = "[";
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (i != 0) {
            text += ", ";
        }
        text += std::to_string(sizes[i]);
    }
    text += ']';
    return text;
}

} // namespace pthf
