// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// How the numbers of two tensors of one shape differ. NaN counts as equal to NaN, and is left out of the figures.
struct ValueDifference {
    bool isEqual = false; ///< the same bits, or for other number types the same numbers
    std::uint64_t elements = 0;
    std::uint64_t differing = 0;
    double max = 0; ///< of |a − b|; infinite where one is and the other is not
    double mean = 0; ///< of |a − b|
    double relative = 0; ///< ‖a − b‖ / ‖a‖; infinite where a is all zero and b is not
    double cosine = 1; ///< 1 for equal ones; 0 where one of them is all zero
    std::uint64_t nansA = 0;
    std::uint64_t nansB = 0;

    bool operator==(const ValueDifference&) const = default;
};

/// A tensor and the document it is of.
struct TensorOf {
    const Document& document;
    const TensorValue& tensor;
};

/// Whether compareTensors can: both have elements of their own, and as many.
bool canCompare(const TensorValue& a, const TensorValue& b) noexcept;

/// Reads both once, in blocks.
Result<ValueDifference> compareTensors(const TensorOf& a, const TensorOf& b, const Task& task);

/// A fingerprint of the elements' bytes in row-major order, for finding equal ones among many: two words, so that
/// tensors of different content do not meet by chance. Not made against people who want them to meet.
using Fingerprint = std::array<std::uint64_t, 2>;
Result<Fingerprint> fingerprintOf(const TensorOf& tensor, const Task& task);

} // namespace pthf
