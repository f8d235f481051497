// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractProxyModel>
#include <QPointer>

#include "ui/models/tensor_query.h"
#include "ui/models/tensor_rows.h"
#include "ui/models/tensor_table_model.h"

namespace pthf {

class JobBase;
class JobRunner;

/// The tensor table filtered and sorted. Asks the tensors, not the table's cells, so that 100,000 rows answer while the
/// user types; of larger tables a job chooses and sorts the rows, and the old ones stay until it is done. A query that
/// cannot be read keeps the rows of the last good one.
class TensorFilterModel final : public QAbstractProxyModel {
    Q_OBJECT

public:
    TensorFilterModel(JobRunner& runner, TensorTableModel& table, QObject* parent = nullptr);

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
    enum class Changed : std::uint8_t { Rows, Order };

    /// Chooses the rows anew: at once, or by a job where that takes longer than a frame or two.
    void choose(Changed changed);
    bool isAtOnce() const noexcept;
    void startJob(Changed changed);
    void show(ChosenRows chosen, Changed changed);
    void showAll();
    void setRows(ChosenRows chosen);
    void setOrder(std::vector<int> rows);

    JobRunner& m_runner;
    TensorTableModel& m_table;
    std::shared_ptr<const TensorQuery> m_query; ///< shared with a job
    TensorOrder m_order = TensorOrder::File;
    Direction m_direction = Direction::Up;
    std::optional<QString> m_complaint;
    std::vector<int> m_rows; ///< source rows, as shown
    std::vector<int> m_shownAt; ///< by source row: where it is shown, or -1
    std::uint64_t m_shownBytes = 0;
    QPointer<JobBase> m_job;
    Changed m_asked = Changed::Order; ///< of the job
};

} // namespace pthf
