// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plan_picker.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionToolButton>

#include "ui/base/device_chips.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

namespace {

constexpr int kLeast = 172; ///< drawn width of the narrowest picker
constexpr int kMost = 300;

struct Insets {
    int left; ///< before the icon
    int gap; ///< icon to words
    int right; ///< words to the right edge: chevron and its space
};

Insets insetsOf(const Metrics& metrics)
{
    return {metrics.scaled(11), metrics.scaled(9), metrics.scaled(32)};
}

QFont valueFont(const PickerState& state, const QFont& font)
{
    return state.isCode ? fixedFont(font) : mediumFont(font);
}

/// The word before the value with the space between them; nothing where there is no word.
QString keepPart(const PickerState& state)
{
    return state.keepWord.isEmpty() ? QString() : QString(state.keepWord + QLatin1Char(' '));
}

} // namespace

PlanPicker::PlanPicker(Icon icon, QWidget* parent)
    : QToolButton(parent)
    , m_icon(icon)
{
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PlanPicker::setState(const PickerState& state)
{
    m_state = state;
    setText(state.name);
    setAccessibleName(tr("%1: %2").arg(state.name, spokenValue()));
    setToolTip(m_state.effect.isEmpty() ? accessibleName() : tr("%1 (%2)").arg(accessibleName(), m_state.effect));
    updateGeometry();
    update();
}

void PlanPicker::setCaption(Caption caption)
{
    if (m_caption != caption) {
        m_caption = caption;
        updateGeometry();
        update();
    }
}

QString PlanPicker::captionText() const
{
    return m_state.effect.isEmpty() ? m_state.name : tr("%1 · %2").arg(m_state.name, m_state.effect);
}

QString PlanPicker::spokenValue() const
{
    const QString before = m_state.devicesBefore.isEmpty() ? m_state.before : devicesText(m_state.devicesBefore);
    if (!m_state.isInPlan) {
        return m_state.keepWord.isEmpty() ? before : tr("%1 %2").arg(m_state.keepWord, before);
    }
    const QString after = m_state.devicesAfter.isEmpty() ? m_state.after : devicesText(m_state.devicesAfter);
    return tr("%1 becomes %2").arg(before, after);
}

int PlanPicker::valueWidth() const
{
    const QFont value = valueFont(m_state, font());
    if (m_state.isInPlan) {
        return m_state.devicesAfter.isEmpty() ? changedTextWidth({m_state.before, m_state.after, value})
                                              : deviceChangeWidth(m_state.devicesBefore, m_state.devicesAfter, font());
    }
    return QFontMetrics(mediumFont(font())).horizontalAdvance(keepPart(m_state))
        + (m_state.devicesBefore.isEmpty()
                ? QFontMetrics(value).horizontalAdvance(m_state.before)
                : Metrics(this).scaled(4) + DeviceChip(m_state.devicesBefore, font()).size().width());
}

QSize PlanPicker::sizeHint() const
{
    const Metrics metrics(this);
    const Insets insets = insetsOf(metrics);
    const int caption =
        m_caption == Caption::Hidden ? 0 : QFontMetrics(tinyFont(font())).horizontalAdvance(captionText());
    const int words = qMax(caption, valueWidth());
    const int width = insets.left + metrics.icon() + insets.gap + words + insets.right;
    const int least = m_caption == Caption::Hidden ? 0 : metrics.scaled(kLeast);
    return {qBound(least, width, metrics.scaled(kMost)),
        m_caption == Caption::Hidden ? metrics.line() + metrics.scaled(14) : metrics.picker()};
}

QSize PlanPicker::minimumSizeHint() const
{
    return {Metrics(this).scaled(m_caption == Caption::Hidden ? 120 : 150), sizeHint().height()};
}

void PlanPicker::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

void PlanPicker::paintValue(QPainter& painter, QRect place) const
{
    const Theme& theme = themeOf(this);
    const QFont value = valueFont(m_state, font());
    if (m_state.isInPlan && !m_state.devicesAfter.isEmpty()) {
        paintDeviceChange(painter, place, m_state.devicesBefore, m_state.devicesAfter, font(), theme);
        return;
    }
    if (m_state.isInPlan) {
        paintChangedText(painter, place, {m_state.before, m_state.after, value}, theme);
        return;
    }
    const QColor color = isEnabled() ? theme.text : theme.disabled;
    painter.setFont(mediumFont(font()));
    painter.setPen(color);
    if (valueWidth() <= place.width()) { // else what is kept says more than that it is kept
        const QString word = keepPart(m_state);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, word);
        place.setLeft(place.left() + QFontMetrics(painter.font()).horizontalAdvance(word));
    }
    if (!m_state.devicesBefore.isEmpty()) {
        place.setLeft(place.left() + Metrics(this).scaled(4));
        DeviceChip(m_state.devicesBefore, font()).paint(painter, place, theme);
        return;
    }
    painter.setFont(value);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(value).elidedText(m_state.before, Qt::ElideRight, place.width()));
}

void PlanPicker::paintEvent(QPaintEvent* /*event*/)
{
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    const Insets insets = insetsOf(metrics);
    QPainter painter(this);
    if (m_state.isInPlan && isEnabled()) {
        paintBox(painter, rect(), theme.info.tint, theme.accent);
        if (hasFocus()) {
            paintFocusOutline(painter, rect(), theme);
        }
    } else {
        paintButtonPanel(painter, rect(), option.state, ButtonKind::Row, theme);
    }
    const QColor faint = isEnabled() ? theme.muted : theme.disabled;
    QRect place = rect().adjusted(insets.left, 0, 0, 0);
    paintIcon(painter, m_icon, QRectF(place.left(), place.top(), metrics.icon(), place.height()),
        m_state.isInPlan && isEnabled() ? theme.accent : faint);
    const int chevron = metrics.scaled(12);
    paintIcon(
        painter, Icon::ChevronDown, QRectF(rect().right() - chevron - metrics.scaled(8), 0, chevron, height()), faint);
    place = rect().adjusted(insets.left + metrics.icon() + insets.gap, 0, -insets.right + metrics.scaled(4), 0);
    if (m_caption == Caption::Hidden) {
        paintValue(painter, place);
        return;
    }
    // Caption and value share the height as their line heights do.
    const QFont tiny = tinyFont(font());
    const int captionHeight = QFontMetrics(tiny).height();
    const int top = (height() - captionHeight - metrics.line() - 1) / 2;
    painter.setFont(tiny);
    painter.setPen(faint);
    painter.drawText(QRect(place.left(), top, place.width(), captionHeight),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(tiny).elidedText(captionText(), Qt::ElideRight, place.width()));
    // Chips are taller than a line by a little; they may reach into the space around the value.
    const int valueHeight = qMax(metrics.line(), metrics.chip());
    paintValue(painter,
        QRect(place.left(), top + captionHeight + 1 - (valueHeight - metrics.line()) / 2, place.width(), valueHeight));
}

} // namespace pthf
