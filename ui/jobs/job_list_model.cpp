// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_list_model.h"

#include <QPointer>
#include <QTimer>

#include "ui/jobs/job_runner.h"

namespace pthf {

namespace {

JobListModel::RowState stateOf(const JobBase& job)
{
    return job.state() == JobBase::State::Running ? JobListModel::RowState::Running : JobListModel::RowState::Waiting;
}

} // namespace

JobListModel::JobListModel(JobRunner& runner, int doneStaysMilliseconds)
    : m_doneStays(doneStaysMilliseconds)
{
    connect(&runner, &JobRunner::jobAdded, this, &JobListModel::watch);
}

int JobListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[index.row()];
    switch (role) {
    case TitleRole:
        return row.title;
    case PermilleRole:
        return progressAt(index.row()).permille();
    case StateRole:
        return static_cast<int>(row.state);
    case ErrorRole:
        return row.error ? QString::fromStdString(row.error->message()) : QString();
    default:
        return {};
    }
}

JobProgress JobListModel::progressAt(int row) const
{
    const Row& at = m_rows[row];
    return at.job != nullptr ? at.job->progress() : at.progress;
}

void JobListModel::cancel(int row)
{
    if (JobBase* job = m_rows[row].job) {
        job->cancel();
    }
}

void JobListModel::dismiss(int row)
{
    if (m_rows[row].job == nullptr) {
        remove(m_rows[row].number);
    }
}

void JobListModel::watch(JobBase* job)
{
    if (job->label().title.isEmpty()) {
        return; // too small to speak of: a plan laid over a document
    }
    if (!job->label().isBrief) {
        add(job);
        return;
    }
    QTimer::singleShot(kMomentMilliseconds, job, [this, self = QPointer(this), job] {
        if (self && job->state() != JobBase::State::Finished) {
            add(job);
        }
    });
}

void JobListModel::add(JobBase* job)
{
    const quint64 number = m_nextNumber++;
    const int row = static_cast<int>(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append(Row{number, job, job->label().title, job->label().isBrief, stateOf(*job), {}, std::nullopt});
    endInsertRows();
    connect(job, &JobBase::started, this, [this, number] { update(number); });
    connect(job, &JobBase::progressed, this, [this, number] { update(number); });
    connect(job, &JobBase::finished, this, [this, number] { close(number); });
    connect(job, &QObject::destroyed, this, [this, number] {
        const int at = rowOf(number);
        if (at >= 0 && m_rows[at].job != nullptr) {
            remove(number);
        }
    });
}

void JobListModel::update(quint64 number)
{
    const int row = rowOf(number);
    if (row < 0) {
        return;
    }
    m_rows[row].state = RowState::Running;
    Q_EMIT dataChanged(index(row), index(row));
}

void JobListModel::close(quint64 number)
{
    const int at = rowOf(number);
    if (at < 0) {
        return;
    }
    Row& row = m_rows[at];
    row.progress = row.job->progress();
    row.error = row.job->error();
    const bool wasCancelled = row.job->isCancelled();
    row.job = nullptr;
    if (wasCancelled || row.isBrief) {
        remove(number);
        return;
    }
    row.state = row.error ? RowState::Failed : RowState::Done;
    Q_EMIT dataChanged(index(at), index(at));
    if (!row.error) {
        QTimer::singleShot(m_doneStays, this, [this, number] { remove(number); });
    }
}

void JobListModel::remove(quint64 number)
{
    const int row = rowOf(number);
    if (row < 0) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

int JobListModel::rowOf(quint64 number) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].number == number) {
            return row;
        }
    }
    return -1;
}

} // namespace pthf
