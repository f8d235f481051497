// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace pthf {

/// Devices of a row as a chip, old → new where the plan moves it; mark and muted name alone where the parent says the
/// same.
class DeviceChipDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// A column that has room for the chip of several devices.
    static int columnWidth(const QFont& font);
    /// … for the chips of one device or of several, and of what they become.
    enum class Devices { One, Several };
    static int changedColumnWidth(const QFont& font, Devices devices);
};

} // namespace pthf
