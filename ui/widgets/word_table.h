// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTableWidget>

namespace pthf {

/// A table of a few words to read: no grid, nothing to edit, rows as high as everywhere; Tab leaves it.
class WordTable final : public QTableWidget {
    Q_OBJECT

public:
    WordTable(const QStringList& titles, const QString& accessibleName, QWidget* parent = nullptr);

    /// What does not fit stands in the cell's tool tip.
    void addRow(const QStringList& cells);
};

} // namespace pthf
