// SPDX-License-Identifier: Apache-2.0
#include "core/value/graph_walk.h"

#include <algorithm>

namespace pthf {

namespace {

void appendInstance(const Instance& instance, std::vector<ValueId>& parts)
{
    for (const ValueId part : {instance.callee, instance.arguments, instance.keywordArguments, instance.listItems,
             instance.dictItems, instance.state}) {
        if (part != kNoValue) {
            parts.push_back(part);
        }
    }
}

} // namespace

void appendParts(const ValueGraph& graph, ValueId id, std::vector<ValueId>& parts)
{
    switch (graph.kind(id)) {
    case ValueKind::List:
    case ValueKind::Tuple:
    case ValueKind::Set:
    case ValueKind::FrozenSet: {
        const auto items = graph.items(id);
        parts.insert(parts.end(), items.begin(), items.end());
        return;
    }
    case ValueKind::Dict:
        for (const Entry& entry : graph.entries(id)) {
            parts.push_back(entry.key);
            parts.push_back(entry.value);
        }
        return;
    case ValueKind::Call:
    case ValueKind::Object:
        appendInstance(graph.instance(id), parts);
        return;
    case ValueKind::Persistent:
        parts.push_back(graph.persistentId(id));
        return;
    case ValueKind::None:
    case ValueKind::Bool:
    case ValueKind::Int:
    case ValueKind::BigInt:
    case ValueKind::Float:
    case ValueKind::Text:
    case ValueKind::ByteText:
    case ValueKind::Bytes:
    case ValueKind::ByteArray:
    case ValueKind::Global:
    case ValueKind::Tensor:
        return;
    }
}

GraphWalk::GraphWalk(const ValueGraph& graph, ValueId root)
    : m_graph(graph)
    , m_visited(graph.size())
{
    if (root != kNoValue) {
        m_waiting.push_back(root);
    }
}

std::optional<ValueId> GraphWalk::next()
{
    if (m_current != kNoValue) {
        const auto before = static_cast<std::ptrdiff_t>(m_waiting.size());
        appendParts(m_graph, m_current, m_waiting);
        std::reverse(m_waiting.begin() + before, m_waiting.end());
        m_current = kNoValue;
    }
    while (!m_waiting.empty()) {
        const ValueId id = m_waiting.back();
        m_waiting.pop_back();
        if (!m_visited[index(id)]) {
            m_visited[index(id)] = true;
            m_current = id;
            return id;
        }
    }
    return std::nullopt;
}

} // namespace pthf
