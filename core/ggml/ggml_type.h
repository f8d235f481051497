// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/types/dtype.h"

namespace pthf {

/// An element type of ggml: numbers one by one, or blocks of quantized ones.
struct GgmlType {
    std::string_view name; ///< "F32", "Q4_K"
    std::uint32_t blockElements = 1;
    std::uint32_t blockBytes = 0;
    std::optional<DType> dtype; ///< where torch has it
};

/// By the number in a file; null for one that is not known.
const GgmlType* ggmlType(std::uint32_t number) noexcept;

/// By its name, "Q4_K"; null for one that is not known.
const GgmlType* ggmlTypeNamed(std::string_view name) noexcept;

} // namespace pthf
