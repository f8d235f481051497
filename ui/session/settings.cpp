// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/settings.h"

#include <array>
#include <utility>

#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr std::array kThemeNames{
    std::pair{ThemeChoice::Auto, "auto"},
    std::pair{ThemeChoice::Light, "light"},
    std::pair{ThemeChoice::Dark, "dark"},
    std::pair{ThemeChoice::HighContrast, "high-contrast"},
};

} // namespace

Settings::Settings(const QString& file)
    : m_store(file.isEmpty() ? QSettings().fileName() : file, QSettings::IniFormat)
{
}

ThemeChoice Settings::theme() const
{
    const QString stored = m_store.value(QStringLiteral("theme")).toString();
    for (const auto& [choice, name] : kThemeNames) {
        if (stored == QLatin1String(name)) {
            return choice;
        }
    }
    return ThemeChoice::Auto;
}

void Settings::setTheme(ThemeChoice choice)
{
    for (const auto& [value, name] : kThemeNames) {
        if (value == choice) {
            m_store.setValue(QStringLiteral("theme"), QLatin1String(name));
        }
    }
}

Verification Settings::verification() const
{
    const QString stored = m_store.value(QStringLiteral("verification")).toString();
    for (const Verification verification : {Verification::None, Verification::Full}) {
        if (stored == toQString(verificationName(verification))) {
            return verification;
        }
    }
    return Verification::Structure;
}

void Settings::setVerification(Verification verification)
{
    m_store.setValue(QStringLiteral("verification"), toQString(verificationName(verification)));
}

QByteArray Settings::state(const QString& name) const
{
    return m_store.value(QStringLiteral("state/") + name).toByteArray();
}

void Settings::setState(const QString& name, const QByteArray& state)
{
    m_store.setValue(QStringLiteral("state/") + name, state);
}

QString Settings::openFolder() const
{
    return m_store.value(QStringLiteral("openFolder")).toString();
}

void Settings::setOpenFolder(const QString& folder)
{
    m_store.setValue(QStringLiteral("openFolder"), folder);
}

QString Settings::saveFolder() const
{
    return m_store.value(QStringLiteral("saveFolder")).toString();
}

void Settings::setSaveFolder(const QString& folder)
{
    m_store.setValue(QStringLiteral("saveFolder"), folder);
}

} // namespace pthf
