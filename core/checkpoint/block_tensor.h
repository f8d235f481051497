// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/document.h"
#include "core/ggml/ggml_type.h"

namespace pthf {

/// The type of blocks that a tensor's numbers lie in (a quantized one of a GGUF file); null for any other tensor, and
/// for types whose numbers are not read.
const GgmlType* blockTypeOf(const TensorValue& tensor) noexcept;

/// The numbers of such a tensor, row-major, as little-endian float32, worked out when they are read. Truncated where
/// the file does not hold all of its blocks; Unsupported for tensors of other kinds.
Result<ExternalBytes> openBlockNumbers(const Document& document, const TensorValue& tensor);

} // namespace pthf
