// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/device_model.h"

#include "ui/base/item_roles.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

/// Numbers stand at the right.
QVariant alignmentOf(int column)
{
    const bool isNumber = column == DeviceModel::Memory || column == DeviceModel::Free;
    return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::Alignment(Qt::AlignVCenter));
}

} // namespace

QString deviceFactsText(const DeviceFacts& device)
{
    QStringList parts;
    if (!device.name.empty()) {
        parts.append(shownText(device.name));
    }
    if (device.totalBytes) {
        parts.append(device.freeBytes
                ? DeviceModel::tr("%1 of %2 free").arg(shownSize(*device.freeBytes), shownSize(*device.totalBytes))
                : shownSize(*device.totalBytes));
    }
    return parts.join(QStringLiteral(", "));
}

DeviceModel::DeviceModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void DeviceModel::setMachine(const MachineReport& machine)
{
    beginResetModel();
    m_devices = devicesOf(machine);
    m_threads = machine.compute ? machine.compute->threads : 0;
    endResetModel();
}

int DeviceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size()) + 1;
}

int DeviceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DeviceModel::cpuText(int column) const
{
    if (column == Device) {
        return QStringLiteral("cpu");
    }
    return column == Name && m_threads != 0 ? tr("%n threads", nullptr, static_cast<int>(m_threads)) : QString();
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const
{
    if (!hasIndex(index.row(), index.column(), index.parent())) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(index.column());
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != CopyRole) {
        return {};
    }
    if (index.row() == 0) {
        return cpuText(index.column());
    }
    const DeviceFacts& device = m_devices[static_cast<std::size_t>(index.row() - 1)];
    switch (index.column()) {
    case Device:
        return device.isCurrent ? tr("%1 (current)").arg(toQString(device.device)) : toQString(device.device);
    case Name:
        return shownText(device.name);
    case Capability:
        return toQString(device.capability);
    case Memory:
        return device.totalBytes ? shownSize(*device.totalBytes) : QString();
    default:
        return device.freeBytes ? shownSize(*device.freeBytes) : QString();
    }
}

QVariant DeviceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Device:
        return tr("Device");
    case Name:
        return tr("Name");
    case Capability:
        return tr("Capability");
    case Memory:
        return tr("Memory");
    case Free:
        return tr("Free");
    default:
        return {};
    }
}

} // namespace pthf
