// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/text.h"

#include <array>

#include <QDir>
#include <QLocale>

#include "core/text/utf8.h"

namespace pthf {

namespace {

/// The user's; the C locale of bare machines writes 25557032 without separators, which nobody can read.
QLocale shownLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

QString scaledSize(double bytes)
{
    static constexpr std::array<const char*, 7> kUnits{"B", "KB", "MB", "GB", "TB", "PB", "EB"};
    std::size_t unit = 0;
    // 999.95 is where one digit would round up to the next unit.
    while (unit + 1 < kUnits.size() && bytes >= (unit == 0 ? 1000.0 : 999.95)) {
        bytes /= 1000.0;
        ++unit;
    }
    const QString number = shownLocale().toString(bytes, 'f', unit == 0 ? 0 : 1);
    return number + QLatin1Char(' ') + QLatin1String(kUnits.at(unit));
}

} // namespace

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::string toUtf8(const QString& text)
{
    return text.toStdString();
}

QString pathToQString(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

std::filesystem::path toPath(const QString& path)
{
    return {toUtf8(path)};
}

QString shownText(std::string_view utf8)
{
    return toQString(displayText(utf8));
}

QString shownText(const QString& text)
{
    return shownText(toUtf8(text));
}

QString shownSize(std::uint64_t bytes)
{
    return scaledSize(static_cast<double>(bytes));
}

QString shownSignedSize(std::int64_t bytes)
{
    const auto size = static_cast<double>(bytes);
    return bytes < 0 ? QChar(0x2212) + scaledSize(-size) : scaledSize(size);
}

QString shownCount(std::uint64_t count)
{
    return shownLocale().toString(qulonglong(count));
}

QString shownRoundCount(std::uint64_t count)
{
    static constexpr std::array<const char*, 5> kUnits{"", " K", " M", " B", " T"};
    if (count < 1000) {
        return QString::number(count);
    }
    auto number = static_cast<double>(count);
    std::size_t unit = 0;
    while (unit + 1 < kUnits.size() && number >= 999.95) {
        number /= 1000.0;
        ++unit;
    }
    return shownLocale().toString(number, 'f', 1) + QLatin1String(kUnits.at(unit));
}

QString shownShape(std::span<const std::int64_t> sizes)
{
    QString text = QStringLiteral("[");
    for (const std::int64_t size : sizes) {
        if (text.size() > 1) {
            text += QLatin1String(", ");
        }
        text += QString::number(size);
    }
    return sizes.empty() ? QStringLiteral("[ ]") : QString(text + QLatin1Char(']'));
}

QString globText(const QString& text)
{
    QString glob;
    for (const QChar character : text) {
        if (character == u'*' || character == u'?' || character == u'[') {
            glob += u'[' % character % u']';
        } else {
            glob += character;
        }
    }
    return glob;
}

QString percentText(double share)
{
    if (share > 0.0 && share < 0.005) {
        return QStringLiteral("< 1 %");
    }
    return shownLocale().toString(qRound(share * 100.0)) + QLatin1String(" %");
}

QString homePathText(const QString& path)
{
    const QString home = QDir::homePath();
    if (path == home) {
        return QStringLiteral("~");
    }
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

} // namespace pthf
