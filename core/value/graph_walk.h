// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/value/value_graph.h"

namespace pthf {

/// Appends the values that a value is made of, in the order a pickle states them: items; keys and values in turn;
/// callee, arguments, keyword arguments, list items, dictionary items and state; the id of a Persistent.
void appendParts(const ValueGraph& graph, ValueId id, std::vector<ValueId>& parts);

/// Goes over everything that can be reached from a value, each value once, parents before their parts and in file
/// order. Neither cycles nor a depth of a million are a difficulty. The graph may not change meanwhile.
///
///     for (GraphWalk walk(graph, root); const auto id = walk.next();) { … }
class GraphWalk {
public:
    GraphWalk(const ValueGraph& graph, ValueId root);

    /// The next value, or nothing at the end.
    std::optional<ValueId> next();
    /// Leaves out the parts of the value that next() gave last, unless something else leads to them.
    void skipParts() noexcept { m_current = kNoValue; }
    bool isVisited(ValueId id) const noexcept { return m_visited[index(id)]; }

private:
    const ValueGraph& m_graph;
    std::vector<bool> m_visited;
    std::vector<ValueId> m_waiting; ///< the next one last
    ValueId m_current = kNoValue;
};

} // namespace pthf
