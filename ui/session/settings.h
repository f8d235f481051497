// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

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

    /// Code of the language; empty: the system's.
    QString language() const;
    void setLanguage(const QString& code);
    /// Size of type in percent of the system's, 80 to 200.
    static constexpr int kSmallestFont = 80;
    static constexpr int kLargestFont = 200;
    int fontScale() const;
    void setFontScale(int percent);
    /// Whether the files of the last time are opened again at a start without a file.
    bool restoresSession() const;
    void setRestoresSession(bool restores);
    QStringList sessionFiles() const;
    void setSessionFiles(const QStringList& files);
    /// Whether the end of long work is told outside of the window.
    bool notifies() const;
    void setNotifies(bool notifies);
    /// Folder of the LibTorch module; empty: beside the program.
    QString moduleFolder() const;
    void setModuleFolder(const QString& folder);
    /// Which of several modules: "cpu", "cuda", a file's name; empty: as fits the computer.
    QString preferredModule() const;
    void setPreferredModule(const QString& module);

    QString openFolder() const;
    void setOpenFolder(const QString& folder);
    QString saveFolder() const;
    void setSaveFolder(const QString& folder);

    QSettings& store() { return m_store; }

private:
    QSettings m_store;
};

} // namespace pthf
