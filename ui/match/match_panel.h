// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "ui/match/match_tree_model.h"

class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace pthf {

class CoverageBar;
class FilterEdit;
class MatchDetails;
class SuggestionStrip;
class TreeView;

/// The Match tab: the file as planned beside what a model expects, how much of it gets its values, and what would make
/// more of it do so. Without a reference it says how to give one.
class MatchPanel final : public QWidget {
    Q_OBJECT

public:
    /// `with` is the menu of "Match with…", filled whenever it is about to show.
    MatchPanel(MatchSession& session, QMenu* with, QWidget* parent = nullptr);

    /// What belongs to the right end of the tabs.
    QWidget* corner() const noexcept { return m_corner; }
    void find();
    /// "strict" and not, as pages of one text.
    QString reportText() const;

Q_SIGNALS:
    void reportRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void offerClipboard();
    QWidget* buildEmpty(QMenu* with);
    QWidget* buildMatch(QMenu* with);
    QWidget* buildStates();
    void buildTree();
    void buildCorner();
    void connectAll();
    void showResult();
    void showStates();
    void showNotes();
    void setState(std::optional<MatchState> state);
    void showRow();
    void openProblems();
    void showMenu(const QPoint& position);
    void fitColumns();

    MatchSession& m_session;
    MatchTreeModel m_model;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_corner = nullptr;
    QToolButton* m_order = nullptr;
    FilterEdit* m_filter = nullptr;
    QLabel* m_title = nullptr;
    QPushButton* m_paste = nullptr; ///< there while the clipboard holds an error
    QLabel* m_failure = nullptr;
    std::array<QToolButton*, 5> m_states{}; ///< all, then the four
    CoverageBar* m_coverage = nullptr;
    SuggestionStrip* m_suggestions = nullptr;
    QSplitter* m_splitter = nullptr;
    TreeView* m_tree = nullptr;
    MatchDetails* m_details = nullptr;
    QLabel* m_notes = nullptr;
};

} // namespace pthf
