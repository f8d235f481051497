// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/foreign/foreign_content.h"

namespace pthf {

/// A file of Lua Torch (torch.save of torch7; FORMATS 10), binary or ascii: tables are dictionaries with the keys they
/// have (Lua counts from 1), tensors views of their storages, objects of other classes dictionaries of their fields
/// with an attribute that names the class. Functions stay the bytes that they are; nothing is run. Where the file ends
/// too early, what was read until then is the content, and a Problem says so.
Result<ForeignContent> readTorch7(const ByteSource& source, const Limits& limits, const Task& task);

} // namespace pthf
