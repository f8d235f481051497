// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tensor_filter_model.h"

#include <numeric>
#include <utility>

#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

/// Up to this many rows are chosen and sorted at once.
constexpr int kSorted = 20'000;
/// Up to this many rows are chosen at once and left in file order: half of what a keystroke may take.
constexpr int kUnsorted = 150'000;

TensorOrder orderOf(int column)
{
    switch (column) {
    case TensorTableModel::Key:
        return TensorOrder::Key;
    case TensorTableModel::Type:
        return TensorOrder::Type;
    case TensorTableModel::Shape:
        return TensorOrder::Elements;
    case TensorTableModel::Bytes:
        return TensorOrder::Bytes;
    case TensorTableModel::Device:
        return TensorOrder::Device;
    case TensorTableModel::Storage:
        return TensorOrder::Storage;
    default:
        return TensorOrder::File;
    }
}

} // namespace

TensorFilterModel::TensorFilterModel(JobRunner& runner, TensorTableModel& table, QObject* parent)
    : QAbstractProxyModel(parent)
    , m_runner(runner)
    , m_table(table)
    , m_query(std::make_shared<const TensorQuery>())
{
    setSourceModel(&table);
    connect(&table, &QAbstractItemModel::modelAboutToBeReset, this, &TensorFilterModel::beginResetModel);
    connect(&table, &QAbstractItemModel::modelReset, this, [this] {
        showAll();
        endResetModel();
        if (m_order != TensorOrder::File || !m_query->isEmpty()) {
            choose(Changed::Rows);
        }
        Q_EMIT filtered();
    });
    connect(&table, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
    });
    showAll();
}

void TensorFilterModel::setQuery(const QString& text, QueryMode mode)
{
    auto query = TensorQuery::parse(text, mode);
    if (!query) {
        m_complaint = coreText(query.error().message());
        Q_EMIT filtered();
        return;
    }
    m_complaint.reset();
    m_query = std::make_shared<const TensorQuery>(std::move(query).value());
    choose(Changed::Rows);
}

void TensorFilterModel::sort(int column, Qt::SortOrder order)
{
    m_order = orderOf(column);
    m_direction = order == Qt::AscendingOrder ? Direction::Up : Direction::Down;
    choose(Changed::Order);
}

bool TensorFilterModel::isAtOnce() const noexcept
{
    return m_table.rowCount() <= (m_order == TensorOrder::File ? kUnsorted : kSorted);
}

void TensorFilterModel::choose(Changed changed)
{
    if (m_job) {
        m_job->cancel();
        m_job.clear();
        changed = m_asked == Changed::Rows ? Changed::Rows : changed; // what it had been asked is still wanted
    }
    if (!isAtOnce()) {
        startJob(changed);
        return;
    }
    SilentProgress nobody;
    auto chosen = chooseRows(m_table.rows(), *m_query, m_order, m_direction, Task{{}, nobody});
    if (chosen) { // nobody asks it to stop
        show(std::move(chosen).value(), changed);
    }
}

void TensorFilterModel::startJob(Changed changed)
{
    m_asked = changed;
    auto* job = m_runner.run<ChosenRows>(
        JobLane::Look, JobLabel{tr("Filtering and sorting the tensors"), {}, true},
        [rows = m_table.rows(), query = m_query, order = m_order, direction = m_direction](
            const Task& task) { return chooseRows(rows, *query, order, direction, task); },
        this);
    m_job = job;
    connect(job, &JobBase::finished, this, [this, job, changed] {
        if (m_job == job && job->result()) {
            m_job.clear();
            show(job->result().value(), changed);
        }
    });
}

void TensorFilterModel::show(ChosenRows chosen, Changed changed)
{
    if (changed == Changed::Order) {
        setOrder(std::move(chosen.rows));
        return;
    }
    beginResetModel();
    setRows(std::move(chosen));
    endResetModel();
    Q_EMIT filtered();
}

void TensorFilterModel::showAll()
{
    if (m_job) {
        m_job->cancel(); // of another document
        m_job.clear();
    }
    ChosenRows all;
    all.rows.resize(static_cast<std::size_t>(m_table.rowCount()));
    std::iota(all.rows.begin(), all.rows.end(), 0);
    for (const int row : all.rows) {
        all.bytes += m_table.tensorAt(row).bytes();
    }
    setRows(std::move(all));
}

void TensorFilterModel::setRows(ChosenRows chosen)
{
    m_rows = std::move(chosen.rows);
    m_shownBytes = chosen.bytes;
    m_shownAt.assign(static_cast<std::size_t>(m_table.rowCount()), -1);
    for (std::size_t shown = 0; shown < m_rows.size(); ++shown) {
        m_shownAt[static_cast<std::size_t>(m_rows[shown])] = static_cast<int>(shown);
    }
}

/// The same rows in another order: what is selected stays selected.
void TensorFilterModel::setOrder(std::vector<int> rows)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList sources;
    sources.reserve(before.size());
    for (const QModelIndex& index : before) {
        sources.append(mapToSource(index));
    }
    setRows({std::move(rows), m_shownBytes});
    QModelIndexList after;
    after.reserve(sources.size());
    for (const QModelIndex& source : std::as_const(sources)) {
        after.append(mapFromSource(source));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

QModelIndex TensorFilterModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex TensorFilterModel::parent(const QModelIndex& /*child*/) const
{
    return {};
}

int TensorFilterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TensorFilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_table.columnCount();
}

QModelIndex TensorFilterModel::mapToSource(const QModelIndex& proxyIndex) const
{
    if (!proxyIndex.isValid()) {
        return {};
    }
    return m_table.index(m_rows[static_cast<std::size_t>(proxyIndex.row())], proxyIndex.column());
}

QModelIndex TensorFilterModel::mapFromSource(const QModelIndex& sourceIndex) const
{
    if (!sourceIndex.isValid() || static_cast<std::size_t>(sourceIndex.row()) >= m_shownAt.size()) {
        return {};
    }
    const int shown = m_shownAt[static_cast<std::size_t>(sourceIndex.row())];
    return shown < 0 ? QModelIndex() : createIndex(shown, sourceIndex.column());
}

QVariant TensorFilterModel::data(const QModelIndex& index, int role) const
{
    if (role != MatchesRole || index.column() != TensorTableModel::Key) {
        return QAbstractProxyModel::data(index, role);
    }
    QList<TextRange> ranges;
    const int row = m_rows[static_cast<std::size_t>(index.row())];
    for (const auto& [start, length] : m_query->matchesIn(m_table.pathAt(row))) {
        ranges.append(TextRange{start, length});
    }
    return ranges.isEmpty() ? QVariant() : QVariant::fromValue(ranges);
}

QVariant TensorFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_table.headerData(section, orientation, role);
}

} // namespace pthf
