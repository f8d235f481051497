// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/match/name_changes.h"

namespace pthf {

/// One way to change names that some of them speak for, most wanted first.
struct NameIdea {
    std::string id; ///< "remove-prefix", "add-prefix", "exchange-prefix", "remove-segment", "insert-segment", "rename"
    std::string text; ///< "Remove module."
    std::vector<Operation> operations;
    std::uint64_t votes = 0;
};

/// Ideas for names that the model does not have, by what they vote for (`countNameVotes`).
std::vector<NameIdea> discoverIdeas(
    const NameTrial& trial, std::span<const std::string> names, const StateDictPaths& in);

/// Ideas from what is known of wrappers and of parametrisations (USERS 4.1, 4.2): wanted by nobody yet.
std::vector<NameIdea> knownIdeas(std::span<const std::string> names, const StateDictPaths& in);

} // namespace pthf
