// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/value_tree_model.h"

#include <algorithm>
#include <utility>

#include "core/checkpoint/value_view.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"

namespace pthf {

ValueTreeModel::ValueTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
    m_nodes.emplace_back();
}

void ValueTreeModel::setDocument(const OpenedPtr& opened)
{
    beginResetModel();
    m_opened = opened;
    m_outcome.reset();
    m_nodes.clear();
    m_nodes.emplace_back();
    endResetModel();
}

void ValueTreeModel::setOutcome(const PlanOutcomePtr& outcome)
{
    if (outcome == m_outcome) {
        return;
    }
    m_outcome = outcome;
    for (Node& node : m_nodes) {
        node.newName.reset();
    }
    announceChanges();
}

void ValueTreeModel::announceChanges()
{
    for (const Node& node : m_nodes) {
        if (!node.children.empty()) {
            Q_EMIT dataChanged(indexOf(*node.children.front(), 0), indexOf(*node.children.back(), ColumnCount - 1));
        }
    }
}

void ValueTreeModel::setTypeJoined(bool isJoined)
{
    if (isJoined != m_isTypeJoined) {
        m_isTypeJoined = isJoined;
        announceChanges();
    }
}

ValueTreeModel::Node* ValueTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : &m_nodes.front();
}

QModelIndex ValueTreeModel::indexOf(const Node& node, int column) const
{
    return node.parent == nullptr ? QModelIndex() : createIndex(node.row, column, &node);
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, nodeOf(parent)->children[static_cast<std::size_t>(row)]);
}

QModelIndex ValueTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(*nodeOf(child)->parent, 0) : QModelIndex();
}

int ValueTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!m_opened || parent.column() > 0) {
        return 0;
    }
    Node* node = nodeOf(parent);
    makeChildren(*node);
    return static_cast<int>(node->children.size());
}

int ValueTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

bool ValueTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (!m_opened || m_opened->tree.places.empty() || parent.column() > 0) {
        return false;
    }
    const Node* node = nodeOf(parent);
    return node->parent == nullptr || isGroup(*node) || !m_opened->summary.childrenOf(node->place).empty();
}

ValueTreeModel::Node* ValueTreeModel::addNode(Node& parent, PlaceId place, std::optional<KeyGroup> group) const
{
    Node& node = m_nodes.emplace_back();
    node.parent = &parent;
    node.row = static_cast<int>(parent.children.size());
    node.place = place;
    node.group = std::move(group);
    parent.children.push_back(&node);
    return &node;
}

void ValueTreeModel::makeChildren(Node& node) const
{
    if (node.hasRows || m_opened->tree.places.empty()) {
        return;
    }
    node.hasRows = true;
    if (isGroup(node)) {
        for (KeyGroup& group : node.group->children()) {
            const PlaceId place = group.member(0).place;
            addNode(node, place, std::move(group));
        }
        return;
    }
    const auto children = m_opened->summary.childrenOf(node.place);
    const bool isRoot = node.parent == nullptr;
    if (isRoot && children.empty()) {
        addNode(node, node.place, std::nullopt); // the whole file is one value
        return;
    }
    const StateDict* stateDict = m_opened->stateDictAt(node.place);
    if (stateDict == nullptr || stateDict->isWholeModel) {
        for (const PlaceId child : children) {
            addNode(node, child, std::nullopt);
        }
        return;
    }
    DottedKeys keys;
    keys.reserve(children.size());
    const Content& content = m_opened->document->content;
    std::vector<PlaceId> others; // attributes, such as _metadata
    for (const PlaceId child : children) {
        const ChildStep& step = m_opened->tree.places[pthf::index(child)].step;
        if (step.kind == ChildStep::Kind::Key && content.graph.kind(step.key) == ValueKind::Text) {
            keys.addKept(content.graph.text(step.key), child);
        } else if (step.kind == ChildStep::Kind::Key) {
            keys.add(displaySegment(segmentOf(content, step)), child);
        } else {
            others.push_back(child);
        }
    }
    for (KeyGroup& group : KeyGroup::top(std::move(keys))) {
        const PlaceId place = group.member(0).place;
        addNode(node, place, std::move(group));
    }
    for (const PlaceId other : others) {
        addNode(node, other, std::nullopt);
    }
}

PlaceId ValueTreeModel::placeAt(const QModelIndex& index) const
{
    return nodeOf(index)->place;
}

bool ValueTreeModel::isGroup(const QModelIndex& index) const
{
    return isGroup(*nodeOf(index));
}

ValueTreeModel::Node* ValueTreeModel::findBelow(Node& node, PlaceId place) const
{
    makeChildren(node);
    for (Node* child : node.children) {
        if (!isGroup(*child) ? child->place == place : [&] {
                for (std::size_t i = 0; i < child->group->size(); ++i) {
                    if (child->group->member(i).place == place) {
                        return true;
                    }
                }
                return false;
            }()) {
            return child;
        }
    }
    return nullptr;
}

QModelIndex ValueTreeModel::indexOf(PlaceId place) const
{
    if (!m_opened || pthf::index(place) >= m_opened->tree.places.size()) {
        return {};
    }
    std::vector<PlaceId> way;
    for (PlaceId at = place; pthf::index(at) != 0; at = m_opened->tree.places[pthf::index(at)].parent) {
        way.push_back(at);
    }
    Node* node = &m_nodes.front();
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        do {
            node = findBelow(*node, *at);
        } while (node != nullptr && isGroup(*node));
        if (node == nullptr) {
            return {};
        }
    }
    return indexOf(*node, 0);
}

const Leaf* ValueTreeModel::leafOf(const Node& node) const
{
    return isGroup(node) ? nullptr : m_opened->leafAt(node.place);
}

const RoleNode* ValueTreeModel::roleOf(const Node& node) const
{
    return isGroup(node) ? nullptr : m_opened->roleAt(node.place);
}

PlaceSummary ValueTreeModel::sumsOf(const Node& node) const
{
    if (!isGroup(node)) {
        return m_opened->sumsAt(node.place);
    }
    if (!node.sums) {
        PlaceSummary sums;
        for (std::size_t i = 0; i < node.group->size(); ++i) {
            const PlaceSummary member = m_opened->sumsAt(node.group->member(i).place);
            sums.tensors += member.tensors;
            sums.values += member.values;
            sums.bytes += member.bytes;
            sums.devices |= member.devices;
        }
        node.sums = sums;
    }
    return *node.sums;
}

PlannedPlace ValueTreeModel::plannedOf(const Node& node) const
{
    if (!m_outcome || !m_outcome->planned) {
        return {};
    }
    const auto& places = m_outcome->places.places;
    if (!isGroup(node)) {
        return places[pthf::index(node.place)];
    }
    PlannedPlace sum{0, true, false};
    for (std::size_t i = 0; i < node.group->size(); ++i) {
        const PlannedPlace& member = places[pthf::index(node.group->member(i).place)];
        sum.devices |= member.devices;
        sum.isDropped = sum.isDropped && member.isDropped;
        sum.isChanged = sum.isChanged || member.isChanged;
    }
    return sum;
}

QString ValueTreeModel::nameOf(const Node& node) const
{
    if (node.group) {
        return shownText(node.group->text());
    }
    if (pthf::index(node.place) == 0) {
        return tr("(the whole file)");
    }
    const ChildStep& step = m_opened->tree.places[pthf::index(node.place)].step;
    return shownText(displaySegment(segmentOf(m_opened->document->content, step)));
}

QString ValueTreeModel::newKeyOf(PlaceId place) const
{
    const PlannedDocument& planned = *m_outcome->planned;
    const ItemChange* change = planned.changeOf(m_opened->tree.places[pthf::index(place)].step);
    if (change == nullptr || change->isDropped) {
        return {};
    }
    if (change->newKey != kNoValue) {
        const auto text = textOf(planned.content, change->newKey);
        return shownText(text ? std::string(*text) : leafText(planned.content, change->newKey));
    }
    return shownText(change->newKeyText);
}

const QString& ValueTreeModel::newNameOf(const Node& node) const
{
    if (node.newName) {
        return *node.newName;
    }
    node.newName = QString();
    if (!m_outcome || !m_outcome->planned) {
        return *node.newName;
    }
    if (!node.group) {
        node.newName = newKeyOf(node.place);
        return *node.newName;
    }
    std::vector<QString> newKeys;
    newKeys.reserve(node.group->size());
    for (std::size_t i = 0; i < node.group->size(); ++i) {
        newKeys.push_back(newKeyOf(node.group->member(i).place));
    }
    node.newName = renamedRow(*node.group, newKeys);
    return *node.newName;
}

} // namespace pthf
