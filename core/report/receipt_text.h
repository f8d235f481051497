// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/save/receipt.h"

namespace pthf {

/// What a save did, for a terminal and for copying: file, sizes, what changed, what was verified.
std::string receiptToText(const Receipt& receipt);

/// {"input", "output", "format", "input_bytes", "output_bytes", "tensors", "storages", "copied_bytes",
///  "converted_bytes", "seconds", "verified": "none|structure|full", "compared_bytes",
///  "operations": [{"text", "effect"}], "notes": [sentences]}
std::string receiptToJson(const Receipt& receipt);

} // namespace pthf
