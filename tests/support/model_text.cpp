// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_text.h"

namespace pthf::tests {

QStringList modelText(const QAbstractItemModel& model, const QModelIndex& parent, int depth)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column) {
            cells.append(model.index(row, column, parent).data().toString());
        }
        while (!cells.isEmpty() && cells.last().isEmpty()) {
            cells.removeLast();
        }
        lines.append(QString(depth * 2, u' ') + cells.join(QStringLiteral(" | ")));
        lines += modelText(model, model.index(row, 0, parent), depth + 1);
    }
    return lines;
}

} // namespace pthf::tests
