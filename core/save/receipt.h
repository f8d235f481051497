// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/save/save_options.h"

namespace pthf {

/// What a save did, to be shown and kept.
struct Receipt {
    std::filesystem::path source;
    std::filesystem::path target;
    SaveFormat format = SaveFormat::Zip;
    std::uint64_t sourceBytes = 0;
    std::uint64_t targetBytes = 0;
    std::uint64_t tensors = 0;
    std::uint64_t storages = 0;
    std::uint64_t copiedBytes = 0; ///< storage bytes that went over as they are
    std::uint64_t convertedBytes = 0; ///< storage bytes written anew
    /// Of an edit in place: the length that `pthf undo` cuts the file to. Only the description was written then.
    std::optional<std::uint64_t> lengthBefore;
    double seconds = 0;
    Verification verification = Verification::None;
    std::uint64_t comparedBytes = 0;
    std::vector<std::string> operations; ///< described, one a line
    std::vector<std::string> effects; ///< beside operations
    std::vector<std::string> notes; ///< what the user should know: storages split, tags left alone
};

} // namespace pthf
