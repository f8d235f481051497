// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/cell_paint.h"

#include <algorithm>

#include <QApplication>
#include <QModelIndex>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionViewItem>
#include <QWidget>

#include "ui/base/elide.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/style_frames.h"

namespace pthf {

namespace {

constexpr int kTextFlags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine;

int drawn(QPainter& painter, const QRect& place, const QString& text, const QColor& color)
{
    painter.setPen(color);
    painter.drawText(place, kTextFlags, text);
    return QFontMetrics(painter.font()).horizontalAdvance(text);
}

int arrowWidth(const QFont& font)
{
    const Metrics metrics(font);
    return metrics.scaled(12) + 2 * metrics.scaled(5);
}

/// Where two texts begin and end to be equal: "module." of "module.conv1" against "conv1".
struct Difference {
    QString start;
    QString removed;
    QString added;
    QString end;
};

Difference differenceOf(const QString& before, const QString& after)
{
    const qsizetype shorter = qMin(before.size(), after.size());
    qsizetype start = 0;
    while (start < shorter && before.at(start) == after.at(start)) {
        ++start;
    }
    qsizetype end = 0;
    while (end < shorter - start && before.at(before.size() - 1 - end) == after.at(after.size() - 1 - end)) {
        ++end;
    }
    return {before.left(start), before.mid(start, before.size() - start - end),
        after.mid(start, after.size() - start - end), before.right(end)};
}

void paintMatches(QPainter& painter, const QRect& place, const CellText& cell, const Theme& theme)
{
    const QFontMetrics metrics(cell.font);
    for (const TextRange& match : cell.matches) {
        const int left = metrics.horizontalAdvance(cell.text.left(match.start));
        const int width = metrics.horizontalAdvance(cell.text.mid(match.start, match.length));
        const QRect mark(
            place.left() + left, place.top() + (place.height() - metrics.height()) / 2, width, metrics.height());
        paintBox(painter, mark, theme.matchMark, theme.isHighContrast() ? theme.border : QColor(Qt::transparent), 2);
    }
}

} // namespace

QRect paintCellGround(QPainter& painter, const QStyleOptionViewItem& option)
{
    const QWidget* widget = option.widget;
    const QStyle* style = widget == nullptr ? QApplication::style() : widget->style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, widget);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, widget);
    }
    return option.rect.adjusted(kCellPadding, 0, -kCellPadding, 0);
}

RowChange rowChangeAt(const QModelIndex& index)
{
    return static_cast<RowChange>(index.data(ChangeRole).toInt());
}

int paintCellText(QPainter& painter, const QRect& place, const CellText& cell, const Theme& theme)
{
    painter.setFont(cell.font);
    paintMatches(painter, place, cell, theme);
    if (cell.mutedLength <= 0) {
        return drawn(painter, place, cell.text, cell.color);
    }
    const int width = drawn(painter, place, cell.text.left(cell.mutedLength), cell.mutedColor);
    return width + drawn(painter, place.adjusted(width, 0, 0, 0), cell.text.mid(cell.mutedLength), cell.color);
}

int changedTextWidth(const ChangedText& change)
{
    const QFontMetrics metrics(change.font);
    return metrics.horizontalAdvance(change.before) + arrowWidth(change.font) + metrics.horizontalAdvance(change.after);
}

int paintChangedText(QPainter& painter, const QRect& place, const ChangedText& change, const Theme& theme)
{
    const int room = place.width();
    QRect rest = place;
    const auto advance = [&rest](int width) { rest.setLeft(rest.left() + width); };
    if (changedTextWidth(change) <= room) {
        painter.setFont(struckFont(change.font));
        advance(drawn(painter, rest, change.before, theme.muted));
        const int arrow = arrowWidth(change.font);
        const int icon = Metrics(change.font).scaled(12);
        paintIcon(painter, Icon::ArrowRight, QRectF(rest.left() + (arrow - icon) / 2, rest.top(), icon, rest.height()),
            theme.muted);
        advance(arrow);
        painter.setFont(change.font);
        advance(drawn(painter, rest, change.after, theme.text));
        return rest.left() - place.left();
    }
    const Difference difference = differenceOf(change.before, change.after);
    const QFontMetrics metrics(change.font);
    const int needed = metrics.horizontalAdvance(difference.start + difference.removed + difference.added)
        + metrics.horizontalAdvance(difference.end);
    painter.setFont(change.font);
    if (needed > room) {
        // Not even that: what will be there counts.
        return drawn(painter, rest, elidedKey(change.after, QLatin1Char('.'), metrics, room), theme.added);
    }
    advance(drawn(painter, rest, difference.start, theme.text));
    painter.setFont(struckFont(change.font));
    advance(drawn(painter, rest, difference.removed, theme.removed));
    painter.setFont(change.font);
    advance(drawn(painter, rest, difference.added, theme.added));
    advance(drawn(painter, rest, difference.end, theme.text));
    return rest.left() - place.left();
}

int tagWidth(const QString& tag, const QFont& font)
{
    return QFontMetrics(tinyFont(font)).horizontalAdvance(tag) + 2 * Metrics(font).scaled(6);
}

int paintTag(QPainter& painter, const QRect& place, const QString& tag, const QFont& font, const Theme& theme)
{
    const QFont tiny = tinyFont(font);
    const int width = tagWidth(tag, font);
    const int height = QFontMetrics(tiny).height() + 2;
    const QRect box(place.left(), place.top() + (place.height() - height) / 2, qMin(width, place.width()), height);
    paintBox(painter, box, Qt::transparent, theme.strongBorder, 4);
    painter.setFont(tiny);
    painter.setPen(theme.muted);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, tag);
    return width;
}

} // namespace pthf
