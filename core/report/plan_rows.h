// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/edit/planned_document.h"
#include "core/outlook/cast_losses.h"

namespace pthf {

/// The dry run as one JSON object:
/// {"input", "output", "bytes_before", "bytes_after", "refusal": null or a sentence,
///  "operations": [{"operation": {recipe}, "text", "changed", "untouched", "bytes", "effect", "skipped": [keys]}],
///  "losses": null where nothing is cast, else {"numbers", "overflows", "underflows", "rounded", "nans", "infinities",
///             "tensors": [{"path", "dtype", "overflows", "underflows", "rounded"}]},
///  "notes": [sentences],
///  "rows": [{"change": "same|changed|dropped|added", "before": path or null, "after": path or null,
///            "device": [before, after], "dtype": [before, after], "value": [before, after]}]}
/// Members of a row that make no sense for it (dtype of a number) are left out. "value" of a tensor stands where its
/// shape or its numbers are others: ["[1000, 512]", "[1200, 512] zeros"].
std::string plannedRowsToJson(const PlannedDocument& planned, const std::vector<PlannedRow>& rows,
    const CastLosses& losses, std::string_view input, std::string_view output);

/// For a terminal: the operations with their effects, what casts lose, the rows that change, then how many stay.
std::string plannedRowsToText(
    const PlannedDocument& planned, const std::vector<PlannedRow>& rows, const CastLosses& losses);

} // namespace pthf
