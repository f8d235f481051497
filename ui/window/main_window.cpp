// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <utility>

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDateTime>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/panels/jobs_panel.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/widgets/start_page.h"
#include "ui/window/command_finder.h"
#include "ui/window/error_page.h"
#include "ui/window/plan_bar.h"
#include "ui/window/regions.h"
#include "ui/window/start_footer.h"
#include "ui/window/workspace.h"

namespace pthf {

namespace {

// LOOK 6, in pixels at a font of 13.
constexpr QSize kMinimum{800, 520};
constexpr QSize kFirst{1280, 800};
constexpr double kCaptionsFrom = 1180;

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
    , m_jobs(runner)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
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
    refreshRecent();
    showPage(Page::Start);
    refreshActions();
    refreshTitle();
    restoreState();
}

MainWindow::~MainWindow()
{
    disconnect(&m_session, nullptr, this, nullptr);
}

void MainWindow::fillEditMenu()
{
    QMenu& menu = *m_actions.editMenu();
    menu.addSeparator();
    m_edit.fillMenu(menu);
    menu.addSeparator();
    QMenu* rows = menu.addMenu(tr("Selected &rows"));
    connect(rows, &QMenu::aboutToShow, this, [this, rows] {
        rows->clear();
        m_edit.fillRowMenu(*rows, m_workspace->chosenRows());
        if (rows->isEmpty()) {
            rows->addAction(tr("Nothing selected"))->setEnabled(false);
        }
    });
}

void MainWindow::buildToolBar()
{
    m_toolBar = addToolBar(tr("Main"));
    m_toolBar->setObjectName(QStringLiteral("mainToolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_openButton = new QToolButton(this);
    m_openButton->setObjectName(QStringLiteral("openButton"));
    m_openButton->setText(tr("Open"));
    m_openButton->setIcon(themedIcon(Icon::Open));
    m_openButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_openButton->setPopupMode(QToolButton::MenuButtonPopup);
    m_openButton->setMenu(m_actions.recentMenu());
    m_openButton->setFocusPolicy(Qt::TabFocus);
    setButtonKind(m_openButton, ButtonKind::Normal);
    connect(m_openButton, &QToolButton::clicked, m_actions.open, &QAction::trigger);
    m_toolBar->addWidget(m_openButton);
    m_toolBar->addSeparator();
    m_toolBar->addWidget(m_pickers.device());
    m_toolBar->addWidget(m_pickers.prefix());
    m_toolBar->addWidget(m_pickers.number());
    auto* space = new QWidget(this);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_saveButton = new QToolButton(this);
    m_saveButton->setObjectName(QStringLiteral("saveButton"));
    // Not its default action: that would put the action's muted icon on the accent ground.
    connect(m_saveButton, &QToolButton::clicked, m_actions.save, &QAction::trigger);
    m_saveButton->setText(tr("Save converted…"));
    m_saveButton->setIcon(themedIcon(Icon::Save, IconTint::OnAccent));
    m_saveButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_saveButton->setFocusPolicy(Qt::TabFocus);
    setButtonKind(m_saveButton, ButtonKind::Primary);
    m_toolBar->addWidget(m_saveButton);
}

void MainWindow::buildPages()
{
    auto* central = new QWidget(this);
    m_pages = new QStackedWidget(central);
    m_start = new StartPage(m_pages);
    m_workspace = new Workspace(m_runner, m_session, m_pages);
    m_error = new ErrorPage(m_pages);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_workspace);
    m_pages->addWidget(m_error);
    m_jobsPanel = new JobsPanel(m_jobs, central);
    m_planBar = new PlanBar(m_actions, central);
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_jobsPanel);
    layout->addWidget(m_planBar);
    m_footer = new StartFooter(central);
    layout->addWidget(m_footer);
    setCentralWidget(central);
}

void MainWindow::buildCorner()
{
    auto* button = new QToolButton(this);
    button->setText(tr("Find a command  Ctrl+K"));
    button->setIcon(themedIcon(Icon::Search));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setButtonKind(button, ButtonKind::Flat);
    connect(button, &QToolButton::clicked, m_actions.findCommand, &QAction::trigger);
    menuBar()->setCornerWidget(button);
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

void MainWindow::connectActions()
{
    connect(m_actions.open, &QAction::triggered, &m_dialogs, &WindowDialogs::open);
    connect(m_actions.openSample, &QAction::triggered, this, &MainWindow::openSample);
    connect(&m_actions, &WindowActions::recentRequested, this, &MainWindow::openFile);
    connect(&m_dialogs, &WindowDialogs::openRequested, this, &MainWindow::openFile);
    connect(&m_dialogs, &WindowDialogs::settingsChanged, this, &MainWindow::settingsChanged);
    connect(m_actions.reopen, &QAction::triggered, &m_session, &DocumentSession::reopen);
    connect(m_actions.close, &QAction::triggered, &m_session, &DocumentSession::close);
    connect(m_actions.quit, &QAction::triggered, qApp, &QApplication::closeAllWindows);
    connect(m_actions.find, &QAction::triggered, m_workspace, &Workspace::find);
    connect(m_actions.copyPath, &QAction::triggered, this,
        [this] { QApplication::clipboard()->setText(m_workspace->currentPath()); });
    connect(m_actions.showTree, &QAction::triggered, this, [this] { m_workspace->showView(Workspace::Tree); });
    connect(m_actions.showTensors, &QAction::triggered, this, [this] { m_workspace->showView(Workspace::Tensors); });
    connect(m_actions.showDetails, &QAction::toggled, m_workspace, &Workspace::setDetailsShown);
    connect(m_actions.showFindings, &QAction::toggled, m_workspace, &Workspace::setFindingsShown);
    connect(m_actions.showPlan, &QAction::toggled, m_workspace, &Workspace::setPlanShown);
    connect(m_actions.nextRegion, &QAction::triggered, this, [this] { moveRegion(1); });
    connect(m_actions.previousRegion, &QAction::triggered, this, [this] { moveRegion(-1); });
    connect(m_actions.findCommand, &QAction::triggered, this, &MainWindow::findCommand);
    connect(m_actions.settings, &QAction::triggered, &m_dialogs, &WindowDialogs::editSettings);
    connect(m_actions.about, &QAction::triggered, &m_dialogs, &WindowDialogs::about);
    connect(m_actions.themes, &QActionGroup::triggered, this, [this](const QAction* action) {
        m_settings.setTheme(static_cast<ThemeChoice>(action->data().toInt()));
        Q_EMIT settingsChanged();
    });
}

void MainWindow::connectPlanActions()
{
    connect(m_actions.save, &QAction::triggered, &m_dialogs, &WindowDialogs::save);
    connect(m_actions.laptopCopy, &QAction::triggered, &m_dialogs, &WindowDialogs::laptopCopy);
    connect(m_actions.mapDevices, &QAction::triggered, &m_dialogs, &WindowDialogs::mapDevices);
    connect(m_actions.changeKeys, &QAction::triggered, this, [this] { m_edit.ask(RenamePattern{}); });
    connect(m_actions.addChange, &QAction::triggered, this, [this] { m_edit.ask(MapLocation{}); });
    connect(m_actions.plannedRows, &QAction::triggered, &m_dialogs, &WindowDialogs::showPlannedRows);
    connect(m_actions.loadRecipe, &QAction::triggered, &m_dialogs, &WindowDialogs::applyRecipe);
    connect(m_actions.saveRecipe, &QAction::triggered, &m_dialogs, &WindowDialogs::saveRecipe);
    connect(m_actions.clearPlan, &QAction::triggered, this, [this] { m_session.setPlan({}, tr("clear the plan")); });
    connect(m_actions.howToLoad, &QAction::triggered, &m_dialogs, &WindowDialogs::howToLoad);
    connect(m_actions.copyPython, &QAction::triggered, &m_dialogs, &WindowDialogs::copyPython);
    connect(m_actions.copyCommand, &QAction::triggered, &m_dialogs, &WindowDialogs::copyCommand);
    connect(m_actions.whatItNames, &QAction::triggered, &m_dialogs, &WindowDialogs::whatItNames);
    connect(&m_pickers, &PlanPickers::mapDevicesRequested, &m_dialogs, &WindowDialogs::mapDevices);
    connect(&m_pickers, &PlanPickers::otherDeviceRequested, &m_dialogs, &WindowDialogs::otherDevice);
    connect(&m_pickers, &PlanPickers::removePrefixRequested, this, [this] { m_edit.ask(RemovePrefix{}); });
    connect(&m_pickers, &PlanPickers::addPrefixRequested, this, [this] { m_edit.ask(AddPrefix{}); });
}

void MainWindow::connectPages()
{
    connect(m_start, &StartPage::openRequested, &m_dialogs, &WindowDialogs::open);
    connect(m_start, &StartPage::openAndConvertRequested, this, [this] {
        m_convertsNext = true;
        m_dialogs.open();
    });
    connect(m_start, &StartPage::openAndCheckRequested, &m_dialogs, &WindowDialogs::open);
    connect(m_start, &StartPage::openSampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::recentActivated, this, &MainWindow::openFile);
    connect(m_start, &StartPage::recentRemoved, &m_recent, &RecentFiles::remove);
    connect(m_start, &StartPage::recentCleared, &m_recent, &RecentFiles::clear);
    connect(&m_recent, &RecentFiles::changed, this, &MainWindow::refreshRecent);
    connect(m_error, &ErrorPage::openRequested, &m_dialogs, &WindowDialogs::open);
    connect(m_error, &ErrorPage::retryRequested, this, &MainWindow::openFile);
    connect(m_error, &ErrorPage::backRequested, this, [this] { showPage(Page::Document); });
    connect(m_workspace, &Workspace::laptopCopyRequested, &m_dialogs, &WindowDialogs::laptopCopy);
    connect(m_workspace, &Workspace::safetyRequested, &m_dialogs, &WindowDialogs::whatItNames);
    connect(m_workspace, &Workspace::recipeRequested, &m_dialogs, &WindowDialogs::saveRecipe);
    connect(m_workspace, &Workspace::addChangeRequested, m_actions.addChange, &QAction::trigger);
    connect(m_workspace, &Workspace::editChangeRequested, this,
        [this](int item) { m_edit.edit(static_cast<std::size_t>(item)); });
    connect(m_workspace, &Workspace::rowMenuRequested, this,
        [this](QMenu* menu) { m_edit.fillRowMenu(*menu, m_workspace->chosenRows()); });
    connect(m_workspace, &Workspace::plannedRowsRequested, &m_dialogs, &WindowDialogs::showPlannedRows);
    connect(m_workspace, &Workspace::applyRecipeRequested, &m_dialogs, &WindowDialogs::applyRecipe);
    connect(m_workspace, &Workspace::badgesFolded, m_planBar, &PlanBar::setLoadsOn);
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
    m_pickers.setAutoDevice(toQString(autoDevice(machine)));
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
    if (std::exchange(m_convertsNext, false)) {
        m_dialogs.laptopCopy();
    }
}

void MainWindow::showFailure(const QString& path, const Error& error)
{
    m_convertsNext = false;
    refreshTitle();
    if (error.code() == ErrorCode::Cancelled) {
        return; // what was there stays
    }
    m_error->show(path, error, m_session.opened() ? ErrorPage::WayBack::ToDocument : ErrorPage::WayBack::None);
    showPage(Page::Error);
}

void MainWindow::refreshActions()
{
    const bool isOpen = m_session.opened() != nullptr && m_pages->currentWidget() == m_workspace;
    for (QAction* action : m_actions.ofDocument() + m_edit.all()) {
        action->setEnabled(isOpen);
    }
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
        rows.append({file.path, file.summary, file.bytes, file.devices, file.opened, !QFileInfo::exists(file.path)});
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
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fit();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        m_start->setDropHighlighted(true);
        event->acceptProposedAction();
    }
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    m_start->setDropHighlighted(false);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_start->setDropHighlighted(false);
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        event->acceptProposedAction();
        openFile(urls.first().toLocalFile());
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
