// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/edit/planned_document.h"
#include "ui/session/opened_document.h"

class QLabel;
class QTableView;

namespace pthf {

class JobRunner;
class PlannedTableModel;

/// What will be written, row by row, before and after: the same rows that `pthf convert --dry-run` prints.
class PlannedRowsDialog final : public QDialog {
    Q_OBJECT

public:
    PlannedRowsDialog(
        JobRunner& runner, const OpenedPtr& opened, const PlannedDocumentPtr& planned, QWidget* parent = nullptr);

private:
    void fill(JobRunner& runner, const OpenedPtr& opened, const PlannedDocumentPtr& planned);

    PlannedTableModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_counts = nullptr;
};

} // namespace pthf
