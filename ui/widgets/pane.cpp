// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pane.h"

#include <QPainter>

#include "ui/base/device_chips.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/delegates/cell_paint.h"

namespace pthf {

Pane::Pane(Look look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
{
}

void Pane::setLook(Look look)
{
    m_look = look;
    update();
}

void Pane::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    switch (m_look) {
    case Look::Card:
        paintBox(painter, rect(), theme.base, theme.border);
        return;
    case Look::Bar:
        painter.fillRect(rect(), theme.window);
        painter.fillRect(0, height() - 1, width(), 1, theme.border);
        return;
    case Look::BarAbove:
        painter.fillRect(rect(), theme.window);
        painter.fillRect(0, 0, width(), 1, theme.border);
        return;
    case Look::Base:
        painter.fillRect(rect(), theme.base);
        return;
    case Look::Info:
        painter.fillRect(rect(), theme.info.tint);
        painter.fillRect(0, 0, width(), 1, theme.border);
        return;
    }
}

IconLabel::IconLabel(Icon icon, IconTint tint, int size, Ground ground, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_tint(tint)
    , m_size(size)
    , m_ground(ground)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(Icon icon, IconTint tint)
{
    m_icon = icon;
    m_tint = tint;
    update();
}

QSize IconLabel::sizeHint() const
{
    const int size = Metrics(this).scaled(m_ground == Ground::Tint ? 2 * m_size : m_size);
    return {size, size};
}

void IconLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const int size = Metrics(this).scaled(m_size);
    if (m_ground == Ground::Tint) {
        paintBox(painter, rect(), themeOf(this).info.tint, Qt::transparent);
    }
    const QRect place((width() - size) / 2, (height() - size) / 2, size, size);
    themedIcon(m_icon, m_tint).paint(&painter, place);
}

KeyCap::KeyCap(const QString& keys, QWidget* parent)
    : QWidget(parent)
    , m_keys(keys)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize KeyCap::sizeHint() const
{
    const QFontMetrics metrics(tinyFont(font()));
    return {metrics.horizontalAdvance(m_keys) + 10, metrics.height() + 4};
}

void KeyCap::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    paintBox(painter, rect(), Qt::transparent, theme.border, kMarkRadius);
    painter.setFont(tinyFont(font()));
    painter.setPen(theme.muted);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_keys);
}

ChipLabel::ChipLabel(const QStringList& before, const QStringList& after, QWidget* parent)
    : QWidget(parent)
    , m_before(before)
    , m_after(after)
{
    setAccessibleName(
        after.isEmpty() ? devicesText(before) : tr("%1 becomes %2").arg(devicesText(before), devicesText(after)));
    setToolTip(after.isEmpty() ? before.join(QLatin1String(", ")) : accessibleName());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ChipLabel::sizeHint() const
{
    return {deviceChangeWidth(m_before, m_after, font()), Metrics(this).chip()};
}

void ChipLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintDeviceChange(painter, rect(), m_before, m_after, font(), themeOf(this));
}

ChangeLabel::ChangeLabel(const QString& before, const QString& after, QWidget* parent)
    : QWidget(parent)
    , m_before(before)
    , m_after(after)
{
    setAccessibleName(tr("%1 becomes %2").arg(before, after));
    setToolTip(accessibleName());
}

QSize ChangeLabel::sizeHint() const
{
    return {changedTextWidth({m_before, m_after, fixedFont(font())}), Metrics(this).line()};
}

QSize ChangeLabel::minimumSizeHint() const
{
    return {0, Metrics(this).line()};
}

void ChangeLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintChangedText(painter, rect(), {m_before, m_after, fixedFont(font())}, themeOf(this));
}

} // namespace pthf
