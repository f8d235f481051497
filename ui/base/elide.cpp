// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/elide.h"

#include <QStringList>

namespace pthf {

namespace {

constexpr QChar kEllipsis(0x2026);

} // namespace

QString elidedKey(const QString& key, QChar separator, const QFontMetrics& metrics, int width)
{
    if (metrics.horizontalAdvance(key) <= width) {
        return key;
    }
    const QStringList segments = key.split(separator);
    // "module.layer4.2.conv3.weight" → "module.….conv3.weight" → "….conv3.weight".
    for (qsizetype dropped = 1; segments.size() - dropped >= 2; ++dropped) {
        QStringList kept;
        const bool keepsFirst = segments.size() - dropped >= 3;
        if (keepsFirst) {
            kept.append(segments.first());
        }
        kept.append(QString(kEllipsis));
        kept += segments.mid(dropped + (keepsFirst ? 1 : 0));
        const QString text = kept.join(separator);
        if (metrics.horizontalAdvance(text) <= width) {
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
