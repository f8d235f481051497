// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/checkpoint/tree_index.h"
#include "core/meaning/known_globals.h"

namespace pthf {

/// A class or function that weights_only=True refuses, and the first place of the tree that needs it.
struct RefusedGlobal {
    ValueId global = kNoValue;
    PlaceId place{};
    GlobalInfo info;
    /// Only storages need it that any save writes as records of the file: torch.storage._load_from_bytes.
    bool isRewritten = false;

    bool isDangerous() const noexcept { return info.kind == GlobalClass::Dangerous; }
};

/// What stands between a content and weights_only=True: distinct names, in the order a walk from the root meets them.
/// The walk sees all values that can be reached, those that the tree does not unfold too; its cost is their number.
std::vector<RefusedGlobal> refusedGlobals(const Content& content, const TreeIndex& tree);

/// The place itself, or the nearest one above it that Drop can take away: parts of a tuple and arguments of a call stay
/// with what they are parts of.
PlaceId droppablePlace(const Content& content, const TreeIndex& tree, PlaceId place);

} // namespace pthf
