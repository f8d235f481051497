// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <utility>

#include <algorithm>

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QFileInfo>
#include <QMenuBar>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/desktop/notice_bar.h"
#include "ui/files/folder_page.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/problem_list_model.h"
#include "ui/panels/jobs_panel.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/start/start_footer.h"
#include "ui/start/start_page.h"
#include "ui/window/command_finder.h"
#include "ui/window/error_page.h"
#include "ui/window/match_views.h"
#include "ui/window/plan_bar.h"
#include "ui/window/regions.h"
#include "ui/window/workspace.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

// LOOK 6, in pixels at a font of 13.
constexpr QSize kMinimum{800, 520};
constexpr QSize kFirst{1280, 800};
constexpr double kCaptionsFrom = 1180;
constexpr double kWordsFrom = 960; // "Open" and "Match with…" are icons below

} // namespace

MainWindow::MainWindow(JobRunner& runner, DocumentSession& session, Settings& settings, RecentFiles& recent,
    QString samplePath, QWidget* parent)
    : QMainWindow(parent)
    , m_runner(runner)
    , m_session(session)
    , m_settings(settings)
    , m_recent(recent)
    , m_samplePath(std::move(samplePath))
    , m_actions(session.undoStack())
    , m_dialogs(runner, session, settings, *this)
    , m_edit(runner, session, *this)
    , m_pickers(session, this)
    , m_devices(runner, session, *this)
    , m_jobs(runner)
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(kMinimum);
    m_actions.fillMenuBar(*menuBar(), recent);
    fillEditMenu();
    addActions(m_actions.all()); // keys work while the menu is not open
    buildToolBar();
    buildPages();
    buildCorner();
    connectSession();
    connectActions();
    connectPlanActions();
    connectPages();
    connectDesktop();
    connectDevices();
    refreshRecent();
    showPage(Page::Start);
    refreshActions();
    refreshTitle();
    restoreState();
}

MainWindow::~MainWindow()
{
    // The panels' jobs end with the panels, which are children: whoever tells of that finds no window any more.
    disconnect(&m_session, nullptr, this, nullptr);
    disconnect(&m_runner, nullptr, this, nullptr);
}

void MainWindow::connectSession()
{
    connect(&m_session, &DocumentSession::openStarted, this, [this] { refreshTitle(); });
    connect(&m_session, &DocumentSession::documentChanged, this, &MainWindow::showDocument);
    connect(&m_session, &DocumentSession::openFailed, this, &MainWindow::showFailure);
    connect(&m_session, &DocumentSession::planChanged, this, &MainWindow::refreshActions);
    connect(&m_session, &DocumentSession::outcomeChanged, this, &MainWindow::refreshActions);
    connect(&m_session, &DocumentSession::saveStarted, this, &MainWindow::refreshActions);
    connect(&m_session, &DocumentSession::saved, this, [this](const Receipt& receipt) {
        refreshActions();
        m_dialogs.showReceipt(receipt);
    });
    connect(&m_session, &DocumentSession::saveFailed, this, [this](const QString& target, const Error& error) {
        refreshActions();
        m_dialogs.showSaveError(target, error);
    });
    connect(&m_runner, &JobRunner::idle, this, [this] {
        if (m_isClosing) {
            close();
        }
    });
}

void MainWindow::openFile(const QString& path)
{
    m_session.open(toPath(QFileInfo(path).absoluteFilePath()));
}

void MainWindow::openSample()
{
    openFile(m_samplePath);
}

void MainWindow::setMachine(const MachineDevices& machine)
{
    m_devices.machine().setProbe(machine);
    m_footer->setMachine(machine);
}

void MainWindow::showPage(Page page)
{
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_toolBar->setVisible(page == Page::Document || (page == Page::Error && m_session.opened()));
    m_planBar->setVisible(page == Page::Document);
    m_footer->setVisible(page == Page::Start);
    refreshActions();
    if (page == Page::Document) {
        fit();
    }
}

void MainWindow::showDocument()
{
    const OpenedPtr& opened = m_session.opened();
    refreshTitle();
    showPage(opened ? Page::Document : Page::Start);
    if (!opened) {
        return;
    }
    m_recent.add(opened->card, QDateTime::currentDateTime());
    m_workspace->showView(Workspace::Tree);
    if (std::exchange(m_matchesNext, false)) {
        m_match->show();
    }
    if (std::exchange(m_convertsNext, false)) {
        m_dialogs.laptopCopy();
    }
}

void MainWindow::showFailure(const QString& path, const Error& error)
{
    m_convertsNext = false;
    m_matchesNext = false;
    refreshTitle();
    if (error.code() == ErrorCode::Cancelled) {
        return; // what was there stays
    }
    if (QFileInfo(path).isDir()) {
        showFolder(path); // no checkpoint itself: a table of those in it
        return;
    }
    m_error->show(path, error, m_session.opened() ? ErrorPage::WayBack::ToDocument : ErrorPage::WayBack::None);
    showPage(Page::Error);
}

void MainWindow::showFolder(const QString& path)
{
    m_folder->setFolder(path);
    showPage(Page::Folder);
    m_folder->setFocus();
}

void MainWindow::refreshActions()
{
    const bool isOpen = m_session.opened() != nullptr && m_pages->currentWidget() == m_workspace;
    for (QAction* action : m_actions.ofDocument() + m_edit.all()) {
        action->setEnabled(isOpen);
    }
    m_actions.salvage->setEnabled(isOpen && std::ranges::any_of(m_session.opened()->card.findings, &tellsDamage));
    m_actions.backToFolder->setEnabled(!m_folder->folder().isEmpty() && m_pages->currentWidget() != m_folder);
    const int changes = m_session.changeCount();
    m_planBar->setChanges(changes);
    for (QAction* action : {m_actions.clearPlan, m_actions.saveRecipe, m_actions.plannedRows}) {
        action->setEnabled(isOpen && !m_session.plan().isEmpty());
    }
    if (isOpen) {
        m_actions.laptopCopy->setEnabled(!m_session.opened()->laptop.operations.empty());
    }
    const auto why = m_session.whyNotSave();
    m_actions.save->setEnabled(isOpen && !why);
    m_saveButton->setEnabled(m_actions.save->isEnabled());
    m_saveButton->setToolTip(why.value_or(tr("Save the file as planned (Ctrl+S)")));
}

void MainWindow::refreshTitle()
{
    const OpenedPtr& opened = m_session.opened();
    setWindowTitle(
        opened ? tr("%1 – Pthfinder").arg(shownText(opened->document->path.filename().string())) : tr("Pthfinder"));
}

void MainWindow::refreshRecent()
{
    QList<RecentRow> rows;
    for (const RecentFile& file : m_recent.files()) {
        rows.append({file.path, coreText(toUtf8(file.summary)), file.bytes, file.devices, file.opened,
            !QFileInfo::exists(file.path)});
    }
    m_start->setRecent(rows);
}

void MainWindow::fit()
{
    const double scale = Metrics(this).scale();
    const double width = this->width() / scale;
    const bool isNarrow = width < kCaptionsFrom;
    m_pickers.setCaptions(isNarrow ? PlanPicker::Caption::Hidden : PlanPicker::Caption::Shown);
    m_planBar->setNarrow(isNarrow);
    const Metrics metrics(this);
    const int buttonHeight = isNarrow ? metrics.button() + metrics.scaled(4) : metrics.picker();
    m_openButton->setFixedHeight(buttonHeight);
    m_saveButton->setFixedHeight(buttonHeight);
    m_match->button()->setFixedHeight(buttonHeight);
    const bool hasWords = width >= kWordsFrom;
    m_match->button()->setToolButtonStyle(hasWords ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_openButton->setToolButtonStyle(hasWords ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_saveButton->setText(hasWords ? tr("Save converted…") : tr("Save…"));
    m_workspace->fitInto(width, height() / scale);
}

void MainWindow::moveRegion(int direction)
{
    QList<QWidget*> regions{m_toolBar};
    if (m_pages->currentWidget() == m_workspace) {
        regions += m_workspace->regions();
    } else {
        regions.append(m_pages->currentWidget());
    }
    regions += {m_jobsPanel, m_planBar};
    Regions(regions).move(direction > 0 ? Regions::Direction::Forward : Regions::Direction::Backward);
}

void MainWindow::findCommand()
{
    auto* finder = new CommandFinder(m_actions.all() + m_edit.all(), this);
    finder->setAttribute(Qt::WA_DeleteOnClose);
    finder->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_runner.isIdle()) {
        m_isClosing = true;
        setWindowTitle(tr("Stopping… – Pthfinder"));
        m_runner.cancelAll();
        event->ignore(); // the last job's end closes the window
        return;
    }
    keepState();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fit();
}

void MainWindow::openFiles(const QStringList& paths)
{
    // The first in this window if nothing is open here, the others in windows of their own.
    const bool isEmpty = !m_session.opened() && !m_session.isOpening();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (i == 0 && (isEmpty || paths.size() == 1)) {
            openFile(paths[i]);
        } else {
            Q_EMIT newWindowRequested(paths[i]);
        }
    }
}

void MainWindow::takeOver(MainWindow& before)
{
    before.keepState();
    restoreState();
    if (!m_session.opened()) {
        return;
    }
    showPage(Page::Document);
    m_workspace->takeOver(*before.m_workspace);
    refreshActions();
    refreshTitle();
    for (const auto& [mine, theirs] : {std::pair{m_actions.showPlan, before.m_actions.showPlan},
             std::pair{m_actions.showDetails, before.m_actions.showDetails},
             std::pair{m_actions.showFindings, before.m_actions.showFindings}}) {
        mine->setChecked(theirs->isChecked());
    }
}

void MainWindow::keepState()
{
    m_settings.setState(QStringLiteral("geometry"), saveGeometry());
    m_workspace->saveState(m_settings);
}

void MainWindow::restoreState()
{
    const QByteArray geometry = m_settings.state(QStringLiteral("geometry"));
    if (geometry.isEmpty() || !restoreGeometry(geometry)) {
        resize(kFirst);
    }
    m_workspace->restoreState(m_settings);
    for (QAction* action : m_actions.themes->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(m_settings.theme()));
    }
}

} // namespace pthf
