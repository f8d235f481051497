// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QByteArray>
#include <QSettings>
#include <QString>

#include "core/save/save_options.h"

namespace pthf {

enum class ThemeChoice : std::uint8_t { Auto, Light, Dark, HighContrast };

/// What the window remembers between starts. Unknown or broken entries count as absent.
class Settings final {
public:
    /// In the user's settings folder, or in that file.
    explicit Settings(const QString& file = {});

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

    /// What a save is to verify if nobody says otherwise.
    Verification verification() const;
    void setVerification(Verification verification);

    /// Geometry and the states of splitters and headers, by the object name of what they belong to.
    QByteArray state(const QString& name) const;
    void setState(const QString& name, const QByteArray& state);

    QString openFolder() const;
    void setOpenFolder(const QString& folder);
    QString saveFolder() const;
    void setSaveFolder(const QString& folder);

    QSettings& store() { return m_store; }

private:
    QSettings m_store;
};

} // namespace pthf
