// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent_delegate.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QPainter>

#include "ui/base/device_chips.h"
#include "ui/base/elide.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/delegates/cell_paint.h"
#include "ui/delegates/device_chip_delegate.h"

namespace pthf {

namespace {

constexpr int kOneLine = Qt::AlignVCenter | Qt::TextSingleLine;

/// Takes a column off the right end of `rest`, with a gap before it.
QRect takeRight(QRect& rest, int width, int gap)
{
    const QRect column(rest.right() - width + 1, rest.top(), width, rest.height());
    rest.setRight(column.left() - gap - 1);
    return column;
}

void drawElided(QPainter& painter, const QRect& place, const QFont& font, const QColor& color, const QString& text)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(
        place, Qt::AlignLeft | kOneLine, QFontMetrics(font).elidedText(text, Qt::ElideRight, qMax(0, place.width())));
}

} // namespace

QString openedText(const QDateTime& opened, const QDateTime& now)
{
    const QLocale locale;
    const qint64 days = opened.date().daysTo(now.date());
    if (days == 0) {
        return RecentDelegate::tr("today %1")
            .arg(locale.toString(opened.time(), RecentDelegate::tr("HH:mm", "time of day")));
    }
    if (days == 1) {
        return RecentDelegate::tr("yesterday");
    }
    const bool isThisYear = opened.date().year() == now.date().year();
    return locale.toString(opened.date(),
        isThisYear ? RecentDelegate::tr("d MMM", "date without year")
                   : RecentDelegate::tr("d MMM yyyy", "date with year"));
}

void RecentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    const Metrics metrics(option.font);
    painter->save();
    paintCellGround(*painter, option);
    if (index.row() > 0) {
        painter->fillRect(option.rect.left(), option.rect.top(), option.rect.width(), 1, theme.border);
    }
    const bool isMissing = index.data(IsMissingRole).toBool();
    const QFileInfo file(index.data(Qt::DisplayRole).toString());
    const int gap = metrics.scaled(10);
    QRect rest = option.rect.adjusted(metrics.scaled(12), 0, -metrics.scaled(12), 0);
    paintIcon(*painter, isMissing ? Icon::Warning : Icon::File,
        QRectF(rest.left(), rest.top(), metrics.icon(), rest.height()), isMissing ? theme.warning.color : theme.muted);
    rest.setLeft(rest.left() + metrics.icon() + metrics.scaled(14));

    const QFont small = smallFont(option.font);
    const int full = metrics.characters(90);
    if (rest.width() > full / 2) {
        const QString opened = openedText(index.data(OpenedRole).toDateTime(), QDateTime::currentDateTime());
        const QRect column = takeRight(rest, metrics.characters(14), gap);
        painter->setFont(small);
        painter->setPen(theme.muted);
        painter->drawText(column, Qt::AlignRight | kOneLine, opened);
    }
    const QStringList devices = index.data(RecentDevicesRole).toStringList();
    if (rest.width() > full / 2) {
        const QRect column = takeRight(rest, DeviceChipDelegate::columnWidth(option.font), gap);
        if (!isMissing && !devices.isEmpty()) {
            DeviceChip(devices, option.font).paint(*painter, column, theme);
        } else if (!isMissing) {
            drawElided(*painter, column, small, theme.muted, tr("no device"));
        }
    }
    const QRect size = takeRight(rest, metrics.characters(11), gap);
    painter->setFont(option.font);
    painter->setPen(isMissing ? theme.muted : theme.text);
    painter->drawText(size, Qt::AlignRight | kOneLine,
        isMissing ? QString(QChar(0x2014)) : shownSize(index.data(BytesRole).toULongLong()));

    QRect name = rest;
    if (rest.width() > full / 2) {
        name.setWidth(rest.width() * 2 / 5);
        const QRect summary = rest.adjusted(name.width() + gap, 0, 0, 0);
        const QString words = index.data(SummaryRole).toString();
        drawElided(
            *painter, summary, option.font, theme.muted, isMissing ? tr("Not found. Was: %1").arg(words) : words);
    }
    const int lines = metrics.line() + QFontMetrics(small).height();
    const int top = name.top() + (name.height() - lines) / 2;
    const QFont nameFont = mediumFont(option.font);
    drawElided(*painter, QRect(name.left(), top, name.width(), metrics.line()), nameFont,
        isMissing ? theme.muted : theme.text,
        elidedFileName(shownText(file.fileName()), QFontMetrics(nameFont), name.width()));
    const QString folder = homePathText(shownText(file.path()));
    drawElided(*painter, QRect(name.left(), top + metrics.line(), name.width(), lines - metrics.line()), small,
        theme.muted, elidedKey(folder, QLatin1Char('/'), QFontMetrics(small), name.width()));
    painter->restore();
}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {option.rect.width(), Metrics(option.font).recentRow()};
}

} // namespace pthf
