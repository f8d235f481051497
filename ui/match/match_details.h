// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/match/match_session.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace pthf {

class WriteChoices;

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
    /// An operation that begins as this one is to be asked for.
    void operationWanted(const pthf::Operation& beginning);

private:
    void buildHead();
    void buildReport();
    void showReport();
    void showDimensions(const MatchRow& row);
    void clearDimensions();

    MatchSession& m_session;
    std::optional<std::uint32_t> m_row;
    QLabel* m_name = nullptr;
    QLabel* m_what = nullptr;
    QWidget* m_dimensions = nullptr;
    QGridLayout* m_grid = nullptr;
    QWidget* m_line = nullptr; ///< above the choices
    WriteChoices* m_choices = nullptr;
    QCheckBox* m_strict = nullptr;
    QPlainTextEdit* m_report = nullptr;
};

} // namespace pthf
