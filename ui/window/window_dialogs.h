// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "core/base/result.h"
#include "core/save/receipt.h"

namespace pthf {

class DocumentSession;
class JobRunner;
class Settings;

/// The questions a window asks and the texts it hands out: each opens, and what is answered goes to the session.
class WindowDialogs final : public QObject {
    Q_OBJECT

public:
    WindowDialogs(JobRunner& runner, DocumentSession& session, Settings& settings, QWidget& window);

    void open();
    void save();
    /// Puts the laptop copy into the plan and asks where to save it.
    void laptopCopy();
    void mapDevices();
    void otherDevice();
    void showPlannedRows();
    void howToLoad();
    void whatItNames();
    void applyRecipe();
    void saveRecipe();
    void copyPython();
    void copyCommand();
    void showReceipt(const Receipt& receipt);
    void showSaveError(const QString& target, const Error& error);
    void editSettings();
    void about();

    /// Where the planned file would go if nobody says otherwise: beside the open file, with what was done in its name.
    QString suggestedTarget() const;

Q_SIGNALS:
    void openRequested(const QString& path);
    void settingsChanged();

private:
    void tell(const QString& title, const QString& text);
    void readRecipe(const QString& path);
    void writeRecipe(const QString& path);

    JobRunner& m_runner;
    DocumentSession& m_session;
    Settings& m_settings;
    QWidget& m_window;
};

} // namespace pthf
