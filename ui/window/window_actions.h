// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QUndoStack;

namespace pthf {

class RecentFiles;

/// Everything the window can be told to do, with its words, keys and icons; menus are made of these.
class WindowActions final : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QUndoStack& undoStack, QObject* parent = nullptr);

    QAction* open = nullptr;
    QAction* openFolder = nullptr;
    QAction* backToFolder = nullptr;
    QAction* openSample = nullptr;
    QAction* reopen = nullptr;
    QAction* newWindow = nullptr;
    QAction* showInFolder = nullptr;
    QAction* close = nullptr;
    QAction* save = nullptr;
    QAction* quit = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* find = nullptr;
    QAction* copyPath = nullptr;
    QAction* showOverview = nullptr;
    QAction* showTree = nullptr;
    QAction* showTensors = nullptr;
    QAction* showStorages = nullptr;
    QAction* showOptimizer = nullptr;
    QAction* scanValues = nullptr;
    QAction* showMatch = nullptr;
    QAction* matchFile = nullptr;
    QAction* matchText = nullptr;
    QAction* showDetails = nullptr; ///< checkable
    QAction* showFindings = nullptr; ///< checkable
    QAction* nextRegion = nullptr;
    QAction* previousRegion = nullptr;
    QAction* mapDevices = nullptr;
    QAction* changeKeys = nullptr;
    QAction* addChange = nullptr;
    QAction* laptopCopy = nullptr;
    QAction* batch = nullptr;
    QAction* undoInPlace = nullptr;
    QAction* salvage = nullptr;
    QAction* showPlan = nullptr; ///< checkable
    QAction* plannedRows = nullptr;
    QAction* loadRecipe = nullptr;
    QAction* saveRecipe = nullptr;
    QAction* clearPlan = nullptr;
    QAction* howToLoad = nullptr;
    QAction* copyPython = nullptr;
    QAction* copyCommand = nullptr;
    QAction* copyReport = nullptr;
    QAction* whatItNames = nullptr;
    QAction* checkOnDevice = nullptr;
    QAction* showDevices = nullptr;
    QAction* findCommand = nullptr;
    QAction* settings = nullptr;
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;
    QActionGroup* themes = nullptr; ///< actions hold int(ThemeChoice)

    /// Those that need an open file.
    QList<QAction*> ofDocument() const;
    /// All of them, for the command finder.
    QList<QAction*> all() const;

    /// Fills the menu bar; recent files are listed when their menu opens, and asked for by `recentRequested`.
    void fillMenuBar(QMenuBar& bar, RecentFiles& recent);
    QMenu* recentMenu() const noexcept { return m_recentMenu; }
    QMenu* editMenu() const noexcept { return m_editMenu; }

Q_SIGNALS:
    void recentRequested(const QString& path);

private:
    void makeFileActions();
    void makeEditAndViewActions(QUndoStack& undoStack);
    void makeCheckpointActions();
    void listRecent(RecentFiles& recent);

    QMenu* m_recentMenu = nullptr;
    QMenu* m_editMenu = nullptr;
};

} // namespace pthf
