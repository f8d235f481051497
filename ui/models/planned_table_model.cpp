// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/planned_table_model.h"

#include "ui/base/item_roles.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

RowChange changeOf(const PlannedRow& row)
{
    switch (row.change) {
    case PlannedRow::Change::Same:
        return RowChange::Same;
    case PlannedRow::Change::Changed:
        return RowChange::Changed;
    case PlannedRow::Change::Dropped:
        return RowChange::Dropped;
    case PlannedRow::Change::Added:
        return RowChange::Added;
    }
    return RowChange::Same;
}

QString dtypeText(const std::optional<DType>& dtype)
{
    return dtype ? toQString(dtypeName(*dtype)) : QString();
}

} // namespace

PlannedTableModel::PlannedTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PlannedTableModel::setRows(const PlannedRows& rows)
{
    beginResetModel();
    m_rows = rows;
    choose();
    endResetModel();
}

void PlannedTableModel::setShown(Show show)
{
    beginResetModel();
    m_show = show;
    choose();
    endResetModel();
}

void PlannedTableModel::choose()
{
    m_shown.clear();
    m_changed = 0;
    if (!m_rows) {
        return;
    }
    for (std::size_t row = 0; row < m_rows->size(); ++row) {
        const bool isChanged = (*m_rows)[row].change != PlannedRow::Change::Same;
        m_changed += isChanged ? 1 : 0;
        if (isChanged || m_show == Show::All) {
            m_shown.push_back(static_cast<std::uint32_t>(row));
        }
    }
}

int PlannedTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int PlannedTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PlannedTableModel::beforeText(const PlannedRow& row, int column)
{
    switch (column) {
    case Type:
        return dtypeText(row.dtypeBefore);
    case Value:
        return shownText(row.valueBefore);
    default:
        return {};
    }
}

QString PlannedTableModel::afterText(const PlannedRow& row, int column)
{
    switch (column) {
    case Type:
        return dtypeText(row.dtypeAfter);
    case Value:
        return shownText(row.valueAfter);
    default:
        return {};
    }
}

QVariant PlannedTableModel::deviceData(const PlannedRow& row, int role) const
{
    const QString before = shownText(row.deviceBefore);
    const QString after = shownText(row.deviceAfter);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return before.isEmpty() ? after : before;
    case DevicesRole:
        return before.isEmpty() && after.isEmpty() ? QVariant()
                                                   : QVariant(QStringList{before.isEmpty() ? after : before});
    case NewDevicesRole:
        return after.isEmpty() || before.isEmpty() || after == before ? QVariant() : QVariant(QStringList{after});
    case IsDeviceInheritedRole:
        return after == before;
    default:
        return {};
    }
}

QVariant PlannedTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PlannedRow& row = (*m_rows)[m_shown[static_cast<std::size_t>(index.row())]];
    if (role == ChangeRole) {
        return static_cast<int>(changeOf(row));
    }
    if (role == IsFixedFontRole) {
        return index.column() != Device;
    }
    if (index.column() == Device) {
        return deviceData(row, role);
    }
    if (index.column() == Before || index.column() == After) {
        if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != CopyRole) {
            return {};
        }
        if (index.column() == After && row.change == PlannedRow::Change::Dropped) {
            return tr("dropped");
        }
        return shownText(pathText(index.column() == Before ? row.before : row.after));
    }
    const QString before = beforeText(row, index.column());
    const QString after = afterText(row, index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case CopyRole:
        return before.isEmpty() ? after : before;
    case NewTextRole:
        return before.isEmpty() || after.isEmpty() || before == after ? QVariant() : QVariant(after);
    default:
        return {};
    }
}

QVariant PlannedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Before:
        return tr("Before");
    case After:
        return tr("After");
    case Type:
        return tr("Type");
    case Device:
        return tr("Device");
    case Value:
        return tr("Value");
    default:
        return {};
    }
}

} // namespace pthf
