// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/match/name_changes.h"

namespace pthf {

using NamePairs = std::vector<std::pair<std::string, std::string>>; ///< old name, new name

/// Names that the model does not have, one after the other, to the model's names that the file does not have, in the
/// model's order; every pair's shapes fit. InvalidArgument where the numbers differ, or where two shapes do not fit: it
/// says which two names those are. Names that both have stay as they are.
Result<NamePairs> pairByPosition(const KeyList& file, const KeyList& model);

/// Whether two names may well be of one parameter, going by the names alone: they end alike, have the same numbers in
/// them, and the words between are like each other ("attn_q.weight", "attention_query.weight").
bool areNamesAlike(std::string_view a, std::string_view b);

/// The same for names that do not all correspond: the n-th tensor of a shape (and, where both sides end their names
/// alike, of an ending) to the n-th of the same, for those that both sides have equally often. Only a guess: for a
/// person to look at. Names stand beside the trial's file keys.
NamePairs pairByShape(const NameTrial& trial, std::span<const std::string> names);

/// Names that are the model's but for their dots (LitEma takes them out of "model_ema.output_blocks71filterw1").
NamePairs pairWithoutDots(const NameTrial& trial, std::span<const std::string> names);

} // namespace pthf
