// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/planned_document.h"
#include "core/io/byte_sink.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Whether a plan leaves an archive with a program in it (TorchScript, torch.package) what it is: nothing but devices
/// changes. Such a file is saved record by record.
bool keepsProgram(const PlannedDocument& planned);

/// Writes TorchScript and torch.package again with other devices: every record in its order, the pickles, the constants
/// and the devices that TorchScript's code names changed, all else as it is. Notes say what stays on its device.
Result<WrittenFile> saveArchive(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress);

} // namespace pthf
