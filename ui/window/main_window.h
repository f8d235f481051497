// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QMainWindow>

#include "ui/devices/device_tools.h"
#include "ui/jobs/job_list_model.h"
#include "ui/operations/edit_actions.h"
#include "ui/window/plan_pickers.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_dialogs.h"

class QStackedWidget;
class QToolBar;
class QToolButton;

namespace pthf {

class DocumentSession;
class ErrorPage;
class FolderPage;
class JobRunner;
class JobsPanel;
class MatchViews;
class NoticeBar;
class PlanBar;
class RecentFiles;
class RecipeFiles;
class Settings;
class StartFooter;
class StartPage;
class Workspace;
struct MachineDevices;

/// The window of one checkpoint: menus and tool bar over the start page, the workspace, or why a file did not open.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(JobRunner& runner, DocumentSession& session, Settings& settings, RecentFiles& recent, QString samplePath,
        QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFile(const QString& path);
    /// The first here if nothing is open, the others in windows of their own.
    void openFiles(const QStringList& paths);
    void openSample();
    /// Shows what another window of the same session shows; the other one is to go.
    void takeOver(MainWindow& before);
    /// What this machine has to carry tensors to.
    void setMachine(const MachineDevices& machine);

    WindowActions& actions() noexcept { return m_actions; }
    WindowDialogs& dialogs() noexcept { return m_dialogs; }
    EditActions& edit() noexcept { return m_edit; }
    RecipeFiles& recipes() noexcept { return *m_recipes; }
    PlanPickers& pickers() noexcept { return m_pickers; }
    Workspace& workspace() noexcept { return *m_workspace; }
    MatchViews& match() noexcept { return *m_match; }
    DeviceTools& devices() noexcept { return m_devices; }

Q_SIGNALS:
    /// The user has chosen another theme, or other settings.
    void settingsChanged();
    /// Another window is wanted, for that file or empty.
    void newWindowRequested(const QString& path);
    void quitRequested();
    /// The window is closed for good.
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillEditMenu();
    void buildToolBar();
    void buildPages();
    void buildCorner();
    void connectSession();
    void connectActions();
    void connectPlanActions();
    void connectPages();
    void connectDesktop();
    void connectDevices();

    enum class Page { Start, Document, Error, Folder };
    void showPage(Page page);
    void showDocument();
    void showFailure(const QString& path, const Error& error);
    void showFolder(const QString& path);
    void refreshActions();
    void refreshTitle();
    void refreshRecent();
    void fit();
    void moveRegion(int direction);
    void findCommand();
    void keepState();
    void restoreState();

    JobRunner& m_runner;
    DocumentSession& m_session;
    Settings& m_settings;
    RecentFiles& m_recent;
    QString m_samplePath;
    WindowActions m_actions;
    WindowDialogs m_dialogs;
    EditActions m_edit;
    RecipeFiles* m_recipes = nullptr;
    PlanPickers m_pickers;
    DeviceTools m_devices;
    JobListModel m_jobs;

    QToolBar* m_toolBar = nullptr;
    QToolButton* m_openButton = nullptr;
    QToolButton* m_saveButton = nullptr;
    NoticeBar* m_notice = nullptr;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_start = nullptr;
    Workspace* m_workspace = nullptr;
    MatchViews* m_match = nullptr;
    ErrorPage* m_error = nullptr;
    FolderPage* m_folder = nullptr;
    JobsPanel* m_jobsPanel = nullptr;
    PlanBar* m_planBar = nullptr;
    StartFooter* m_footer = nullptr;
    bool m_isClosing = false;
    bool m_matchesNext = false; ///< the next file that opens is to be matched
    bool m_convertsNext = false; ///< the next file that opens is wanted as a laptop copy
};

} // namespace pthf
