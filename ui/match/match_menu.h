// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace pthf {

class MatchSession;

/// "Match with…": another file, the files beside the open one, a text, the error in the clipboard.
class MatchMenu final : public QMenu {
    Q_OBJECT

public:
    explicit MatchMenu(MatchSession& session, QWidget* window);

    void chooseFile();
    /// Asks for a text, beginning with what the clipboard holds if that is an error.
    void askForText();

Q_SIGNALS:
    /// Something was chosen: the Match tab is to be seen.
    void matchRequested();
    /// Two checkpoints are to be compared by their values.
    void compareRequested(const QString& path);

private:
    void fill();
    void addFolder();
    void matchFile(const QString& path);

    MatchSession& m_session;
    QWidget* m_window;
};

} // namespace pthf
