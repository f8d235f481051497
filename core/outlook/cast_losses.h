// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/convert/number_convert.h"
#include "core/edit/planned_document.h"

namespace pthf {

/// What casts make of numbers: what converting them counts, and those that only lose digits.
struct CastCounts : ConvertCounts {
    std::uint64_t rounded = 0; ///< become another number of about that size

    CastCounts& operator+=(const CastCounts& other) noexcept;
    bool operator==(const CastCounts&) const = default;
};

struct CastLosses {
    struct Tensor {
        std::string path; ///< of the first tensor over the storage, as planned
        DType dtype = DType::Float32; ///< that it becomes
        CastCounts counts;
    };
    CastCounts all;
    std::vector<Tensor> tensors; ///< those with overflows or underflows, the worst first; at most 100
    std::uint64_t worseTensors = 0; ///< how many there are in all

    bool isCast() const noexcept { return all.elements != 0; }
};

/// Reads what a plan casts and counts what a save would lose. Storages that several tensors share count once.
Result<CastLosses> castLosses(const PlannedDocument& planned, const Task& task);

/// "of 1,204 numbers 3 do not fit the new type and become infinite or its largest, 12 become 0, 900 are rounded; most
/// in model/fc.weight"; empty where nothing is cast.
std::string lossesText(const CastLosses& losses);

} // namespace pthf
