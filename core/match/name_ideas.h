// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/match/name_changes.h"

namespace pthf {

/// One way to change names that some of them speak for, most wanted first.
struct NameIdea {
    std::string id; ///< "remove-prefix", "add-prefix", "exchange-prefix", "remove-segment", "insert-segment", "rename"
    std::string text; ///< "Remove module."
    std::vector<Operation> operations;
    std::uint64_t votes = 0;
    bool isUnchecked = false; ///< names are paired whose shapes nobody knows
};

/// Ideas for names that the model does not have, by what they vote for (`countNameVotes`).
std::vector<NameIdea> discoverIdeas(
    const NameTrial& trial, std::span<const std::string> names, const StateDictPaths& in);

/// Ideas from what is known of wrappers and of parametrisations (USERS 4.1, 4.2): wanted by nobody yet.
std::vector<NameIdea> knownIdeas(std::span<const std::string> names, const StateDictPaths& in);

/// Of two branches of one file that fit alike, the one that people do not mean: the slow copy of contrastive training,
/// the student of self-distillation, whose authors evaluate the teacher.
bool isSecondChoice(const NameIdea& idea);

/// Buffers of libraries and counters that no model needs to load (USERS D8, 4.2).
bool isHarmlessExtra(std::string_view name);

} // namespace pthf
