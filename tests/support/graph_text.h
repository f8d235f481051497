// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/value/value_graph.h"

namespace pthf::tests {

/// How values that protocol 2 has no opcode for are told.
enum class GraphWords {
    AsTheyAre,
    AsWritten ///< as the calls that the pickle writer makes of them
};

/// A value and all below it on one line, a little as Python would print it; a container that was told before is "@n",
/// the n-th that was told. Equal texts are equal graphs, sharing and cycles included. Never recurses.
///
///     {'w': torch._utils.f(1, 'a'), 'self': @0}
std::string graphText(const ValueGraph& graph, ValueId root, GraphWords words = GraphWords::AsTheyAre);

} // namespace pthf::tests
