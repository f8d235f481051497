// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <c10/core/ScalarType.h>

#include "core/base/result.h"
#include "core/types/dtype.h"

namespace pthf::torch_module {

/// LibTorch's word for an element type; Unsupported where this LibTorch is older than the type.
Result<c10::ScalarType> scalarTypeOf(DType dtype);

/// Ours for LibTorch's; Unknown where there is none.
DType dtypeOf(c10::ScalarType type);

} // namespace pthf::torch_module
