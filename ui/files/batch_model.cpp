// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/batch_model.h"

#include <algorithm>

#include <QFileInfo>

#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

Icon iconOf(BatchRow::State state)
{
    switch (state) {
    case BatchRow::State::Waiting:
        return Icon::Clock;
    case BatchRow::State::Running:
        return Icon::Play;
    case BatchRow::State::Done:
        return Icon::Ok;
    case BatchRow::State::Failed:
        return Icon::Error;
    case BatchRow::State::Skipped:
        return Icon::Minus;
    }
    return Icon::File;
}

} // namespace

BatchModel::BatchModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

bool BatchModel::add(const QString& source)
{
    if (std::ranges::find(m_rows, source, &BatchRow::source) != m_rows.end()) {
        return false;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    BatchRow added;
    added.source = source;
    added.bytesBefore = static_cast<std::uint64_t>(qMax<qint64>(0, QFileInfo(source).size()));
    m_rows.push_back(added);
    endInsertRows();
    return true;
}

void BatchModel::removeRow(int row)
{
    if (row < 0 || row >= rowCount()) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void BatchModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void BatchModel::changed(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void BatchModel::setTarget(int row, const QString& target)
{
    m_rows[static_cast<std::size_t>(row)].target = target;
    changed(row);
}

void BatchModel::setRunning(int row)
{
    BatchRow& file = m_rows[static_cast<std::size_t>(row)];
    file.state = BatchRow::State::Running;
    file.note.clear();
    changed(row);
}

void BatchModel::setDone(int row, const Receipt& receipt)
{
    BatchRow& file = m_rows[static_cast<std::size_t>(row)];
    file.state = BatchRow::State::Done;
    file.bytesBefore = receipt.sourceBytes;
    file.bytesAfter = receipt.targetBytes;
    QStringList effects;
    for (const std::string& effect : receipt.effects) {
        effects.append(coreText(effect));
    }
    file.note = effects.join(QStringLiteral("; "));
    changed(row);
}

void BatchModel::setFailed(int row, const QString& why)
{
    BatchRow& file = m_rows[static_cast<std::size_t>(row)];
    file.state = BatchRow::State::Failed;
    file.note = why;
    changed(row);
}

void BatchModel::setSkipped(int row, const QString& why)
{
    BatchRow& file = m_rows[static_cast<std::size_t>(row)];
    file.state = BatchRow::State::Skipped;
    file.note = why;
    changed(row);
}

void BatchModel::reset()
{
    for (BatchRow& row : m_rows) {
        row.state = BatchRow::State::Waiting;
        row.note.clear();
        row.bytesAfter = 0;
    }
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int BatchModel::count(BatchRow::State state) const
{
    return static_cast<int>(std::ranges::count(m_rows, state, &BatchRow::state));
}

int BatchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BatchModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString BatchModel::textAt(const BatchRow& row, int column) const
{
    switch (column) {
    case File:
        return shownText(QFileInfo(row.source).fileName());
    case State:
        switch (row.state) {
        case BatchRow::State::Waiting:
            return tr("waiting");
        case BatchRow::State::Running:
            return tr("converting…");
        case BatchRow::State::Done:
            return tr("written");
        case BatchRow::State::Failed:
            return tr("failed");
        case BatchRow::State::Skipped:
            return tr("skipped");
        }
        return {};
    case Before:
        return shownSize(row.bytesBefore);
    case After:
        return row.state == BatchRow::State::Done ? shownSize(row.bytesAfter) : QString();
    case Note:
        return row.note;
    default:
        return {};
    }
}

QVariant BatchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const BatchRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return textAt(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == File ? shownText(homePathText(row.source)) : textAt(row, index.column());
    case Qt::DecorationRole:
        return index.column() == State ? QVariant(themedIcon(iconOf(row.state))) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Before || index.column() == After ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case File:
        return tr("File");
    case State:
        return tr("Result");
    case Before:
        return tr("Before");
    case After:
        return tr("After");
    case Note:
        return tr("What was done");
    default:
        return {};
    }
}

QString BatchModel::asText() const
{
    QString text;
    for (const BatchRow& row : m_rows) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column) {
            cells.append(column == File ? row.source : textAt(row, column));
        }
        text += cells.join(u'\t') % u'\n';
    }
    return text;
}

} // namespace pthf
