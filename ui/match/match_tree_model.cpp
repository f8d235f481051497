// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_tree_model.h"

#include <algorithm>

#include <QMimeData>

#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

const QString kMimeType = QStringLiteral("application/x-pthfinder-key");

/// The sizes in "[64, 3, 7]" that the other side has not.
} // namespace

std::uint64_t MatchTally::of(MatchState state) const noexcept
{
    switch (state) {
    case MatchState::Same:
        return same;
    case MatchState::ShapeDiffers:
        return shapeDiffers;
    case MatchState::OnlyInFile:
        return onlyInFile;
    case MatchState::OnlyInModel:
        return onlyInModel;
    }
    return 0;
}

void MatchTally::add(MatchState state) noexcept
{
    switch (state) {
    case MatchState::Same:
        ++same;
        break;
    case MatchState::ShapeDiffers:
        ++shapeDiffers;
        break;
    case MatchState::OnlyInFile:
        ++onlyInFile;
        break;
    case MatchState::OnlyInModel:
        ++onlyInModel;
        break;
    }
}

QString matchStateWord(MatchState state)
{
    switch (state) {
    case MatchState::Same:
        return MatchTreeModel::tr("same");
    case MatchState::ShapeDiffers:
        return MatchTreeModel::tr("shape differs");
    case MatchState::OnlyInFile:
        return MatchTreeModel::tr("in file only");
    case MatchState::OnlyInModel:
        return MatchTreeModel::tr("model only");
    }
    return {};
}

QString matchTorchWord(MatchState state)
{
    const QString word = toQString(torchWord(state));
    return word.isEmpty() ? QString() : MatchTreeModel::tr("torch: %1").arg(word);
}

MatchTreeModel::MatchTreeModel(const MatchSession& session, QObject* parent)
    : QAbstractItemModel(parent)
    , m_session(session)
{
    rebuild();
}

void MatchTreeModel::refresh()
{
    beginResetModel();
    m_result = m_session.result();
    rebuild();
    endResetModel();
}

void MatchTreeModel::setFilter(const MatchFilter& filter)
{
    if (filter == m_filter) {
        return;
    }
    beginResetModel();
    m_filter = filter;
    rebuild();
    endResetModel();
}

const std::string& MatchTreeModel::keyOf(const MatchRow& row) const
{
    return row.file != MatchRow::kNone ? m_result->file[row.file].key : m_result->reference->keys[row.model].key;
}

bool MatchTreeModel::isShown(const MatchRow& row) const
{
    return (!m_filter.state || row.state == *m_filter.state)
        && (m_filter.text.isEmpty() || toQString(keyOf(row)).contains(m_filter.text, Qt::CaseInsensitive));
}

void MatchTreeModel::rebuild()
{
    m_nodes.clear();
    Node& root = m_nodes.emplace_back();
    root.hasRows = true;
    if (!m_result) {
        return;
    }
    Node& all = m_nodes.emplace_back();
    all.parent = &root;
    for (const MatchRow& row : m_result->match.rows) {
        if (isShown(row)) {
            all.tally.add(row.state);
        }
    }
    root.children.push_back(&all);
}

void MatchTreeModel::makeChildren(Node& node) const
{
    node.hasRows = true;
    std::vector<KeyGroup> groups;
    if (node.group) {
        groups = node.group->isGroup() ? node.group->children() : std::vector<KeyGroup>();
    } else {
        DottedKeys keys;
        const std::vector<MatchRow>& rows = m_result->match.rows;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            if (isShown(rows[i])) {
                keys.addKept(keyOf(rows[i]), PlaceId{i}); // the place is the row's number
            }
        }
        groups = keys.empty() ? std::vector<KeyGroup>() : KeyGroup::top(std::move(keys));
    }
    for (KeyGroup& group : groups) {
        Node& child = m_nodes.emplace_back();
        child.parent = &node;
        for (std::size_t i = 0; i < group.size(); ++i) {
            child.tally.add(m_result->match.rows[pthf::index(group.member(i).place)].state);
        }
        child.group = std::move(group);
        node.children.push_back(&child);
    }
    if (m_filter.areProblemsFirst) {
        std::stable_sort(node.children.begin(), node.children.end(),
            [](const Node* a, const Node* b) { return a->tally.hasProblems() && !b->tally.hasProblems(); });
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        node.children[i]->row = static_cast<int>(i);
    }
}

MatchTreeModel::Node* MatchTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : &m_nodes.front();
}

QModelIndex MatchTreeModel::indexOf(const Node& node, int column) const
{
    return &node == &m_nodes.front() ? QModelIndex() : createIndex(node.row, column, &node);
}

QModelIndex MatchTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return indexOf(*nodeOf(parent)->children[static_cast<std::size_t>(row)], column);
}

QModelIndex MatchTreeModel::parent(const QModelIndex& child) const
{
    const Node* node = nodeOf(child);
    return node->parent == nullptr ? QModelIndex() : indexOf(*node->parent, 0);
}

int MatchTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0) {
        return 0;
    }
    Node* node = nodeOf(parent);
    if (!node->hasRows) {
        makeChildren(*node);
    }
    return static_cast<int>(node->children.size());
}

int MatchTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

bool MatchTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (parent.column() > 0) {
        return false;
    }
    const Node* node = nodeOf(parent);
    if (node->hasRows) {
        return !node->children.empty();
    }
    return node->group ? node->group->isGroup() : node->tally.inFile() + node->tally.onlyInModel != 0;
}

const MatchRow* MatchTreeModel::rowOf(const Node& node) const
{
    if (!node.group || node.group->isGroup()) {
        return nullptr;
    }
    return &m_result->match.rows[pthf::index(node.group->member(0).place)];
}

Qt::ItemFlags MatchTreeModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const MatchRow* row = index.isValid() ? rowOf(*nodeOf(index)) : nullptr;
    if (row != nullptr && row->state == MatchState::OnlyInFile) {
        flags |= Qt::ItemIsDragEnabled;
    }
    if (row != nullptr && row->state == MatchState::OnlyInModel) {
        flags |= Qt::ItemIsDropEnabled;
    }
    return flags;
}

QStringList MatchTreeModel::mimeTypes() const
{
    return {kMimeType};
}

QMimeData* MatchTreeModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty()) {
        return nullptr;
    }
    auto* data = new QMimeData; // the drag's, as Qt has it
    data->setData(kMimeType, indexes.first().data(CopyRole).toString().toUtf8());
    return data;
}

bool MatchTreeModel::canDropMimeData(
    const QMimeData* data, Qt::DropAction action, int /*row*/, int /*column*/, const QModelIndex& parent) const
{
    return action == Qt::LinkAction && data->hasFormat(kMimeType) && flags(parent).testFlag(Qt::ItemIsDropEnabled);
}

bool MatchTreeModel::dropMimeData(
    const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent)) {
        return false;
    }
    Q_EMIT linkRequested(QString::fromUtf8(data->data(kMimeType)), parent.data(CopyRole).toString());
    return true;
}

QModelIndex MatchTreeModel::firstProblemBelow(const QModelIndex& index) const
{
    QModelIndex at = index;
    while (at.isValid() && !at.data(StateRole).isValid()) {
        QModelIndex next;
        for (int row = 0; row < rowCount(at) && !next.isValid(); ++row) {
            const QModelIndex child = this->index(row, 0, at);
            next = nodeOf(child)->tally.hasProblems() ? child : QModelIndex();
        }
        at = next;
    }
    return at;
}

QModelIndex MatchTreeModel::firstProblem() const
{
    return rowCount() == 0 ? QModelIndex() : firstProblemBelow(index(0, 0));
}

QModelIndex MatchTreeModel::indexOf(const QString& key) const
{
    const std::string wanted = toUtf8(key);
    QModelIndex at = rowCount() == 0 ? QModelIndex() : index(0, 0);
    while (at.isValid()) {
        QModelIndex next;
        for (int row = 0; row < rowCount(at) && !next.isValid(); ++row) {
            const QModelIndex child = index(row, 0, at);
            const Node& node = *nodeOf(child);
            const std::string_view first = node.group->member(0).key;
            if (!node.group->isGroup() && first == wanted) {
                return child;
            }
            const bool isAbove = node.group->isGroup() && wanted.size() > node.group->end()
                && wanted.compare(0, node.group->end() + 1, first, 0, node.group->end() + 1) == 0;
            next = isAbove ? child : QModelIndex();
        }
        at = next;
    }
    return {};
}

} // namespace pthf
