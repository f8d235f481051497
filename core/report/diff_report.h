// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/diff/diff_documents.h"

namespace pthf {

/// {"a": path, "b": path, "equal": bool,
///  "counts": {"same", "changed", "only_in_a", "only_in_b", "renamed", "compared"},
///  "rows": [{"change": "same|changed|only_in_a|only_in_b", "path_a", "path_b", "renamed": bool,
///            "differs": ["shape", "dtype", "device", "value"], "a": {"dtype", "shape", "device"} or {"value"}, "b": …,
///            "values": {"equal", "elements", "differing", "max", "mean", "relative", "cosine", "nan_a", "nan_b"}}],
///  "notes": [sentences]}; a side that has no such leaf is null, values are there for what has been compared.
std::string diffToJson(
    const DocumentDiff& diff, const DiffSide& a, const DiffSide& b, std::string_view nameA, std::string_view nameB);

/// For a terminal: counts, then the rows that differ, by how much where that is known.
std::string diffToText(
    const DocumentDiff& diff, const DiffSide& a, const DiffSide& b, std::string_view nameA, std::string_view nameB);

/// The numbers of one pair on one line: "max 0.5, mean 0.001, cosine 0.9998, 12 of 1,024 differ".
std::string differenceText(const ValueDifference& values);

} // namespace pthf
