// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/count_pill.h"

#include <QPainter>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"

namespace pthf {

CountPill::CountPill(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void CountPill::setText(const QString& text)
{
    m_text = text;
    setVisible(!text.isEmpty());
    resize(sizeHint());
    updateGeometry();
    update();
}

QSize CountPill::sizeHint() const
{
    const Metrics metrics(this);
    const QFontMetrics words(tinyFont(font()));
    return {words.horizontalAdvance(m_text) + metrics.scaled(12), words.height() + 2};
}

void CountPill::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    paintBox(
        painter, rect(), theme.track, theme.isHighContrast() ? theme.border : QColor(Qt::transparent), height() / 2.0);
    painter.setFont(tinyFont(font()));
    painter.setPen(theme.muted);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_text);
}

} // namespace pthf
