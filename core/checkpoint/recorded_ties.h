// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/checkpoint/document.h"

namespace pthf {

/// A name that a safetensors file leaves out because the tensor stands under another one, and records in its metadata:
/// what safetensors.torch.save_model writes of tied weights, {"lm_head.weight": "embed.weight"}.
struct RecordedTie {
    std::string name;
    std::string of;
    ValueId tensor = kNoValue; ///< what stands under that name
    std::uint32_t slot = 0; ///< of the record in the metadata
};

struct RecordedTies {
    std::vector<RecordedTie> ties; ///< in the order of the metadata
    ValueId tensors = kNoValue; ///< the Dict that holds the file's tensors
    ValueId metadata = kNoValue; ///< the Dict that holds the records
};

/// Those of a file, or of what a plan makes of it. Empty for files of other kinds.
RecordedTies recordedTies(const Document& document, const Content& content);

} // namespace pthf
