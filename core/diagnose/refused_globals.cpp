// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/refused_globals.h"

#include <limits>

#include "core/value/graph_walk.h"

namespace pthf {
namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

/// The walk: every value once, with the place of the tree it belongs to.
class Walk {
public:
    Walk(const Content& content, const TreeIndex& tree)
        : m_content(content)
        , m_graph(content.graph)
        , m_table(content.graph)
        , m_placeOf(content.graph.size(), kNowhere)
        , m_isSeen(content.graph.size(), false)
        , m_isListed(content.graph.globalCount(), false)
    {
        for (std::size_t i = tree.places.size(); i-- > 0;) {
            m_placeOf[index(tree.places[i].step.value)] = static_cast<std::uint32_t>(i);
        }
    }

    std::vector<RefusedGlobal> run()
    {
        if (m_content.root == kNoValue) {
            return {};
        }
        if (m_graph.kind(m_content.root) == ValueKind::Global) {
            visitGlobal(m_content.root, 0, m_table.of(m_content.root), m_content.root);
        }
        push(m_content.root, 0);
        while (!m_stack.empty()) {
            const Pending next = m_stack.back();
            m_stack.pop_back();
            visit(next.value, next.place);
        }
        return std::move(m_found);
    }

private:
    struct Pending {
        ValueId value;
        std::uint32_t place;
    };

    void push(ValueId value, std::uint32_t place)
    {
        if (!m_isSeen[index(value)]) {
            m_isSeen[index(value)] = true;
            const std::uint32_t own = m_placeOf[index(value)];
            m_stack.push_back({value, own == kNowhere ? place : own});
        }
    }

    void visit(ValueId value, std::uint32_t place)
    {
        m_parts.clear();
        appendParts(m_graph, value, m_parts);
        const ValueKind kind = m_graph.kind(value);
        const bool isInstance = kind == ValueKind::Call || kind == ValueKind::Object;
        const bool isGetattr = kind == ValueKind::Call && isBenignGetattr(m_graph, value);
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            const ValueId part = m_parts[i];
            if (m_graph.kind(part) != ValueKind::Global) {
                continue;
            }
            // Looked at for every mention: one class may be needed in many places. A callee belongs to what it makes.
            const bool isCallee = isInstance && i == 0;
            const std::uint32_t own = isCallee ? kNowhere : m_placeOf[index(part)];
            GlobalInfo info = m_table.of(part);
            if (isGetattr && info.meaning == Meaning::Getattr) {
                info.kind = GlobalClass::PlainData; // a member of an enum: no danger, only not allowed
            }
            visitGlobal(part, own == kNowhere ? place : own, info, value);
        }
        // Last to first, so that the walk goes in file order and a reason names the first place that needs it.
        for (std::size_t i = m_parts.size(); i-- > 0;) {
            if (m_graph.kind(m_parts[i]) != ValueKind::Global) {
                push(m_parts[i], place);
            }
        }
    }

    void visitGlobal(ValueId global, std::uint32_t place, const GlobalInfo& info, ValueId owner)
    {
        const std::uint32_t number = m_graph.globalNumber(global);
        if (info.isAllowed || m_isListed[number]) {
            return;
        }
        m_isListed[number] = true;
        const bool isRewritten = info.meaning == Meaning::LoadFromBytes && m_content.storageAt(owner) != kNoStorage;
        m_found.push_back({global, PlaceId{place}, info, isRewritten});
    }

    const Content& m_content;
    const ValueGraph& m_graph;
    GlobalTable m_table;
    std::vector<std::uint32_t> m_placeOf; ///< by ValueId: the first place of the tree it stands at
    std::vector<bool> m_isSeen;
    std::vector<bool> m_isListed; ///< by global number
    std::vector<Pending> m_stack;
    std::vector<ValueId> m_parts; ///< of the value being visited
    std::vector<RefusedGlobal> m_found;
};

} // namespace

std::vector<RefusedGlobal> refusedGlobals(const Content& content, const TreeIndex& tree)
{
    return Walk(content, tree).run();
}

PlaceId droppablePlace(const Content& content, const TreeIndex& tree, PlaceId place)
{
    while (index(place) != 0) {
        const Place& here = tree.places[index(place)];
        if (here.step.kind != ChildStep::Kind::Argument && here.step.owner != kNoValue) {
            const ValueKind owner = content.graph.kind(here.step.owner);
            if (owner == ValueKind::Dict || owner == ValueKind::List || owner == ValueKind::Set) {
                break;
            }
        }
        place = here.parent;
    }
    return place;
}

} // namespace pthf
