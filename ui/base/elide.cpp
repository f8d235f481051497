// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/elide.h"

#include <QStringBuilder>
#include <QStringList>

namespace pthf {

namespace {

constexpr QChar kEllipsis(0x2026);
constexpr int kMostRoom = 10; ///< letters that may stay empty so that segments are whole

} // namespace

QString elidedKey(const QString& key, QChar separator, const QFontMetrics& metrics, int width)
{
    if (metrics.horizontalAdvance(key) <= width) {
        return key;
    }
    const QStringList segments = key.split(separator);
    const auto fits = [&](const QString& text) { return metrics.horizontalAdvance(text) <= width; };
    // "module.layer4.2.conv3.weight" → "module.….conv3.weight" …
    for (qsizetype last = segments.size() - 2; last >= 2; --last) {
        const QString text = segments.first() % separator % kEllipsis % separator % segments.last(last).join(separator);
        if (fits(text)) {
            return text;
        }
    }
    // … → "….2.conv3.weight" → "….conv3.weight". Where segments are so long that this wastes room: "…ong_name.weight".
    for (qsizetype last = segments.size() - 1; last >= 2; --last) {
        const QString text = kEllipsis % separator % segments.last(last).join(separator);
        const int room = width - metrics.horizontalAdvance(text);
        if (room >= 0 && room < metrics.averageCharWidth() * kMostRoom) {
            return text;
        }
    }
    return metrics.elidedText(key, Qt::ElideLeft, width);
}

QString elidedFileName(const QString& name, const QFontMetrics& metrics, int width)
{
    if (metrics.horizontalAdvance(name) <= width) {
        return name;
    }
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    // Names without an extension, hidden files and absurd extensions are cut as any text.
    if (dot <= 0 || name.size() - dot > 16) {
        return metrics.elidedText(name, Qt::ElideMiddle, width);
    }
    const QString extension = name.mid(dot);
    const int room = width - metrics.horizontalAdvance(extension);
    if (room <= metrics.horizontalAdvance(kEllipsis)) {
        return metrics.elidedText(name, Qt::ElideMiddle, width);
    }
    return metrics.elidedText(name.left(dot), Qt::ElideMiddle, room) + extension;
}

} // namespace pthf
