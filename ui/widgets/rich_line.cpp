// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rich_line.h"

#include <QFontMetrics>
#include <QPainter>
#include <QRegularExpression>

#include "ui/base/device_chips.h"
#include "ui/base/metrics.h"

namespace pthf {

namespace {

/// Devices ("cuda:0–3"), dotted names ("torch.load", "module."), and words with an underscore ("weights_only").
const QRegularExpression& specialWords()
{
    static const QRegularExpression expression(
        QStringLiteral("(?<device>\\b(?:cuda(?::\\d+)?|cpu|mps)\\b(?:\\x{2013}\\d+)?)"
                       "|(?<code>\\b[A-Za-z_]\\w*(?:\\.\\w+)+\\.?(?=[\\s,;:)]|$)|\\b[A-Za-z_]\\w*\\.(?=[\\s,;:)]|$)"
                       "|\\b[A-Za-z]\\w*_\\w+)"));
    return expression;
}

/// "cuda:0–3" is four devices.
QStringList devicesOf(const QString& text)
{
    const qsizetype dash = text.indexOf(QChar(0x2013));
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (dash < 0 || colon < 0) {
        return {text};
    }
    const int first = text.mid(colon + 1, dash - colon - 1).toInt();
    const int last = qMin(text.mid(dash + 1).toInt(), first + 1023); // a sentence cannot ask for endless chips
    QStringList devices;
    for (int number = first; number <= last; ++number) {
        devices.append(text.left(colon + 1) + QString::number(number));
    }
    return devices;
}

} // namespace

RichLine::RichLine(const QString& text)
{
    qsizetype from = 0;
    for (auto matches = specialWords().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedStart() > from) {
            m_parts.push_back({text.mid(from, match.capturedStart() - from), {}, false});
        }
        const QString device = match.captured(QStringLiteral("device"));
        if (!device.isEmpty()) {
            m_parts.push_back({device, devicesOf(device), false});
        } else {
            m_parts.push_back({match.captured(), {}, true});
        }
        from = match.capturedEnd();
    }
    if (from < text.size()) {
        m_parts.push_back({text.mid(from), {}, false});
    }
}

int RichLine::width(const QFont& font) const
{
    int width = 0;
    for (const Part& part : m_parts) {
        if (!part.devices.isEmpty()) {
            width += DeviceChip(part.devices, font).size().width();
        } else {
            width += QFontMetrics(part.isCode ? fixedFont(font) : font).horizontalAdvance(part.text);
        }
    }
    return width;
}

void RichLine::paint(
    QPainter& painter, const QRect& place, const QFont& font, const QColor& color, const Theme& theme) const
{
    painter.save();
    QRect rest = place;
    for (const Part& part : m_parts) {
        if (rest.width() <= 0) {
            break;
        }
        if (!part.devices.isEmpty()) {
            const DeviceChip chip(part.devices, font);
            chip.paint(painter, rest, theme);
            rest.setLeft(rest.left() + chip.size().width());
            continue;
        }
        painter.setFont(part.isCode ? fixedFont(font) : font);
        painter.setPen(color);
        const QFontMetrics metrics(painter.font());
        const int width = metrics.horizontalAdvance(part.text);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            width <= rest.width() ? part.text : metrics.elidedText(part.text, Qt::ElideRight, rest.width()));
        rest.setLeft(rest.left() + width);
    }
    painter.restore();
}

} // namespace pthf
