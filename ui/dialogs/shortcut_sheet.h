// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace pthf {

class WordTable;

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
