// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/folder_page.h"

#include <algorithm>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include "core/checkpoint/tree_index.h"
#include "core/opening/open_checkpoint.h"
#include "core/text/glob.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/files/quick_look.h"
#include "ui/jobs/job_runner.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

constexpr std::size_t kFilesAJob = 8; ///< so that rows show while the folder is still being read

/// Rows of a few files; what is no checkpoint is counted.
struct ReadRows {
    std::vector<FolderRow> rows;
    std::size_t others = 0;
};

Result<ReadRows> readRows(const std::vector<std::filesystem::path>& files, const Task& task)
{
    ReadRows read;
    for (const std::filesystem::path& file : files) {
        auto row = folderRow(file, OpenOptions{}, task);
        if (row) {
            read.rows.push_back(std::move(row).value());
        } else if (row.error().code() == ErrorCode::Cancelled) {
            return row.error();
        } else {
            ++read.others;
        }
        task.progress.report(read.rows.size() + read.others, files.size());
    }
    return read;
}

/// How many leaves of a file have the text in their path, or match it as a glob.
Result<std::uint64_t> countKeys(const std::filesystem::path& file, const std::string& key, const Task& task)
{
    const DocumentPtr document = PTHF_TRY(openCheckpoint(file, OpenOptions{}, task));
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    const bool isGlob = key.find_first_of("*?[") != std::string::npos;
    std::uint64_t count = 0;
    for (const Leaf& leaf : tree.leaves) {
        const std::string path = tree.pathTextOf(document->content, leaf.place);
        const bool isFound = isGlob ? globMatches("*" + key, path) : path.find(key) != std::string::npos;
        count += isFound ? 1U : 0U;
    }
    return count;
}

} // namespace

FolderPage::FolderPage(JobRunner& runner, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("folderPage"));
    m_sorted->setSourceModel(&m_model);
    m_sorted->setSortRole(SortRole);
    const Metrics metrics(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics.scaled(12), metrics.scaled(10), metrics.scaled(12), metrics.scaled(8));
    layout->setSpacing(metrics.scaled(8));
    layout->addLayout(makeHead());
    layout->addLayout(makeSearch());
    makeTable();
    layout->addWidget(m_table, 1);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("folderNote"));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_note);
    setFocusProxy(m_table);
}

FolderPage::~FolderPage() = default;

QHBoxLayout* FolderPage::makeHead()
{
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(strongFont(font()));
    m_title->setWordWrap(true);
    auto* convert = new QPushButton(tr("Convert…"), this);
    convert->setObjectName(QStringLiteral("folderConvert"));
    convert->setToolTip(tr("Convert the selected files, or all of them"));
    convert->setIcon(themedIcon(Icon::Save, IconTint::Text));
    connect(convert, &QPushButton::clicked, this, [this] { Q_EMIT convertRequested(chosen()); });
    auto* again = new QPushButton(tr("Read again"), this);
    again->setObjectName(QStringLiteral("folderAgain"));
    again->setIcon(themedIcon(Icon::Repeat, IconTint::Text));
    connect(again, &QPushButton::clicked, this, [this] { setFolder(m_folder); });
    auto* row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(again);
    row->addWidget(convert);
    return row;
}

QHBoxLayout* FolderPage::makeSearch()
{
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("folderSearch"));
    m_search->setPlaceholderText(tr("Search a key in all of them, and press Enter"));
    m_search->setAccessibleName(tr("Search a key in all checkpoints of the folder"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::returnPressed, this, &FolderPage::search);
    m_below = new QCheckBox(tr("Folders below, too"), this);
    m_below->setObjectName(QStringLiteral("folderBelow"));
    connect(m_below, &QCheckBox::toggled, this, [this] { setFolder(m_folder); });
    auto* row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(m_below);
    return row;
}

void FolderPage::makeTable()
{
    const Metrics metrics(this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("folderTable"));
    m_table->setAccessibleName(tr("Checkpoints of the folder"));
    m_table->setModel(m_sorted);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setItemDelegateForColumn(FolderModel::Device, new DeviceChipDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metrics.row());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.row());
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSectionResizeMode(FolderModel::Holds, QHeaderView::Stretch);
    header->resizeSection(FolderModel::Name, metrics.scaled(230));
    header->resizeSection(FolderModel::Epoch, metrics.scaled(90));
    header->resizeSection(FolderModel::Best, metrics.scaled(130));
    header->resizeSection(FolderModel::Bytes, metrics.scaled(90));
    header->resizeSection(FolderModel::Device, metrics.scaled(146));
    header->resizeSection(FolderModel::Loads, metrics.scaled(80));
    header->resizeSection(FolderModel::Found, metrics.scaled(90));
    m_table->setSortingEnabled(true);
    m_table->setColumnHidden(FolderModel::Found, true);
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &FolderPage::showMenu);
    connect(m_table, &QTableView::doubleClicked, this,
        [this](const QModelIndex& index) { Q_EMIT openRequested(index.data(PathRole).toString()); });
}

void FolderPage::setFolder(const QString& folder)
{
    for (const auto& job : {m_job, m_searchJob}) {
        if (job) {
            job->cancel();
        }
    }
    m_job.clear();
    m_searchJob.clear();
    m_folder = folder;
    m_files.clear();
    m_next = 0;
    m_others = 0;
    m_model.clear(folder);
    m_table->setColumnHidden(FolderModel::Found, true);
    m_title->setText(shownText(homePathText(folder)));
    list();
}

void FolderPage::list()
{
    const FolderDepth depth = m_below->isChecked() ? FolderDepth::Below : FolderDepth::Here;
    auto* job = m_runner.run<std::vector<std::filesystem::path>>(
        JobLane::Analysis, JobLabel{tr("Reading the folder"), QStringLiteral("folder"), true},
        [folder = toPath(m_folder), depth](const Task& task) { return checkpointsIn(folder, depth, task); }, this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_job) {
            return; // of another folder
        }
        m_job.clear();
        if (!job->result()) {
            m_note->setText(errorText(job->result().error()));
            return;
        }
        m_files = *job->result();
        readMore();
    });
    tell();
}

void FolderPage::readMore()
{
    if (m_next >= m_files.size()) {
        tell();
        return;
    }
    const std::size_t end = std::min(m_next + kFilesAJob, m_files.size());
    const std::vector<std::filesystem::path> files(
        m_files.begin() + static_cast<std::ptrdiff_t>(m_next), m_files.begin() + static_cast<std::ptrdiff_t>(end));
    m_next = end;
    auto* job = m_runner.run<ReadRows>(
        JobLane::Analysis, JobLabel{tr("Reading the folder"), QStringLiteral("folder"), true},
        [files](const Task& task) { return readRows(files, task); }, this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_job) {
            return;
        }
        m_job.clear();
        if (!job->result()) {
            tell();
            return; // cancelled: what was read stays
        }
        m_others += job->result().value().others;
        m_model.add(job->result().value().rows);
        if (!m_table->currentIndex().isValid()) {
            m_table->setCurrentIndex(m_sorted->index(0, 0));
        }
        readMore();
    });
    tell();
}

void FolderPage::search()
{
    m_key = toUtf8(m_search->text().trimmed());
    m_found.assign(m_model.rows().size(), std::nullopt);
    m_nextSearched = 0;
    m_table->setColumnHidden(FolderModel::Found, m_key.empty());
    if (!m_key.empty()) {
        searchMore();
    }
}

void FolderPage::searchMore()
{
    m_model.setFound(m_found);
    if (m_nextSearched >= m_found.size()) {
        tell();
        return;
    }
    auto* job = m_runner.run<std::uint64_t>(
        JobLane::Analysis, JobLabel{tr("Searching the folder"), QStringLiteral("folder-search"), true},
        [file = m_model.rows()[m_nextSearched].path, key = m_key](
            const Task& task) { return countKeys(file, key, task); },
        this);
    m_searchJob = job;
    connect(job, &JobBase::finished, this, [this, job] {
        if (job != m_searchJob) {
            return; // another key is searched
        }
        m_searchJob.clear();
        const auto& result = job->result();
        if (!result && result.error().code() == ErrorCode::Cancelled) {
            return;
        }
        m_found[m_nextSearched++] = result ? *result : 0;
        searchMore();
    });
}

std::optional<int> FolderPage::currentRow() const
{
    const QModelIndex current = m_sorted->mapToSource(m_table->currentIndex());
    return current.isValid() ? std::optional(current.row()) : std::nullopt;
}

QStringList FolderPage::chosen() const
{
    QStringList paths;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        paths.append(index.data(PathRole).toString());
    }
    if (paths.size() < 2) { // one row is always current: that is no choice
        paths.clear();
        for (int row = 0; row < m_sorted->rowCount(); ++row) {
            paths.append(m_sorted->index(row, 0).data(PathRole).toString());
        }
    }
    return paths;
}

void FolderPage::quickLook()
{
    const auto row = currentRow();
    if (!row) {
        return;
    }
    auto* look = new QuickLook(m_model.rows()[static_cast<std::size_t>(*row)], this);
    look->setAttribute(Qt::WA_DeleteOnClose);
    connect(look, &QuickLook::openRequested, this, [this, path = m_model.pathAt(*row)] { Q_EMIT openRequested(path); });
    look->open();
}

void FolderPage::showMenu(const QPoint& position)
{
    if (!currentRow()) { // asked for by key, the position is none of the row's
        return;
    }
    const QString path = m_model.pathAt(*currentRow());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("folderMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(Icon::Open), tr("Open"), this, [this, path] { Q_EMIT openRequested(path); });
    menu->addAction(themedIcon(Icon::Info), tr("Quick look"), this, &FolderPage::quickLook);
    menu->addAction(themedIcon(Icon::Save), tr("Convert…"), this, [this] {
        QStringList paths;
        for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
            paths.append(index.data(PathRole).toString());
        }
        Q_EMIT convertRequested(paths);
    });
    menu->addSeparator();
    menu->addAction(
        themedIcon(Icon::Copy), tr("Copy path"), this, [path] { QGuiApplication::clipboard()->setText(path); });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void FolderPage::tell()
{
    const QString count = tr("%n checkpoint(s)", nullptr, m_model.rowCount());
    const QString others = m_others == 0 ? QString() : tr(", %n other file(s)", nullptr, static_cast<int>(m_others));
    if (m_job) {
        m_note->setText(tr("%1, reading…").arg(count));
    } else if (m_model.rows().empty()) {
        m_note->setText(tr("There are no checkpoints in this folder"));
    } else {
        m_note->setText(QString(count % others % u" · " % tr("Space: quick look, Enter: open")));
    }
}

bool FolderPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space) {
            quickLook();
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && currentRow()) {
            Q_EMIT openRequested(m_model.pathAt(*currentRow()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace pthf
