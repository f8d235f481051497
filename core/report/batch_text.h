// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/batch/run_batch.h"

namespace pthf {

/// One line of a batch's receipt: {"input", "output", "status": "saved|skipped|refused|failed|cancelled", "sha256",
/// "error": {…}} with the members of a save's receipt where there is one. No line end.
std::string batchLineToJson(const BatchLine& line);

/// What became of every file, a row each, and their count and sizes at the end.
std::string batchToText(const std::vector<BatchLine>& lines);

} // namespace pthf
