// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace pthf {

/// What a row of the list of recent files answers beside its path (Qt::DisplayRole).
enum RecentRole : int {
    SummaryRole = Qt::UserRole + 300,
    BytesRole, ///< quint64
    RecentDevicesRole, ///< QStringList
    OpenedRole, ///< QDateTime
    IsMissingRole
};

/// A recent file: name over folder, what it holds, size, devices, when it was opened.
class RecentDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// "today 11:02", "yesterday", "19 Nov", "19 Nov 2024".
QString openedText(const QDateTime& opened, const QDateTime& now);

} // namespace pthf
