// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/name_delegate.h"

#include <QPainter>

#include "ui/base/elide.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

namespace {

QFont nameFont(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    return index.data(IsStrongRole).toBool()   ? strongFont(option.font)
        : index.data(IsFixedFontRole).toBool() ? fixedFont(option.font)
                                               : option.font;
}

CellText cellTextOf(const QModelIndex& index, const QFont& font, int room, const Theme& theme)
{
    CellText cell;
    cell.text = index.data(Qt::DisplayRole).toString();
    cell.font = font;
    cell.color = theme.text;
    cell.mutedColor = theme.muted;
    cell.mutedLength = index.data(MutedLengthRole).toInt();
    // A number before the key stays where the key is elided.
    const QString before =
        cell.text.left(cell.mutedLength).endsWith(u' ') ? cell.text.left(cell.mutedLength) : QString();
    const QFontMetrics metrics(font);
    const QString key = cell.text.mid(before.size());
    const QString shown = elidedKey(key, QLatin1Char('.'), metrics, room - metrics.horizontalAdvance(before));
    if (shown != key) {
        cell.text = before + shown;
        cell.mutedLength = static_cast<int>(before.size());
        return cell;
    }
    cell.matches = index.data(MatchesRole).value<QList<TextRange>>();
    return cell;
}

} // namespace

void NameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    const Metrics metrics(option.font);
    painter->save();
    QRect place = paintCellGround(*painter, option);
    place.setLeft(place.left() - metrics.scaled(3)); // the branch's own room is space enough
    const auto advance = [&place](int width) { place.setLeft(place.left() + width); };

    if (const QVariant icon = index.data(IconRole); icon.isValid()) {
        const int size = qMin(metrics.icon(), place.height() - 4);
        paintIcon(*painter, static_cast<Icon>(icon.toInt()), QRectF(place.left(), place.top(), size, place.height()),
            theme.muted);
        advance(metrics.icon() + metrics.scaled(4));
    }

    const RowChange change = rowChangeAt(index);
    QString tag = index.data(TagRole).toString();
    const QString dropped = index.data(DetailRole).toString();
    const QString newName = change == RowChange::Dropped ? QString() : index.data(NewTextRole).toString();
    const int gap = metrics.scaled(5);
    const QFont font = nameFont(option, index);
    int reserved = tag.isEmpty() ? 0 : tagWidth(tag, option.font) + gap;
    if (QFontMetrics(font).horizontalAdvance(index.data(Qt::DisplayRole).toString()) + reserved > place.width()) {
        tag.clear(); // the name says more
        reserved = 0;
    }
    const QRect room = place.adjusted(0, 0, -reserved, 0);

    if (!newName.isEmpty()) {
        advance(paintChangedText(*painter, room, {index.data(Qt::DisplayRole).toString(), newName, font}, theme));
    } else {
        CellText cell = cellTextOf(index, font, room.width(), theme);
        if (change == RowChange::Dropped) {
            cell.font = struckFont(font);
            cell.color = theme.muted;
        }
        advance(paintCellText(*painter, room, cell, theme));
    }
    if (!tag.isEmpty()) {
        advance(gap);
        advance(paintTag(*painter, place, tag, option.font, theme));
    }
    if (!dropped.isEmpty()) {
        advance(gap);
        painter->setFont(smallFont(option.font));
        painter->setPen(theme.removed);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(dropped, Qt::ElideRight, qMax(0, place.width())));
    }
    painter->restore();
}

QSize NameDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Metrics metrics(option.font);
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString tag = index.data(TagRole).toString();
    const int words = QFontMetrics(nameFont(option, index)).horizontalAdvance(text);
    const int tagged = tag.isEmpty() ? 0 : tagWidth(tag, option.font) + metrics.scaled(5);
    return {2 * kCellPadding + metrics.icon() + metrics.scaled(4) + words + tagged, metrics.row()};
}

} // namespace pthf
