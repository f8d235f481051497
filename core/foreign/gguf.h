// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/foreign/foreign_content.h"

namespace pthf {

/// A GGUF of version 1, 2 or 3, of either byte order (FORMATS 10): a dictionary of its tensors by name, shaped as torch
/// shapes them (outermost size first), with the metadata as its attribute. Quantized tensors keep their shape and the
/// name of their type around the bytes of their blocks.
Result<ForeignContent> readGguf(const ByteSource& source, const Limits& limits, const Task& task);

} // namespace pthf
