// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/metrics.h"

#include <QFontDatabase>
#include <QWidget>

namespace pthf {

namespace {

QFont resized(QFont font, double factor)
{
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * factor);
    } else {
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    }
    return font;
}

} // namespace

QFont smallFont(const QFont& font)
{
    return resized(font, 0.92);
}

QFont tinyFont(const QFont& font)
{
    return resized(font, 0.85);
}

QFont fixedFont(const QFont& font)
{
    QFont fixed = smallFont(font);
    fixed.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    fixed.setStyleHint(QFont::Monospace);
    fixed.setFixedPitch(true);
    return fixed;
}

QFont mediumFont(const QFont& font)
{
    QFont medium = font;
    medium.setWeight(QFont::Medium);
    return medium;
}

QFont strongFont(const QFont& font)
{
    QFont strong = font;
    strong.setWeight(QFont::DemiBold);
    return strong;
}

QFont struckFont(const QFont& font)
{
    QFont struck = font;
    struck.setStrikeOut(true);
    return struck;
}

Metrics::Metrics(const QFont& font)
{
    const QFontMetrics metrics(font);
    m_line = metrics.height();
    m_smallLine = QFontMetrics(smallFont(font)).height();
    m_tinyLine = QFontMetrics(tinyFont(font)).height();
    m_character = metrics.averageCharWidth();
    m_scale = qMax(1.0, m_line / 16.0);
}

Metrics::Metrics(const QWidget* widget)
    : Metrics(widget->font())
{
}

} // namespace pthf
