// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/container/zip_reader.h"

namespace pthf {

/// Holds every record against the directory: local headers (name, method, flags; sizes and CRC where they state them),
/// descriptors, and every payload's bytes against its CRC, where one was written. Each byte of the file is read once,
/// in blocks, and progress is told in bytes. Bytes that belong to no record are told as Info. What the directory alone
/// shows is in ZipReader::problems() and not repeated. A record that cannot be read is a Problem; an error is Cancelled
/// only.
Result<Problems> checkRecords(const ZipReader& zip, const Task& task);

} // namespace pthf
