// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/planned_document.h"
#include "core/io/byte_sink.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Writes a planned document as torch ≥ 2.7 writes zips: the same records in the same order and places, so that torch
/// may compute where storages lie, and everything since 1.6 reads it. Other records of a source zip come along.
Result<WrittenFile> saveZip(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress);

} // namespace pthf
