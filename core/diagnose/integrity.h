// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// What `pthf check` found.
struct IntegrityReport {
    std::uint64_t records = 0; ///< of containers; 0 for streams
    std::uint64_t storages = 0;
    std::uint64_t storageBytes = 0;
    std::vector<Problem> problems; ///< most severe first
    std::uint64_t problemCount = 0; ///< more than problems holds for very broken files

    /// Nothing that a person has to know: at most remarks. What a file would run is no matter of integrity.
    bool isGood() const noexcept;
};

/// Reads every record of the document's containers once and holds it against its CRC, its local header and the
/// directory; holds storages and tensors against the bytes that are there. Progress is told in bytes. Cancelled, or
/// IoFailed where reading itself fails.
Result<IntegrityReport> checkIntegrity(const Document& document, const Task& task);

} // namespace pthf
