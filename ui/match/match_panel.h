// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/match/match_tree_model.h"

class QBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace pthf {

class FilterEdit;
class MatchDetails;
class MatchHead;
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
    /// The column beside the rows, for what is to stand above the details; null without a reference.
    QBoxLayout* columnOfDetails() const;
    void find();
    /// "strict" and not, as pages of one text.
    QString reportText() const;

Q_SIGNALS:
    void reportRequested();
    /// An operation that begins as this one is to be asked for.
    void operationWanted(const pthf::Operation& beginning);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void offerClipboard();
    QWidget* buildEmpty(QMenu* with);
    QWidget* buildMatch(QMenu* with);
    void buildTree();
    void buildCorner();
    void connectAll();
    void showResult();
    void showNotes();
    void setState(std::optional<MatchState> state);
    void showRow();
    void openProblems();
    void showMenu(const QPoint& position);
    void addChoices(QMenu& menu, std::uint32_t row);
    void fitColumns();

    MatchSession& m_session;
    MatchTreeModel m_model;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_corner = nullptr;
    QToolButton* m_order = nullptr;
    FilterEdit* m_filter = nullptr;
    QPushButton* m_paste = nullptr; ///< there while the clipboard holds an error
    QLabel* m_failure = nullptr;
    MatchHead* m_head = nullptr;
    QSplitter* m_splitter = nullptr;
    TreeView* m_tree = nullptr;
    MatchDetails* m_details = nullptr;
    QBoxLayout* m_detailsColumn = nullptr;
    QLabel* m_notes = nullptr;
};

} // namespace pthf
