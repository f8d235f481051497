// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/container/record_index.h"
#include "core/container/zip_directory.h"

namespace pthf {

/// Adds to the directory's problems what its entries tell of themselves and each other: damage and what keeps records
/// from being read (Error), what torch refuses or other programs may trip over (Warning). rootFolder is empty where
/// records are not expected to share one. Reads nothing.
void findDirectoryFaults(ZipDirectory& directory, const RecordIndex& index, std::string_view rootFolder,
    const ByteSource& source, const Limits& limits);

/// Numbers of the records, by the place of their local header.
std::vector<std::uint32_t> recordsByOffset(const std::vector<RecordInfo>& records);

} // namespace pthf
