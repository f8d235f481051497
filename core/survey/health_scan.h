// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/diagnose/finding.h"

namespace pthf {

/// A tensor whose numbers are not as one expects.
struct UnsoundTensor {
    std::uint32_t leaf = 0; ///< of the tree: its first place
    std::uint64_t elements = 0;
    std::uint64_t nans = 0;
    std::uint64_t infinities = 0;
    bool isAllZero = false; ///< and has more than one element: a step of 0 is sound
};

/// What a look at every value found.
struct HealthScan {
    std::uint64_t tensors = 0; ///< that were read
    std::uint64_t bytes = 0;
    std::uint64_t skipped = 0; ///< without elements of their own, or not all in the file
    std::vector<UnsoundTensor> unsound; ///< in file order

    std::uint64_t withNan() const noexcept;
    std::uint64_t withInf() const noexcept;
    std::uint64_t allZero() const noexcept;
};

/// Reads every tensor once, by the order of the tree. Tensors whose bytes are not all there, or cannot be decoded, are
/// counted and passed over. Cancelled, or IoFailed where reading itself fails.
Result<HealthScan> scanHealth(const Document& document, const TreeIndex& tree, const Task& task);

/// The scan as findings: tensors with NaN, with Inf, all zero; one each, naming the first.
std::vector<Finding> healthFindings(const HealthScan& scan, const Content& content, const TreeIndex& tree);

/// The scan tensor by tensor, in file order, as `pthf check --values` tells it: NaN and Inf are warnings, tensors of
/// zeros remarks.
std::vector<Problem> healthProblems(const HealthScan& scan, const Content& content, const TreeIndex& tree);

} // namespace pthf
