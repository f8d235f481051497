// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/types/dtype.h"

namespace pthf {

/// int64 to int8, uint64 to uint8, and bool.
bool isInteger(DType dtype) noexcept;

/// Whether an integer type can hold the value; bool holds 0 and 1.
bool fitsInteger(double value, DType dtype) noexcept;

} // namespace pthf
