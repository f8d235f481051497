// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/foreign/foreign_content.h"

namespace pthf {

/// A checkpoint of torch 0.1.1 to 0.1.9 (FORMATS 5): a tar whose members hold the values, the tensors and the storages.
/// Reads what describes them; the storages' bytes stay where they are.
Result<ForeignContent> readTorchTar(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task);

} // namespace pthf
