// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/batch_dialog.h"

#include <algorithm>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTableView>
#include <QVBoxLayout>

#include "core/plan/plan_json.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

constexpr std::size_t kFilesAJob = 8; ///< so that rows change while the rest waits
constexpr qint64 kMaxRecipeBytes = 16'000'000;

QPushButton* button(const QString& text, const char* name, ButtonKind kind)
{
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    setButtonKind(made, kind);
    return made;
}

} // namespace

BatchDialog::BatchDialog(JobRunner& runner, const EditPlan& plan, const PlanContext& context, QWidget* parent)
    : QDialog(parent)
    , m_runner(runner)
    , m_context(context)
{
    setObjectName(QStringLiteral("batchDialog"));
    setWindowTitle(tr("Convert many files"));
    build();
    setPlan(plan);
    refresh();
}

BatchDialog::~BatchDialog() = default;

void BatchDialog::build()
{
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("batchSummary"));
    m_summary->setWordWrap(true);
    auto* copy = button(tr("Copy the table"), "batchCopy", ButtonKind::Flat);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model.asText()); });
    m_stop = button(tr("Stop"), "batchStop", ButtonKind::Normal);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_isRunning = false;
        if (m_job) {
            m_job->cancel();
        }
    });
    auto* close = button(tr("Close"), "batchClose", ButtonKind::Normal);
    connect(close, &QPushButton::clicked, this, &BatchDialog::reject);
    m_start = button(tr("Convert"), "batchStart", ButtonKind::Primary);
    m_start->setDefault(true);
    connect(m_start, &QPushButton::clicked, this, &BatchDialog::start);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch();
    buttons->addWidget(m_stop);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeForm());
    layout->addWidget(makeFiles(), 1);
    layout->addWidget(m_summary);
    layout->addLayout(buttons);
    const Metrics metrics(this);
    const QSize most = screen()->availableSize() - QSize(24, 48);
    resize(QSize(metrics.scaled(860), metrics.scaled(560)).boundedTo(most));
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &BatchDialog::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &BatchDialog::refresh);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &BatchDialog::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &BatchDialog::refresh);
}

QWidget* BatchDialog::makeForm()
{
    auto* box = new QWidget(this);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignRight);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_planText = new QLabel(box);
    m_planText->setObjectName(QStringLiteral("batchPlan"));
    m_planText->setWordWrap(true);
    auto* recipe = button(tr("Use a recipe…"), "batchRecipe", ButtonKind::Link);
    connect(recipe, &QPushButton::clicked, this, &BatchDialog::loadRecipe);
    auto* planRow = new QHBoxLayout;
    planRow->addWidget(m_planText, 1);
    planRow->addWidget(recipe, 0, Qt::AlignTop);
    m_folder = new QLineEdit(box);
    m_folder->setObjectName(QStringLiteral("batchFolder"));
    m_folder->setAccessibleName(tr("Folder for the results"));
    m_folder->setPlaceholderText(tr("beside each file"));
    auto* browse = button(tr("Browse…"), "batchBrowse", ButtonKind::Normal);
    browse->setIcon(themedIcon(Icon::Folder, IconTint::Text));
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the results"), m_folder->text());
        if (!folder.isEmpty()) {
            m_folder->setText(folder);
        }
    });
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(browse);
    m_name = new QLineEdit(QStringLiteral("{name}.converted.{ext}"), box);
    m_name->setObjectName(QStringLiteral("batchName"));
    m_name->setToolTip(tr("{name} is the file's name without its extension, {ext} the extension"));
    m_format = new QComboBox(box);
    m_format->setObjectName(QStringLiteral("batchFormat"));
    m_format->addItem(tr("As each file has it"), -1);
    m_format->addItem(tr("PyTorch zip, torch ≥ 1.6"), static_cast<int>(SaveFormat::Zip));
    m_format->addItem(tr("PyTorch stream, torch 0.4 to 1.5"), static_cast<int>(SaveFormat::Legacy));
    m_format->addItem(tr("safetensors"), static_cast<int>(SaveFormat::Safetensors));
    m_verification = new QComboBox(box);
    m_verification->setObjectName(QStringLiteral("batchVerification"));
    m_verification->addItem(tr("Structure"), static_cast<int>(Verification::Structure));
    m_verification->addItem(tr("Every byte"), static_cast<int>(Verification::Full));
    m_verification->addItem(tr("Nothing"), static_cast<int>(Verification::None));
    m_replace = new QCheckBox(tr("Replace files that are there"), box);
    m_replace->setObjectName(QStringLiteral("batchReplace"));
    form->addRow(tr("Plan"), planRow);
    form->addRow(tr("Results in"), folderRow);
    form->addRow(tr("Named"), m_name);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Verify"), m_verification);
    form->addRow(QString(), m_replace);
    return box;
}

QWidget* BatchDialog::makeFiles()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    m_table = new QTableView(box);
    m_table->setObjectName(QStringLiteral("batchTable"));
    m_table->setAccessibleName(tr("Files and what became of them"));
    m_table->setModel(&m_model);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    const Metrics metrics(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metrics.row());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.row());
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->resizeSection(BatchModel::File, metrics.scaled(220));
    header->resizeSection(BatchModel::State, metrics.scaled(120));
    header->resizeSection(BatchModel::Before, metrics.scaled(90));
    header->resizeSection(BatchModel::After, metrics.scaled(90));
    header->setSectionResizeMode(BatchModel::Note, QHeaderView::Stretch);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        const BatchRow& row = m_model.rows()[static_cast<std::size_t>(index.row())];
        Q_EMIT openRequested(row.state == BatchRow::State::Done ? row.target : row.source);
    });
    auto* add = button(tr("Add files…"), "batchAdd", ButtonKind::Normal);
    add->setIcon(themedIcon(Icon::Plus, IconTint::Text));
    connect(add, &QPushButton::clicked, this, &BatchDialog::browseFiles);
    auto* remove = button(tr("Take away"), "batchRemove", ButtonKind::Flat);
    connect(remove, &QPushButton::clicked, this, [this] {
        QModelIndexList rows = m_table->selectionModel()->selectedRows();
        std::sort(rows.begin(), rows.end(), [](const auto& one, const auto& other) { return other < one; });
        for (const QModelIndex& row : rows) {
            m_model.removeRow(row.row());
        }
    });
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_table, 1);
    return box;
}

void BatchDialog::setPlan(const EditPlan& plan)
{
    m_plan = plan;
    QStringList lines;
    for (const Operation& operation : plan.operations) {
        lines.append(coreText(describe(operation)));
    }
    m_planText->setText(
        lines.isEmpty() ? tr("no changes: a faithful copy in the chosen format") : lines.join(QStringLiteral("; ")));
}

void BatchDialog::loadRecipe()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Use a recipe"), QString(), tr("Recipes (*.json);;All files (*)"));
    QFile file(path);
    if (path.isEmpty()) {
        return;
    }
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxRecipeBytes) {
        m_summary->setText(tr("%1 cannot be read: %2").arg(path, file.errorString()));
        return;
    }
    const auto plan = planFromJson(file.readAll().toStdString());
    if (!plan) {
        m_summary->setText(tr("%1 is no recipe.\n%2").arg(path, errorText(plan.error())));
        return;
    }
    setPlan(*plan);
}

void BatchDialog::browseFiles()
{
    addFiles(QFileDialog::getOpenFileNames(this, tr("Files to convert")));
}

void BatchDialog::addFiles(const QStringList& paths)
{
    for (const QString& path : paths) {
        if (QFileInfo(path).isFile()) {
            m_model.add(QFileInfo(path).absoluteFilePath());
        }
    }
}

void BatchDialog::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

BatchOptions BatchDialog::options() const
{
    BatchOptions options;
    if (const int format = m_format->currentData().toInt(); format >= 0) {
        options.format = static_cast<SaveFormat>(format);
    }
    options.overwrite = m_replace->isChecked() ? Overwrite::Yes : Overwrite::No;
    options.verification = static_cast<Verification>(m_verification->currentData().toInt());
    return options;
}

QString BatchDialog::targetOf(const BatchRow& row) const
{
    const QFileInfo source(row.source);
    QString suffix = source.suffix().isEmpty() ? QStringLiteral("pth") : source.suffix();
    if (m_format->currentData().toInt() == static_cast<int>(SaveFormat::Safetensors)) {
        suffix = QStringLiteral("safetensors");
    } else if (m_format->currentData().toInt() >= 0 && suffix == QStringLiteral("safetensors")) {
        suffix = QStringLiteral("pth");
    }
    QString name = m_name->text();
    name.replace(QStringLiteral("{name}"), source.completeBaseName()).replace(QStringLiteral("{ext}"), suffix);
    const QString folder = m_folder->text().isEmpty() ? source.absolutePath() : m_folder->text();
    return QDir(folder).filePath(name);
}

void BatchDialog::start()
{
    m_model.reset();
    m_isRunning = true;
    next();
}

void BatchDialog::next()
{
    std::vector<int> rows;
    std::vector<BatchItem> items;
    for (int i = 0; i < m_model.rowCount() && items.size() < kFilesAJob; ++i) {
        const BatchRow file = m_model.rows()[static_cast<std::size_t>(i)];
        if (file.state == BatchRow::State::Waiting && m_isRunning) {
            const QString target = targetOf(file);
            m_model.setTarget(i, target);
            m_model.setRunning(i);
            rows.push_back(i);
            items.push_back({toUtf8(file.source), toPath(target)});
        }
    }
    if (items.empty()) {
        end();
        return;
    }
    const JobLabel label{tr("Converting %1").arg(QFileInfo(toQString(items.front().input)).fileName()), {}, true};
    auto* job = m_runner.run<std::vector<BatchLine>>(
        JobLane::Save, label,
        [items, plan = m_plan, context = m_context, options = options()](
            const Task& task) { return convertFiles(items, plan, context, options, task); },
        this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job, rows] {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (job->result() && i < job->result().value().size()) {
                take(rows[i], job->result().value()[i]);
            } else {
                m_model.setSkipped(rows[i], tr("stopped; nothing was written"));
            }
        }
        next();
    });
    refresh();
}

void BatchDialog::take(int row, const BatchLine& line)
{
    switch (line.outcome) {
    case BatchLine::Outcome::Saved:
        m_model.setDone(row, *line.receipt);
        break;
    case BatchLine::Outcome::Skipped:
        m_model.setSkipped(row, tr("is there already, just as planned"));
        break;
    case BatchLine::Outcome::Cancelled:
        m_model.setSkipped(row, tr("stopped; nothing was written"));
        break;
    default:
        m_model.setFailed(row, line.error ? errorText(*line.error) : QString());
        break;
    }
}

void BatchDialog::end()
{
    m_isRunning = false;
    refresh();
    Q_EMIT ended();
}

void BatchDialog::refresh()
{
    const int files = m_model.rowCount();
    const int done = m_model.count(BatchRow::State::Done);
    const int failed = m_model.count(BatchRow::State::Failed);
    m_start->setEnabled(!m_isRunning && files > 0);
    m_start->setToolTip(files == 0 ? tr("Add files first") : QString());
    m_stop->setVisible(m_isRunning);
    m_summary->setText(files == 0
            ? tr("No files yet: add them, or drop them here")
            : tr("%n file(s), %1 written, %2 failed", nullptr, files)
                  .arg(shownCount(static_cast<std::uint64_t>(done)), shownCount(static_cast<std::uint64_t>(failed))));
}

void BatchDialog::reject()
{
    m_isRunning = false;
    if (m_job) {
        m_job->cancel();
    }
    QDialog::reject();
}

} // namespace pthf
