// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diff/compare_tensors.h"
#include "core/diff/content_names.h"

namespace pthf {

/// One leaf of either side.
struct DiffRow {
    enum class Kind : std::uint8_t { Same, Changed, OnlyInA, OnlyInB };
    Kind kind = Kind::Same;
    std::string pathA; ///< empty where A has none; the two differ where a key was renamed
    std::string pathB;
    TensorId tensorA = kNoTensor;
    TensorId tensorB = kNoTensor;
    bool isShapeOther = false;
    bool isDtypeOther = false;
    bool isDeviceOther = false;
    bool isRenamed = false;
    bool isValueOther = false; ///< of plain values, and of tensors once they have been compared
    std::string valueA; ///< of plain values
    std::string valueB;
    std::optional<ValueDifference> values; ///< of tensors that have been compared

    const std::string& path() const noexcept { return pathA.empty() ? pathB : pathA; }
};

struct DiffCounts {
    std::uint64_t same = 0;
    std::uint64_t changed = 0;
    std::uint64_t onlyInA = 0;
    std::uint64_t onlyInB = 0;
    std::uint64_t renamed = 0; ///< among the same and the changed ones
    std::uint64_t compared = 0; ///< tensors whose numbers have been compared

    bool isEqual() const noexcept { return changed == 0 && onlyInA == 0 && onlyInB == 0 && renamed == 0; }
    bool operator==(const DiffCounts&) const = default;
};

struct DocumentDiff {
    std::vector<DiffRow> rows; ///< in A's file order, what only B has where B has it
    DiffCounts counts;
    std::vector<std::string> notes;
};

/// Keys, shapes, number types, devices and plain values. Reads no tensor byte; linear in the number of leaves.
Result<DocumentDiff> diffDocuments(const DiffSide& a, const DiffSide& b, const Task& task);

DiffCounts countsOf(const std::vector<DiffRow>& rows);
/// "same", "changed", "only_in_a", "only_in_b".
std::string_view diffKindName(DiffRow::Kind kind) noexcept;

} // namespace pthf
