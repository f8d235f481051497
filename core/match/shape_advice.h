// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/match/suggest.h"

namespace pthf {

/// What shapes that differ mean, and what can be done about them: a new head, a vocabulary or position embedding that
/// grew, a transposed matrix, a model of another width. `names` stand beside the trial's file keys; `path` is that of
/// the state dict.
std::vector<Suggestion> adviseOnShapes(const NameTrial& trial, std::span<const std::string> names, const KeyPath& path);

} // namespace pthf
