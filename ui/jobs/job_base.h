// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include "core/base/result.h"

class QThreadPool;

namespace pthf {

/// What a job is called in the window, and the tag by which a newer job takes its place (empty: none does).
struct JobLabel {
    QString title;
    QString tag;
    /// Its outcome is seen elsewhere in the window: it is listed once it takes longer than a moment, and goes when it
    /// is over, however it ends.
    bool isBrief = false;
};

/// How far a job is, and what that means for whoever waits.
struct JobProgress {
    std::uint64_t done = 0; ///< bytes
    std::uint64_t total = 0; ///< bytes; 0 while it is not known
    double bytesPerSecond = 0; ///< since the job started
    std::optional<double> secondsLeft;

    int permille() const noexcept;
};

/// What every job has, whatever its answer is made of. Lives on the thread that made it.
class JobBase : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        Waiting, ///< for its turn
        Running,
        Finished
    };

    ~JobBase() override;

    const JobLabel& label() const noexcept { return m_label; }
    State state() const noexcept { return m_state; }
    JobProgress progress() const;
    /// Why there is no value, once the job is finished; nothing after success.
    const std::optional<Error>& error() const noexcept { return m_error; }
    bool isCancelled() const noexcept { return m_error && m_error->code() == ErrorCode::Cancelled; }

    /// Asks the job to stop. A waiting job is Finished when this returns, a running one as soon as it polls; `finished`
    /// comes in either case, later, from the event loop.
    void cancel();

Q_SIGNALS:
    void started();
    void progressed(int permille);
    void finished();

protected:
    /// Bytes done, written by the worker and read by the window.
    struct Bytes {
        std::atomic<std::uint64_t> done{0};
        std::atomic<std::uint64_t> total{0};
    };

    JobBase(JobLabel label, QObject* parent);

    /// Puts the work on the pool; called once, by the runner, when the job's turn has come.
    virtual void launch(QThreadPool& pool) = 0;
    /// Becomes the answer of a job that never ran.
    virtual void answer(const Error& error) = 0;

    void markFinished(const std::optional<Error>& error);
    std::stop_token stopToken() const noexcept { return m_stop.get_token(); }
    void requestStop() { m_stop.request_stop(); }
    const std::shared_ptr<Bytes>& bytes() const noexcept { return m_bytes; }

private:
    friend class JobRunner;
    void start(QThreadPool& pool);

    JobLabel m_label;
    State m_state = State::Waiting;
    std::optional<Error> m_error;
    std::stop_source m_stop;
    std::shared_ptr<Bytes> m_bytes = std::make_shared<Bytes>();
    QElapsedTimer m_running;
};

} // namespace pthf
