// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/refused_globals.h"

#include <algorithm>
#include <limits>

#include "core/checkpoint/path_limits.h"
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
        , m_tree(tree)
        , m_table(content.graph)
        , m_placeOf(content.graph.size(), kNowhere)
        , m_isSeen(content.graph.size(), false)
        , m_isOpaque(content.graph.size(), false)
        , m_isListed(content.graph.globalCount(), false)
    {
        for (std::size_t i = tree.places.size(); i-- > 0;) {
            m_placeOf[index(tree.places[i].step.value)] = static_cast<std::uint32_t>(i);
        }
    }

    RefusedGlobals run()
    {
        if (m_content.root == kNoValue) {
            return {};
        }
        if (m_graph.kind(m_content.root) == ValueKind::Global) {
            visitGlobal(m_content.root, 0, m_table.of(m_content.root));
        }
        push(m_content.root, 0);
        while (!m_stack.empty()) {
            const Pending next = m_stack.back();
            m_stack.pop_back();
            visit(next.value, next.place);
        }
        keepOutermost();
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
            visitGlobal(part, own == kNowhere ? place : own, info);
        }
        // Last to first, so that the walk goes in file order and a reason names the first place that needs it.
        for (std::size_t i = m_parts.size(); i-- > 0;) {
            if (m_graph.kind(m_parts[i]) != ValueKind::Global) {
                push(m_parts[i], place);
            }
        }
    }

    void visitGlobal(ValueId global, std::uint32_t place, const GlobalInfo& info)
    {
        if (info.isAllowed) {
            return;
        }
        if (info.kind == GlobalClass::PlainData || info.kind == GlobalClass::TensorPart) {
            m_found.hasPlainData = true;
        } else {
            m_isOpaque[index(m_tree.places[place].step.value)] = true;
        }
        const std::uint32_t number = m_graph.globalNumber(global);
        if (!m_isListed[number]) {
            m_isListed[number] = true;
            m_found.globals.push_back({global, PlaceId{place}, info});
        }
    }

    void keepOutermost()
    {
        // Parents stand before their children, so one pass hands the mark down.
        std::vector<bool> isTaken(m_tree.places.size(), false);
        for (std::size_t i = 0; i < m_tree.places.size(); ++i) {
            const Place& place = m_tree.places[i];
            if (i != 0 && isTaken[index(place.parent)]) {
                isTaken[i] = true;
            } else if (m_isOpaque[index(place.step.value)]) {
                isTaken[i] = true;
                m_found.opaque.push_back(PlaceId{static_cast<std::uint32_t>(i)});
            }
        }
    }

    const Content& m_content;
    const ValueGraph& m_graph;
    const TreeIndex& m_tree;
    GlobalTable m_table;
    std::vector<std::uint32_t> m_placeOf; ///< by ValueId: the first place of the tree it stands at
    std::vector<bool> m_isSeen;
    std::vector<bool> m_isOpaque; ///< by ValueId: needs, itself or within, what is opaque or dangerous
    std::vector<bool> m_isListed; ///< by global number
    std::vector<Pending> m_stack;
    std::vector<ValueId> m_parts; ///< of the value being visited
    RefusedGlobals m_found;
};

} // namespace

RefusedGlobals refusedGlobals(const Content& content, const TreeIndex& tree)
{
    return Walk(content, tree).run();
}

void spreadDown(const TreeIndex& tree, PlaceMarks& marks)
{
    // Parents stand before their children.
    for (std::size_t i = 1; i < tree.places.size(); ++i) {
        marks[i] = marks[i] || marks[index(tree.places[i].parent)];
    }
}

PlaceMarks placesInWholeModels(const TreeIndex& tree)
{
    PlaceMarks marks(tree.places.size(), false);
    for (const StateDict& stateDict : tree.stateDicts) {
        marks[index(stateDict.place)] = marks[index(stateDict.place)] || stateDict.isWholeModel;
    }
    spreadDown(tree, marks);
    return marks;
}

std::vector<KeyPath> pathsToDrop(
    const Content& content, const TreeIndex& tree, const RefusedGlobals& refused, const PlaceMarks& isLeftOut)
{
    const PathLimits limits(content, tree);
    std::vector<KeyPath> paths;
    PlaceId last{};
    for (const PlaceId place : refused.opaque) {
        const PlaceId shown = limits.shown(place);
        if (isLeftOut[index(place)] || (!paths.empty() && shown == last)) {
            continue;
        }
        if (index(shown) == 0) {
            return {};
        }
        paths.push_back(tree.pathOf(content, shown));
        last = shown;
    }
    return paths;
}

} // namespace pthf
