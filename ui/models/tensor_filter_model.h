// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractProxyModel>
#include <QTimer>

#include "ui/models/tensor_query.h"
#include "ui/models/tensor_table_model.h"

namespace pthf {

/// The tensor table filtered and sorted. Asks the table's lines, not its cells, so that 100,000 rows answer while the
/// user types; of larger tables a part is asked between two frames, and the old rows stay until the last part has
/// answered. A query that cannot be read keeps the rows of the last good one.
class TensorFilterModel final : public QAbstractProxyModel {
    Q_OBJECT

public:
    explicit TensorFilterModel(TensorTableModel& table, QObject* parent = nullptr);

    void setQuery(const QString& text, QueryMode mode);
    /// What is wrong with the query; nothing when it is good.
    const std::optional<QString>& complaint() const noexcept { return m_complaint; }
    /// Tensor bytes of the rows shown.
    std::uint64_t shownBytes() const noexcept { return m_shownBytes; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QModelIndex mapToSource(const QModelIndex& proxyIndex) const override;
    QModelIndex mapFromSource(const QModelIndex& sourceIndex) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    /// The rows shown have changed.
    void filtered();

private:
    /// Rows that match, as far as they have been asked.
    struct Chosen {
        std::vector<int> rows;
        std::uint64_t bytes = 0;
        int asked = 0;
    };

    void rebuild();
    /// Asks the next rows, at most that many.
    void ask(Chosen& chosen, int most) const;
    void askOn();
    void take(Chosen chosen);
    void sortRows();

    TensorTableModel& m_table;
    TensorQuery m_query;
    std::optional<QString> m_complaint;
    std::vector<int> m_rows; ///< source rows, as shown
    std::vector<int> m_shownAt; ///< by source row: where it is shown, or -1
    std::uint64_t m_shownBytes = 0;
    int m_sortColumn = -1; ///< file order
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    Chosen m_asking; ///< of a large table
    QTimer m_next;
};

} // namespace pthf
