// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/limits.h"
#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"
#include "core/text/text_pool.h"
#include "core/types/record_info.h"

namespace pthf {

/// What the end records of a zip say. Offsets count from the source's first byte.
struct ZipEnd {
    std::uint64_t offset = 0; ///< of the end record
    std::uint64_t entries = 0;
    std::uint64_t directoryOffset = 0;
    std::uint64_t directoryBytes = 0;
    bool isZip64 = false; ///< the numbers come from a zip64 end record
    std::uint64_t trailingBytes = 0; ///< behind the end record, the comment included
};

/// What a directory entry says beyond RecordInfo.
struct ZipEntry {
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
};

/// A zip's central directory, read by torch's rules and not yet judged.
struct ZipDirectory {
    ZipEnd end;
    std::vector<RecordInfo> records;
    TextPool names; ///< of the records
    std::vector<ZipEntry> entries; ///< one for each record
    Problems problems; ///< of the end records and of entries' own fields
};

/// Finds the end record where torch's reader would, and proves that the directory lies inside the file. Truncated where
/// there is none, which is what a cut file looks like; Corrupt where it contradicts itself or the file.
Result<ZipEnd> findZipEnd(const ByteSource& source, Problems& problems);

/// Reads the directory in a few large reads. Corrupt where an entry is none; LimitExceeded for too many, or a name that
/// is too long.
Result<ZipDirectory> readZipDirectory(const ByteSource& source, const Limits& limits, const Task& task);

} // namespace pthf
