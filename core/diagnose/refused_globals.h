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

    bool isDangerous() const noexcept { return info.kind == GlobalClass::Dangerous; }
};

/// What stands between a content and weights_only=True.
struct RefusedGlobals {
    std::vector<RefusedGlobal> globals; ///< distinct, in the order a walk from the root meets them
    bool hasPlainData = false; ///< some of it is data that MakePortable says in plain values
    std::vector<PlaceId> opaque; ///< outermost places that need what no plain value can say
};

/// One walk over all values that can be reached, those that the tree does not unfold too. Iterative; the cost is the
/// number of values.
RefusedGlobals refusedGlobals(const Content& content, const TreeIndex& tree);

/// A mark for every place of the tree, handed down from the marked ones to all that stands below them.
using PlaceMarks = std::vector<bool>;
void spreadDown(const TreeIndex& tree, PlaceMarks& marks);

/// Places within whole models: ToStateDict makes plain what stands there.
PlaceMarks placesInWholeModels(const TreeIndex& tree);

/// What Drop has to name so that nothing opaque is left, places that are marked left out. Empty if the root itself is
/// opaque: then dropping helps nothing.
std::vector<KeyPath> pathsToDrop(
    const Content& content, const TreeIndex& tree, const RefusedGlobals& refused, const PlaceMarks& isLeftOut);

} // namespace pthf
