// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/match/suggest.h"

namespace pthf {

/// What shapes that differ mean, and what can be dropped for them: a new head, a vocabulary or position embedding that
/// grew, a model of another width. `names` stand beside the trial's file keys; `path` is that of
/// the state dict.
std::vector<Suggestion> adviseOnShapes(const NameTrial& trial, std::span<const std::string> names, const KeyPath& path);

/// What people call a dimension of a tensor of that name and rank: "out_features", "vocabulary", "kernel height"; empty
/// where the name does not tell.
std::string_view dimensionWord(std::string_view name, std::size_t dimension, std::size_t rank);

/// Whether a name speaks of positions: their number is that of the input's patches, not of words.
bool isPositionTable(std::string_view name);
/// Those among them that number words, one after the other, never patches of a grid.
bool isTextPositions(std::string_view name);

} // namespace pthf
