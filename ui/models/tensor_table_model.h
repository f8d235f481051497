// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QAbstractTableModel>

#include "ui/models/tensor_rows.h"
#include "ui/session/path_speller.h"
#include "ui/session/plan_outcome.h"

namespace pthf {

/// All tensors of a checkpoint, flat, in file order: complete and cheap, so that it can be filtered and sorted.
class TensorTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Key, Type, Shape, Bytes, Device, Storage, ColumnCount };

    explicit TensorTableModel(QObject* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    void setOutcome(const PlanOutcomePtr& outcome);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const TensorLine& lineAt(int row) const { return m_rows.lineAt(row); }
    const TensorValue& tensorAt(int row) const { return m_rows.tensorAt(row); }
    QString pathAt(int row) const;
    /// Everything that rows are chosen and sorted by, for whoever does so on another thread; empty without a document.
    const TensorRows& rows() const noexcept { return m_rows; }

private:
    QVariant keyData(int row, int role) const;
    QVariant typeData(int row, int role) const;
    QVariant shapeData(int row, int role) const;
    QVariant bytesData(int row, int role) const;
    QVariant deviceData(int row, int role) const;
    QVariant storageData(int row, int role) const;
    QVariant rowData(int row, int role) const;
    /// The tensor as planned, or null.
    const TensorValue* plannedAt(int row) const;
    PlannedPlace placeOf(int row) const;
    QString newPathAt(int row) const;
    const OpenedPtr& opened() const noexcept { return m_rows.opened; }

    TensorRows m_rows;
    mutable std::optional<PathSpeller> m_paths; ///< of the document
    PlanOutcomePtr m_outcome;
    std::uint64_t m_largest = 0;
};

} // namespace pthf
