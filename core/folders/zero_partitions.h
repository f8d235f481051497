// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/folders/folder_opening.h"
#include "core/folders/zero_files.h"

namespace pthf {

/// Joins the float32 partitions of all ranks into whole weights (FORMATS 8), as an OrderedDict in the order that
/// DeepSpeed's own script gives: buffers, frozen parameters, trained parameters, and shared ones under their other
/// names. Nothing is read but the descriptions. Unsupported or Corrupt, with the reason, where the files do not hold
/// what is needed.
Result<ValueId> joinZeroPartitions(FolderOpening& opening, const ZeroFiles& files);

} // namespace pthf
