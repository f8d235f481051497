// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrent>

#include "core/base/task.h"
#include "ui/jobs/job_base.h"

namespace pthf {

/// Runs one core operation on a pool and delivers its Result to the thread the job lives on. Made and started by
/// JobRunner. Everything the work needs it holds by value; deleting the job stops the work and waits for it.
template<typename T>
class Job final : public JobBase {
public:
    using Work = std::function<Result<T>(const Task&)>;

    Job(JobLabel label, Work work, QObject* parent)
        : JobBase(std::move(label), parent)
        , m_work(std::move(work))
    {
        connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &JobBase::progressed);
        connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
            m_answer = m_watcher.result();
            const Result<T>& answered = *m_answer;
            markFinished(answered ? std::nullopt : std::optional<Error>(answered.error()));
        });
    }
    ~Job() override
    {
        requestStop();
        m_watcher.waitForFinished();
    }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    Job(Job&&) = delete;
    Job& operator=(Job&&) = delete;

    /// The answer; only of a finished job.
    const Result<T>& result() const { return *m_answer; }

protected:
    void launch(QThreadPool& pool) override
    {
        m_watcher.setFuture(QtConcurrent::run(&pool, &Job::run, std::move(m_work), stopToken(), bytes()));
    }
    void answer(const Error& error) override { m_answer = std::make_shared<const Result<T>>(error); }

private:
    using Answer = std::shared_ptr<const Result<T>>;
    using Promise = QPromise<Answer>;

    /// Bytes for the window's figures, per mille for its signal: QPromise counts in int, which bytes overflow, and
    /// passes on at most 25 changes a second.
    class PromiseProgress final : public ProgressSink {
    public:
        PromiseProgress(Promise& promise, Bytes& bytes)
            : m_promise(promise)
            , m_bytes(bytes)
        {
            m_promise.setProgressRange(0, 1000);
        }
        void report(std::uint64_t done, std::uint64_t total) override
        {
            m_bytes.done.store(done, std::memory_order_relaxed);
            m_bytes.total.store(total, std::memory_order_relaxed);
            m_promise.setProgressValue(JobProgress{done, total, 0, std::nullopt}.permille());
        }

    private:
        Promise& m_promise;
        Bytes& m_bytes;
    };

    static void run(
        Promise& promise, const Work& work, const std::stop_token& stop, const std::shared_ptr<Bytes>& bytes)
    {
        PromiseProgress progress(promise, *bytes);
        promise.addResult(std::make_shared<const Result<T>>(guarded(work, Task{stop, progress})));
    }

    /// The window's one catch site: Qt would rethrow on the window's thread.
    static Result<T> guarded(const Work& work, const Task& task)
    {
        try {
            if (task.isCancelled()) {
                return Error{ErrorCode::Cancelled, "cancelled"};
            }
            return work(task);
        } catch (const std::bad_alloc&) {
            return Error{ErrorCode::OutOfMemory, "not enough memory"};
        } catch (const std::exception& exception) {
            return Error{ErrorCode::Internal, exception.what()};
        } catch (...) {
            return Error{ErrorCode::Internal, "unknown exception"};
        }
    }

    Work m_work;
    QFutureWatcher<Answer> m_watcher;
    Answer m_answer;
};

} // namespace pthf
