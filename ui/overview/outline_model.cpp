// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/outline_model.h"

#include <utility>

namespace pthf {

namespace {

/// Ids of indexes: 0 for a group, the group's number and one for what is below it.
constexpr quintptr kGroup = 0;

} // namespace

OutlineModel::OutlineModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void OutlineModel::setOutline(Outline outline)
{
    beginResetModel();
    m_outline = std::move(outline);
    endResetModel();
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kGroup);
}

QModelIndex OutlineModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kGroup) {
        return {};
    }
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kGroup);
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) {
        return m_outline.groups;
    }
    return parent.column() == 0 && parent.internalId() == kGroup ? m_outline.rows(parent.row()) : 0;
}

int OutlineModel::columnCount(const QModelIndex& /*parent*/) const
{
    return static_cast<int>(m_outline.titles.size());
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const bool isGroup = index.internalId() == kGroup;
    return isGroup ? m_outline.data(index.row(), -1, index.column(), role)
                   : m_outline.data(static_cast<int>(index.internalId() - 1), index.row(), index.column(), role);
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && section == m_outline.numbers) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? QVariant(m_outline.titles.value(section)) : QVariant();
}

} // namespace pthf
