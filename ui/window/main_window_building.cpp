// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the window, made and put in their places.
#include "ui/window/main_window.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/desktop/notice_bar.h"
#include "ui/files/folder_page.h"
#include "ui/panels/jobs_panel.h"
#include "ui/start/start_footer.h"
#include "ui/start/start_page.h"
#include "ui/widgets/pane.h"
#include "ui/window/error_page.h"
#include "ui/window/match_views.h"
#include "ui/window/plan_bar.h"
#include "ui/window/workspace.h"

namespace pthf {

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
    m_openButton->setToolTip(tr("Open a checkpoint (Ctrl+O)"));
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
    m_notice = new NoticeBar(central);
    m_pages = new QStackedWidget(central);
    m_start = new StartPage(m_pages);
    m_workspace = new Workspace(m_runner, m_session, m_pages);
    m_match = new MatchViews(m_runner, m_session, m_actions, *m_workspace, *this);
    m_toolBar->insertWidget(m_toolBar->actions().at(m_toolBar->actions().size() - 2), m_match->button());
    m_error = new ErrorPage(m_pages);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_workspace);
    m_pages->addWidget(m_error);
    m_folder = new FolderPage(m_runner, m_pages);
    m_pages->addWidget(m_folder);
    m_jobsPanel = new JobsPanel(m_jobs, central);
    m_planBar = new PlanBar(m_actions, central);
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_jobsPanel);
    layout->addWidget(m_planBar);
    m_footer = new StartFooter(central);
    layout->addWidget(m_footer);
    setCentralWidget(central);
}

void MainWindow::buildCorner()
{
    auto* corner = new QWidget(this);
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, Metrics(this).scaled(12), 0);
    row->setSpacing(0);
    auto* button = new QToolButton(corner);
    button->setText(tr("Find a command"));
    button->setToolTip(tr("Find a command by its name (Ctrl+K)"));
    button->setIcon(themedIcon(Icon::Search));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setButtonKind(button, ButtonKind::Flat);
    connect(button, &QToolButton::clicked, m_actions.findCommand, &QAction::trigger);
    row->addWidget(button);
    row->addWidget(new KeyCap(m_actions.findCommand->shortcut().toString(QKeySequence::NativeText), corner));
    menuBar()->setCornerWidget(corner);
}

} // namespace pthf
