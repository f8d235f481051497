// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace pthf {

enum class RecordMethod : std::uint8_t { Stored, Deflated, Other };

/// One named record of a container, as its directory tells.
struct RecordInfo {
    std::string_view name; ///< with the root folder, as in the file; the container keeps it
    std::uint64_t storedBytes = 0; ///< as they lie in the file
    std::uint64_t bytes = 0; ///< once inflated
    std::uint64_t headerOffset = 0; ///< absolute, of the local header; the payload's is asked of the container
    std::uint32_t crc = 0; ///< 0: the writer gave none (torch's compute_crc32=False), which is no damage
    RecordMethod method = RecordMethod::Stored;

    bool operator==(const RecordInfo&) const = default;
};

} // namespace pthf
