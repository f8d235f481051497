// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/folders/folder_opening.h"

namespace pthf {

/// The files that the ranks of one model-parallel group wrote, read already.
struct ZeroFiles {
    std::vector<ValueId> models; ///< roots of the model states, in the order of the ranks: one, or one a rank (stage 3)
    std::vector<ValueId> optimizers; ///< roots of the optimizer states, likewise
};

/// The stage of ZeRO that the optimizer's files state; 0 where they are not partitioned.
std::int64_t zeroStageOf(const Content& content, const ZeroFiles& files);

/// Joins the float32 partitions of all ranks into whole weights (FORMATS 8), as an OrderedDict in the order that
/// DeepSpeed's own script gives: buffers, frozen parameters, trained parameters, and shared ones under their other
/// names. Nothing is read but the descriptions. Unsupported or Corrupt, with the reason, where the files do not hold
/// what is needed.
Result<ValueId> joinZeroPartitions(FolderOpening& opening, const ZeroFiles& files);

} // namespace pthf
