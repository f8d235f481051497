// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>

namespace pthf {

/// A key or path in that width: middle segments go first, from the front on, the last two stay; what is still too long
/// is cut at its left. `separator` is '.' for keys and '/' for paths.
QString elidedKey(const QString& key, QChar separator, const QFontMetrics& metrics, int width);

/// A file name in that width: cut in the middle, the extension stays.
QString elidedFileName(const QString& name, const QFontMetrics& metrics, int width);

} // namespace pthf
