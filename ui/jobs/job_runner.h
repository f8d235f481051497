// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

#include <QList>
#include <QObject>
#include <QThreadPool>

#include "ui/jobs/job.h"

namespace pthf {

/// What kind of work a job is: each kind has a queue and a worker of its own, so that a long save does not keep a file
/// from opening.
enum class JobLane : std::uint8_t {
    Open,
    Save,
    Analysis,
    Look, ///< small reads for what is on the screen, which must not wait for an analysis
    Device ///< what asks devices and carries tensors to them
};

/// Starts jobs, one at a time a lane, in the order they were asked for.
class JobRunner final : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    JobRunner(JobRunner&&) = delete;
    JobRunner& operator=(JobRunner&&) = delete;

    /// Queues the work. The job belongs to `owner` and deletes itself after its `finished`; whoever keeps a pointer
    /// keeps a QPointer. An unfinished job of the same non-empty tag is cancelled.
    template<typename T>
    Job<T>* run(JobLane lane, JobLabel label, typename Job<T>::Work work, QObject* owner)
    {
        auto job = std::make_unique<Job<T>>(std::move(label), std::move(work), owner);
        enqueue(lane, job.get());
        return job.release(); // owner deletes it, as QObject parents do
    }

    /// Running and waiting jobs, oldest first.
    const QList<JobBase*>& jobs() const noexcept { return m_jobs; }
    bool isIdle() const noexcept { return m_jobs.isEmpty(); }
    void cancelAll();

Q_SIGNALS:
    void jobAdded(pthf::JobBase* job);
    void jobRemoved(pthf::JobBase* job);
    void idle();

private:
    static constexpr std::size_t kLaneCount = 5;
    struct Lane {
        QThreadPool pool;
        std::deque<JobBase*> queue; ///< the front one runs
    };

    void enqueue(JobLane lane, JobBase* job);
    void cancelTagged(const QString& tag);
    /// Starts the front job, unless it runs already.
    static void advance(Lane& lane);
    void leave(Lane& lane, JobBase* job);

    std::array<Lane, kLaneCount> m_lanes;
    QList<JobBase*> m_jobs;
};

} // namespace pthf
