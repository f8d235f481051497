// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"

namespace pthf {

/// What a leaf is called when two checkpoints are compared.
struct LeafName {
    std::uint32_t leaf = 0; ///< into tree.leaves
    std::string path; ///< as it stands in the file
    std::string common; ///< what is compared: the same for what corresponds in another layout
};

/// One side of a comparison.
struct DiffSide {
    const Document& document;
    const TreeIndex& tree;
};

/// The leaves of both sides, named so that what corresponds has one common name. Where the model stands under another
/// key, or under none, on the two sides, or its keys have another wrapper's prefix, that is taken away on both; `notes`
/// says so.
struct NamedLeaves {
    std::vector<LeafName> a;
    std::vector<LeafName> b;
    std::vector<std::string> notes;
};
NamedLeaves nameLeaves(const DiffSide& a, const DiffSide& b);

} // namespace pthf
