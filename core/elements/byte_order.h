// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "core/types/dtype.h"

namespace pthf {

/// How many bytes of a type are turned around together: a complex number is two numbers.
std::size_t swapUnit(DType dtype) noexcept;

/// Turns the bytes of each unit around; with units of one byte nothing happens.
void swapUnits(std::span<std::byte> bytes, std::size_t unit) noexcept;

} // namespace pthf
