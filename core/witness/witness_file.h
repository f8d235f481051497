// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/checkpoint/document.h"
#include "core/compute/compute_engine.h"

namespace pthf {

enum class WitnessVerdict : std::uint8_t {
    Agrees, ///< every record, and every tensor with its name, shape, number type and values
    AgreesOnRecords, ///< the same records; it does not know the values, or not all of them
    Differs, ///< it sees something else, or cannot open what it should
    Silent ///< it was not asked, or has no reader for such files
};

/// What LibTorch's own reader says of a file, held against what we read.
struct WitnessReport {
    WitnessVerdict verdict = WitnessVerdict::Silent;
    std::uint64_t records = 0; ///< that were compared
    std::uint64_t tensors = 0; ///< that were compared
    std::uint64_t bytes = 0; ///< of their values
    std::string why; ///< why less than everything was compared, as a sentence without its full stop
    std::uint64_t differenceCount = 0;
    std::vector<std::string> differences; ///< the first of them: "w: shape [2, 3] here, [3, 2] there"

    /// Whether the witness was heard and says nothing against the file.
    bool isGood() const noexcept
    {
        return verdict == WitnessVerdict::Agrees || verdict == WitnessVerdict::AgreesOnRecords;
    }
    bool operator==(const WitnessReport&) const = default;
};

/// Differences that are listed at most.
inline constexpr std::size_t kMaxWitnessed = 20;

/// Asks LibTorch about a document's file. An error is Cancelled, or that we cannot read the file ourselves.
Result<WitnessReport> askWitness(const Document& document, ComputeEngine& engine, const Task& task);

/// The same with the engine loaded; Silent with the loader's sentence where there is none.
Result<WitnessReport> askWitness(const Document& document, const Task& task);
/// The same of a file that was just written, opened by the ordinary way in.
Result<WitnessReport> askWitness(const std::filesystem::path& file, const Task& task);

} // namespace pthf
