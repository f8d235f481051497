// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/elided_path_delegate.h"

#include <algorithm>
#include <iterator>

#include <QPainter>

#include "ui/base/elide.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

void ElidedPathDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    const Metrics metrics(option.font);
    const QFont font = fixedFont(option.font);
    painter->save();
    QRect place = paintCellGround(*painter, option);
    if (const QVariant icon = index.data(IconRole); icon.isValid()) {
        paintIcon(*painter, static_cast<Icon>(icon.toInt()),
            QRectF(place.left(), place.top(), metrics.icon(), place.height()), theme.muted);
        place.setLeft(place.left() + metrics.icon() + metrics.scaled(4));
    }
    CellText cell;
    cell.text = index.data(Qt::DisplayRole).toString();
    cell.font = font;
    cell.color = theme.text;
    cell.mutedColor = theme.muted;
    const QString newText = index.data(NewTextRole).toString();
    const bool isDropped = rowChangeAt(index) == RowChange::Dropped;
    if (!isDropped && !newText.isEmpty()) {
        paintChangedText(*painter, place, {cell.text, newText, font}, theme);
    } else {
        const QString shown = elidedKey(cell.text, QLatin1Char('.'), QFontMetrics(font), place.width());
        const auto kept = std::mismatch(shown.cbegin(), shown.cend(), cell.text.cbegin(), cell.text.cend()).first;
        cell.mutedLength =
            std::min(index.data(MutedLengthRole).toInt(), static_cast<int>(std::distance(shown.cbegin(), kept)));
        if (shown == cell.text) {
            cell.matches = index.data(MatchesRole).value<QList<TextRange>>();
        }
        cell.text = shown;
        cell.font.setStrikeOut(isDropped);
        cell.color = isDropped ? theme.muted : theme.text;
        paintCellText(*painter, place, cell, theme);
    }
    painter->restore();
}

QSize ElidedPathDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Metrics metrics(option.font);
    const int words = QFontMetrics(fixedFont(option.font)).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {words + metrics.icon() + metrics.scaled(4) + 2 * kCellPadding, metrics.row()};
}

} // namespace pthf
