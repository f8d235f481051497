// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QString>

#include "core/report/folder_listing.h"

namespace pthf {

/// The checkpoints of a folder, one a row, in the order they are added.
class FolderModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Holds, Epoch, Best, Bytes, Device, Loads, Found, ColumnCount };

    explicit FolderModel(QObject* parent = nullptr);

    void clear(const QString& folder);
    void add(const std::vector<FolderRow>& rows);
    const std::vector<FolderRow>& rows() const noexcept { return m_rows; }
    QString pathAt(int row) const;

    /// How often a key was found in a file; nothing for one that was not searched yet.
    void setFound(const std::vector<std::optional<std::uint64_t>>& found);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textAt(int row, int column) const;
    QVariant sortAt(int row, int column) const;

    QString m_folder;
    std::vector<FolderRow> m_rows;
    std::vector<std::optional<std::uint64_t>> m_found; ///< beside m_rows
};

} // namespace pthf
