// SPDX-License-Identifier: GPL-3.0-or-later
// The sizes of PthfStyle: what every control measures, from the font.
#include "ui/base/pthf_style.h"

#include <algorithm>
#include <array>

#include <QAbstractItemView>
#include <QApplication>
#include <QStyleOption>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/style_frames.h"
#include "ui/base/style_items.h"

namespace pthf {

namespace {

constexpr int kFieldPadding = 5; ///< beside the 2 or 3 px that Qt's own fields have

Metrics metricsOf(const QWidget* widget)
{
    return Metrics(widget == nullptr ? QApplication::font() : widget->font());
}

bool isSmall(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Row:
    case ButtonKind::RowMend:
    case ButtonKind::Link:
    case ButtonKind::SegmentLeft:
    case ButtonKind::SegmentMiddle:
    case ButtonKind::SegmentRight:
        return true;
    default:
        return false;
    }
}

QSize pushButtonSize(const QStyleOptionButton& option, const QWidget* widget)
{
    const Metrics metrics = metricsOf(widget);
    const ButtonKind kind = buttonKind(widget);
    const QFont font = widget == nullptr ? QApplication::font() : widget->font();
    const int padding = metrics.scaled(kind == ButtonKind::Link ? 4 : isSmall(kind) ? 8 : 10);
    return {buttonLabelWidth(buttonLabel(option, font)) + 2 * padding,
        isSmall(kind) ? metrics.smallButton() : metrics.button()};
}

QSize toolButtonSize(const QStyleOptionToolButton& option, const QWidget* widget)
{
    const Metrics metrics = metricsOf(widget);
    const ButtonKind kind = buttonKind(widget);
    const ButtonLabel label = buttonLabel(option);
    const int height = isSmall(kind) ? metrics.smallButton() : metrics.button();
    const int padding = metrics.scaled(label.text.isEmpty() ? 5 : isSmall(kind) ? 8 : 10);
    const int menu = hasMenuMark(option) ? metrics.scaled(22) : 0;
    return {qMax(buttonLabelWidth(label) + 2 * padding + menu, height), height};
}

/// A scroll bar without arrows: the groove is the whole bar.
QRect scrollBarPart(const QStyleOptionSlider& bar, QStyle::SubControl part)
{
    const bool isUpright = bar.orientation == Qt::Vertical;
    const int length = isUpright ? bar.rect.height() : bar.rect.width();
    const int extent = isUpright ? bar.rect.width() : bar.rect.height();
    int slider = length;
    if (bar.maximum > bar.minimum) {
        const qint64 range = qint64(bar.maximum) - bar.minimum;
        slider = int(qint64(bar.pageStep) * length / (range + bar.pageStep));
        slider = qBound(qMin(length, 24), slider, length);
    }
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - slider, bar.upsideDown);
    int from = 0;
    int size = 0;
    switch (part) {
    case QStyle::SC_ScrollBarSubPage:
        size = start;
        break;
    case QStyle::SC_ScrollBarAddPage:
        from = start + slider;
        size = length - from;
        break;
    case QStyle::SC_ScrollBarGroove:
        size = length;
        break;
    case QStyle::SC_ScrollBarSlider:
        from = start;
        size = slider;
        break;
    default:
        return {};
    }
    const QRect rect = isUpright ? QRect(0, from, extent, size) : QRect(from, 0, size, extent);
    return QStyle::visualRect(bar.direction, bar.rect, rect.translated(bar.rect.topLeft()));
}

struct Length {
    QStyle::PixelMetric metric;
    int pixels;
};

/// Lengths that stay as they are.
constexpr Length kFixedLengths[] = {{QStyle::PM_ScrollBarExtent, 12}, {QStyle::PM_ScrollBarSliderMin, 24},
    {QStyle::PM_SplitterWidth, 1}, // a line; Qt widens the place where it can be caught
    {QStyle::PM_DefaultFrameWidth, 1}, {QStyle::PM_MenuPanelWidth, 1}, {QStyle::PM_MenuVMargin, 4},
    {QStyle::PM_MenuHMargin, 0}, {QStyle::PM_MenuBarPanelWidth, 0}, {QStyle::PM_MenuBarVMargin, 0},
    {QStyle::PM_MenuBarHMargin, 6}, {QStyle::PM_MenuBarItemSpacing, 0}, {QStyle::PM_ButtonShiftHorizontal, 0},
    {QStyle::PM_ButtonShiftVertical, 0}, {QStyle::PM_TabBarTabShiftHorizontal, 0},
    {QStyle::PM_TabBarTabShiftVertical, 0}, {QStyle::PM_TabBarTabOverlap, 0}, {QStyle::PM_TabBarBaseHeight, 0},
    {QStyle::PM_ToolBarFrameWidth, 0}, {QStyle::PM_ToolBarItemSpacing, 8}, {QStyle::PM_ToolBarItemMargin, 6},
    {QStyle::PM_ToolBarSeparatorExtent, 5}, {QStyle::PM_LayoutLeftMargin, 12}, {QStyle::PM_LayoutTopMargin, 12},
    {QStyle::PM_LayoutRightMargin, 12}, {QStyle::PM_LayoutBottomMargin, 12}, {QStyle::PM_LayoutHorizontalSpacing, 8},
    {QStyle::PM_LayoutVerticalSpacing, 8}};

/// Lengths that grow with the font, as drawn for 13 px type.
constexpr Length kScaledLengths[] = {{QStyle::PM_SmallIconSize, 16}, {QStyle::PM_ButtonIconSize, 16},
    {QStyle::PM_TabBarIconSize, 16}, {QStyle::PM_ToolBarIconSize, 16}, {QStyle::PM_IndicatorWidth, 14},
    {QStyle::PM_IndicatorHeight, 14}, {QStyle::PM_ExclusiveIndicatorWidth, 14},
    {QStyle::PM_ExclusiveIndicatorHeight, 14}, {QStyle::PM_CheckBoxLabelSpacing, 8},
    {QStyle::PM_RadioButtonLabelSpacing, 8}, {QStyle::PM_TabBarTabHSpace, 24}, {QStyle::PM_TabBarTabVSpace, 16},
    {QStyle::PM_HeaderMarkSize, 12}, {QStyle::PM_HeaderMargin, 8}, {QStyle::PM_TreeViewIndentation, 16}};

} // namespace

QSize PthfStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const
{
    const Metrics metrics = metricsOf(widget);
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            return pushButtonSize(*button, widget);
        }
        return size;
    case CT_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            return toolButtonSize(*button, widget);
        }
        return size;
    case CT_LineEdit:
        return {size.width(), qMax(metrics.field(), contents.height() + 4)};
    case CT_ComboBox:
        return {contents.width() + metrics.scaled(36), metrics.field()};
    case CT_SpinBox:
        return {size.width() + metrics.scaled(8), metrics.field()};
    case CT_TabBarTab:
        return {size.width(), metrics.tab()};
    case CT_HeaderSection:
        return {size.width(), qMax(size.height(), metrics.header())};
    case CT_ItemViewItem:
        return {size.width(), qMax(size.height(), metrics.row())};
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            return menuItemSize(*item, contents);
        }
        return size;
    case CT_MenuBarItem:
        return {contents.width() + metrics.scaled(20), metrics.line() + metrics.scaled(12)};
    case CT_ProgressBar:
        return {size.width(), metrics.scaled(6)};
    default:
        return size;
    }
}

int PthfStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    const auto isAsked = [metric](const Length& length) { return length.metric == metric; };
    if (const auto fixed = std::ranges::find_if(kFixedLengths, isAsked); fixed != std::end(kFixedLengths)) {
        return fixed->pixels;
    }
    if (const auto scaled = std::ranges::find_if(kScaledLengths, isAsked); scaled != std::end(kScaledLengths)) {
        return metricsOf(widget).scaled(scaled->pixels);
    }
    if (metric == PM_FocusFrameHMargin) { // beside the words of an item; the columns of the drawn trees begin 8 in
        return qobject_cast<const QAbstractItemView*>(widget) != nullptr ? 7 : 2;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int PthfStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_TabBar_ElideMode:
        return Qt::ElideMiddle;
    case SH_FormLayoutLabelAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QRect PthfStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(kFieldPadding, 0, 0, 0);
    }
    if (control == CC_SpinBox && part == SC_SpinBoxEditField) {
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(kFieldPadding - 2, 0, 0, 0);
    }
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    return scrollBarPart(*bar, part);
}

QRect PthfStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_ProgressBarContents || element == SE_ProgressBarGroove) {
        return option->rect;
    }
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        return frame != nullptr && frame->lineWidth > 0 ? rect.adjusted(kFieldPadding, 0, -kFieldPadding, 0) : rect;
    }
    return rect;
}

} // namespace pthf
