// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/match_views.h"

#include <QAction>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/compare/diff_panel.h"
#include "ui/dialogs/text_dialog.h"
#include "ui/match/match_menu.h"
#include "ui/match/match_panel.h"
#include "ui/window/window_actions.h"
#include "ui/window/workspace.h"

namespace pthf {

MatchViews::MatchViews(
    JobRunner& runner, DocumentSession& session, WindowActions& actions, Workspace& workspace, QWidget& window)
    : QObject(&window)
    , m_workspace(workspace)
    , m_window(window)
    , m_match(runner, session)
    , m_menu(new MatchMenu(m_match, &window))
{
    m_panel = new MatchPanel(m_match, m_menu, &workspace);
    workspace.addWideView(m_panel, tr("Match"), m_panel->corner(), [this] { return m_panel->columnOfDetails(); });
    m_diff = new DiffPanel(runner, session, &workspace);
    m_diff->hide();
    m_button = new QToolButton(&window);
    m_button->setObjectName(QStringLiteral("matchButton"));
    m_button->setText(tr("Match with…"));
    m_button->setToolTip(tr("Lay the checkpoint over what a model expects"));
    m_button->setIcon(themedIcon(Icon::Match));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setMenu(m_menu);
    m_button->setFocusPolicy(Qt::TabFocus);
    setButtonKind(m_button, ButtonKind::Normal);

    connect(m_menu, &MatchMenu::matchRequested, this, &MatchViews::show);
    connect(m_menu, &MatchMenu::compareRequested, this, &MatchViews::compare);
    connect(m_panel, &MatchPanel::operationWanted, this, &MatchViews::operationWanted);
    connect(m_panel, &MatchPanel::reportRequested, this, &MatchViews::showReport);
    connect(&m_match, &MatchSession::changed, &workspace, &Workspace::placePlan);
    connect(&workspace, &Workspace::findRequested, m_panel, &MatchPanel::find);
    connect(actions.showMatch, &QAction::triggered, this, &MatchViews::show);
    connect(actions.matchFile, &QAction::triggered, m_menu, &MatchMenu::chooseFile);
    connect(actions.matchText, &QAction::triggered, m_menu, &MatchMenu::askForText);
}

void MatchViews::show()
{
    m_workspace.showWideView(m_panel);
}

void MatchViews::compare(const QString& path)
{
    if (!m_hasDiffTab) {
        m_hasDiffTab = true;
        m_workspace.addWideView(m_diff, tr("Compare"), nullptr);
    }
    m_workspace.showWideView(m_diff);
    m_diff->compare(toPath(path));
}

void MatchViews::showReport()
{
    const MatchResultPtr& result = m_match.result();
    if (!result) {
        return;
    }
    const std::vector<TextPage> pages{
        {tr("strict"), toQString(result->strict.text)}, {tr("strict=False"), toQString(result->loose.text)}};
    auto* dialog = new TextDialog(tr("What load_state_dict would print"),
        result->strict.loads ? tr("The file, as planned, loads") : tr("The file, as planned, does not load"), pages,
        TextDialog::Font::Fixed, &m_window);
    dialog->setObjectName(QStringLiteral("reportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace pthf
