// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tensor_table_model.h"

#include <algorithm>

#include "core/checkpoint/value_view.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"

namespace pthf {

TensorTableModel::TensorTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void TensorTableModel::setDocument(const OpenedPtr& opened)
{
    beginResetModel();
    m_paths.reset();
    m_rows = opened ? TensorRows(opened) : TensorRows();
    m_outcome.reset();
    m_largest = 0;
    if (opened) {
        m_paths.emplace(opened->document->content, opened->tree);
        for (int row = 0; row < m_rows.size(); ++row) {
            m_largest = std::max(m_largest, m_rows.tensorAt(row).bytes());
        }
    }
    endResetModel();
}

QString TensorTableModel::pathAt(int row) const
{
    return m_paths->pathOf(lineAt(row).place);
}

void TensorTableModel::setOutcome(const PlanOutcomePtr& outcome)
{
    if (outcome == m_outcome) {
        return;
    }
    m_outcome = outcome;
    if (const int rows = rowCount(); rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
    }
}

int TensorTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows.size();
}

int TensorTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const TensorValue* TensorTableModel::plannedAt(int row) const
{
    if (!m_outcome || !m_outcome->planned || placeOf(row).isDropped) {
        return nullptr;
    }
    const ValueId value = opened()->tree.places[pthf::index(lineAt(row).place)].step.value;
    const Content& planned = m_outcome->planned->content;
    const TensorId tensor = planned.tensorAt(value);
    return tensor == kNoTensor ? nullptr : &planned.tensor(tensor);
}

PlannedPlace TensorTableModel::placeOf(int row) const
{
    return m_outcome && m_outcome->planned ? m_outcome->places.places[pthf::index(lineAt(row).place)] : PlannedPlace{};
}

QVariant TensorTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (const QVariant value = rowData(index.row(), role); value.isValid()) {
        return value;
    }
    switch (index.column()) {
    case Key:
        return keyData(index.row(), role);
    case Type:
        return typeData(index.row(), role);
    case Shape:
        return shapeData(index.row(), role);
    case Bytes:
        return bytesData(index.row(), role);
    case Device:
        return deviceData(index.row(), role);
    case Storage:
        return storageData(index.row(), role);
    default:
        return {};
    }
}

QVariant TensorTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && section == Bytes) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Key:
        return tr("Key");
    case Type:
        return tr("Type");
    case Shape:
        return tr("Shape");
    case Bytes:
        return tr("Size");
    case Device:
        return tr("Device");
    case Storage:
        return tr("Storage");
    default:
        return {};
    }
}

QVariant TensorTableModel::rowData(int row, int role) const
{
    switch (role) {
    case ValueIdRole:
        return pthf::index(opened()->tree.places[pthf::index(lineAt(row).place)].step.value);
    case TensorIdRole:
        return pthf::index(lineAt(row).tensor);
    case PathRole:
        return pathAt(row);
    case PlaceRole:
        return pthf::index(lineAt(row).place);
    case GlobRole:
        return QString(u'/' % globText(pathAt(row)));
    case ChangeRole: {
        const PlannedPlace place = placeOf(row);
        const RowChange change = place.isDropped ? RowChange::Dropped
            : place.isChanged                    ? RowChange::Changed
                                                 : RowChange::Same;
        return static_cast<int>(change);
    }
    default:
        return {};
    }
}

QString TensorTableModel::newPathAt(int row) const
{
    const Place& place = opened()->tree.places[pthf::index(lineAt(row).place)];
    const ItemChange* change = m_outcome->planned->changeOf(place.step);
    if (change == nullptr || change->isDropped) {
        return {};
    }
    const Content& planned = m_outcome->planned->content;
    const auto key = change->newKey == kNoValue ? std::optional<std::string_view>(change->newKeyText)
                                                : textOf(planned, change->newKey);
    if (!key || key->empty()) {
        return {};
    }
    return pathAt(row).left(m_paths->parentLength()) + shownText(segmentText(KeySegment{std::string(*key)}));
}

QVariant TensorTableModel::keyData(int row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return pathAt(row);
    case MutedLengthRole:
        m_paths->pathOf(lineAt(row).place);
        return m_paths->parentLength();
    case NewTextRole: {
        if (!m_outcome || !m_outcome->planned) {
            return {};
        }
        const QString path = newPathAt(row);
        return path.isEmpty() ? QVariant() : QVariant(path);
    }
    case IconRole:
        return static_cast<int>(Icon::Tensor);
    case IsFixedFontRole:
        return true;
    default:
        return {};
    }
}

QVariant TensorTableModel::typeData(int row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return tensorTypeText(tensorAt(row));
    case NewTextRole: {
        const TensorValue* planned = plannedAt(row);
        return planned == nullptr || planned->dtype == tensorAt(row).dtype ? QVariant()
                                                                           : QVariant(tensorTypeText(*planned));
    }
    case IsFixedFontRole:
    case IsMutedRole:
        return true;
    default:
        return {};
    }
}

QVariant TensorTableModel::shapeData(int row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return shownShape(tensorAt(row).layout.shape);
    case SortRole:
        return QVariant::fromValue<qulonglong>(tensorAt(row).elements());
    case IsFixedFontRole:
        return true;
    default:
        return {};
    }
}

QVariant TensorTableModel::bytesData(int row, int role) const
{
    const std::uint64_t bytes = tensorAt(row).bytes();
    switch (role) {
    case Qt::DisplayRole:
        return shownSize(bytes);
    case CopyRole:
        return QString::number(bytes);
    case SortRole:
        return QVariant::fromValue<qulonglong>(bytes);
    case ShareRole:
        return m_largest == 0 ? 0.0 : static_cast<double>(bytes) / static_cast<double>(m_largest);
    case Qt::ToolTipRole:
        return tr("%1 bytes").arg(shownCount(bytes));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant TensorTableModel::deviceData(int row, int role) const
{
    const Content& content = opened()->document->content;
    const QString device = shownText(content.deviceOf(tensorAt(row)));
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return device;
    case DevicesRole:
        return QStringList{device};
    case NewDevicesRole: {
        const TensorValue* planned = plannedAt(row);
        if (planned == nullptr) {
            return {};
        }
        const QString after = shownText(m_outcome->planned->content.deviceOf(*planned));
        return after == device ? QVariant() : QVariant(QStringList{after});
    }
    case IsDeviceInheritedRole:
        return true; // a column of chips would be louder than the keys
    default:
        return {};
    }
}

QVariant TensorTableModel::storageData(int row, int role) const
{
    const StorageId storage = tensorAt(row).storage;
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return storage == kNoStorage ? QString() : shownText(opened()->document->content.storage(storage).key);
    case SortRole:
        return pthf::index(storage);
    case Qt::ToolTipRole:
        return m_rows.sharersAt(row) > 1 ? QVariant(tr("Shared by %1 tensors").arg(m_rows.sharersAt(row))) : QVariant();
    case IsFixedFontRole:
    case IsMutedRole:
        return true;
    default:
        return {};
    }
}

} // namespace pthf
