// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/match/match_session.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace pthf {

/// Beside the Match tree: how the current row's two sides differ, dimension by dimension, what can be done about it,
/// and what load_state_dict would print.
class MatchDetails final : public QWidget {
    Q_OBJECT

public:
    explicit MatchDetails(MatchSession& session, QWidget* parent = nullptr);

    /// The row of the match that is current; nothing for a group.
    void setRow(std::optional<std::uint32_t> row);
    /// After another result.
    void refresh();

Q_SIGNALS:
    /// The whole report is wanted in a window of its own.
    void reportRequested();

private:
    void buildHead();
    void buildReport();
    void showDimensions(const MatchRow& row);
    void clearDimensions();
    void showChoices(const MatchRow& row);
    void leaveOut();

    MatchSession& m_session;
    std::optional<std::uint32_t> m_row;
    QLabel* m_name = nullptr;
    QLabel* m_what = nullptr;
    QWidget* m_dimensions = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_choices = nullptr;
    QPushButton* m_leaveOut = nullptr;
    QToolButton* m_link = nullptr;
    QCheckBox* m_strict = nullptr;
    QPlainTextEdit* m_report = nullptr;
};

/// Names that only the model has, of the shape of one that only the file has: what it may be linked to.
QStringList linkTargets(const MatchResult& result, const MatchRow& row);

} // namespace pthf
