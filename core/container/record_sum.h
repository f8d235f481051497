// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "core/io/byte_source.h"
#include "core/types/record_info.h"

namespace pthf {

/// Whether a record's bytes are those that its checksum was made of; true where it has none, and for a record that is
/// cut short, whose length tells. Reads all of it; `advance` hears of
/// every block, and ends it with an error.
Result<bool> keepsItsSum(
    const RecordInfo& record, const ByteSource& bytes, const std::function<Status(std::uint64_t)>& advance);

} // namespace pthf
