// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/container/zip_reader.h"

namespace pthf {

/// A record of the root folder that an edit replaces.
struct ReplacedRecord {
    std::string name; ///< without the root folder: "data.pkl"
    std::vector<std::byte> bytes;
};

/// What is put behind a zip to edit it in place.
struct ZipAppendix {
    std::vector<std::byte> bytes; ///< the mark, the new records, the directory, the end records
    std::size_t endBytes = 0; ///< of them, the end records at the very end: written last, once the rest is on disk
};

/// Replaces records of a file of that length: the directory keeps every entry as it was, but for those replaced and
/// those left out (names without the root folder). Corrupt where the old directory is not what was read.
Result<ZipAppendix> makeAppendix(const ZipReader& zip, std::uint64_t fileBytes, std::span<const ReplacedRecord> records,
    std::span<const std::string_view> leftOut);

} // namespace pthf
