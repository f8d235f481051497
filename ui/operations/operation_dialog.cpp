// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/operation_dialog.h"

#include <algorithm>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

#include "core/outlook/cast_losses.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/planned_table_model.h"
#include "ui/operations/field_editor.h"
#include "ui/session/document_session.h"
#include "ui/words/core_text.h"
#include "ui/words/losses_words.h"

namespace pthf {

namespace {

constexpr int kTypingPause = 120; // milliseconds

} // namespace

OperationDialog::OperationDialog(
    JobRunner& runner, DocumentSession& session, const Operation& beginning, QWidget* parent)
    : QDialog(parent)
    , m_runner(runner)
    , m_session(session)
    , m_catalogue(operationCatalogue())
    , m_beginning(beginning)
{
    setWindowTitle(tr("Add a change"));
    build(tr("Add to the plan"));
}

OperationDialog::OperationDialog(JobRunner& runner, DocumentSession& session, std::size_t item, QWidget* parent)
    : QDialog(parent)
    , m_runner(runner)
    , m_session(session)
    , m_catalogue(operationCatalogue())
    , m_beginning(session.plan().items[item].operation)
    , m_item(item)
{
    setWindowTitle(tr("Edit a change"));
    build(tr("Change the plan"));
}

OperationDialog::~OperationDialog() = default;

void OperationDialog::build(const QString& acceptText)
{
    setObjectName(QStringLiteral("operationDialog"));
    const Metrics metrics(this);
    buildKinds();
    buildAnswer();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(acceptText, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("operationAccept"));
    setButtonKind(m_accept, ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* page = new QWidget(this);
    page->setBackgroundRole(QPalette::Window);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_form = new QFormLayout;
    m_form->setLabelAlignment(Qt::AlignRight);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("Change"), m_kind);
    m_form->addRow(QString(), m_explanation);
    column->addLayout(m_form);
    column->addWidget(m_answer);
    column->addWidget(m_table, 1);
    column->addWidget(m_more);
    auto* scroll = new QScrollArea(this); // a large font leaves no room for all of it
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    const QSize most = screen()->availableSize() - QSize(24, 48);
    resize(QSize(metrics.scaled(760), metrics.scaled(560)).boundedTo(most));

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &OperationDialog::startPreview);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const std::size_t choice = static_cast<std::size_t>(m_kind->currentData().toInt());
        m_beginning = m_catalogue[choice].blank;
        showFields();
    });
    showFields();
}

void OperationDialog::buildKinds()
{
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("operationKind"));
    m_kind->setAccessibleName(tr("Change"));
    m_kind->setMaxVisibleItems(30);
    for (std::size_t i = 0; i < m_catalogue.size(); ++i) {
        if (i != 0 && m_catalogue[i].group != m_catalogue[i - 1].group) {
            m_kind->insertSeparator(m_kind->count());
        }
        m_kind->addItem(themedIcon(m_catalogue[i].icon), m_catalogue[i].title, static_cast<int>(i));
    }
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(choiceOf(m_catalogue, m_beginning))));
    m_explanation = new QLabel(this);
    m_explanation->setWordWrap(true);
    m_explanation->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum); // as high as its lines at this width
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
}

void OperationDialog::buildAnswer()
{
    m_answer = new QLabel(this);
    m_answer->setObjectName(QStringLiteral("operationAnswer"));
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->setFont(mediumFont(font()));
    m_rows = new PlannedTableModel(this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("operationRows"));
    m_table->setAccessibleName(tr("Rows that this changes, before and after"));
    m_table->setModel(m_rows);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    const Metrics metrics(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metrics.row());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.row());
    m_table->setItemDelegate(new ChangedCellDelegate(m_table));
    m_table->setItemDelegateForColumn(PlannedTableModel::Device, new DeviceChipDelegate(m_table));
    m_table->setMinimumHeight(metrics.row() * 5);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(PlannedTableModel::Before, QHeaderView::Stretch);
    header->setSectionResizeMode(PlannedTableModel::After, QHeaderView::Stretch);
    header->resizeSection(PlannedTableModel::Type, metrics.scaled(110));
    header->resizeSection(PlannedTableModel::Device, metrics.scaled(150));
    header->resizeSection(PlannedTableModel::Value, metrics.scaled(110));
    m_more = new QLabel(this);
    m_more->setForegroundRole(QPalette::PlaceholderText);
    m_more->setFont(smallFont(font()));
}

void OperationDialog::clearForm()
{
    while (m_form->rowCount() > 2) {
        m_form->removeRow(2);
    }
    m_editors.clear();
}

void OperationDialog::showFields()
{
    clearForm();
    m_explanation->setText(m_catalogue[choiceOf(m_catalogue, m_beginning)].explanation);
    m_fields = fieldsOf(m_beginning);
    for (const OperationField& field : m_fields) {
        auto* editor = new FieldEditor(field, m_session.opened());
        connect(editor, &FieldEditor::changed, this, &OperationDialog::requestPreview);
        m_form->addRow(field.label, editor);
        m_editors.push_back(editor);
    }
    if (!m_editors.empty() && !m_kind->hasFocus()) {
        m_editors.front()->setFocus();
    }
    requestPreview();
}

Result<Operation> OperationDialog::operation() const
{
    std::vector<OperationField> fields = m_fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        fields[i].values = m_editors[i]->values();
    }
    return withFields(m_beginning, fields);
}

PlanState OperationDialog::plan() const
{
    PlanState plan = m_session.plan();
    const auto typed = operation();
    if (!typed) {
        return plan;
    }
    if (!m_item) {
        plan.items.push_back(PlanItem{*typed, true});
    } else if (*m_item < plan.items.size()) {
        plan.items[*m_item] = PlanItem{*typed, true};
    }
    return plan;
}

void OperationDialog::requestPreview()
{
    if (m_countJob) {
        m_countJob->cancel();
        m_countJob.clear();
    }
    m_accept->setEnabled(false);
    m_typing.start();
}

void OperationDialog::startPreview()
{
    const auto typed = operation();
    if (!typed) {
        tell(coreText(typed.error().message()), false);
        return;
    }
    const OperationChoice& choice = m_catalogue[choiceOf(m_catalogue, *typed)];
    if (*typed == choice.blank && !choice.isReady) {
        tell(tr("Fill it in to see what it does"), false);
        return;
    }
    const PlanState state = plan();
    const auto number = state.numberInPlan(m_item.value_or(state.items.size() - 1));
    if (!number) {
        return;
    }
    auto* job = m_runner.run<PlanPreview>(
        JobLane::Analysis, JobLabel{{}, QStringLiteral("operation-preview")},
        [opened = m_session.opened(), changed = state.enabled(), number = *number, context = m_session.context()](
            const Task& task) { return previewOperation(opened, changed, number, context, task); },
        this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job == m_job && job->result()) {
            showPreview(*job->result());
            countLosses(*job->result());
        }
    });
}

void OperationDialog::countLosses(const PlanPreview& preview)
{
    const auto typed = operation();
    if (!preview.isGood || !typed || !std::holds_alternative<Cast>(*typed)) {
        return;
    }
    tell(tr("%1; counting what does not fit …").arg(preview.text), true);
    auto* job = m_runner.run<CastLosses>(
        JobLane::Analysis, JobLabel{tr("Counting what does not fit"), QStringLiteral("operation-losses")},
        [planned = preview.planned](const Task& task) { return castLosses(*planned, task); }, this);
    m_countJob = job;
    connect(job, &JobBase::finished, this, [this, job, text = preview.text] {
        if (job == m_countJob && job->result()) {
            tell(tr("%1; %2").arg(text, lossesWords(job->result()->all)), true);
        }
    });
}

void OperationDialog::showPreview(const PlanPreview& preview)
{
    tell(preview.text, preview.isGood);
    m_rows->setRows(preview.rows);
    if (preview.rows) {
        // Only what this operation changes; keys are wide.
        const auto hide = [&](int column, auto isChanged) {
            m_table->setColumnHidden(column, std::ranges::none_of(*preview.rows, isChanged));
        };
        hide(PlannedTableModel::Type, [](const PlannedRow& row) { return row.dtypeBefore != row.dtypeAfter; });
        hide(PlannedTableModel::Device, [](const PlannedRow& row) { return row.deviceBefore != row.deviceAfter; });
        hide(PlannedTableModel::Value, [](const PlannedRow& row) { return row.valueBefore != row.valueAfter; });
    }
    const std::size_t shown = preview.rows ? preview.rows->size() : 0;
    m_more->setText(shown < preview.rowCount
            ? tr("The first %1 of %2 rows that change").arg(shownCount(shown), shownCount(preview.rowCount))
            : QString());
}

void OperationDialog::tell(const QString& text, bool isGood)
{
    QPalette palette = m_answer->palette();
    const Theme& theme = themeOf(this);
    palette.setColor(QPalette::WindowText, isGood ? theme.text : theme.muted);
    m_answer->setPalette(palette);
    m_answer->setText(text);
    m_accept->setEnabled(isGood);
    if (!isGood) {
        m_rows->setRows(nullptr);
        m_more->clear();
    }
}

} // namespace pthf
