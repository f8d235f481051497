// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "core/edit/planned_document.h"

namespace pthf {

using PlannedRows = std::shared_ptr<const std::vector<PlannedRow>>;

/// What will be written, before and after, a leaf a row.
class PlannedTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Before, After, Type, Device, Value, ColumnCount };
    enum class Show : std::uint8_t { All, ChangedOnly };

    explicit PlannedTableModel(QObject* parent = nullptr);

    void setRows(const PlannedRows& rows);
    void setShown(Show show);
    std::size_t changedCount() const noexcept { return m_changed; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void choose();
    QVariant deviceData(const PlannedRow& row, int role) const;
    static QString beforeText(const PlannedRow& row, int column);
    static QString afterText(const PlannedRow& row, int column);

    PlannedRows m_rows;
    std::vector<std::uint32_t> m_shown;
    std::size_t m_changed = 0;
    Show m_show = Show::All;
};

} // namespace pthf
