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

void paintToolButton(const QStyleOptionToolButton& option, QPainter& painter, const QWidget* widget, const Theme& theme)
{
    const ButtonKind kind = buttonKind(widget);
    paintButtonPanel(painter, option.rect, option.state, kind, theme);
    const Metrics metrics(option.font);
    ButtonLabel label = buttonLabel(option);
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
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            const auto paint = box->editable ? paintField : paintComboBox;
            paint(*painter, option->rect, option->state, *m_theme);
            const Metrics metrics = metricsOf(widget);
            const int size = metrics.scaled(12);
            paintIcon(*painter, Icon::ChevronDown,
                QRectF(
                    option->rect.right() - size - metrics.scaled(7), option->rect.top(), size, option->rect.height()),
                option->state & State_Enabled ? m_theme->muted : m_theme->disabled);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            paintSpinBox(*painter, *box, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget),
                subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), *m_theme);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

const Theme& themeOf(const QWidget* widget)
{
    const QStyle* style = widget == nullptr ? QApplication::style() : widget->style();
    const auto* ours = qobject_cast<const PthfStyle*>(style);
    return ours == nullptr ? Theme::of(ThemeKind::Light) : ours->theme();
}

} // namespace pthf
