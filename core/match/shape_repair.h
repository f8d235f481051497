// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/match/suggest.h"

namespace pthf {

/// Operations that give tensors the shapes that a model has for them: transposed ones turned, a grown or cut dimension
/// resized, what the file lacks made anew as torch's layers begin. Each group alone, then all with what nobody asked
/// for dropped, where the model then loads. `names` stand beside the trial's file keys, `isFound` beside the model's:
/// the file has it under another name, so that it is not made anew.
std::vector<Suggestion> repairShapes(const NameTrial& trial, std::span<const std::string> names,
    const SuggestionScope& scope, const std::vector<bool>& isFound);

} // namespace pthf
