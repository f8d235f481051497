// SPDX-License-Identifier: Apache-2.0
#include "core/elements/byte_order.h"

#include <algorithm>

namespace pthf {

std::size_t swapUnit(DType dtype) noexcept
{
    const auto bytes = static_cast<std::size_t>(dtypeBytes(dtype));
    return isComplex(dtype) ? bytes / 2 : bytes;
}

void swapUnits(std::span<std::byte> bytes, std::size_t unit) noexcept
{
    if (unit < 2) {
        return;
    }
    for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
        std::ranges::reverse(bytes.subspan(at, unit));
    }
}

} // namespace pthf
