// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace pthf {

/// Finds a command by its words and does it: Ctrl+K, some letters, Enter.
class CommandFinder final : public QDialog {
    Q_OBJECT

public:
    explicit CommandFinder(QList<QAction*> actions, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void list(const QString& words);
    void run();

    QList<QAction*> m_actions;
    QLineEdit* m_words = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace pthf
