// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/tensor_bytes.h"
#include "core/convert/number_convert.h"
#include "core/write/storage_bytes.h"

namespace pthf {

/// Streams the little-endian bytes of a tensor that the plan puts together of layers: in bands of the tensor,
/// row-major, each filled, laid over, cast and handed on. Memory: 20 MiB whatever the tensor's size, and what LibTorch
/// takes for a draw; a draw that is transposed or cut afterwards is held whole (LimitExceeded above 1 GiB).
/// Unsupported, with what to do, where numbers are drawn and the module with LibTorch is missing.
Status streamLayers(const BytesOrigin& origin, ConvertCounts& counts, const BlockSink& sink, const Task& task);

/// Whether the module is there that a plan needs which draws numbers. Done for others; asks without loading it.
Status checkDrawing(const PlannedDocument& planned);

} // namespace pthf
