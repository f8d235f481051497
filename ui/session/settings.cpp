// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/settings.h"

#include <algorithm>
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

QString Settings::language() const
{
    return m_store.value(QStringLiteral("language")).toString();
}

void Settings::setLanguage(const QString& code)
{
    m_store.setValue(QStringLiteral("language"), code);
}

int Settings::fontScale() const
{
    return std::clamp(m_store.value(QStringLiteral("fontScale"), 100).toInt(), kSmallestFont, kLargestFont);
}

void Settings::setFontScale(int percent)
{
    m_store.setValue(QStringLiteral("fontScale"), percent);
}

bool Settings::restoresSession() const
{
    return m_store.value(QStringLiteral("restoresSession"), true).toBool();
}

void Settings::setRestoresSession(bool restores)
{
    m_store.setValue(QStringLiteral("restoresSession"), restores);
}

QStringList Settings::sessionFiles() const
{
    return m_store.value(QStringLiteral("sessionFiles")).toStringList();
}

void Settings::setSessionFiles(const QStringList& files)
{
    m_store.setValue(QStringLiteral("sessionFiles"), files);
}

bool Settings::notifies() const
{
    return m_store.value(QStringLiteral("notifies"), true).toBool();
}

void Settings::setNotifies(bool notifies)
{
    m_store.setValue(QStringLiteral("notifies"), notifies);
}

QString Settings::moduleFolder() const
{
    return m_store.value(QStringLiteral("moduleFolder")).toString();
}

void Settings::setModuleFolder(const QString& folder)
{
    m_store.setValue(QStringLiteral("moduleFolder"), folder);
}

QString Settings::preferredModule() const
{
    return m_store.value(QStringLiteral("preferredModule")).toString();
}

void Settings::setPreferredModule(const QString& module)
{
    m_store.setValue(QStringLiteral("preferredModule"), module);
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
