// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"

namespace pthf {

/// A tensor that a damaged file no longer has whole.
struct LostTensor {
    KeyPath path;
    Stored stored = Stored::Lost; ///< how much of its storage is there; Whole: all of it, and not what was written
    std::string why;
};

struct SalvageReceipt {
    Receipt receipt;
    std::uint64_t whole = 0; ///< tensors saved
    std::vector<LostTensor> lost; ///< left out, in file order
};

/// Writes what a document holds whole into a good file: every tensor whose own bytes are all there and, where the
/// file keeps checksums, are those that were written; and all other values. What is lost is left out under its key,
/// and nothing is filled in; in a tuple, whose items cannot go, None stands for it. A file is written even when no
/// tensor is whole. A document that is not damaged comes out as it is. Errors as saveCheckpoint.
Result<SalvageReceipt> salvageCheckpoint(
    const DocumentPtr& document, const TreeIndex& tree, const SaveOptions& options, const Task& task);

} // namespace pthf
