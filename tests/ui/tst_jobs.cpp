// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/patience.h"
#include "ui/jobs/job_list_model.h"
#include "ui/jobs/job_runner.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A core operation under the test's control: says when it has begun, and goes on only when it is told to.
class FakeOperation {
public:
    Result<int> operator()(const Task& task) const
    {
        m_state->begun.store(true);
        while (!m_state->mayEnd.load()) {
            if (const Status polled = task.poll(); !polled) {
                m_state->sawCancel.store(true);
                return polled.error();
            }
        }
        return 42;
    }
    bool hasBegun() const { return m_state->begun.load(); }
    bool sawCancel() const { return m_state->sawCancel.load(); }
    void letEnd() const { m_state->mayEnd.store(true); }

private:
    struct State {
        std::atomic<bool> begun{false};
        std::atomic<bool> mayEnd{false};
        std::atomic<bool> sawCancel{false};
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace

class TestJobs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversTheResultOnTheCallersThread()
    {
        JobRunner runner;
        auto* job = runner.run<int>(
            JobLane::Open, {}, [](const Task&) { return Result<int>(7); }, this);
        QThread* deliveredOn = nullptr;
        int value = 0;
        connect(job, &JobBase::finished, this, [&] {
            deliveredOn = QThread::currentThread();
            value = job->result().value();
        });
        QTRY_COMPARE(value, 7);
        QCOMPARE(deliveredOn, QThread::currentThread());
        QVERIFY(runner.isIdle());
    }

    void failureIsAResultWithItsReason()
    {
        JobRunner runner;
        auto* job = runner.run<int>(
            JobLane::Open, {},
            [](const Task&) -> Result<int> {
                return Error{ErrorCode::Corrupt, "bad", 5};
            },
            this);
        std::optional<Error> error;
        connect(job, &JobBase::finished, this, [&] { error = job->error(); });
        QTRY_VERIFY(error.has_value());
        QCOMPARE(error->code(), ErrorCode::Corrupt);
        QCOMPARE(error->offset(), std::optional<std::uint64_t>(5));
    }

    void exceptionsBecomeErrors_data()
    {
        QTest::addColumn<bool>("outOfMemory");
        QTest::addColumn<int>("code");
        QTest::newRow("bad_alloc") << true << static_cast<int>(ErrorCode::OutOfMemory);
        QTest::newRow("anything else") << false << static_cast<int>(ErrorCode::Internal);
    }
    void exceptionsBecomeErrors()
    {
        QFETCH(bool, outOfMemory);
        QFETCH(int, code);
        JobRunner runner;
        auto* job = runner.run<int>(
            JobLane::Open, {},
            [outOfMemory](const Task&) -> Result<int> {
                if (outOfMemory) {
                    throw std::bad_alloc();
                }
                throw std::runtime_error("surprise");
            },
            this);
        std::optional<Error> error;
        connect(job, &JobBase::finished, this, [&] { error = job->error(); });
        QTRY_VERIFY(error.has_value());
        QCOMPARE(static_cast<int>(error->code()), code);
    }

    void cancelledRunningJobFinishesPromptlyAsCancelled()
    {
        JobRunner runner;
        const FakeOperation operation;
        auto* job = runner.run<int>(JobLane::Save, {}, operation, this);
        QTRY_VERIFY(operation.hasBegun());
        QSignalSpy finished(job, &JobBase::finished);
        bool wasCancelled = false;
        connect(job, &JobBase::finished, this, [&] { wasCancelled = job->isCancelled(); });
        QElapsedTimer clock;
        clock.start();
        job->cancel();
        QVERIFY(finished.wait(promptTime()));
        QVERIFY(clock.elapsed() <= promptTime());
        QVERIFY(wasCancelled);
    }

    void cancelledWaitingJobFinishesAtOnceAndNeverRuns()
    {
        JobRunner runner;
        const FakeOperation first;
        const FakeOperation second;
        runner.run<int>(JobLane::Save, {}, first, this);
        auto* waiting = runner.run<int>(JobLane::Save, {}, second, this);
        QTRY_VERIFY(first.hasBegun());
        QCOMPARE(waiting->state(), JobBase::State::Waiting);

        QSignalSpy finished(waiting, &JobBase::finished);
        QElapsedTimer clock;
        clock.start();
        waiting->cancel();
        QCOMPARE(waiting->state(), JobBase::State::Finished);
        QCOMPARE(finished.count(), 0);
        QVERIFY(finished.wait(promptTime()));
        QVERIFY(clock.elapsed() <= promptTime());
        QVERIFY(waiting->isCancelled());
        first.letEnd();
        QTRY_VERIFY(runner.isIdle());
        QVERIFY(!second.hasBegun());
    }

    void lanesDoNotWaitForEachOther()
    {
        JobRunner runner;
        const FakeOperation save;
        const FakeOperation open;
        runner.run<int>(JobLane::Save, {}, save, this);
        runner.run<int>(JobLane::Open, {}, open, this);
        QTRY_VERIFY(save.hasBegun() && open.hasBegun());
        save.letEnd();
        open.letEnd();
        QTRY_VERIFY(runner.isIdle());
    }

    void jobsOfOneLaneRunInOrder()
    {
        JobRunner runner;
        const FakeOperation first;
        const FakeOperation second;
        runner.run<int>(JobLane::Open, {}, first, this);
        runner.run<int>(JobLane::Open, {}, second, this);
        QTRY_VERIFY(first.hasBegun());
        QVERIFY(!second.hasBegun());
        first.letEnd();
        QTRY_VERIFY(second.hasBegun());
        second.letEnd();
        QTRY_VERIFY(runner.isIdle());
    }

    void newJobWithATagCancelsTheOlder()
    {
        JobRunner runner;
        const FakeOperation older;
        const FakeOperation newer;
        runner.run<int>(JobLane::Analysis, {{}, QStringLiteral("plan")}, older, this);
        QTRY_VERIFY(older.hasBegun());
        runner.run<int>(JobLane::Analysis, {{}, QStringLiteral("plan")}, newer, this);
        QTRY_VERIFY(older.sawCancel());
        QTRY_VERIFY(newer.hasBegun());
        newer.letEnd();
        QTRY_VERIFY(runner.isIdle());
        QVERIFY(!newer.sawCancel());
    }

    void deletingARunningJobStopsItAndFreesTheLane()
    {
        JobRunner runner;
        const FakeOperation operation;
        const FakeOperation next;
        auto owner = std::make_unique<QObject>();
        runner.run<int>(JobLane::Open, {}, operation, owner.get());
        runner.run<int>(JobLane::Open, {}, next, this);
        QTRY_VERIFY(operation.hasBegun());
        owner.reset();
        QVERIFY(operation.sawCancel());
        QTRY_VERIFY(next.hasBegun());
        next.letEnd();
        QTRY_VERIFY(runner.isIdle());
    }

    void deletingAWaitingJobNeverRunsIt()
    {
        JobRunner runner;
        const FakeOperation first;
        const FakeOperation second;
        auto owner = std::make_unique<QObject>();
        runner.run<int>(JobLane::Open, {}, first, this);
        runner.run<int>(JobLane::Open, {}, second, owner.get());
        QTRY_VERIFY(first.hasBegun());
        owner.reset();
        first.letEnd();
        QTRY_VERIFY(runner.isIdle());
        QVERIFY(!second.hasBegun());
    }

    void runnerThatGoesStopsItsJobs()
    {
        const FakeOperation operation;
        {
            JobRunner runner;
            runner.run<int>(JobLane::Open, {}, operation, this);
            QTRY_VERIFY(operation.hasBegun());
        }
        QVERIFY(operation.sawCancel());
    }

    void finishedJobsDeleteThemselves()
    {
        JobRunner runner;
        const QPointer<JobBase> job = runner.run<int>(
            JobLane::Open, {}, [](const Task&) { return Result<int>(1); }, this);
        QTRY_VERIFY(job.isNull());
    }

    void progressIsInBytesAndPermille()
    {
        JobRunner runner;
        std::promise<void> gate;
        const std::shared_future<void> open = gate.get_future().share();
        auto* job = runner.run<int>(
            JobLane::Open, {},
            [open](const Task& task) -> Result<int> {
                task.progress.report(6'000'000'000, 8'000'000'000);
                open.wait();
                return 1;
            },
            this);
        QSignalSpy progressed(job, &JobBase::progressed);
        QTRY_VERIFY(!progressed.isEmpty());
        QTRY_COMPARE(progressed.last().first().toInt(), 750);
        QCOMPARE(job->progress().done, std::uint64_t{6'000'000'000});
        QCOMPARE(job->progress().permille(), 750);
        gate.set_value();
        QTRY_VERIFY(runner.isIdle());
    }

    void listKeepsFailuresUntilTheyAreDismissed()
    {
        JobRunner runner;
        JobListModel model(runner, 10);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        runner.run<int>(
            JobLane::Save, {QStringLiteral("Saving a.pth"), {}},
            [](const Task&) -> Result<int> {
                return Error{ErrorCode::IoFailed, "no space left"};
            },
            this);
        QCOMPARE(model.rowCount(), 1);
        QTRY_COMPARE(model.stateAt(0), JobListModel::RowState::Failed);
        QCOMPARE(model.index(0).data(JobListModel::ErrorRole).toString(), QStringLiteral("no space left"));
        model.dismiss(0);
        QCOMPARE(model.rowCount(), 0);
    }

    void listDropsWhatIsDoneAfterAWhileAndWhatIsCancelledAtOnce()
    {
        JobRunner runner;
        JobListModel model(runner, 10);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const FakeOperation operation;
        runner.run<int>(
            JobLane::Open, {QStringLiteral("Opening a.pth"), {}}, [](const Task&) { return Result<int>(1); }, this);
        runner.run<int>(JobLane::Save, {QStringLiteral("Saving b.pth"), {}}, operation, this);
        QCOMPARE(model.rowCount(), 2);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Saving b.pth"));
        model.cancel(0);
        QTRY_COMPARE(model.rowCount(), 0);
    }

    void untitledJobsAreNotListed()
    {
        JobRunner runner;
        JobListModel model(runner);
        runner.run<int>(
            JobLane::Analysis, {}, [](const Task&) { return Result<int>(1); }, this);
        QCOMPARE(model.rowCount(), 0);
        QTRY_VERIFY(runner.isIdle());
    }
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
