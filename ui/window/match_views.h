// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/match/match_session.h"

class QToolButton;

namespace pthf {

class JobRunner;
class MatchMenu;
class MatchPanel;
class WindowActions;
class Workspace;

/// The Match tab and everything that leads to it, put into a window.
class MatchViews final : public QObject {
    Q_OBJECT

public:
    MatchViews(
        JobRunner& runner, DocumentSession& session, WindowActions& actions, Workspace& workspace, QWidget& window);

    /// "Match with…", for the tool bar.
    QToolButton* button() const noexcept { return m_button; }
    MatchSession& session() noexcept { return m_match; }
    MatchPanel* panel() const noexcept { return m_panel; }
    MatchMenu* menu() const noexcept { return m_menu; }
    void show();

private:
    void showReport();

    Workspace& m_workspace;
    QWidget& m_window;
    MatchSession m_match;
    MatchMenu* m_menu = nullptr;
    MatchPanel* m_panel = nullptr;
    QToolButton* m_button = nullptr;
};

} // namespace pthf
