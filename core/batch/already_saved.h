// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/save/save_options.h"

namespace pthf {

/// Whether a target holds what a plan would write already: it opens, its tree, tensors and sharing are those planned,
/// the checksums of copied storages are the source's, and it is not older than the source. False for anything else;
/// the only error is Cancelled.
Result<bool> isAlreadySaved(const PlannedDocument& planned, const SaveOptions& options, const Task& task);

} // namespace pthf
