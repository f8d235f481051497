// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include "core/base/result.h"
#include "core/compute/compute_devices.h"
#include "core/save/salvage_checkpoint.h"
#include "ui/files/salvage_file.h"

namespace pthf {

class DocumentSession;
class JobRunner;
class Settings;
class TextDialog;

/// The questions a window asks and the texts it hands out: each opens, and what is answered goes to the session.
class WindowDialogs final : public QObject {
    Q_OBJECT

public:
    WindowDialogs(JobRunner& runner, DocumentSession& session, Settings& settings, QWidget& window);

    void open();
    void openFolder();
    /// Says something in a box of its own.
    void tell(const QString& title, const QString& text);
    void save();
    /// Asks where to write what a damaged file holds whole.
    void salvage();
    /// Puts the laptop copy into the plan and asks where to save it.
    void laptopCopy();
    void mapDevices();
    void otherDevice();
    void showPlannedRows();
    void howToLoad();
    void whatItNames();
    void copyPython();
    void copyCommand();
    /// What the file is, for an issue: Markdown.
    void copyReport();
    void showReceipt(const Receipt& receipt);
    /// What LibTorch's own reader says of a file that was saved: below its receipt, while that is shown.
    void showWitness(const QString& target, const QString& text);
    /// That a saved file may be carried to, for the save dialog.
    void setDevices(const std::vector<DeviceFacts>& devices);
    void showSaveError(const QString& target, const Error& error);
    /// The plan for many files.
    void batch(const QStringList& files);
    void editSettings();
    void about();

    void showSalvaged(const SalvageReceipt& salvaged);

    /// Where the planned file would go if nobody says otherwise: beside the open file, with what was done in its name.
    QString suggestedTarget() const;

Q_SIGNALS:
    void openRequested(const QString& path);
    void recipeRequested();
    void settingsChanged();

private:
    /// Beside the open file, or where files were saved last, with a word in its name.
    QString targetWith(const QString& mark) const;
    /// The text of what was written, with ways to it.
    TextDialog* showWritten(const QString& title, const QString& target, const QString& text);

    JobRunner& m_runner;
    DocumentSession& m_session;
    Settings& m_settings;
    QWidget& m_window;
    SalvageFile m_salvage;
    QStringList m_devices;
    QPointer<TextDialog> m_receipt;
    QString m_receiptTarget;
};

} // namespace pthf
