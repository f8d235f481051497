// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_runner.h"

#include <algorithm>

namespace pthf {

JobRunner::JobRunner(QObject* parent)
    : QObject(parent)
{
    for (Lane& lane : m_lanes) {
        lane.pool.setMaxThreadCount(1);
        lane.pool.setExpiryTimeout(-1);
    }
}

JobRunner::~JobRunner()
{
    cancelAll();
    for (Lane& lane : m_lanes) {
        lane.pool.waitForDone();
    }
}

void JobRunner::cancelAll()
{
    const QList<JobBase*> jobs = m_jobs; // cancel() of a waiting job changes nothing at once, but be safe from slots
    for (JobBase* job : jobs) {
        job->cancel();
    }
}

void JobRunner::cancelTagged(const QString& tag)
{
    if (tag.isEmpty()) {
        return;
    }
    for (JobBase* job : std::as_const(m_jobs)) {
        if (job->label().tag == tag) {
            job->cancel();
        }
    }
}

void JobRunner::enqueue(JobLane laneName, JobBase* job)
{
    cancelTagged(job->label().tag);
    Lane& lane = m_lanes[static_cast<std::size_t>(laneName)];
    lane.queue.push_back(job);
    m_jobs.append(job);
    connect(job, &JobBase::finished, this, [this, &lane, job] {
        leave(lane, job);
        job->deleteLater();
    });
    // Deleted while it waits or runs; of the object only its address is left.
    connect(job, &QObject::destroyed, this, [this, &lane, job] { leave(lane, job); });
    Q_EMIT jobAdded(job);
    // From the event loop, so that the caller has connected to `started` and `finished` before either can come.
    QMetaObject::invokeMethod(
        this, [&lane] { advance(lane); }, Qt::QueuedConnection);
}

void JobRunner::advance(Lane& lane)
{
    for (JobBase* job : lane.queue) {
        if (job->state() == JobBase::State::Running) {
            return;
        }
        if (job->state() == JobBase::State::Waiting) {
            job->start(lane.pool);
            return;
        }
    }
}

void JobRunner::leave(Lane& lane, JobBase* job)
{
    if (!m_jobs.removeOne(job)) {
        return;
    }
    std::erase(lane.queue, job);
    Q_EMIT jobRemoved(job);
    advance(lane);
    if (m_jobs.isEmpty()) {
        Q_EMIT idle();
    }
}

} // namespace pthf
