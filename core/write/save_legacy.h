// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/planned_document.h"
#include "core/io/byte_sink.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Writes a planned document as the stream that torch 0.4 to 1.5 knows. Unsupported where it holds elements that those
/// have no storage class for.
Result<WrittenFile> saveLegacy(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress);

} // namespace pthf
