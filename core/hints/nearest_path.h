// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/checkpoint/tree_index.h"

namespace pthf {

/// The path that is there and comes nearest to one that is not, as the command line writes it: misspelt, without the
/// wrapper that it stands in ("fc.weight" for "model/fc.weight"), without a prefix of its keys, or with slashes for
/// dots. Empty where nothing is near, and for paths that lead somewhere.
std::string nearestPath(const Content& content, const KeyPath& path);

/// The same where the tree is known: of a whole model also the place of what its state dict would call so.
std::string nearestPath(const Content& content, const TreeIndex& tree, const KeyPath& path);

/// The same for a glob of an operation without anything to expand: a whole key of a state dict, or with a leading "/" a
/// path, also where the path is right and the "/" missing. Empty for other globs.
std::string nearestKey(const Content& content, const TreeIndex& tree, std::string_view glob);

/// The hint as the end of a sentence: "; is model/fc.weight meant?". Empty where there is none.
std::string meantText(const std::string& nearest);

} // namespace pthf
