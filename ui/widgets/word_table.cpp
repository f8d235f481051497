// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/word_table.h"

#include <QHeaderView>

#include "ui/base/metrics.h"

namespace pthf {

WordTable::WordTable(const QStringList& titles, const QString& accessibleName, QWidget* parent)
    : QTableWidget(0, static_cast<int>(titles.size()), parent)
{
    const Metrics metrics(this);
    setAccessibleName(accessibleName);
    setHorizontalHeaderLabels(titles);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(metrics.row());
    verticalHeader()->setDefaultSectionSize(metrics.row());
    setShowGrid(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTabKeyNavigation(false);
}

void WordTable::addRow(const QStringList& cells)
{
    const int row = rowCount();
    insertRow(row);
    for (int column = 0; column < columnCount(); ++column) {
        auto* item = new QTableWidgetItem(cells.value(column)); // the table owns its items
        item->setToolTip(cells.value(column));
        setItem(row, column, item);
    }
}

} // namespace pthf
