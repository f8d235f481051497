// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/pthf_style.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/style_frames.h"
#include "ui/base/style_items.h"

namespace pthf {

namespace {

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

bool hasMenuMark(const QStyleOptionToolButton& option)
{
    return (option.features & QStyleOptionToolButton::HasMenu) && option.toolButtonStyle != Qt::ToolButtonIconOnly
        && !option.text.isEmpty();
}

ButtonLabel labelOf(const QStyleOptionToolButton& option)
{
    const bool hasWords = option.toolButtonStyle != Qt::ToolButtonIconOnly || option.icon.isNull();
    const bool hasIcon = option.toolButtonStyle != Qt::ToolButtonTextOnly;
    return {hasIcon ? option.icon : QIcon(), qMin(option.iconSize.width(), option.iconSize.height()),
        hasWords ? option.text : QString(), option.font, Qt::AlignHCenter};
}

void paintToolButton(const QStyleOptionToolButton& option, QPainter& painter, const QWidget* widget, const Theme& theme)
{
    const ButtonKind kind = buttonKind(widget);
    paintButtonPanel(painter, option.rect, option.state, kind, theme);
    const Metrics metrics(option.font);
    ButtonLabel label = labelOf(option);
    QRect rect = option.rect;
    if (hasMenuMark(option)) {
        const int size = metrics.scaled(12);
        const int padding = metrics.scaled(8);
        rect.adjust(metrics.scaled(10), 0, -(size + padding), 0);
        label.side = Qt::AlignLeft;
        const bool isEnabled = option.state & QStyle::State_Enabled;
        paintIcon(painter, Icon::ChevronDown,
            QRectF(option.rect.right() - size - padding + 1, option.rect.top(), size, option.rect.height()),
            isEnabled ? theme.muted : theme.disabled);
    }
    paintButtonLabel(painter, rect, label, option.state, kind, theme);
}

/// Scroll bars have the ground of what they scroll.
QColor scrollGround(const QWidget* bar, const Theme& theme)
{
    const auto* area = bar == nullptr || bar->parentWidget() == nullptr
        ? nullptr
        : qobject_cast<const QAbstractScrollArea*>(bar->parentWidget()->parentWidget());
    return area != nullptr && area->viewport()->backgroundRole() == QPalette::Window ? theme.window : theme.base;
}

} // namespace

PthfStyle::PthfStyle(ThemeKind kind)
    : QProxyStyle(QStringLiteral("fusion"))
    , m_theme(&Theme::of(kind))
{
    setObjectName(QStringLiteral("pthf"));
}

void PthfStyle::applyTheme(ThemeKind kind)
{
    m_theme = &Theme::of(kind);
    QApplication::setPalette(m_theme->palette());
    for (QWidget* widget : QApplication::allWidgets()) {
        widget->update();
    }
}

void PthfStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr
        || qobject_cast<QTabBar*>(widget) != nullptr || qobject_cast<QHeaderView*>(widget) != nullptr
        || widget->inherits("QScrollBar")) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

void PthfStyle::unpolish(QWidget* widget)
{
    QProxyStyle::unpolish(widget);
}

void PthfStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Theme& theme = *m_theme;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        return paintButtonPanel(*painter, option->rect, option->state, buttonKind(widget), theme);
    case PE_FrameLineEdit:
        return paintField(*painter, option->rect, option->state, theme);
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame != nullptr && frame->lineWidth > 0) {
            paintField(*painter, option->rect, option->state, theme);
        }
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
        return paintBox(*painter, option->rect, Qt::transparent, theme.border);
    case PE_FrameMenu:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
    case PE_FrameButtonTool:
    case PE_FrameDefaultButton:
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, theme.border);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), theme.isDark() ? theme.raised : theme.base);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.strongBorder);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), theme.raised);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return paintCheckBox(*painter, option->rect, option->state, theme);
    case PE_IndicatorRadioButton:
        return paintRadioButton(*painter, option->rect, option->state, theme);
    case PE_IndicatorBranch:
        return paintBranch(*painter, *option, theme);
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            if (element == PE_PanelItemViewItem && item->backgroundBrush.style() != Qt::NoBrush) {
                painter->fillRect(item->rect, item->backgroundBrush);
            }
            paintRowGround(*painter, *item, theme);
        }
        return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QPushButton*>(widget) == nullptr && qobject_cast<const QToolButton*>(widget) == nullptr
            && qobject_cast<const QComboBox*>(widget) == nullptr) {
            paintBox(*painter, option->rect, Qt::transparent, theme.accent, kMarkRadius);
        }
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        painter->save();
        if (header != nullptr && header->sortIndicator == QStyleOptionHeader::SortUp) {
            painter->translate(QRectF(option->rect).center());
            painter->rotate(180);
            painter->translate(-QRectF(option->rect).center());
        }
        paintIcon(*painter, Icon::ChevronDown, option->rect, theme.muted);
        painter->restore();
        return;
    }
    case PE_IndicatorArrowRight:
        return paintIcon(*painter, Icon::ChevronRight, option->rect, theme.muted);
    case PE_IndicatorTabClose:
        return paintIcon(
            *painter, Icon::Close, option->rect, option->state.testFlag(State_MouseOver) ? theme.text : theme.muted);
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(option->rect.center().x(), option->rect.top() + option->rect.height() / 4, 1,
            option->rect.height() / 2, theme.border);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, theme.border);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, theme.base);
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(option->rect.left(), option->rect.top(), option->rect.width(), 1, theme.border);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void PthfStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Theme& theme = *m_theme;
    painter->save();
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            const ButtonLabel label{button->icon, qMin(button->iconSize.width(), button->iconSize.height()),
                button->text, painter->font(), Qt::AlignHCenter};
            paintButtonLabel(*painter, button->rect, label, button->state, buttonKind(widget), theme);
        }
        break;
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeaderSection(*painter, *header, theme);
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, theme.border);
        break;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader label = *header;
            label.state &= ~State_On; // bold would not say anything here
            label.palette.setColor(QPalette::ButtonText, theme.muted);
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTabShape(*painter, *tab, theme);
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            QStyleOptionTab label = *tab;
            const bool isLit = option->state & (State_Selected | State_MouseOver);
            label.palette.setColor(QPalette::WindowText, isLit ? theme.text : theme.muted);
            if (option->state & State_Selected) {
                painter->setFont(mediumFont(painter->font()));
            }
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        break;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        break;
    case CE_ProgressBarContents:
        if (const auto* progress = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) {
            paintProgress(*painter, *progress, theme);
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, option->state & State_MouseOver ? theme.strongBorder : theme.border);
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            paintMenuItem(*painter, *item, theme);
        }
        break;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            paintMenuBarItem(*painter, *item, theme);
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, theme.window);
        break;
    case CE_ToolBar:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, theme.border);
        break;
    case CE_ShapedFrame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame != nullptr && frame->frameShape == QFrame::HLine) {
            painter->fillRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1, theme.border);
        } else if (frame != nullptr && frame->frameShape == QFrame::VLine) {
            painter->fillRect(option->rect.center().x(), option->rect.top(), 1, option->rect.height(), theme.border);
        } else {
            QProxyStyle::drawControl(element, option, painter, widget);
        }
        break;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
    painter->restore();
}

void PthfStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            paintScrollBar(*painter, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget), *bar,
                scrollGround(widget, *m_theme), *m_theme);
            return;
        }
    }
    if (control == CC_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            paintToolButton(*button, *painter, widget, *m_theme);
            return;
        }
    }
    if (control == CC_ComboBox) {
        const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (box != nullptr && !box->editable) {
            paintComboBox(*painter, option->rect, option->state, *m_theme);
            const Metrics metrics = metricsOf(widget);
            const int size = metrics.scaled(12);
            paintIcon(*painter, Icon::ChevronDown,
                QRectF(
                    option->rect.right() - size - metrics.scaled(7), option->rect.top(), size, option->rect.height()),
                option->state & State_Enabled ? m_theme->muted : m_theme->disabled);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize PthfStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const
{
    const Metrics metrics = metricsOf(widget);
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            const ButtonKind kind = buttonKind(widget);
            const QFont font = widget == nullptr ? QApplication::font() : widget->font();
            const ButtonLabel label{button->icon, button->iconSize.width(), button->text, font, Qt::AlignHCenter};
            const int padding = metrics.scaled(kind == ButtonKind::Link ? 4 : isSmall(kind) ? 8 : 10);
            return {buttonLabelWidth(label) + 2 * padding, isSmall(kind) ? metrics.smallButton() : metrics.button()};
        }
        return size;
    case CT_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            const ButtonKind kind = buttonKind(widget);
            const ButtonLabel label = labelOf(*button);
            const int height = isSmall(kind) ? metrics.smallButton() : metrics.button();
            const int padding = metrics.scaled(label.text.isEmpty() ? 5 : isSmall(kind) ? 8 : 10);
            const int menu = hasMenuMark(*button) ? metrics.scaled(22) : 0;
            return {qMax(buttonLabelWidth(label) + 2 * padding + menu, height), height};
        }
        return size;
    case CT_LineEdit:
        return {size.width(), qMax(metrics.field(), contents.height() + 4)};
    case CT_ComboBox:
        return {contents.width() + metrics.scaled(36), metrics.field()};
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
    const Metrics metrics = metricsOf(widget);
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
        return metrics.icon();
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return metrics.scaled(14);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return metrics.scaled(8);
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth: // a 1 px line; Qt widens the place where it can be caught
        return 1;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuHMargin:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseHeight:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_MenuBarHMargin:
        return 6;
    case PM_TabBarTabHSpace:
        return metrics.scaled(24);
    case PM_TabBarTabVSpace:
        return metrics.scaled(16);
    case PM_ToolBarItemSpacing:
        return 8;
    case PM_ToolBarItemMargin:
        return 6;
    case PM_ToolBarSeparatorExtent:
        return 5;
    case PM_HeaderMarkSize:
        return metrics.scaled(12);
    case PM_HeaderMargin:
        return metrics.scaled(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_TreeViewIndentation:
        return metrics.scaled(16);
    case PM_FocusFrameHMargin: // beside the words of an item; the columns of the drawn trees begin 8 in
        return qobject_cast<const QAbstractItemView*>(widget) != nullptr ? 7 : 2;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
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
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    // No arrows: the groove is the whole bar.
    const bool isUpright = bar->orientation == Qt::Vertical;
    const int length = isUpright ? bar->rect.height() : bar->rect.width();
    const int extent = isUpright ? bar->rect.width() : bar->rect.height();
    int slider = length;
    if (bar->maximum > bar->minimum) {
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        slider = int(qint64(bar->pageStep) * length / (range + bar->pageStep));
        slider = qBound(qMin(length, 24), slider, length);
    }
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
    int from = 0;
    int size = 0;
    switch (part) {
    case SC_ScrollBarSubPage:
        size = start;
        break;
    case SC_ScrollBarAddPage:
        from = start + slider;
        size = length - from;
        break;
    case SC_ScrollBarGroove:
        size = length;
        break;
    case SC_ScrollBarSlider:
        from = start;
        size = slider;
        break;
    default:
        return {};
    }
    const QRect rect = isUpright ? QRect(0, from, extent, size) : QRect(from, 0, size, extent);
    return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
}

QRect PthfStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_ProgressBarContents || element == SE_ProgressBarGroove) {
        return option->rect;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

const Theme& themeOf(const QWidget* widget)
{
    const QStyle* style = widget == nullptr ? QApplication::style() : widget->style();
    const auto* ours = qobject_cast<const PthfStyle*>(style);
    return ours == nullptr ? Theme::of(ThemeKind::Light) : ours->theme();
}

} // namespace pthf
