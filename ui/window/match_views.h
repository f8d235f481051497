// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/match/match_session.h"

class QToolButton;

namespace pthf {

class DiffPanel;
class JobRunner;
class MatchMenu;
class MatchPanel;
class WindowActions;
class Workspace;

/// The Match tab, the Compare tab once two files are compared, and everything that leads to them, put into a window.
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
    DiffPanel* diff() const noexcept { return m_diff; }
    void show();

Q_SIGNALS:
    /// An operation that begins as this one is to be asked for.
    void operationWanted(const pthf::Operation& beginning);

private:
    void showReport();
    void compare(const QString& path);

    Workspace& m_workspace;
    QWidget& m_window;
    MatchSession m_match;
    MatchMenu* m_menu = nullptr;
    MatchPanel* m_panel = nullptr;
    DiffPanel* m_diff = nullptr; ///< gets its tab when it is first asked for
    bool m_hasDiffTab = false;
    QToolButton* m_button = nullptr;
};

} // namespace pthf
