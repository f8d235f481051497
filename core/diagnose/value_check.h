// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// What `pthf check --values` adds: tensors with NaN or infinities (warnings) and tensors of zeros only (remarks), one
/// each, in file order. Every tensor is read once; those without elements of their own, or not all in the file, are
/// passed over.
Result<std::vector<Problem>> checkValues(const Document& document, const Task& task);

} // namespace pthf
