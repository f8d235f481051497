// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/size_bar_delegate.h"

#include <QPainter>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

namespace {

constexpr int kBarWidth = 46;
constexpr int kBarHeight = 6;
constexpr int kLeastFilled = 2; ///< so that a share that is there is seen
constexpr int kBarRadius = 3;

} // namespace

void SizeBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    const Metrics metrics(option.font);
    painter->save();
    QRect place = paintCellGround(*painter, option);
    const int barWidth = metrics.scaled(kBarWidth);
    const int barHeight = metrics.scaled(kBarHeight);
    const QString words = index.data(Qt::DisplayRole).toString();
    // A narrow column shows numbers alone: all of it, or none of its bars.
    const bool hasBar = place.width() >= columnWidth(option.font) - 2 * kCellPadding;
    if (const QVariant share = index.data(ShareRole); hasBar && share.isValid()) {
        const QRect track(place.right() - barWidth + 1, place.center().y() - barHeight / 2 + 1, barWidth, barHeight);
        paintBox(
            *painter, track, theme.track, theme.isHighContrast() ? theme.border : QColor(Qt::transparent), kBarRadius);
        const double part = qBound(0.0, share.toDouble(), 1.0);
        QRect filled = track;
        filled.setWidth(qMax(kLeastFilled, qRound(part * barWidth)));
        if (part > 0) {
            painter->save();
            painter->setClipRect(filled, Qt::IntersectClip);
            // Drawn at least as long as it is round, and cut: a short bar keeps the track's shape at its left.
            filled.setWidth(qMax(filled.width(), 2 * kBarRadius));
            paintBox(*painter, filled, theme.bar, Qt::transparent, kBarRadius);
            painter->restore();
        }
    }
    if (hasBar) {
        place.setRight(place.right() - barWidth - metrics.scaled(6)); // numbers stay in line, with and without a bar
    }
    const bool isDropped = rowChangeAt(index) == RowChange::Dropped;
    painter->setFont(isDropped ? struckFont(option.font) : option.font);
    painter->setPen(isDropped ? theme.muted : theme.text);
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, words);
    painter->restore();
}

int SizeBarDelegate::columnWidth(const QFont& font)
{
    const Metrics metrics(font);
    return QFontMetrics(font).horizontalAdvance(QStringLiteral("000.0 MB")) + metrics.scaled(6)
        + metrics.scaled(kBarWidth) + 2 * kCellPadding;
}

QSize SizeBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Metrics metrics(option.font);
    const int words = QFontMetrics(option.font).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {words + metrics.scaled(6) + metrics.scaled(kBarWidth) + 2 * kCellPadding, metrics.row()};
}

} // namespace pthf
