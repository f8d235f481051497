// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include "core/base/result.h"
#include "ui/jobs/job_base.h"

namespace pthf {

class JobRunner;

/// The jobs a person should know of: running and waiting ones with their progress, done ones for a few seconds, failed
/// ones until they are dismissed. Cancelled ones go at once.
class JobListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        TitleRole = Qt::DisplayRole,
        PermilleRole = Qt::UserRole, ///< int
        StateRole, ///< JobListModel::RowState as int
        ErrorRole ///< the message, of failed ones
    };
    enum class RowState : std::uint8_t { Waiting, Running, Done, Failed };

    /// How long a job that went well stays in sight.
    static constexpr int kDoneStaysMilliseconds = 4000;
    /// How long a brief job may take before it is listed.
    static constexpr int kMomentMilliseconds = 300;

    explicit JobListModel(JobRunner& runner, int doneStaysMilliseconds = kDoneStaysMilliseconds);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    RowState stateAt(int row) const { return m_rows[row].state; }
    JobProgress progressAt(int row) const;
    std::optional<Error> errorAt(int row) const { return m_rows[row].error; }
    void cancel(int row);
    /// Takes a failed row away.
    void dismiss(int row);

private:
    struct Row {
        quint64 number = 0;
        JobBase* job = nullptr; ///< null once it is finished
        QString title;
        bool isBrief = false;
        RowState state = RowState::Waiting;
        JobProgress progress;
        std::optional<Error> error;
    };

    void watch(JobBase* job);
    void add(JobBase* job);
    void update(quint64 number);
    void close(quint64 number);
    void remove(quint64 number);
    int rowOf(quint64 number) const;

    QList<Row> m_rows;
    quint64 m_nextNumber = 0;
    int m_doneStays;
};

} // namespace pthf
