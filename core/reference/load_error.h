// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/types/shape.h"

namespace pthf {

/// What a pasted message says of a load_state_dict that failed (USERS 2.5): torch's in all its wordings since 0.1,
/// those of mmcv, fvcore and transformers.
struct LoadError {
    struct Mismatch {
        std::string key;
        Dims inFile;
        Dims inModel;
    };
    std::string className; ///< "ResNet"; empty where the message has none
    std::vector<std::string> missing; ///< expected by the model, not in the file
    std::vector<std::string> unexpected; ///< in the file, not in the model
    std::vector<Mismatch> mismatches;
    std::vector<std::string> notTensors; ///< what stands there in the file is no tensor
    bool isCut = false; ///< the text ends within a list

    bool isEmpty() const noexcept
    {
        return missing.empty() && unexpected.empty() && mismatches.empty() && notTensors.empty();
    }
};

/// Whether a text looks like one: asked of the clipboard, so it looks for the words only.
bool looksLikeLoadError(std::string_view text) noexcept;

/// Nothing where no list and no mismatch can be found in it. Linear in the text's length.
std::optional<LoadError> parseLoadError(std::string_view text);

} // namespace pthf
