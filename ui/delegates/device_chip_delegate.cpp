// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/device_chip_delegate.h"

#include <QPainter>

#include "ui/base/device_chips.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

namespace {

QStringList severalDevices()
{
    return {QStringLiteral("cuda:0"), QStringLiteral("cuda:1"), QStringLiteral("cuda:2"), QStringLiteral("cuda:3"),
        QStringLiteral("cpu")};
}

} // namespace

void DeviceChipDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    painter->save();
    const QRect place = paintCellGround(*painter, option);
    const QStringList devices = index.data(DevicesRole).toStringList();
    if (rowChangeAt(index) == RowChange::Dropped) {
        if (!devices.isEmpty()) {
            painter->setPen(theme.muted);
            painter->setFont(option.font);
            painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, QString(QChar(0x2014)));
        }
    } else if (const QStringList changed = index.data(NewDevicesRole).toStringList(); !changed.isEmpty()) {
        paintDeviceChange(*painter, place, devices, changed, option.font, theme);
    } else if (!devices.isEmpty()) {
        const bool isInherited = index.data(IsDeviceInheritedRole).toBool();
        DeviceChip(devices, option.font, isInherited ? ChipLook::Plain : ChipLook::Ground)
            .paint(*painter, place, theme);
    }
    painter->restore();
}

int DeviceChipDelegate::columnWidth(const QFont& font)
{
    return DeviceChip(severalDevices(), font).size().width() + 2 * kCellPadding;
}

int DeviceChipDelegate::changedColumnWidth(const QFont& font, Devices devices)
{
    const QStringList before = devices == Devices::One ? QStringList{QStringLiteral("cuda:0")} : severalDevices();
    return deviceChangeWidth(before, {QStringLiteral("cpu")}, font) + 2 * kCellPadding;
}

QSize DeviceChipDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int chips = deviceChangeWidth(
        index.data(DevicesRole).toStringList(), index.data(NewDevicesRole).toStringList(), option.font);
    return {chips + 2 * kCellPadding, Metrics(option.font).row()};
}

} // namespace pthf
