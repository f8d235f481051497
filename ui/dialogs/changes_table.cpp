// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/changes_table.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/base/device_chips.h"
#include "ui/base/elide.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

namespace {

constexpr int kOneLine = Qt::AlignVCenter | Qt::TextSingleLine;

/// A key with what the plan takes away in front of it struck out.
void paintKeyBefore(
    QPainter& painter, const QRect& place, const SaveChange& change, const QFont& font, const Theme& theme)
{
    const QString kept = change.before.endsWith(change.after) ? change.after : QString();
    if (kept.isEmpty() || kept == change.before) {
        painter.setFont(font);
        painter.setPen(theme.text);
        painter.drawText(place, Qt::AlignLeft | kOneLine,
            elidedKey(change.before, QLatin1Char('.'), QFontMetrics(font), place.width()));
        return;
    }
    const QString removed = change.before.left(change.before.size() - kept.size());
    painter.setFont(struckFont(font));
    painter.setPen(theme.removed);
    painter.drawText(place, Qt::AlignLeft | kOneLine, removed);
    const QRect rest = place.adjusted(QFontMetrics(font).horizontalAdvance(removed), 0, 0, 0);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(
        rest, Qt::AlignLeft | kOneLine, elidedKey(kept, QLatin1Char('.'), QFontMetrics(font), rest.width()));
}

} // namespace

ChangesTable::ChangesTable(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("What changes"));
}

void ChangesTable::setChanges(std::vector<SaveChange> changes)
{
    m_changes = std::move(changes);
    QStringList lines;
    for (const SaveChange& change : m_changes) {
        const QString before = change.devicesBefore.isEmpty() ? change.before : devicesText(change.devicesBefore);
        const QString after = change.devicesAfter.isEmpty() ? change.after : devicesText(change.devicesAfter);
        lines.append(tr("%1: %2 becomes %3, %4").arg(change.what, before, after, change.count));
    }
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize ChangesTable::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(640), metrics.header() + int(m_changes.size()) * metrics.header() + 1};
}

QSize ChangesTable::minimumSizeHint() const
{
    return {Metrics(this).scaled(420), sizeHint().height()};
}

ChangesTable::Columns ChangesTable::columnsAt(int top, int height) const
{
    // Widths as drawn: 116, 206, 24, 206, the rest.
    const int whole = width();
    const int what = whole * 18 / 100;
    const int arrow = Metrics(this).scaled(24);
    const int count = whole * 16 / 100;
    const int side = (whole - what - arrow - count) / 2;
    Columns columns;
    columns.what = QRect(0, top, what, height);
    columns.before = QRect(what, top, side, height);
    columns.arrow = QRect(what + side, top, arrow, height);
    columns.after = QRect(what + side + arrow, top, side, height);
    columns.count = QRect(whole - count, top, count, height);
    return columns;
}

void ChangesTable::paintRow(QPainter& painter, const SaveChange& change, int number) const
{
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    const Columns columns = columnsAt(metrics.header() * (number + 1), metrics.header());
    const auto inner = [](const QRect& column) { return column.adjusted(kCellPadding, 0, -kCellPadding, 0); };
    if (number % 2 == 1) {
        painter.fillRect(QRect(1, columns.what.top(), width() - 2, columns.what.height()), theme.alternate);
    }
    const auto draw = [&](const QRect& place, const QString& text, const QColor& color, const QFont& font, int side) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(place, side | kOneLine, QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
    };
    const QFont words = font();
    const QFont values = change.isCode ? fixedFont(font()) : font();
    draw(inner(columns.what), change.what, theme.muted, words, Qt::AlignLeft);
    if (!change.devicesBefore.isEmpty()) {
        DeviceChip(change.devicesBefore, font()).paint(painter, inner(columns.before), theme);
        DeviceChip(change.devicesAfter, font()).paint(painter, inner(columns.after), theme);
    } else if (change.isCode) {
        paintKeyBefore(painter, inner(columns.before), change, values, theme);
        painter.setFont(values);
        painter.setPen(theme.text);
        painter.drawText(inner(columns.after), Qt::AlignLeft | kOneLine,
            elidedKey(change.after, QLatin1Char('.'), QFontMetrics(values), inner(columns.after).width()));
    } else {
        draw(inner(columns.before), change.before, theme.text, values, Qt::AlignLeft);
        draw(inner(columns.after), change.after, change.isDropped ? theme.removed : theme.text, values, Qt::AlignLeft);
    }
    const int arrow = metrics.scaled(12);
    paintIcon(painter, Icon::ArrowRight,
        QRectF(columns.arrow.center().x() - arrow / 2, columns.arrow.top(), arrow, columns.arrow.height()),
        theme.muted);
    draw(inner(columns.count), change.count, theme.muted, smallFont(font()), Qt::AlignRight);
}

void ChangesTable::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    const Columns head = columnsAt(0, metrics.header());
    painter.fillRect(QRect(0, 0, width(), metrics.header()), theme.window);
    painter.setFont(smallFont(font()));
    painter.setPen(theme.muted);
    const auto inner = [](const QRect& column) { return column.adjusted(kCellPadding, 0, -kCellPadding, 0); };
    painter.drawText(inner(head.before), Qt::AlignLeft | kOneLine, tr("Before"));
    painter.drawText(inner(head.after), Qt::AlignLeft | kOneLine, tr("After"));
    painter.drawText(inner(head.count), Qt::AlignRight | kOneLine, tr("Count"));
    for (const QRect& column : {head.what, head.before, head.arrow, head.after}) {
        painter.fillRect(column.right(), 0, 1, metrics.header(), theme.border);
    }
    painter.fillRect(0, metrics.header() - 1, width(), 1, theme.border);
    for (std::size_t number = 0; number < m_changes.size(); ++number) {
        paintRow(painter, m_changes[number], int(number));
    }
    paintBox(painter, rect().adjusted(0, 0, 0, 4), Qt::transparent, theme.border);
}

bool ChangesTable::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int number = help->pos().y() / Metrics(this).header() - 1;
        if (number >= 0 && number < int(m_changes.size())) {
            QToolTip::showText(help->globalPos(), accessibleDescription().split(QLatin1Char('\n')).value(number), this);
        }
        return true;
    }
    return QWidget::event(event);
}

ShareBar::ShareBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ShareBar::setShare(double share)
{
    m_share = qBound(0.0, share, 1.0);
    update();
}

QSize ShareBar::sizeHint() const
{
    return {Metrics(this).scaled(150), Metrics(this).scaled(8)};
}

void ShareBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    const qreal radius = kMarkRadius;
    paintBox(painter, rect(), mixed(theme.text, theme.window, 0.1),
        theme.isHighContrast() ? theme.border : QColor(Qt::transparent), radius);
    QRect filled = rect();
    filled.setWidth(qMax(int(2 * radius), qRound(m_share * width())));
    paintBox(painter, filled, theme.accent, Qt::transparent, radius);
}

} // namespace pthf
