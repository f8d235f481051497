// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QTableWidget;

namespace pthf {

/// All keys that do something, found by typing.
class ShortcutSheet final : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(const QList<QAction*>& actions, QWidget* parent = nullptr);

private:
    void addRow(const QString& what, const QString& keys);
    void filter(const QString& words);

    QTableWidget* m_table = nullptr;
};

} // namespace pthf
