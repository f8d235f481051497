// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <utility>

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QMenu>
#include <QUrl>

#include "ui/base/text.h"
#include "ui/desktop/file_drag.h"
#include "ui/desktop/file_drop.h"
#include "ui/desktop/file_notice.h"
#include "ui/desktop/long_work.h"
#include "ui/dialogs/shortcut_sheet.h"
#include "ui/files/folder_page.h"
#include "ui/operations/recipe_files.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"
#include "ui/start/start_page.h"
#include "ui/widgets/card_bar.h"
#include "ui/window/error_page.h"
#include "ui/window/main_window.h"
#include "ui/window/match_views.h"
#include "ui/window/plan_bar.h"
#include "ui/window/workspace.h"

namespace pthf {

void MainWindow::connectActions()
{
    connect(m_actions.open, &QAction::triggered, &m_dialogs, &WindowDialogs::open);
    connect(m_actions.openSample, &QAction::triggered, this, &MainWindow::openSample);
    connect(&m_actions, &WindowActions::recentRequested, this, &MainWindow::openFile);
    connect(&m_dialogs, &WindowDialogs::openRequested, this, &MainWindow::openFile);
    connect(&m_dialogs, &WindowDialogs::settingsChanged, this, &MainWindow::settingsChanged);
    connect(m_actions.reopen, &QAction::triggered, &m_session, &DocumentSession::reopen);
    connect(m_actions.close, &QAction::triggered, &m_session, &DocumentSession::close);
    connect(m_actions.quit, &QAction::triggered, this, &MainWindow::quitRequested);
    connect(m_actions.newWindow, &QAction::triggered, this, [this] { Q_EMIT newWindowRequested({}); });
    connect(m_actions.showInFolder, &QAction::triggered, this, [this] {
        const QFileInfo file(pathToQString(m_session.opened()->document->path));
        QDesktopServices::openUrl(QUrl::fromLocalFile(file.absolutePath()));
    });
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] {
        auto* sheet = new ShortcutSheet(m_actions.all() + m_edit.all(), this);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->open();
    });
    connect(m_actions.find, &QAction::triggered, m_workspace, &Workspace::find);
    connect(m_actions.copyPath, &QAction::triggered, this,
        [this] { QApplication::clipboard()->setText(m_workspace->currentPath()); });
    const std::array views{std::pair{m_actions.showOverview, Workspace::Overview},
        std::pair{m_actions.showTree, Workspace::Tree}, std::pair{m_actions.showTensors, Workspace::Tensors},
        std::pair{m_actions.showStorages, Workspace::Storages},
        std::pair{m_actions.showOptimizer, Workspace::Optimizer}};
    for (const auto& [action, shown] : views) {
        const Workspace::View view = shown;
        connect(action, &QAction::triggered, this, [this, view] { m_workspace->showView(view); });
    }
    connect(m_actions.scanValues, &QAction::triggered, m_workspace, &Workspace::scanValues);
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
    connect(m_actions.salvage, &QAction::triggered, &m_dialogs, &WindowDialogs::salvage);
    connect(m_actions.laptopCopy, &QAction::triggered, &m_dialogs, &WindowDialogs::laptopCopy);
    connect(m_actions.undoInPlace, &QAction::triggered, &m_session, &DocumentSession::undoInPlace);
    connect(m_actions.batch, &QAction::triggered, this, [this] {
        m_dialogs.batch(
            m_session.opened() ? QStringList{pathToQString(m_session.opened()->document->path)} : QStringList());
    });
    connect(m_actions.mapDevices, &QAction::triggered, &m_dialogs, &WindowDialogs::mapDevices);
    connect(m_actions.changeKeys, &QAction::triggered, this, [this] { m_edit.ask(RenamePattern{}); });
    connect(m_match, &MatchViews::operationWanted, &m_edit, &EditActions::ask);
    connect(m_actions.addChange, &QAction::triggered, this, [this] { m_edit.ask(MapLocation{}); });
    connect(m_actions.plannedRows, &QAction::triggered, &m_dialogs, &WindowDialogs::showPlannedRows);
    m_recipes = new RecipeFiles(m_runner, m_session, m_settings, *this);
    connect(m_recipes, &RecipeFiles::failed, &m_dialogs, &WindowDialogs::tell);
    connect(&m_dialogs, &WindowDialogs::recipeRequested, m_recipes, &RecipeFiles::save);
    connect(m_actions.loadRecipe, &QAction::triggered, m_recipes, &RecipeFiles::choose);
    connect(m_actions.saveRecipe, &QAction::triggered, m_recipes, &RecipeFiles::save);
    connect(m_actions.clearPlan, &QAction::triggered, this, [this] { m_session.setPlan({}, tr("clear the plan")); });
    connect(m_actions.howToLoad, &QAction::triggered, &m_dialogs, &WindowDialogs::howToLoad);
    connect(m_actions.copyPython, &QAction::triggered, &m_dialogs, &WindowDialogs::copyPython);
    connect(m_actions.copyCommand, &QAction::triggered, &m_dialogs, &WindowDialogs::copyCommand);
    connect(m_actions.copyReport, &QAction::triggered, &m_dialogs, &WindowDialogs::copyReport);
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
    connect(m_start, &StartPage::openAndCheckRequested, this, [this] {
        m_matchesNext = true;
        m_dialogs.open();
    });
    connect(m_start, &StartPage::openFolderRequested, m_actions.openFolder, &QAction::trigger);
    connect(m_start, &StartPage::openSampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::recentActivated, this, &MainWindow::openFile);
    connect(m_start, &StartPage::recentRemoved, &m_recent, &RecentFiles::remove);
    connect(m_start, &StartPage::recentCleared, &m_recent, &RecentFiles::clear);
    connect(&m_recent, &RecentFiles::changed, this, &MainWindow::refreshRecent);
    connect(m_folder, &FolderPage::openRequested, this, &MainWindow::openFile);
    connect(m_folder, &FolderPage::convertRequested, &m_dialogs, &WindowDialogs::batch);
    connect(m_actions.openFolder, &QAction::triggered, &m_dialogs, &WindowDialogs::openFolder);
    connect(m_actions.backToFolder, &QAction::triggered, this, [this] {
        showPage(Page::Folder);
        m_folder->setFocus();
    });
    connect(m_error, &ErrorPage::openRequested, &m_dialogs, &WindowDialogs::open);
    connect(m_error, &ErrorPage::retryRequested, this, &MainWindow::openFile);
    connect(m_error, &ErrorPage::backRequested, this, [this] { showPage(Page::Document); });
    connect(m_workspace, &Workspace::laptopCopyRequested, &m_dialogs, &WindowDialogs::laptopCopy);
    connect(m_workspace, &Workspace::safetyRequested, &m_dialogs, &WindowDialogs::whatItNames);
    connect(m_workspace, &Workspace::mapDevicesRequested, &m_dialogs, &WindowDialogs::mapDevices);
    connect(m_workspace, &Workspace::salvageRequested, &m_dialogs, &WindowDialogs::salvage);
    connect(m_workspace, &Workspace::reportRequested, m_actions.copyReport, &QAction::trigger);
    connect(m_workspace, &Workspace::recipeRequested, m_recipes, &RecipeFiles::save);
    connect(m_workspace, &Workspace::addChangeRequested, m_actions.addChange, &QAction::trigger);
    connect(m_workspace, &Workspace::editChangeRequested, this,
        [this](int item) { m_edit.edit(static_cast<std::size_t>(item)); });
    connect(m_workspace, &Workspace::rowMenuRequested, this,
        [this](QMenu* menu) { m_edit.fillRowMenu(*menu, m_workspace->chosenRows()); });
    connect(m_workspace, &Workspace::plannedRowsRequested, &m_dialogs, &WindowDialogs::showPlannedRows);
    connect(m_workspace, &Workspace::applyRecipeRequested, m_recipes, &RecipeFiles::choose);
    connect(m_workspace, &Workspace::badgesFolded, m_planBar, &PlanBar::setLoadsOn);
}

void MainWindow::connectDevices()
{
    connect(m_actions.checkOnDevice, &QAction::triggered, &m_devices, &DeviceTools::check);
    connect(m_actions.showDevices, &QAction::triggered, &m_devices, &DeviceTools::showDevices);
    connect(&m_pickers, &PlanPickers::checkRequested, &m_devices, &DeviceTools::check);
    connect(&m_pickers, &PlanPickers::devicesRequested, &m_devices, &DeviceTools::showDevices);
    connect(&m_devices, &DeviceTools::witnessed, &m_dialogs, &WindowDialogs::showWitness);
    connect(&m_devices.machine(), &MachineState::changed, this, [this] {
        const MachineState& machine = m_devices.machine();
        m_pickers.setMachine(toQString(autoDevice(machine.report().probe)), machine.devices());
        m_dialogs.setDevices(machine.devices());
    });
}

void MainWindow::connectDesktop()
{
    auto* drop = new FileDrop(*this);
    connect(drop, &FileDrop::hovered, m_start, &StartPage::setDropHighlighted);
    connect(drop, &FileDrop::dropped, this, &MainWindow::openFiles);
    new FileNotice(m_session, *m_notice, this);
    new LongWork(m_runner, m_settings, *this);
    new FileDrag(*m_workspace->card(),
        [this] { return m_session.opened() ? pathToQString(m_session.opened()->document->path) : QString(); });
}

} // namespace pthf
