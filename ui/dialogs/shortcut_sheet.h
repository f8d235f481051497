// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace pthf {

class WordTable;

/// The name of an action without its key: neither "&" nor the "(&O)" of languages whose words have no such letters,
/// and not what it would do now ("Undo", not "Undo Drop optimizer").
QString plainName(const QAction& action);
/// Where an action keeps its name if its text says more.
inline constexpr char kPlainName[] = "plainName";

/// All keys that do something, found by typing.
class ShortcutSheet final : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(const QList<QAction*>& actions, QWidget* parent = nullptr);

private:
    void filter(const QString& words);

    WordTable* m_table = nullptr;
};

} // namespace pthf
