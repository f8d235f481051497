// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QString>

#include "core/save/receipt.h"

namespace pthf {

/// One file of a batch and what became of it.
struct BatchRow {
    enum class State : std::uint8_t { Waiting, Running, Done, Failed, Skipped };
    QString source;
    QString target;
    State state = State::Waiting;
    QString note; ///< effects, or why it failed
    std::uint64_t bytesBefore = 0;
    std::uint64_t bytesAfter = 0;
};

/// The files of a batch: name, result, sizes, note.
class BatchModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { File, State, Before, After, Note, ColumnCount };

    explicit BatchModel(QObject* parent = nullptr);

    /// Files that stand there already are left out; whether one was new.
    bool add(const QString& source);
    void removeRow(int row);
    void clear();
    const std::vector<BatchRow>& rows() const noexcept { return m_rows; }

    void setTarget(int row, const QString& target);
    void setRunning(int row);
    void setDone(int row, const Receipt& receipt);
    void setFailed(int row, const QString& why);
    void setSkipped(int row, const QString& why);
    /// All wait again.
    void reset();
    int count(BatchRow::State state) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The table as tab-separated text, for the clipboard.
    QString asText() const;

private:
    QString textAt(const BatchRow& row, int column) const;
    void changed(int row);

    std::vector<BatchRow> m_rows;
};

} // namespace pthf
