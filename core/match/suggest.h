// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/match/name_changes.h"

namespace pthf {

/// Operations of the plan that make a file fit a model better, with what they do counted.
struct Suggestion {
    std::string id; ///< "remove-prefix", "by-position", "drop-extra", "other-shapes", …
    std::string text; ///< the button: "Remove module."
    std::string effect; ///< "0 → 318 of 320 match"
    std::string reason; ///< a sentence, where there is more to say
    std::vector<Operation> operations; ///< none: advice only
    MatchCounts after;
    bool isGuess = false; ///< names are paired by shape only: a person has to look at it

    bool isAdvice() const noexcept { return operations.empty(); }
};

/// Where suggestions apply.
struct SuggestionScope {
    const Content* content = nullptr; ///< of the file
    StateDictPaths in; ///< how operations name the state dict
    KeyPath path; ///< of the state dict
    bool isWholeModel = false; ///< its keys can be changed only after it became a state dict
};

/// What would make more of the model's tensors get their values, in order of gain: names first (prefixes and segments
/// of the catalogue and others found by comparing, parametrisations, by position, by shape), several steps as one where
/// one is not enough, then what is to be done about shapes and about names that only one side has.
Result<std::vector<Suggestion>> suggestFor(
    const KeyList& file, const KeyList& model, const SuggestionScope& scope, const Task& task);

} // namespace pthf
