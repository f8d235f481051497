// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/style_items.h"

#include <QPainter>
#include <QStyleOption>

#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/style_frames.h"

namespace pthf {

namespace {

/// Left column of a menu: check mark or icon.
int menuColumn(const Metrics& metrics)
{
    return metrics.scaled(12) + metrics.icon() + metrics.scaled(8);
}

void paintMenuMark(QPainter& painter, const QStyleOptionMenuItem& option, const QRect& place, const Theme& theme)
{
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable) {
        if (option.checked) {
            paintIcon(painter, Icon::Check, place, isEnabled ? theme.accent : theme.disabled);
        }
        return;
    }
    if (!option.icon.isNull()) {
        option.icon.paint(&painter, place, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
    }
}

void paintSelectionFrame(QPainter& painter, const QStyleOptionViewItem& option, const Theme& theme)
{
    const QRect rect = option.rect;
    painter.fillRect(rect.left(), rect.top(), rect.width(), 2, theme.border);
    painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, theme.border);
    using Position = QStyleOptionViewItem::ViewItemPosition;
    if (option.viewItemPosition == Position::Beginning || option.viewItemPosition == Position::OnlyOne) {
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), theme.border);
    }
    if (option.viewItemPosition == Position::End || option.viewItemPosition == Position::OnlyOne) {
        painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), theme.border);
    }
}

} // namespace

void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& option, const Theme& theme)
{
    const Metrics metrics(option.font);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(option.rect.left(), option.rect.center().y(), option.rect.width(), 1, theme.border);
        return;
    }
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    if (option.state.testFlag(QStyle::State_Selected) && isEnabled) {
        paintBox(painter, option.rect.adjusted(4, 0, -4, 0), theme.selection,
            theme.isHighContrast() ? theme.border : QColor(Qt::transparent), 4);
    }
    const int column = menuColumn(metrics);
    paintMenuMark(painter, option,
        QRect(option.rect.left() + metrics.scaled(12), option.rect.top(), metrics.icon(), option.rect.height()), theme);

    const qsizetype tab = option.text.indexOf(QLatin1Char('\t'));
    const QRect words = option.rect.adjusted(column, 0, -metrics.scaled(12), 0);
    painter.setPen(isEnabled ? theme.text : theme.disabled);
    painter.setFont(option.font);
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextHideMnemonic;
    painter.drawText(words, flags | Qt::AlignLeft, tab < 0 ? option.text : option.text.left(tab));
    if (tab >= 0) {
        painter.setPen(isEnabled ? theme.muted : theme.disabled);
        painter.drawText(words, flags | Qt::AlignRight, option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const int size = metrics.scaled(12);
        paintIcon(painter, Icon::ChevronRight, QRectF(words.right() - size + 1, words.top(), size, words.height()),
            theme.muted);
    }
}

QSize menuItemSize(const QStyleOptionMenuItem& option, const QSize& contents)
{
    const Metrics metrics(option.font);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        return {contents.width(), metrics.scaled(9)};
    }
    int width = contents.width() + menuColumn(metrics) + metrics.scaled(24);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu || option.text.contains(QLatin1Char('\t'))) {
        width += metrics.scaled(20);
    }
    return {width, qMax(contents.height(), metrics.menuItem())};
}

void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option, const Theme& theme)
{
    painter.fillRect(option.rect, theme.window);
    const bool isOpen = option.state.testFlag(QStyle::State_Sunken);
    if (isOpen || option.state.testFlag(QStyle::State_Selected)) {
        paintBox(painter, option.rect.adjusted(0, 2, 0, -2), isOpen ? theme.selection : theme.hover,
            theme.isHighContrast() ? theme.border : QColor(Qt::transparent), 4);
    }
    painter.setPen(option.state.testFlag(QStyle::State_Enabled) ? theme.text : theme.disabled);
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextHideMnemonic, option.text);
}

void paintTabShape(QPainter& painter, const QStyleOptionTab& option, const Theme& theme)
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        const QRect rect = option.rect;
        painter.fillRect(rect.left() + 4, rect.bottom() - 1, rect.width() - 8, 2, theme.accent);
    }
}

void paintHeaderSection(QPainter& painter, const QStyleOptionHeader& option, const Theme& theme)
{
    const bool isHot = option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
    painter.fillRect(option.rect, isHot ? theme.hover : theme.window);
    const QRect rect = option.rect;
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.border);
    const bool isLast =
        option.position == QStyleOptionHeader::End || option.position == QStyleOptionHeader::OnlyOneSection;
    if (!isLast) {
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.border);
    }
}

void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option, const Theme& theme)
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        const bool isActive = option.state.testFlag(QStyle::State_Active);
        painter.fillRect(option.rect, isActive ? theme.selection : theme.inactiveSelection);
        if (theme.isHighContrast()) {
            paintSelectionFrame(painter, option, theme);
        }
        return;
    }
    if (option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled)) {
        painter.fillRect(option.rect, theme.hover);
        return;
    }
    if (option.features.testFlag(QStyleOptionViewItem::Alternate)) {
        painter.fillRect(option.rect, theme.alternate);
    }
}

void paintBranch(QPainter& painter, const QStyleOption& option, const Theme& theme)
{
    if (!option.state.testFlag(QStyle::State_Children)) {
        return;
    }
    const int drawn = qMax(12, option.fontMetrics.height() * 12 / 16);
    const int size = qMin(drawn, qMin(option.rect.width(), option.rect.height()));
    const Icon chevron = option.state.testFlag(QStyle::State_Open) ? Icon::ChevronDown : Icon::ChevronRight;
    const QPoint center = option.rect.center();
    const bool isHot = option.state.testFlag(QStyle::State_MouseOver);
    paintIcon(painter, chevron, QRectF(center.x() - size / 2 + 2, center.y() - size / 2, size, size),
        isHot ? theme.text : theme.muted);
}

} // namespace pthf
