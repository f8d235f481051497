// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/match/match_document.h"

namespace pthf {

/// {"file": {"path", "state_dict": path, "role", "keys"},
///  "reference": {"kind": "checkpoint|names|load_error", "name", "model", "state_dict", "keys"},
///  "counts": {"same", "shape_differs", "only_in_file", "only_in_model", "dtype_differs"},
///  "coverage": {"share", "parameters", "same", "shape_differs", "missing", "unknown_shapes"},
///  "strict": {"loads", "report"}, "non_strict": {"loads", "report", "missing", "unexpected"},
///  "suggestions": [{"id", "text", "effect", "reason", "guess", "counts", "coverage": share, "operations", "command"}],
///  "rows": [{"state", "key", "file": {"shape", "dtype"} or null, "model": {"shape", "dtype", "presumed"} or null}],
///  "notes": [sentences]}
std::string matchToJson(const MatchResult& result, std::string_view input);

/// For a terminal: coverage, counts, torch's own report, suggestions with their commands, then the rows that differ.
std::string matchToText(const MatchResult& result, std::string_view input);

/// "98.3 %"; "100 %" and "0 %" only where it is exactly so.
std::string shareText(double share);

} // namespace pthf
