// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/prove/prove_on_device.h"
#include "core/save/receipt.h"
#include "core/save/salvage_checkpoint.h"
#include "core/witness/witness_file.h"

namespace pthf {

class JsonWriter;

/// What a save did, for a terminal and for copying: file, sizes, what changed, what was verified.
std::string receiptToText(const Receipt& receipt);

/// {"input", "output", "format", "input_bytes", "output_bytes", "tensors", "storages", "copied_bytes",
///  "converted_bytes", "seconds", "verified": "none|structure|full", "in_place": bool, "bytes_before" (in place: the
///  length that undo cuts to), "compared_bytes", "operations": [{"text", "effect"}], "notes": [sentences]}
/// With a proof, its object is the member "proof"; what LibTorch's reader says is the member "witness".
std::string receiptToJson(
    const Receipt& receipt, const DeviceProof* proof = nullptr, const WitnessReport* witness = nullptr);
/// Its members alone, into an object that is open.
void writeReceipt(JsonWriter& json, const Receipt& receipt);

/// The same of what was salvaged, with what was lost and why; JSON has two members more: "whole": tensors saved,
/// "lost": [{"path", "stored": "whole|partly|lost", "why"}].
std::string salvageToText(const SalvageReceipt& salvaged);
std::string salvageToJson(const SalvageReceipt& salvaged);

} // namespace pthf
