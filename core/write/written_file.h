// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/convert/number_convert.h"
#include "core/value/tensor_value.h"

namespace pthf {

/// A storage as it was written.
struct WrittenStorage {
    StorageId storage = kNoStorage; ///< of the planned content
    std::string key;
    std::optional<std::uint32_t> crc; ///< none for bytes copied into a legacy stream, which has no place for it
    bool isConverted = false;
};

/// What a writer put into a file, for the verification and the receipt.
struct WrittenFile {
    std::vector<WrittenStorage> storages; ///< in file order
    ConvertCounts counts; ///< of all casts
    std::uint64_t copiedBytes = 0;
    std::uint64_t convertedBytes = 0;
    std::vector<std::string> notes;
};

} // namespace pthf
