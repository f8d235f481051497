// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "core/types/dtype.h"

namespace pthf {

/// The 256 numbers of a float8 type, by their bits. dtype is one of the five float8 types.
const std::array<float, 256>& float8Numbers(DType dtype) noexcept;

/// Round to nearest, ties to even, as torch 2.15 does: what is too large, infinities too, becomes ±448.
std::uint8_t floatToE4M3FN(float number) noexcept;
/// Round to nearest, ties to even; what is too large becomes infinite.
std::uint8_t floatToE5M2(float number) noexcept;

} // namespace pthf
