// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/changed_cell_delegate.h"

#include <QPainter>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

namespace {

QFont cellFont(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    return index.data(IsFixedFontRole).toBool() ? fixedFont(option.font) : option.font;
}

} // namespace

void ChangedCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    painter->save();
    const QRect place = paintCellGround(*painter, option);
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString newText = index.data(NewTextRole).toString();
    const bool isDropped = rowChangeAt(index) == RowChange::Dropped;
    QFont font = cellFont(option, index);
    if (!isDropped && !newText.isEmpty()) {
        paintChangedText(*painter, place, {text, newText, font}, theme);
    } else {
        font.setStrikeOut(isDropped);
        painter->setFont(font);
        painter->setPen(isDropped || index.data(IsMutedRole).toBool() ? theme.muted : theme.text);
        const QVariant given = index.data(Qt::TextAlignmentRole);
        const int side = given.isValid() ? given.toInt() & int(Qt::AlignHorizontal_Mask) : int(Qt::AlignLeft);
        painter->drawText(place, side | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
    }
    painter->restore();
}

QSize ChangedCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFont font = cellFont(option, index);
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString newText = index.data(NewTextRole).toString();
    const int words =
        newText.isEmpty() ? QFontMetrics(font).horizontalAdvance(text) : changedTextWidth({text, newText, font});
    return {words + 2 * kCellPadding + 1, Metrics(option.font).row()};
}

} // namespace pthf
