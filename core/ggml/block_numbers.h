// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "core/ggml/ggml_type.h"

namespace pthf {

/// Whether readBlocks() knows the numbers of a type of blocks.
bool hasBlockNumbers(const GgmlType& type) noexcept;

/// Turns whole blocks into the numbers they stand for: blocks.size() / blockBytes × blockElements of them. The type is
/// one that hasBlockNumbers() knows; `isBigEndian` is the file's order, for what is longer than a byte.
void readBlocks(
    const GgmlType& type, bool isBigEndian, std::span<const std::byte> blocks, std::span<float> numbers) noexcept;

} // namespace pthf
