// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/key_rule_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "core/edit/planned_document.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/planned_table_model.h"

namespace pthf {

namespace {

constexpr int kTypingPause = 150; // milliseconds
constexpr std::size_t kPreviewRows = 500;

} // namespace

KeyRuleDialog::KeyRuleDialog(
    JobRunner& runner, const OpenedPtr& opened, const PlanState& plan, Kind kind, QWidget* parent)
    : QDialog(parent)
    , m_runner(runner)
    , m_opened(opened)
    , m_plan(plan)
    , m_rows(new PlannedTableModel(this))
{
    setObjectName(QStringLiteral("keyRuleDialog"));
    setWindowTitle(tr("Change keys"));
    const Metrics metrics(this);
    QFormLayout* form = makeForm(kind);
    makeAnswer();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Add rule"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("addRule"));
    setButtonKind(m_accept, ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_answer);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    resize(metrics.characters(96), metrics.row() * 22);

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &KeyRuleDialog::startPreview);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &KeyRuleDialog::changeKind);
    connect(m_what, &QLineEdit::textChanged, this, &KeyRuleDialog::requestPreview);
    connect(m_by, &QLineEdit::textChanged, this, &KeyRuleDialog::requestPreview);
    connect(m_in, &QComboBox::currentIndexChanged, this, &KeyRuleDialog::requestPreview);
    changeKind();
    m_what->setFocus();
}

QFormLayout* KeyRuleDialog::makeForm(Kind kind)
{
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("Remove prefix"), static_cast<int>(Kind::RemovePrefix));
    m_kind->addItem(tr("Add prefix"), static_cast<int>(Kind::AddPrefix));
    m_kind->addItem(tr("Remove segment, wherever it stands"), static_cast<int>(Kind::RemoveSegment));
    m_kind->addItem(tr("Rename by regular expression"), static_cast<int>(Kind::Rename));
    m_kind->setCurrentIndex(static_cast<int>(kind));
    m_whatLabel = new QLabel(this);
    m_what = new QLineEdit(this);
    m_what->setObjectName(QStringLiteral("ruleText"));
    m_what->setFont(fixedFont(font()));
    m_byLabel = new QLabel(tr("Becomes"), this);
    m_by = new QLineEdit(this);
    m_by->setFont(fixedFont(font()));
    m_by->setPlaceholderText(QStringLiteral("\\1.weight"));
    m_in = new QComboBox(this);
    m_in->addItem(tr("All state dicts"), -1);
    for (std::size_t i = 0; i < m_opened->tree.stateDicts.size(); ++i) {
        const QString path =
            shownText(m_opened->tree.pathTextOf(m_opened->document->content, m_opened->tree.stateDicts[i].place));
        m_in->addItem(path.isEmpty() ? tr("the whole file") : path, static_cast<int>(i));
    }

    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->addRow(tr("Rule"), m_kind);
    form->addRow(m_whatLabel, m_what);
    form->addRow(m_byLabel, m_by);
    form->addRow(tr("In"), m_in);
    return form;
}

void KeyRuleDialog::makeAnswer()
{
    m_answer = new QLabel(this);
    m_answer->setObjectName(QStringLiteral("ruleAnswer"));
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_table = new QTableView(this);
    m_table->setModel(m_rows);
    m_table->setShowGrid(false);
    m_table->setFont(fixedFont(font()));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(Metrics(this).row());
    m_table->verticalHeader()->setDefaultSectionSize(Metrics(this).row());
    for (const int column : {PlannedTableModel::Type, PlannedTableModel::Device, PlannedTableModel::Value}) {
        m_table->setColumnHidden(column, true);
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
}

KeyRuleDialog::~KeyRuleDialog() = default;

void KeyRuleDialog::changeKind()
{
    const auto kind = static_cast<Kind>(m_kind->currentData().toInt());
    const bool isRename = kind == Kind::Rename;
    m_byLabel->setVisible(isRename);
    m_by->setVisible(isRename);
    m_whatLabel->setText(isRename ? tr("Pattern") : kind == Kind::RemoveSegment ? tr("Segment") : tr("Prefix"));
    m_what->setPlaceholderText(isRename   ? QStringLiteral("^encoder\\.(.*)$")
            : kind == Kind::RemoveSegment ? QStringLiteral("_fsdp_wrapped_module")
                                          : QStringLiteral("module."));
    requestPreview();
}

StateDictPaths KeyRuleDialog::chosenStateDicts() const
{
    const int number = m_in->currentData().toInt();
    if (number < 0) {
        return {};
    }
    const StateDict& chosen = m_opened->tree.stateDicts[static_cast<std::size_t>(number)];
    return {m_opened->tree.pathOf(m_opened->document->content, chosen.place)};
}

std::optional<Operation> KeyRuleDialog::operation() const
{
    const std::string text = toUtf8(m_what->text());
    if (text.empty()) {
        return std::nullopt;
    }
    switch (static_cast<Kind>(m_kind->currentData().toInt())) {
    case Kind::RemovePrefix:
        return RemovePrefix{text, chosenStateDicts()};
    case Kind::AddPrefix:
        return AddPrefix{text, chosenStateDicts()};
    case Kind::RemoveSegment:
        return RemoveSegment{text, chosenStateDicts()};
    case Kind::Rename:
        return RenamePattern{text, toUtf8(m_by->text()), chosenStateDicts()};
    }
    return std::nullopt;
}

void KeyRuleDialog::requestPreview()
{
    m_accept->setEnabled(false);
    m_typing.start();
}

void KeyRuleDialog::startPreview()
{
    const auto rule = operation();
    if (!rule) {
        showPreview({tr("Type a rule to see what becomes of the keys"), false, nullptr});
        return;
    }
    EditPlan plan = m_plan.enabled();
    plan.operations.push_back(*rule);
    auto* job = m_runner.run<Preview>(
        JobLane::Analysis, JobLabel{{}, QStringLiteral("rule-preview")},
        [opened = m_opened, plan](const Task& task) { return preview(opened, plan, task); }, this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job == m_job && job->result()) {
            showPreview(*job->result());
        }
    });
}

Result<KeyRuleDialog::Preview> KeyRuleDialog::preview(const OpenedPtr& opened, const EditPlan& plan, const Task& task)
{
    const auto planned = planDocument(opened->document, opened->tree, plan, PlanContext{}, task);
    if (!planned) {
        if (planned.error().code() == ErrorCode::Cancelled) {
            return planned.error();
        }
        return Preview{shownText(planned.error().message()), false, nullptr};
    }
    if ((*planned)->refusal) {
        return Preview{shownText(*(*planned)->refusal), false, nullptr};
    }
    const auto all = PTHF_TRY(plannedRows(**planned, opened->tree, task));
    auto rows = std::make_shared<std::vector<PlannedRow>>();
    for (const PlannedRow& row : all) {
        if (row.change == PlannedRow::Change::Changed && row.before != row.after && rows->size() < kPreviewRows) {
            rows->push_back(row);
        }
    }
    return Preview{shownText((*planned)->effects.back().text), true, std::move(rows)};
}

void KeyRuleDialog::showPreview(const Preview& preview)
{
    m_answer->setText(preview.text);
    m_accept->setEnabled(preview.isGood);
    m_rows->setRows(preview.rows);
}

} // namespace pthf
