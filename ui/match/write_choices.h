// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/match/row_choices.h"
#include "ui/match/match_session.h"

class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace pthf {

class FillingEdit;

/// "What to write for fc.weight": the choices there are for one row of a match, each an operation of the plan, or, once
/// one of them is in the plan, which, to be taken back.
class WriteChoices final : public QWidget {
    Q_OBJECT

public:
    explicit WriteChoices(MatchSession& session, QWidget* parent = nullptr);

    void setRow(const MatchRow& row);

Q_SIGNALS:
    /// A tensor of a file that is to be asked for, in place of this key.
    void operationWanted(const pthf::Operation& beginning);

private:
    struct Shown {
        RowChoice choice;
        QRadioButton* button = nullptr;
        QLabel* note = nullptr;
        FillingEdit* filling = nullptr; ///< null where nothing is filled
        QComboBox* names = nullptr; ///< of another name
    };

    void clear();
    void showMade(std::size_t item);
    void addChoice(const MatchRow& row, RowChoice choice);
    void addBelow(QWidget* widget);
    void showChosen();
    const Shown* chosen() const;
    /// The operation as it is filled in; nothing where there is none or a number cannot be read.
    std::optional<Operation> operation() const;
    void apply();
    void copyPython();

    MatchSession& m_session;
    QLabel* m_title = nullptr;
    QWidget* m_list = nullptr; ///< made anew for each row
    QVBoxLayout* m_rows = nullptr;
    std::vector<Shown> m_shown;
    std::optional<std::size_t> m_item; ///< of the plan, that writes this key
    QPushButton* m_apply = nullptr;
    QPushButton* m_python = nullptr;
};

} // namespace pthf
