// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tensor_filter_model.h"

#include <algorithm>

#include "ui/base/item_roles.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

/// Up to this many rows answer at once: half of what a keystroke may take.
constexpr int kAtOnce = 150'000;
constexpr int kBetweenFrames = 50'000;

} // namespace

TensorFilterModel::TensorFilterModel(TensorTableModel& table, QObject* parent)
    : QAbstractProxyModel(parent)
    , m_table(table)
{
    setSourceModel(&table);
    connect(&table, &QAbstractItemModel::modelAboutToBeReset, this, &TensorFilterModel::beginResetModel);
    connect(&table, &QAbstractItemModel::modelReset, this, [this] {
        m_next.stop();
        Chosen chosen;
        ask(chosen, m_table.rowCount());
        take(std::move(chosen));
        endResetModel();
        Q_EMIT filtered();
    });
    connect(&table, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
    });
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &TensorFilterModel::askOn);
    Chosen chosen;
    ask(chosen, m_table.rowCount());
    take(std::move(chosen));
}

void TensorFilterModel::setQuery(const QString& text, QueryMode mode)
{
    auto query = TensorQuery::parse(text, mode);
    if (!query) {
        m_complaint = toQString(query.error().message());
        Q_EMIT filtered();
        return;
    }
    m_complaint.reset();
    m_query = std::move(query).value();
    rebuild();
}

void TensorFilterModel::rebuild()
{
    m_asking = {};
    if (m_table.rowCount() > kAtOnce && !m_query.isEmpty()) {
        m_next.start(0);
        return;
    }
    m_next.stop();
    ask(m_asking, m_table.rowCount());
    beginResetModel();
    take(std::move(m_asking));
    endResetModel();
    Q_EMIT filtered();
}

void TensorFilterModel::askOn()
{
    ask(m_asking, kBetweenFrames);
    if (m_asking.asked < m_table.rowCount()) {
        m_next.start(0);
        return;
    }
    beginResetModel();
    take(std::move(m_asking));
    endResetModel();
    Q_EMIT filtered();
}

void TensorFilterModel::ask(Chosen& chosen, int most) const
{
    const int end = chosen.asked + std::min(most, m_table.rowCount() - chosen.asked);
    for (; chosen.asked < end; ++chosen.asked) {
        const int row = chosen.asked;
        const TensorValue& tensor = m_table.tensorAt(row);
        const std::string_view device = m_table.opened()->document->content.deviceOf(tensor);
        const TensorQuery::Subject subject{m_table.lineAt(row).path, tensor, device, m_table.sharersAt(row) > 1};
        if (m_query.matches(subject)) {
            chosen.rows.push_back(row);
            chosen.bytes += tensor.bytes();
        }
    }
}

void TensorFilterModel::take(Chosen chosen)
{
    m_rows = std::move(chosen.rows);
    m_shownBytes = chosen.bytes;
    m_asking = {};
    sortRows();
}

void TensorFilterModel::sortRows()
{
    const auto sortBy = [this](auto keyOf) {
        if (m_sortOrder == Qt::AscendingOrder) {
            std::ranges::stable_sort(m_rows, {}, keyOf);
        } else {
            std::ranges::stable_sort(m_rows, std::ranges::greater{}, keyOf);
        }
    };
    if (!std::ranges::is_sorted(m_rows)) {
        std::ranges::sort(m_rows);
    }
    switch (m_sortColumn) {
    case TensorTableModel::Key:
        sortBy([this](int row) -> const QString& { return m_table.lineAt(row).path; });
        break;
    case TensorTableModel::Type:
        sortBy([this](int row) { return dtypeName(m_table.tensorAt(row).dtype); });
        break;
    case TensorTableModel::Shape:
        sortBy([this](int row) { return m_table.tensorAt(row).elements(); });
        break;
    case TensorTableModel::Bytes:
        sortBy([this](int row) { return m_table.tensorAt(row).bytes(); });
        break;
    case TensorTableModel::Device:
        sortBy([this](int row) { return m_table.opened()->document->content.deviceOf(m_table.tensorAt(row)); });
        break;
    case TensorTableModel::Storage:
        sortBy([this](int row) { return pthf::index(m_table.tensorAt(row).storage); });
        break;
    default:
        break;
    }
    m_shownAt.assign(static_cast<std::size_t>(m_table.rowCount()), -1);
    for (std::size_t shown = 0; shown < m_rows.size(); ++shown) {
        m_shownAt[static_cast<std::size_t>(m_rows[shown])] = static_cast<int>(shown);
    }
}

void TensorFilterModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList sources;
    sources.reserve(before.size());
    for (const QModelIndex& index : before) {
        sources.append(mapToSource(index));
    }
    sortRows();
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
    for (const auto& [start, length] : m_query.matchesIn(m_table.lineAt(row).path)) {
        ranges.append(TextRange{start, length});
    }
    return ranges.isEmpty() ? QVariant() : QVariant::fromValue(ranges);
}

QVariant TensorFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_table.headerData(section, orientation, role);
}

} // namespace pthf
