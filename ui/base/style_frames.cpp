// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/style_frames.h"

#include <QPainter>
#include <QStyleOption>

#include "ui/base/icons.h"
#include "ui/base/metrics.h"

namespace pthf {

namespace {

constexpr int kIconGap = 7; ///< between a button's icon and its words

bool has(QStyle::State state, QStyle::StateFlag flag)
{
    return state.testFlag(flag);
}

/// Corners of joined buttons are square where the next one begins: the box is drawn wider and cut off.
QRect segmentBox(const QRect& rect, ButtonKind kind)
{
    const int beyond = 8;
    switch (kind) {
    case ButtonKind::SegmentLeft:
        return rect.adjusted(0, 0, beyond, 0);
    case ButtonKind::SegmentMiddle:
        return rect.adjusted(-beyond, 0, beyond, 0);
    case ButtonKind::SegmentRight:
        return rect.adjusted(-beyond, 0, 0, 0);
    default:
        return rect;
    }
}

void paintPrimaryPanel(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme)
{
    if (!has(state, QStyle::State_Enabled)) {
        paintBox(painter, rect, theme.window, theme.border);
        return;
    }
    QColor ground = theme.accent;
    if (has(state, QStyle::State_Sunken)) {
        ground = mixed(theme.accent, theme.text, 0.8);
    } else if (has(state, QStyle::State_MouseOver)) {
        ground = mixed(theme.accent, theme.text, 0.9);
    }
    paintBox(painter, rect, ground, ground);
}

bool isFlatKind(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Flat:
    case ButtonKind::Link:
    case ButtonKind::Success:
    case ButtonKind::Warning:
    case ButtonKind::Danger:
        return true;
    default:
        return false;
    }
}

QColor panelGround(QStyle::State state, ButtonKind kind, const Theme& theme)
{
    const bool isFlat = isFlatKind(kind);
    if (!has(state, QStyle::State_Enabled)) {
        return isFlat ? QColor(Qt::transparent) : theme.window;
    }
    if (has(state, QStyle::State_Sunken) || has(state, QStyle::State_On)) {
        return theme.selection;
    }
    if (has(state, QStyle::State_MouseOver)) {
        return isFlat ? mixed(theme.text, theme.window, 0.06) : theme.hover;
    }
    return isFlat ? QColor(Qt::transparent) : theme.raised;
}

QColor panelOutline(QStyle::State state, ButtonKind kind, const Theme& theme)
{
    switch (kind) {
    case ButtonKind::Flat:
    case ButtonKind::Link:
    case ButtonKind::Success:
    case ButtonKind::Warning:
    case ButtonKind::Danger:
        return theme.isHighContrast() && has(state, QStyle::State_On) ? theme.border : QColor(Qt::transparent);
    case ButtonKind::Row:
    case ButtonKind::RowMend:
    case ButtonKind::SegmentLeft:
    case ButtonKind::SegmentMiddle:
    case ButtonKind::SegmentRight:
        return theme.border;
    case ButtonKind::Normal:
    case ButtonKind::Primary:
        break;
    }
    return has(state, QStyle::State_Enabled) ? theme.strongBorder : theme.border;
}

} // namespace

void paintBox(QPainter& painter, const QRect& rect, const QColor& ground, const QColor& outline, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(ground);
    painter.setPen(outline.alpha() == 0 ? QPen(Qt::NoPen) : QPen(outline, 1));
    const qreal inset = outline.alpha() == 0 ? 0 : 0.5;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void paintFocusOutline(QPainter& painter, const QRect& rect, const Theme& theme, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 2));
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    painter.restore();
}

void paintButtonPanel(QPainter& painter, const QRect& rect, QStyle::State state, ButtonKind kind, const Theme& theme)
{
    painter.save();
    if (kind == ButtonKind::Primary) {
        paintPrimaryPanel(painter, rect, state, theme);
    } else {
        painter.setClipRect(rect, Qt::IntersectClip);
        paintBox(painter, segmentBox(rect, kind), panelGround(state, kind, theme), panelOutline(state, kind, theme));
        if (kind == ButtonKind::SegmentLeft || kind == ButtonKind::SegmentMiddle) {
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.border);
        }
    }
    if (has(state, QStyle::State_HasFocus) && has(state, QStyle::State_KeyboardFocusChange)) {
        // The accent outline would vanish on the accent itself.
        if (kind == ButtonKind::Primary) {
            paintBox(painter, rect.adjusted(2, 2, -2, -2), Qt::transparent, theme.onAccent, kControlRadius - 2);
        }
        paintFocusOutline(painter, rect, theme);
    }
    painter.restore();
}

QColor buttonTextColor(QStyle::State state, ButtonKind kind, const Theme& theme)
{
    if (!has(state, QStyle::State_Enabled)) {
        return theme.disabled;
    }
    switch (kind) {
    case ButtonKind::Primary:
        return theme.onAccent;
    case ButtonKind::RowMend:
    case ButtonKind::Link:
        return theme.accent;
    case ButtonKind::Success:
        return theme.success.color;
    case ButtonKind::Warning:
        return theme.warning.color;
    case ButtonKind::Danger:
        return theme.danger.color;
    default:
        return theme.text;
    }
}

bool hasMenuMark(const QStyleOptionToolButton& option)
{
    return (option.features & QStyleOptionToolButton::HasMenu) && option.toolButtonStyle != Qt::ToolButtonIconOnly
        && !option.text.isEmpty();
}

ButtonLabel buttonLabel(const QStyleOptionToolButton& option)
{
    const bool hasWords = option.toolButtonStyle != Qt::ToolButtonIconOnly || option.icon.isNull();
    const bool hasIcon = option.toolButtonStyle != Qt::ToolButtonTextOnly;
    return {hasIcon ? option.icon : QIcon(), qMin(option.iconSize.width(), option.iconSize.height()),
        hasWords ? option.text : QString(), option.font, Qt::AlignHCenter};
}

ButtonLabel buttonLabel(const QStyleOptionButton& option, const QFont& font)
{
    return {option.icon, qMin(option.iconSize.width(), option.iconSize.height()), option.text, font, Qt::AlignHCenter};
}

int buttonLabelWidth(const ButtonLabel& label)
{
    const int words = QFontMetrics(label.font).size(Qt::TextShowMnemonic, label.text).width();
    if (label.icon.isNull()) {
        return words;
    }
    return label.iconSize + (label.text.isEmpty() ? 0 : Metrics(label.font).scaled(kIconGap) + words);
}

void paintButtonLabel(QPainter& painter, const QRect& rect, const ButtonLabel& label, QStyle::State state,
    ButtonKind kind, const Theme& theme)
{
    painter.save();
    painter.setFont(label.font);
    const int width = qMin(buttonLabelWidth(label), rect.width());
    const int left = label.side.testFlag(Qt::AlignLeft) ? rect.left() : rect.left() + (rect.width() - width) / 2;
    QRect rest(left, rect.top(), width, rect.height());
    if (!label.icon.isNull()) {
        const QRect place(
            rest.left(), rest.top() + (rest.height() - label.iconSize) / 2, label.iconSize, label.iconSize);
        label.icon.paint(
            &painter, place, Qt::AlignCenter, has(state, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled);
        rest.setLeft(rest.left() + label.iconSize + Metrics(label.font).scaled(kIconGap));
    }
    constexpr int kFlags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextHideMnemonic;
    const qsizetype split = label.text.indexOf(QChar(kMutedFrom));
    const QString words = split < 0 ? label.text : label.text.left(split + 1);
    painter.setPen(buttonTextColor(state, kind, theme));
    painter.drawText(rest, kFlags, words);
    if (split >= 0) {
        rest.setLeft(rest.left() + QFontMetrics(label.font).horizontalAdvance(words));
        painter.setPen(has(state, QStyle::State_Enabled) ? theme.muted : theme.disabled);
        painter.drawText(rest, kFlags, label.text.mid(split + 1));
    }
    painter.restore();
}

void paintField(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme)
{
    const bool isEnabled = has(state, QStyle::State_Enabled);
    paintBox(painter, rect, isEnabled ? theme.base : theme.window, isEnabled ? theme.fieldBorder : theme.border);
    if (has(state, QStyle::State_HasFocus)) {
        paintFocusOutline(painter, rect, theme);
    }
}

void paintComboBox(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme)
{
    const bool isEnabled = has(state, QStyle::State_Enabled);
    const QColor ground = !isEnabled ? theme.window : has(state, QStyle::State_MouseOver) ? theme.hover : theme.raised;
    paintBox(painter, rect, ground, isEnabled ? theme.fieldBorder : theme.border);
    if (has(state, QStyle::State_HasFocus) && has(state, QStyle::State_KeyboardFocusChange)) {
        paintFocusOutline(painter, rect, theme);
    }
}

void paintSpinBox(
    QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down, const Theme& theme)
{
    paintField(painter, option.rect, option.state, theme);
    const auto color = [&](QAbstractSpinBox::StepEnabledFlag step, QStyle::SubControl part) {
        const bool isLit = option.activeSubControls == part && (option.state & QStyle::State_MouseOver);
        const bool isThere = (option.state & QStyle::State_Enabled) && option.stepEnabled.testFlag(step);
        return !isThere ? theme.disabled : isLit ? theme.text : theme.muted;
    };
    constexpr qreal kSize = 10;
    const QRectF mark(-kSize / 2, -kSize / 2, kSize, kSize);
    painter.save();
    painter.translate(QRectF(down).center() - QPointF(2, 1));
    paintIcon(painter, Icon::ChevronDown, mark, color(QAbstractSpinBox::StepDownEnabled, QStyle::SC_SpinBoxDown));
    painter.restore();
    painter.save();
    painter.translate(QRectF(up).center() - QPointF(2, -1));
    painter.rotate(180);
    paintIcon(painter, Icon::ChevronDown, mark, color(QAbstractSpinBox::StepUpEnabled, QStyle::SC_SpinBoxUp));
    painter.restore();
}

void paintCheckBox(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme)
{
    const bool isEnabled = has(state, QStyle::State_Enabled);
    const bool isMarked = has(state, QStyle::State_On) || has(state, QStyle::State_NoChange);
    if (!isMarked) {
        const QColor ground = has(state, QStyle::State_MouseOver) ? theme.hover : theme.base;
        paintBox(painter, rect, isEnabled ? ground : theme.window, isEnabled ? theme.fieldBorder : theme.border,
            kMarkRadius);
        return;
    }
    const QColor ground = isEnabled ? theme.accent : theme.disabled;
    paintBox(painter, rect, ground, ground, kMarkRadius);
    const Icon mark = has(state, QStyle::State_On) ? Icon::Check : Icon::Minus;
    paintIcon(painter, mark, QRectF(rect).adjusted(2, 2, -2, -2), theme.onAccent);
}

void paintRadioButton(QPainter& painter, const QRect& rect, QStyle::State state, const Theme& theme)
{
    const bool isEnabled = has(state, QStyle::State_Enabled);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (has(state, QStyle::State_On)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isEnabled ? theme.accent : theme.disabled);
        painter.drawEllipse(circle);
        painter.setBrush(theme.onAccent);
        const qreal dot = circle.width() * 0.3;
        painter.drawEllipse(circle.adjusted(dot, dot, -dot, -dot));
    } else {
        painter.setPen(QPen(isEnabled ? theme.fieldBorder : theme.border, 1));
        painter.setBrush(!isEnabled ? theme.window : has(state, QStyle::State_MouseOver) ? theme.hover : theme.base);
        painter.drawEllipse(circle);
    }
    painter.restore();
}

void paintScrollBar(
    QPainter& painter, const QRect& slider, const QStyleOptionSlider& option, const QColor& ground, const Theme& theme)
{
    painter.fillRect(option.rect, ground);
    if (!has(option.state, QStyle::State_Enabled) || option.minimum >= option.maximum) {
        return;
    }
    const bool isHot = has(option.state, QStyle::State_MouseOver) || has(option.state, QStyle::State_Sunken);
    const bool isUpright = option.orientation == Qt::Vertical;
    const int extent = isUpright ? option.rect.width() : option.rect.height();
    const int inset = isHot ? 1 : extent / 4;
    const QRect thumb = isUpright ? slider.adjusted(inset, 1, -inset, -1) : slider.adjusted(1, inset, -1, -inset);
    const bool isHeld = has(option.state, QStyle::State_Sunken);
    paintBox(painter, thumb, isHeld ? theme.fieldBorder : theme.strongBorder, Qt::transparent,
        qMin(thumb.width(), thumb.height()) / 2.0);
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar& option, const Theme& theme)
{
    // 6 px of the row's height, whatever the widget's.
    const int thickness = qMin(6, option.rect.height());
    const QRect groove(
        option.rect.left(), option.rect.top() + (option.rect.height() - thickness) / 2, option.rect.width(), thickness);
    const qreal radius = thickness / 2.0;
    paintBox(painter, groove, mixed(theme.text, theme.window, theme.isHighContrast() ? 0.25 : 0.12), Qt::transparent,
        radius);
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qint64 done = qBound<qint64>(0, qint64(option.progress) - option.minimum, range);
    if (range > 0 && done == 0) {
        return;
    }
    // Unknown length: a third of the groove, in the middle, says that something is going on.
    QRect filled = groove;
    if (range <= 0) {
        filled.adjust(groove.width() / 3, 0, -groove.width() / 3, 0);
    } else {
        filled.setWidth(qMax(thickness, int(groove.width() * done / range)));
        if (option.direction == Qt::RightToLeft) {
            filled.moveRight(groove.right());
        }
    }
    paintBox(painter, filled, theme.accent, Qt::transparent, radius);
}

} // namespace pthf
