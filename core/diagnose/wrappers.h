// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnose/finding.h"

namespace pthf {

/// The operations that the prefix catalogue suggests for one state dict, repeated until nothing is left to remove.
struct WrapperSuggestion {
    PlaceId stateDict{};
    std::string prefix; ///< as shown: "module.", "_orig_mod.module."
    std::uint64_t keys = 0; ///< that have it
    std::uint64_t total = 0;
    std::vector<Operation> fix; ///< in this state dict only; empty where two keys would become one
    std::string collision; ///< the key that they would become
    bool isAnywhere = false; ///< it stands inside keys too
    bool isCertain = true; ///< false: "model." and the like, which real models have too
    std::string addedBy; ///< "DataParallel", "torch.compile"
};

std::vector<WrapperSuggestion> wrapperSuggestions(const Content& content, const TreeIndex& tree);

/// One finding a suggestion; the uncertain ones say that they are a question.
std::vector<Finding> wrapperFindings(const Content& content, const TreeIndex& tree);

} // namespace pthf
