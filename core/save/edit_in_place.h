// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"

namespace pthf {

/// Whether a plan can be saved by appending to its own file: a whole zip of torch.save, a plan that changes no tensor
/// byte. InvalidArgument or Unsupported says what stands in the way and that a copy can be saved.
Status checkInPlace(const PlannedDocument& planned);

/// Saves a plan into the file that it was made for, without copying a tensor: a new description, directory and end
/// record are put behind the old end, which torch reads from then on. The file is verified as after every save. After
/// an error it has its old length; an edit that nobody could take back (a power cut) is recognised when the file is
/// opened again, and has lost nothing. Several edits follow one another, and undoEdit takes back the last.
Result<Receipt> editInPlace(const PlannedDocument& planned, Verification verification, const Task& task);

} // namespace pthf
