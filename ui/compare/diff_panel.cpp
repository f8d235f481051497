// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/diff_panel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "core/diff/diff_values.h"
#include "core/opening/open_checkpoint.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/compare/difference_chart.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/document_session.h"
#include "ui/widgets/elided_label.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

Result<ComparisonPtr> comparisonOf(const OpenedPtr& opened, const std::filesystem::path& path, const Task& task)
{
    auto comparison = std::make_shared<Comparison>();
    comparison->a = opened;
    comparison->b = PTHF_TRY(openCheckpoint(path, OpenOptions{}, task));
    comparison->treeB = PTHF_TRY(indexTree(comparison->b->content, task));
    comparison->diff = PTHF_TRY(diffDocuments(comparison->sideA(), comparison->sideB(), task));
    return ComparisonPtr(std::move(comparison));
}

Result<ComparisonPtr> withNumbers(const ComparisonPtr& from, const Task& task)
{
    auto comparison = std::make_shared<Comparison>(*from);
    PTHF_TRY(compareValues(comparison->diff, comparison->sideA(), comparison->sideB(), task));
    comparison->hasValues = true;
    return ComparisonPtr(std::move(comparison));
}

} // namespace

DiffPanel::DiffPanel(JobRunner& runner, DocumentSession& session, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_session(session)
{
    setObjectName(QStringLiteral("diffPanel"));
    build();
    connect(&m_session, &DocumentSession::documentChanged, this, &DiffPanel::clear);
    connect(m_onlyChanges, &QCheckBox::toggled, &m_model, &DiffModel::setOnlyChanges);
    connect(m_onlyChanges, &QCheckBox::toggled, this, &DiffPanel::showRowsOrNothing);
    connect(m_values, &QPushButton::clicked, this, &DiffPanel::compareNumbers);
    clear();
}

void DiffPanel::build()
{
    const Metrics metrics(this);
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("diffTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_onlyChanges = new QCheckBox(tr("Only what differs"), this);
    m_onlyChanges->setObjectName(QStringLiteral("onlyChanges"));
    m_onlyChanges->setChecked(true);
    m_values = new QPushButton(tr("Compare values"), this);
    m_values->setObjectName(QStringLiteral("compareValues"));
    m_values->setToolTip(tr("Reads both files once and compares the numbers of every tensor"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics.scaled(14), metrics.scaled(8), metrics.scaled(14), metrics.scaled(8));
    head->addWidget(m_title, 1);
    head->addWidget(m_onlyChanges);
    head->addWidget(m_values);

    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(&m_model);
    m_sorted->setSortRole(SortRole);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("diffTable"));
    m_table->setAccessibleName(tr("What differs"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // file order until the values are known
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics.row());
    m_table->horizontalHeader()->setSectionResizeMode(DiffModel::Path, QHeaderView::Stretch);
    for (const int column : {DiffModel::Here, DiffModel::There}) {
        m_table->horizontalHeader()->resizeSection(column, metrics.scaled(190));
    }
    for (const int column : {DiffModel::Largest, DiffModel::Mean, DiffModel::Relative, DiffModel::Cosine}) {
        m_table->horizontalHeader()->resizeSection(column, metrics.scaled(104));
        m_table->setColumnHidden(column, true);
    }

    m_chart = new DifferenceChart(this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_chart);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_side = new QWidget(this);
    auto* caption = new QLabel(tr("Relative difference by layer"), m_side);
    caption->setFont(strongFont(font()));
    auto* column = new QVBoxLayout(m_side);
    column->addWidget(caption);
    column->addWidget(scroll, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("diffPages"));
    m_pages->addWidget(m_table);
    m_pages->addWidget(buildNothing());
    splitter->addWidget(m_pages);
    splitter->addWidget(m_side);
    splitter->setStretchFactor(0, 1);
    m_notes = new QLabel(this);
    m_notes->setObjectName(QStringLiteral("diffNotes"));
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setMargin(metrics.scaled(6));
    m_notes->setForegroundRole(QPalette::PlaceholderText);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_notes);
}

QWidget* DiffPanel::buildNothing()
{
    auto* page = new QWidget(this);
    auto* title = new QLabel(tr("Nothing differs"), page);
    title->setObjectName(QStringLiteral("nothingDiffers"));
    title->setFont(strongFont(font()));
    m_compared = new QLabel(page);
    m_compared->setObjectName(QStringLiteral("whatWasCompared"));
    m_compared->setForegroundRole(QPalette::PlaceholderText);
    m_compared->setWordWrap(true);
    m_compared->setAlignment(Qt::AlignHCenter);
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(1);
    layout->addWidget(title, 0, Qt::AlignHCenter);
    layout->addWidget(m_compared);
    layout->addStretch(2);
    return page;
}

/// An empty table does not say whether nothing differs or nothing was compared.
void DiffPanel::showRowsOrNothing()
{
    const bool isEqual = m_comparison && m_comparison->diff.counts.isEqual();
    if (isEqual) {
        m_compared->setText(m_comparison->hasValues
                ? tr("Keys, shapes, number types, devices, plain values and the numbers of %n tensor(s) are the same.",
                    nullptr, static_cast<int>(m_comparison->diff.counts.compared))
                : tr("Keys, shapes, number types, devices and plain values are the same. Compare values reads the "
                     "numbers "
                     "in the tensors too."));
    }
    m_pages->setCurrentIndex(isEqual && m_onlyChanges->isChecked() ? 1 : 0);
}

void DiffPanel::clear()
{
    if (m_job) {
        m_job->cancel();
        m_job.clear();
    }
    m_comparison.reset();
    m_model.setComparison({});
    m_title->setText(tr("Compare this checkpoint with another one: Match with… → Compare values"));
    m_values->setEnabled(false);
    m_side->hide();
    m_notes->hide();
    showRowsOrNothing();
}

void DiffPanel::watch(JobBase* job)
{
    m_job = job;
    m_values->setEnabled(false);
}

void DiffPanel::compare(const std::filesystem::path& path)
{
    const OpenedPtr& opened = m_session.opened();
    if (!opened) {
        return;
    }
    const QString name = shownText(pathToQString(path.filename()));
    auto* job = m_runner.run<ComparisonPtr>(
        JobLane::Open, JobLabel{tr("Comparing with %1").arg(name), QStringLiteral("compare"), true},
        [opened, path](const Task& task) { return comparisonOf(opened, path, task); }, this);
    watch(job);
    connect(job, &JobBase::finished, this, [this, job, name] {
        if (job != m_job) {
            return;
        }
        m_job.clear();
        if (const auto& result = job->result()) {
            take(*result);
        } else {
            m_notes->setText(QString(name % u": " % errorText(result.error())));
            m_notes->show();
        }
    });
}

void DiffPanel::compareNumbers()
{
    if (!m_comparison) {
        return;
    }
    auto* job = m_runner.run<ComparisonPtr>(
        JobLane::Analysis,
        JobLabel{tr("Comparing values with %1").arg(shownText(pathToQString(m_comparison->b->path.filename()))),
            QStringLiteral("compare")},
        [from = m_comparison](const Task& task) { return withNumbers(from, task); }, this);
    watch(job);
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_job) {
            return;
        }
        m_job.clear();
        m_values->setEnabled(true);
        if (const auto& result = job->result()) {
            take(*result);
        } else if (!job->isCancelled()) {
            m_notes->setText(errorText(result.error()));
            m_notes->show();
        }
    });
}

void DiffPanel::take(const ComparisonPtr& comparison)
{
    m_comparison = comparison;
    m_model.setComparison(comparison);
    for (const int column : {DiffModel::Largest, DiffModel::Mean, DiffModel::Relative, DiffModel::Cosine}) {
        m_table->setColumnHidden(column, !comparison->hasValues);
    }
    if (comparison->hasValues) {
        m_table->sortByColumn(DiffModel::Relative, Qt::DescendingOrder);
        m_chart->setLayers(layerDifferences(comparison->diff));
    }
    m_side->setVisible(comparison->hasValues && !comparison->diff.counts.isEqual());
    m_values->setEnabled(!comparison->hasValues);
    showCounts();
    showRowsOrNothing();
}

void DiffPanel::showCounts()
{
    const DiffCounts& counts = m_comparison->diff.counts;
    m_title->setText(tr("%1 → %2 · %3 same, %4 changed, %5 only here, %6 only there, %7 renamed")
                         .arg(shownText(pathToQString(m_comparison->a->document->path.filename())),
                             shownText(pathToQString(m_comparison->b->path.filename())), shownCount(counts.same),
                             shownCount(counts.changed), shownCount(counts.onlyInA), shownCount(counts.onlyInB),
                             shownCount(counts.renamed)));
    QStringList notes;
    for (const std::string& note : m_comparison->diff.notes) {
        notes.append(coreText(note));
    }
    m_notes->setText(notes.mid(0, 4).join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
}

} // namespace pthf
