// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing of PthfStyle: which of the painting functions draws which of Qt's elements.
#include "ui/base/pthf_style.h"

#include <QComboBox>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/style_frames.h"
#include "ui/base/style_items.h"

namespace pthf {

namespace {

enum class Edge { Top, Bottom };

void paintBar(QPainter& painter, const QRect& rect, Edge edge, const Theme& theme)
{
    painter.fillRect(rect, theme.window);
    painter.fillRect(rect.left(), edge == Edge::Top ? rect.top() : rect.bottom(), rect.width(), 1, theme.border);
}

void paintOutlined(QPainter& painter, const QRect& rect, const QColor& ground, const QColor& outline)
{
    painter.fillRect(rect, outline);
    painter.fillRect(rect.adjusted(1, 1, -1, -1), ground);
}

/// Pointing down; up for the header of a column that is sorted that way.
void paintArrow(QPainter& painter, const QStyleOption& option, const Theme& theme)
{
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option);
    painter.save();
    if (header != nullptr && header->sortIndicator == QStyleOptionHeader::SortUp) {
        painter.translate(QRectF(option.rect).center());
        painter.rotate(180);
        painter.translate(-QRectF(option.rect).center());
    }
    paintIcon(painter, Icon::ChevronDown, option.rect, theme.muted);
    painter.restore();
}

/// Buttons, combo boxes and fields draw their focus with their outline.
bool drawsOwnFocus(const QWidget* widget)
{
    return qobject_cast<const QPushButton*>(widget) != nullptr || qobject_cast<const QToolButton*>(widget) != nullptr
        || qobject_cast<const QComboBox*>(widget) != nullptr;
}

bool isLine(const QStyleOption* option)
{
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    return frame != nullptr && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine);
}

void paintLine(QPainter& painter, const QStyleOption& option, const Theme& theme)
{
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option);
    const QRect& rect = option.rect;
    if (frame->frameShape == QFrame::HLine) {
        painter.fillRect(rect.left(), rect.center().y(), rect.width(), 1, theme.border);
    } else {
        painter.fillRect(rect.center().x(), rect.top(), 1, rect.height(), theme.border);
    }
}

} // namespace

void PthfStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (!drawPanel(element, *option, *painter, widget) && !drawIndicator(element, *option, *painter, widget)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

bool PthfStyle::drawPanel(
    PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const Theme& theme = *m_theme;
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option);
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(&option);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        paintButtonPanel(painter, option.rect, option.state, buttonKind(widget), theme);
        return true;
    case PE_FrameLineEdit:
    case PE_PanelLineEdit:
        if (frame != nullptr && (element == PE_FrameLineEdit || frame->lineWidth > 0)) {
            paintField(painter, option.rect, option.state, theme);
        }
        return true;
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
        paintBox(painter, option.rect, Qt::transparent, theme.border);
        return true;
    case PE_FrameMenu:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
    case PE_FrameButtonTool:
    case PE_FrameDefaultButton:
        return true; // nothing
    case PE_PanelMenu:
        paintOutlined(painter, option.rect, theme.isDark() ? theme.raised : theme.base, theme.border);
        return true;
    case PE_PanelTipLabel:
        paintOutlined(painter, option.rect, theme.raised, theme.strongBorder);
        return true;
    case PE_PanelItemViewItem:
        if (item != nullptr && item->backgroundBrush.style() != Qt::NoBrush) {
            painter.fillRect(item->rect, item->backgroundBrush);
        }
        [[fallthrough]];
    case PE_PanelItemViewRow:
        if (item != nullptr) {
            paintRowGround(painter, *item, theme);
        }
        return true;
    case PE_FrameTabBarBase:
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, theme.border);
        return true;
    case PE_PanelScrollAreaCorner:
        painter.fillRect(option.rect, theme.base);
        return true;
    case PE_PanelStatusBar:
        paintBar(painter, option.rect, Edge::Top, theme);
        return true;
    default:
        return false;
    }
}

bool PthfStyle::drawIndicator(
    PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const Theme& theme = *m_theme;
    const QRect& rect = option.rect;
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(painter, rect, option.state, theme);
        return true;
    case PE_IndicatorRadioButton:
        paintRadioButton(painter, rect, option.state, theme);
        return true;
    case PE_IndicatorBranch:
        paintBranch(painter, option, theme);
        return true;
    case PE_FrameFocusRect:
        if (!drawsOwnFocus(widget)) {
            paintBox(painter, rect, Qt::transparent, theme.accent, kMarkRadius);
        }
        return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorHeaderArrow:
        paintArrow(painter, option, theme);
        return true;
    case PE_IndicatorArrowRight:
        paintIcon(painter, Icon::ChevronRight, rect, theme.muted);
        return true;
    case PE_IndicatorTabClose:
        paintIcon(painter, Icon::Close, rect, option.state.testFlag(State_MouseOver) ? theme.text : theme.muted);
        return true;
    case PE_IndicatorToolBarSeparator:
        painter.fillRect(rect.center().x(), rect.top() + rect.height() / 4, 1, rect.height() / 2, theme.border);
        return true;
    default:
        return false;
    }
}

void PthfStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    painter->save();
    if (!drawLabel(element, *option, *painter, widget) && !drawBarPart(element, *option, *painter)) {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
    painter->restore();
}

bool PthfStyle::drawLabel(
    ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const Theme& theme = *m_theme;
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
        button != nullptr && element == CE_PushButtonLabel) {
        paintButtonLabel(
            painter, button->rect, buttonLabel(*button, painter.font()), button->state, buttonKind(widget), theme);
        return true;
    }
    if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option);
        header != nullptr && element == CE_HeaderLabel) {
        QStyleOptionHeader label = *header;
        label.state &= ~State_On; // bold would not say anything here
        label.palette.setColor(QPalette::ButtonText, theme.muted);
        QProxyStyle::drawControl(element, &label, &painter, widget);
        return true;
    }
    if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(&option);
        tab != nullptr && element == CE_TabBarTabLabel) {
        QStyleOptionTab label = *tab;
        const bool isLit = option.state & (State_Selected | State_MouseOver);
        const QColor color = !(option.state & State_Enabled) ? theme.disabled : isLit ? theme.text : theme.muted;
        label.palette.setColor(QPalette::WindowText, color);
        if (option.state & State_Selected) {
            painter.setFont(mediumFont(painter.font()));
        }
        QProxyStyle::drawControl(element, &label, &painter, widget);
        return true;
    }
    return false;
}

bool PthfStyle::drawBarPart(ControlElement element, const QStyleOption& option, QPainter& painter) const
{
    const Theme& theme = *m_theme;
    switch (element) {
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option)) {
            paintHeaderSection(painter, *header, theme);
        }
        return true;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(&option)) {
            paintTabShape(painter, *tab, theme);
        }
        return true;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return true; // drawn with the contents, or not at all
    case CE_ProgressBarContents:
        if (const auto* progress = qstyleoption_cast<const QStyleOptionProgressBar*>(&option)) {
            paintProgress(painter, *progress, theme);
        }
        return true;
    case CE_Splitter:
        painter.fillRect(option.rect, option.state & State_MouseOver ? theme.strongBorder : theme.border);
        return true;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option)) {
            paintMenuItem(painter, *item, theme);
        }
        return true;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option)) {
            paintMenuBarItem(painter, *item, theme);
        }
        return true;
    case CE_MenuBarEmptyArea:
        painter.fillRect(option.rect, theme.window);
        return true;
    case CE_HeaderEmptyArea:
    case CE_ToolBar:
        paintBar(painter, option.rect, Edge::Bottom, theme);
        return true;
    case CE_ShapedFrame:
        if (isLine(&option)) {
            paintLine(painter, option, theme);
            return true;
        }
        return false;
    default:
        return false;
    }
}

} // namespace pthf
