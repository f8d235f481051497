// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_base.h"

#include <algorithm>
#include <utility>

namespace pthf {

namespace {

constexpr double kMillisecondsPerSecond = 1000.0;
/// Before this a rate says more about the first block than about the disk.
constexpr double kSettledSeconds = 0.5;

} // namespace

int JobProgress::permille() const noexcept
{
    if (total == 0) {
        return 0;
    }
    return static_cast<int>(1000.0 * static_cast<double>(std::min(done, total)) / static_cast<double>(total));
}

JobBase::JobBase(JobLabel label, QObject* parent)
    : QObject(parent)
    , m_label(std::move(label))
{
}

JobBase::~JobBase() = default;

JobProgress JobBase::progress() const
{
    JobProgress progress;
    progress.done = m_bytes->done.load(std::memory_order_relaxed);
    progress.total = m_bytes->total.load(std::memory_order_relaxed);
    const double seconds =
        m_running.isValid() ? static_cast<double>(m_running.elapsed()) / kMillisecondsPerSecond : 0.0;
    if (seconds > 0) {
        progress.bytesPerSecond = static_cast<double>(progress.done) / seconds;
    }
    if (seconds >= kSettledSeconds && progress.bytesPerSecond > 0 && progress.total >= progress.done) {
        progress.secondsLeft = static_cast<double>(progress.total - progress.done) / progress.bytesPerSecond;
    }
    return progress;
}

void JobBase::cancel()
{
    requestStop();
    if (m_state != State::Waiting) {
        return;
    }
    const Error cancelled{ErrorCode::Cancelled, "cancelled"};
    answer(cancelled);
    m_state = State::Finished;
    m_error = cancelled;
    // Later, so that nobody's `finished` slot runs inside their own call of cancel().
    QMetaObject::invokeMethod(this, &JobBase::finished, Qt::QueuedConnection);
}

void JobBase::start(QThreadPool& pool)
{
    m_state = State::Running;
    m_running.start();
    Q_EMIT started();
    launch(pool);
}

void JobBase::markFinished(const std::optional<Error>& error)
{
    m_state = State::Finished;
    m_error = error;
    Q_EMIT finished();
}

} // namespace pthf
