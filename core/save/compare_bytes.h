// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/write/save_progress.h"
#include "core/write/storage_bytes.h"
#include "core/write/written_file.h"

namespace pthf {

/// Compares the bytes that a new file has for one storage with what they were made of: by the sum that was taken when
/// they were written or that the source has, else byte for byte with the source. Yields how many were compared.
/// Internal where the file differs; Corrupt where the source does not keep its own sum.
Result<std::uint64_t> compareBytes(
    const BytesOrigin& origin, const WrittenStorage& written, const ByteSource& found, SaveProgress& progress);

} // namespace pthf
