// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"
#include "core/write/written_file.h"

namespace pthf {

/// What can be known before a byte is written: a damaged source, a refusal of the plan, a target that exists, a format
/// that cannot hold the content (each with what to do). Done, or the error the save would end with.
Status checkSave(const PlannedDocument& planned, const SaveOptions& options);

// Parts of checkSave, for other ways of saving: whether files of this kind can be written at all; whether the target
// may be replaced.
Status checkDamage(const Document& source);
Status checkKind(const PlannedDocument& planned, SaveFormat format);
Status checkTensors(const PlannedDocument& planned);
Status checkTarget(const Document& source, const SaveOptions& options);
/// The files that a document was read from are what they were when it was opened; else IoFailed.
Status checkUnchanged(const Document& source);
/// The same, with the files that a plan takes tensors from.
Status checkUnchanged(const PlannedDocument& planned);

/// What a save did so far as the plan and what was written tell: names, counts, operations, notes.
Receipt receiptOf(const PlannedDocument& planned, const SaveOptions& options, const WrittenFile& written);

/// Bytes that a save would write, tensor bytes and description, to within a few percent; for the dialog.
std::uint64_t estimateBytes(const PlannedDocument& planned, SaveFormat format);

/// The one way out: writes the planned document beside the target, verifies it, gives it its name. The target is the
/// old file or the new one, whatever happens; the source is only read, and IoFailed says so if it changed meanwhile.
/// The same plan on the same file gives the same bytes. Saving over the source is an ordinary case.
Result<Receipt> saveCheckpoint(const PlannedDocument& planned, const SaveOptions& options, const Task& task);

/// The format of a target where none is asked for: that of the source, unless it cannot hold what is planned.
SaveFormat formatFor(const std::filesystem::path& target, const PlannedDocument& planned);

/// The same for what has been checked already, a salvaged document among them: writes, verifies, renames.
Result<Receipt> writeCheckpoint(const PlannedDocument& planned, const SaveOptions& options, const Task& task);

} // namespace pthf
