// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QWidget>

#include "ui/match/match_session.h"

class QLabel;
class QMenu;
class QToolButton;

namespace pthf {

class CoverageBar;
class SuggestionStrip;

/// Above the Match tree: what is laid over what, how many rows are in each state (a click shows only those), how much
/// of the model gets its values, and what would make more of it do so.
class MatchHead final : public QWidget {
    Q_OBJECT

public:
    /// `with` is the menu of "Change…".
    MatchHead(MatchSession& session, QMenu* with, QWidget* parent = nullptr);

    /// Takes the session's result, where there is one.
    void refresh();

Q_SIGNALS:
    /// Only rows in that state are to be seen; nothing: all of them.
    void stateChosen(std::optional<pthf::MatchState> state);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildStates();
    void showStates();

    MatchSession& m_session;
    QLabel* m_title = nullptr;
    std::array<QToolButton*, 5> m_states{}; ///< all, then the four
    CoverageBar* m_coverage = nullptr;
    SuggestionStrip* m_suggestions = nullptr;
};

} // namespace pthf
