// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint/tree_index.h"

namespace pthf {

/// A pickle or a checkpoint that stands in the bytes of a value: nothing reads it when the file is loaded, but code
/// that was written for the file may.
struct NestedFile {
    std::optional<PlaceId>
        place; ///< of the bytes, or of what holds them; nothing for bytes that the tree does not show
    std::string what; ///< "PyTorch checkpoint (zip, torch ≥ 1.6)"
    std::uint64_t tensors = 0;
    std::vector<std::string> dangerous; ///< what loading it would call: "posix.system"
};

/// Looks at the values that hold bytes, and opens those that begin as a pickle or a zip does; at most 64 of them, and
/// nothing is run. Streams that are storages (pickled tensors) are not told.
std::vector<NestedFile> nestedFiles(const Content& content, const TreeIndex& tree);

} // namespace pthf
