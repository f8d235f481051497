// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/folder_model.h"

#include <algorithm>

#include <QDir>

#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

FolderModel::FolderModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void FolderModel::clear(const QString& folder)
{
    beginResetModel();
    m_folder = folder;
    m_rows.clear();
    m_found.clear();
    endResetModel();
}

void FolderModel::add(const std::vector<FolderRow>& rows)
{
    if (rows.empty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    m_found.resize(m_rows.size());
    endInsertRows();
}

QString FolderModel::pathAt(int row) const
{
    return pathToQString(m_rows[static_cast<std::size_t>(row)].path);
}

void FolderModel::setFound(const std::vector<std::optional<std::uint64_t>>& found)
{
    m_found = found;
    m_found.resize(m_rows.size());
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, Found), index(rowCount() - 1, Found));
    }
}

int FolderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FolderModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FolderModel::textAt(int number, int column) const
{
    const FolderRow& row = m_rows[static_cast<std::size_t>(number)];
    switch (column) {
    case Name:
        return shownText(QDir(m_folder).relativeFilePath(pathToQString(row.path)));
    case Holds:
        return row.isDamaged ? tr("damaged: %1").arg(coreText(row.holds)) : coreText(row.holds);
    case Epoch:
        return shownText(row.epoch);
    case Best:
        return shownText(row.best);
    case Bytes:
        return shownSize(row.bytes);
    case Device: {
        QStringList devices;
        for (const auto& [device, count] : row.devices) {
            devices.append(shownText(device));
        }
        return devices.join(QStringLiteral(", "));
    }
    case Loads: {
        const auto yes = std::ranges::count_if(row.loadsOn, &LoadsOn::yes);
        if (row.isDamaged) {
            return tr("nowhere");
        }
        return tr("%1 of %2").arg(yes).arg(row.loadsOn.size());
    }
    case Found: {
        const auto& found = m_found[static_cast<std::size_t>(number)];
        return found ? (*found == 0 ? tr("no") : shownCount(*found)) : QString();
    }
    default:
        return {};
    }
}

QVariant FolderModel::sortAt(int number, int column) const
{
    const FolderRow& row = m_rows[static_cast<std::size_t>(number)];
    switch (column) {
    case Bytes:
        return QVariant::fromValue<quint64>(row.bytes);
    case Epoch: {
        bool isNumber = false;
        const double epoch = QString::fromStdString(row.epoch).section(u' ', -1).toDouble(&isNumber);
        return isNumber ? QVariant(epoch) : QVariant(-1.0);
    }
    case Loads:
        return QVariant::fromValue<qint64>(std::ranges::count_if(row.loadsOn, &LoadsOn::yes));
    case Found:
        return QVariant::fromValue<qulonglong>(m_found[static_cast<std::size_t>(number)].value_or(0));
    default:
        return textAt(number, column);
    }
}

QVariant FolderModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const FolderRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return textAt(index.row(), index.column());
    case SortRole:
        return sortAt(index.row(), index.column());
    case PathRole:
        return pathToQString(row.path);
    case DevicesRole: {
        QStringList devices;
        for (const auto& [device, count] : row.devices) {
            devices.append(shownText(device));
        }
        return index.column() == Device ? QVariant(devices) : QVariant();
    }
    case Qt::ToolTipRole: {
        if (index.column() != Loads) {
            return index.column() == Name ? shownText(pathToQString(row.path)) : textAt(index.row(), index.column());
        }
        QStringList lines;
        for (const LoadsOn& place : row.loadsOn) {
            lines.append((place.yes ? u"✓ "_qs : u"✗ "_qs) % coreText(place.where));
        }
        return lines.join(u'\n');
    }
    case Qt::TextAlignmentRole:
        return index.column() == Bytes || index.column() == Found ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant FolderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("File");
    case Holds:
        return tr("Holds");
    case Epoch:
        return tr("Epoch");
    case Best:
        return tr("Best");
    case Bytes:
        return tr("Size");
    case Device:
        return tr("Device");
    case Loads:
        return tr("Loads on");
    case Found:
        return tr("Key found");
    default:
        return {};
    }
}

} // namespace pthf
