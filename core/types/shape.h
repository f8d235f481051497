// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/types/dims.h"

namespace pthf {

/// The product of the sizes (1 for a scalar); nothing when a size is negative or the product does not fit an int64.
std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> sizes) noexcept;

/// Row-major strides of a shape, as torch gives them (a size of 0 counts as 1).
Dims contiguousStrides(std::span<const std::int64_t> sizes);

/// "[64, 3, 7, 7]", "[]".
std::string shapeText(std::span<const std::int64_t> sizes);

} // namespace pthf
