// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/planned_rows_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/delegates/elided_path_delegate.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/planned_table_model.h"
#include "ui/words/error_text.h"

namespace pthf {

PlannedRowsDialog::PlannedRowsDialog(
    JobRunner& runner, const OpenedPtr& opened, const PlannedDocumentPtr& planned, QWidget* parent)
    : QDialog(parent)
    , m_model(new PlannedTableModel(this))
{
    setObjectName(QStringLiteral("plannedRowsDialog"));
    setWindowTitle(tr("Before and after"));
    const Metrics metrics(this);

    m_counts = new QLabel(tr("Working out the rows…"), this);
    auto* changedOnly = new QCheckBox(tr("Changed rows only"), this);
    connect(changedOnly, &QCheckBox::toggled, this, [this](bool isOn) {
        m_model->setShown(isOn ? PlannedTableModel::Show::ChangedOnly : PlannedTableModel::Show::All);
    });
    m_table = new QTableView(this);
    m_table->setAccessibleName(windowTitle());
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metrics.row());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.row());
    m_table->setItemDelegate(new ChangedCellDelegate(m_table));
    m_table->setItemDelegateForColumn(PlannedTableModel::Device, new DeviceChipDelegate(m_table));
    m_table->setItemDelegateForColumn(PlannedTableModel::Before, new ElidedPathDelegate(m_table));
    m_table->setItemDelegateForColumn(PlannedTableModel::After, new ElidedPathDelegate(m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(PlannedTableModel::Before, QHeaderView::Stretch);
    header->setSectionResizeMode(PlannedTableModel::After, QHeaderView::Stretch);
    header->resizeSection(PlannedTableModel::Type, metrics.scaled(130));
    header->resizeSection(PlannedTableModel::Device, metrics.scaled(194));
    header->resizeSection(PlannedTableModel::Value, metrics.scaled(110));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* top = new QHBoxLayout;
    top->addWidget(m_counts, 1);
    top->addWidget(changedOnly);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    resize(metrics.scaled(1160), metrics.scaled(600));
    fill(runner, opened, planned);
}

void PlannedRowsDialog::fill(JobRunner& runner, const OpenedPtr& opened, const PlannedDocumentPtr& planned)
{
    auto* job = runner.run<PlannedRows>(
        JobLane::Analysis, JobLabel{{}, QStringLiteral("planned-rows")},
        [opened, planned](const Task& task) -> Result<PlannedRows> {
            auto rows = PTHF_TRY(plannedRows(*planned, opened->tree, task));
            return std::make_shared<const std::vector<PlannedRow>>(std::move(rows));
        },
        this);
    connect(job, &JobBase::finished, this, [this, job] {
        if (!job->result()) {
            m_counts->setText(errorText(job->result().error()));
            return;
        }
        const PlannedRows& rows = *job->result();
        m_model->setRows(rows);
        m_counts->setText(tr("%1 rows, %2 changed").arg(shownCount(rows->size()), shownCount(m_model->changedCount())));
    });
}

} // namespace pthf
