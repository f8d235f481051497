// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_actions.h"

#include <array>

#include <QAction>
#include <QActionGroup>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QUndoStack>

#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/dialogs/shortcut_sheet.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"

namespace pthf {

namespace {

QAction* made(QObject* parent, const QString& text, const QKeySequence& keys = {})
{
    auto* action = new QAction(text, parent);
    action->setShortcut(keys);
    return action;
}

QAction* made(QObject* parent, Icon icon, const QString& text, const QKeySequence& keys = {})
{
    QAction* action = made(parent, text, keys);
    action->setIcon(themedIcon(icon));
    return action;
}

QAction* checkable(QAction* action)
{
    action->setCheckable(true);
    return action;
}

} // namespace

WindowActions::WindowActions(QUndoStack& undoStack, QObject* parent)
    : QObject(parent)
{
    makeFileActions();
    makeEditAndViewActions(undoStack);
    makeCheckpointActions();
    save->setObjectName(QStringLiteral("saveAction"));
    open->setObjectName(QStringLiteral("openAction"));
}

void WindowActions::makeFileActions()
{
    open = made(this, Icon::Open, tr("&Open…"), QKeySequence::Open);
    openFolder = made(this, Icon::Folder, tr("Open a f&older…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    backToFolder = made(this, Icon::Folder, tr("&Back to the folder"), QKeySequence(Qt::ALT | Qt::Key_Up));
    openSample = made(this, Icon::Star, tr("Open the &sample"));
    reopen = made(this, Icon::Repeat, tr("&Read the file again"), QKeySequence::Refresh);
    newWindow = made(this, Icon::Plus, tr("&New window"), QKeySequence::New);
    showInFolder = made(this, Icon::Folder, tr("Show in the fi&le manager"));
    close = made(this, Icon::Close, tr("&Close the file"), QKeySequence::Close);
    save = made(this, Icon::Save, tr("&Save converted…"), QKeySequence::Save);
    quit = made(this, tr("&Quit"), QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::makeEditAndViewActions(QUndoStack& undoStack)
{
    undo = undoStack.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setProperty(kPlainName, tr("Undo"));
    undo->setIcon(themedIcon(Icon::Undo));
    redo = undoStack.createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    redo->setProperty(kPlainName, tr("Redo"));
    redo->setIcon(themedIcon(Icon::Redo));
    find = made(this, Icon::Search, tr("&Find…"), QKeySequence::Find);
    copyPath = made(this, Icon::Copy, tr("Copy &path"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));

    showOverview = made(this, tr("&Overview"), QKeySequence(Qt::CTRL | Qt::Key_1));
    showTree = made(this, tr("&Tree"), QKeySequence(Qt::CTRL | Qt::Key_2));
    showTensors = made(this, tr("Te&nsors"), QKeySequence(Qt::CTRL | Qt::Key_3));
    showStorages = made(this, tr("&Storages"), QKeySequence(Qt::CTRL | Qt::Key_4));
    showOptimizer = made(this, tr("O&ptimizer"), QKeySequence(Qt::CTRL | Qt::Key_5));
    scanValues = made(this, Icon::Number, tr("Scan all &values"));
    showMatch = made(this, Icon::Match, tr("&Match"), QKeySequence(Qt::CTRL | Qt::Key_6));
    matchFile = made(this, Icon::Match, tr("&Match with another file…"), QKeySequence(Qt::CTRL | Qt::Key_M));
    matchText =
        made(this, Icon::Text, tr("Match with &names or an error…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    showDetails = checkable(made(this, tr("&Details"), QKeySequence(Qt::Key_F9)));
    showDetails->setChecked(true);
    showFindings = checkable(made(this, tr("&Findings"), QKeySequence(Qt::Key_F8)));
    showFindings->setChecked(true);
    nextRegion = made(this, tr("&Next region"), QKeySequence(Qt::Key_F6));
    previousRegion = made(this, tr("&Previous region"), QKeySequence(Qt::SHIFT | Qt::Key_F6));

    themes = new QActionGroup(this);
    const std::array choices{std::pair{ThemeChoice::Auto, tr("As the &system has it")},
        std::pair{ThemeChoice::Light, tr("&Light")}, std::pair{ThemeChoice::Dark, tr("&Dark")},
        std::pair{ThemeChoice::HighContrast, tr("&High contrast")}};
    for (const auto& [choice, text] : choices) {
        QAction* action = checkable(made(themes, text));
        action->setData(static_cast<int>(choice));
    }
}

void WindowActions::makeCheckpointActions()
{
    mapDevices = made(this, Icon::Device, tr("&Map devices…"), QKeySequence(Qt::CTRL | Qt::Key_D));
    changeKeys = made(this, Icon::Prefix, tr("Change &keys…"), QKeySequence(Qt::CTRL | Qt::Key_R));
    addChange = made(this, Icon::Plus, tr("&Add a change…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    batch = made(this, Icon::List, tr("Convert &many files…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M));
    salvage = made(this, Icon::Save, tr("Save what is &whole…"));
    salvage->setObjectName(QStringLiteral("salvageAction"));
    undoInPlace = made(this, Icon::Undo, tr("Take back the last edit in p&lace"));
    laptopCopy = made(this, Icon::Laptop, tr("&Laptop copy…"), QKeySequence(Qt::CTRL | Qt::Key_L));
    showPlan = checkable(made(this, Icon::Plan, tr("Show &plan"), QKeySequence(Qt::CTRL | Qt::Key_P)));
    plannedRows = made(this, Icon::ArrowRight, tr("&Before and after…"), QKeySequence(Qt::CTRL | Qt::Key_B));
    loadRecipe = made(this, Icon::Folder, tr("Apply a &recipe…"));
    saveRecipe = made(this, Icon::File, tr("Save plan as r&ecipe…"));
    clearPlan = made(this, Icon::Drop, tr("&Clear the plan"));
    howToLoad = made(this, Icon::Play, tr("&How to load this"), QKeySequence(Qt::CTRL | Qt::Key_H));
    copyPython = made(this, Icon::Python, tr("Copy as P&ython"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P));
    copyCommand = made(this, Icon::Command, tr("Copy as c&ommand"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    copyReport = made(this, Icon::Text, tr("Copy report as Mar&kdown"));
    whatItNames = made(this, Icon::Shield, tr("&What loading would run…"));
    checkOnDevice = made(this, Icon::Device, tr("Check on &device…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    checkOnDevice->setObjectName(QStringLiteral("checkOnDeviceAction"));
    showDevices = made(this, Icon::Device, tr("De&vices of this computer…"));
    showDevices->setObjectName(QStringLiteral("showDevicesAction"));
    findCommand = made(this, Icon::Search, tr("&Find a command"), QKeySequence(Qt::CTRL | Qt::Key_K));
    settings = made(this, Icon::Settings, tr("&Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    settings->setMenuRole(QAction::PreferencesRole);
    shortcuts = made(this, Icon::Command, tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1));
    about = made(this, Icon::Info, tr("&About Pthfinder"));
    about->setMenuRole(QAction::AboutRole);
}

QList<QAction*> WindowActions::ofDocument() const
{
    return {reopen, showInFolder, salvage, undoInPlace, close, find, copyPath, showOverview, showTree, showTensors,
        showStorages, showOptimizer, showMatch, matchFile, matchText, scanValues, showDetails, showFindings, mapDevices,
        changeKeys, addChange, laptopCopy, showPlan, plannedRows, loadRecipe, saveRecipe, clearPlan, howToLoad,
        copyPython, copyCommand, copyReport, whatItNames, checkOnDevice};
}

QList<QAction*> WindowActions::all() const
{
    QList<QAction*> actions{open, openFolder, backToFolder, openSample, newWindow, batch, save, undo, redo, quit,
        settings, showDevices, shortcuts, about};
    actions += ofDocument();
    actions += themes->actions();
    return actions;
}

void WindowActions::fillMenuBar(QMenuBar& bar, RecentFiles& recent)
{
    QMenu* file = bar.addMenu(tr("&File"));
    file->addActions({open, openFolder, backToFolder});
    m_recentMenu = file->addMenu(tr("Open re&cent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, [this, &recent] { listRecent(recent); });
    file->addActions({openSample, newWindow});
    file->addSeparator();
    file->addActions({reopen, showInFolder});
    file->addSeparator();
    file->addActions({save, salvage, undoInPlace});
    file->addSeparator();
    file->addActions({close, quit});

    m_editMenu = bar.addMenu(tr("&Edit"));
    m_editMenu->addActions({undo, redo});
    m_editMenu->addSeparator();
    m_editMenu->addActions({copyPath, find});
    m_editMenu->addSeparator();
    m_editMenu->addAction(addChange);

    QMenu* view = bar.addMenu(tr("&View"));
    view->addActions({showOverview, showTree, showTensors, showStorages, showOptimizer, showMatch});
    view->addSeparator();
    view->addActions({showDetails, showFindings, showPlan});
    view->addSeparator();
    view->addActions({nextRegion, previousRegion});
    view->addSeparator();
    QMenu* theme = view->addMenu(tr("T&heme"));
    theme->addActions(themes->actions());

    QMenu* checkpoint = bar.addMenu(tr("&Checkpoint"));
    checkpoint->addActions({mapDevices, changeKeys, laptopCopy, batch});
    checkpoint->addSeparator();
    checkpoint->addActions({plannedRows, clearPlan, loadRecipe, saveRecipe});
    checkpoint->addSeparator();
    checkpoint->addActions({matchFile, matchText});
    checkpoint->addSeparator();
    checkpoint->addActions({howToLoad, copyPython, copyCommand, copyReport});
    checkpoint->addSeparator();
    checkpoint->addActions({whatItNames, scanValues, checkOnDevice});

    QMenu* tools = bar.addMenu(tr("&Tools"));
    tools->addActions({findCommand, showDevices, settings});
    QMenu* help = bar.addMenu(tr("&Help"));
    help->addActions({shortcuts, about});
}

void WindowActions::listRecent(RecentFiles& recent)
{
    m_recentMenu->clear();
    for (const RecentFile& file : recent.files()) {
        QAction* action = m_recentMenu->addAction(shownText(homePathText(file.path)).replace(u'&', u"&&"_qs));
        action->setEnabled(QFileInfo::exists(file.path));
        const QString path = file.path;
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT recentRequested(path); });
    }
    if (recent.files().isEmpty()) {
        m_recentMenu->addAction(tr("No files yet"))->setEnabled(false);
        return;
    }
    m_recentMenu->addSeparator();
    QAction* clear = m_recentMenu->addAction(tr("Clear list"));
    connect(clear, &QAction::triggered, &recent, &RecentFiles::clear);
}

} // namespace pthf
