// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace pthf {

/// Bytes, right-aligned, and a bar whose length is the row's share (ShareRole).
class SizeBarDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// A column in which every number stands beside its bar, and is not cut where type is large or wide.
    static int columnWidth(const QFont& font);
};

} // namespace pthf
