// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <thread>

#include "core/compute/torch/torch_engine.h"
#include "tests/core/compute/stand_in_accelerator.h"
#include "tests/support/patience.h"
#include "tests/support/test_task.h"

// Transfers to an accelerator that does what a test asks of it.

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20U;
constexpr TransferOptions kSmallBlocks{64 * 1024};

std::vector<std::byte> somebytes(std::size_t count, std::uint8_t seed)
{
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) {
        bytes[i] = static_cast<std::byte>((i * 7 + seed) % 251);
    }
    return bytes;
}

/// Gives its bytes in blocks that no one else's fit.
TransferItem itemOf(std::string name, std::string device, std::vector<std::byte> bytes)
{
    const std::uint64_t size = bytes.size();
    return {std::move(name), std::move(device), size, [bytes = std::move(bytes)](const BytesSink& sink) -> Status {
                constexpr std::size_t kBlock = 100'003;
                for (std::size_t done = 0; done < bytes.size(); done += kBlock) {
                    PTHF_TRY(sink(std::span(bytes).subspan(done, std::min(kBlock, bytes.size() - done))));
                }
                return Done{};
            }};
}

} // namespace

class TransferTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { setStandIn({}); }
    void cleanup() { QCOMPARE(standInAllocated(), std::uint64_t{0}); }

    void factsListEveryBackEnd()
    {
        const auto facts = m_engine.facts();
        QVERIFY(facts.has_value());
        QCOMPARE(facts->devices.size(), std::size_t{2});
        QCOMPARE(facts->devices[1].device, std::string(kOtherStandInDevice));
        QCOMPARE(*facts->devices[0].freeBytes, std::uint64_t{64 * kMiB});
        QVERIFY(facts->devices[0].isCurrent && !facts->devices[1].isCurrent);
        QVERIFY(facts->note.empty());
    }

    void bytesComeBackAsTheyWent_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<int>("delay");
        QTest::addColumn<bool>("refusesStreams");
        QTest::newRow("none") << quint64{0} << 0 << false;
        QTest::newRow("one") << quint64{1} << 0 << false;
        QTest::newRow("a block") << quint64{64 * 1024} << 0 << false;
        QTest::newRow("a block and a byte") << quint64{64 * 1024 + 1} << 0 << false;
        QTest::newRow("many blocks") << quint64{5 * kMiB + 12345} << 0 << false;
        QTest::newRow("a slow device") << quint64{kMiB} << 2000 << false;
        QTest::newRow("a device without streams") << quint64{kMiB + 1} << 0 << true;
    }
    void bytesComeBackAsTheyWent()
    {
        QFETCH(quint64, bytes);
        QFETCH(int, delay);
        QFETCH(bool, refusesStreams);
        StandIn behaviour;
        behaviour.delay = std::chrono::microseconds(delay);
        behaviour.refusesStreams = refusesStreams;
        setStandIn(behaviour);
        const auto report =
            carry({itemOf("a", kStandInDevice, somebytes(bytes, 3)), itemOf("b", kStandInDevice, somebytes(777, 9))});
        QVERIFY2(report.has_value(), report ? "" : report.error().message().c_str());
        QVERIFY(report->isEqual());
        QCOMPARE(report->comparedBytes, std::uint64_t{bytes + 777});
        QCOMPARE(report->devices.size(), std::size_t{1});
        QCOMPARE(report->devices[0].items, std::uint64_t{2});
        QCOMPARE(report->devices[0].peakBytes, std::uint64_t{bytes + 777});
        QVERIFY(report->devices[0].rateThere > 0 && report->devices[0].rateBack > 0);
        QCOMPARE(standInPeak(), std::uint64_t{bytes + 777}); // all of them lay there at a time
    }

    void severalDevicesAreServedInOneTransfer()
    {
        const auto report = carry(
            {itemOf("a", kStandInDevice, somebytes(kMiB, 1)), itemOf("b", kOtherStandInDevice, somebytes(2 * kMiB, 2)),
                itemOf("c", kStandInDevice, somebytes(kMiB / 2, 3))});
        QVERIFY(report.has_value() && report->isEqual());
        QCOMPARE(report->devices.size(), std::size_t{2});
        QCOMPARE(report->devices[0].bytes, std::uint64_t{kMiB + kMiB / 2});
        QCOMPARE(report->devices[1].bytes, std::uint64_t{2 * kMiB});
    }

    void aBitThatTurnsIsFound_data()
    {
        QTest::addColumn<quint64>("copy");
        QTest::newRow("on the way there") << quint64{3};
        QTest::newRow("on the way back") << quint64{20};
    }
    void aBitThatTurnsIsFound()
    {
        QFETCH(quint64, copy);
        StandIn behaviour;
        behaviour.corruptCopy = copy;
        setStandIn(behaviour);
        const auto report = carry(
            {itemOf("good", kStandInDevice, somebytes(100, 1)), itemOf("bad", kStandInDevice, somebytes(kMiB, 1))});
        QVERIFY(report.has_value());
        QVERIFY((report->differing == std::vector<std::string>{"bad"}));
    }

    void tooLittleMemoryIsSaidAndGivenBack()
    {
        StandIn behaviour;
        behaviour.memoryBytes = 3 * kMiB;
        setStandIn(behaviour);
        const auto report = carry({itemOf("fits", kStandInDevice, somebytes(2 * kMiB, 1)),
            itemOf("does not", kStandInDevice, somebytes(2 * kMiB, 1))});
        QVERIFY(!report);
        QCOMPARE(report.error().code(), ErrorCode::OutOfMemory);
        const std::string& message = report.error().message();
        QVERIFY2(message.find("privateuseone:0: does not (2.1 MB)") != std::string::npos, message.c_str());
    }

    void aDeviceThatIsLostEndsTheTransfer_data()
    {
        QTest::addColumn<quint64>("copy");
        QTest::addColumn<bool>("refusesStreams");
        for (const quint64 copy : {0U, 1U, 7U, 15U, 16U, 17U, 31U}) {
            QTest::newRow(qPrintable(QStringLiteral("copy %1").arg(copy))) << copy << false;
        }
        QTest::newRow("without streams") << quint64{5} << true;
    }
    void aDeviceThatIsLostEndsTheTransfer()
    {
        QFETCH(quint64, copy);
        QFETCH(bool, refusesStreams);
        StandIn behaviour;
        behaviour.failAtCopy = copy;
        behaviour.refusesStreams = refusesStreams;
        setStandIn(behaviour);
        const auto report = carry({itemOf("w", kStandInDevice, somebytes(kMiB, 1))});
        QVERIFY(!report);
        QCOMPARE(report.error().code(), ErrorCode::IoFailed);
        QVERIFY(report.error().message().find("the device was lost") != std::string::npos);
        cleanup();
        setStandIn({});
        QVERIFY(carry({itemOf("w", kStandInDevice, somebytes(kMiB, 1))})->isEqual());
    }

    void aTransferCanBeCancelledAnywhere_data()
    {
        QTest::addColumn<quint64>("report");
        for (const quint64 report : {0U, 1U, 10U, 20U, 21U, 30U}) {
            QTest::newRow(qPrintable(QStringLiteral("report %1").arg(report))) << report;
        }
    }
    void aTransferCanBeCancelledAnywhere()
    {
        QFETCH(quint64, report);
        StandIn behaviour;
        behaviour.delay = std::chrono::microseconds(300);
        setStandIn(behaviour);
        StoppingProgress progress(report);
        const std::vector<TransferItem> items{itemOf("w", kStandInDevice, somebytes(kMiB, 1))};
        const auto cancelled = m_engine.transfer(items, kSmallBlocks, progress.task());
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code(), ErrorCode::Cancelled);
        QVERIFY(progress.millisecondsSinceStop() < promptTime());
    }

    void progressCountsBothWays()
    {
        StoppingProgress progress;
        const std::vector<TransferItem> items{itemOf("w", kStandInDevice, somebytes(kMiB, 1))};
        QVERIFY(m_engine.transfer(items, kSmallBlocks, progress.task()).has_value());
        QCOMPARE(progress.done(), std::uint64_t{2 * kMiB});
        QCOMPARE(progress.total(), std::uint64_t{2 * kMiB});
        QVERIFY(!progress.wentBack());
    }

    void sourcesThatFailOrLieAreNamed()
    {
        TransferItem failing{"w", kStandInDevice, 10, [](const BytesSink&) -> Status {
                                 return Error{ErrorCode::Truncated, "cut"};
                             }};
        QCOMPARE(carry({failing}).error().message(), std::string("privateuseone:0: w (10 B): cut"));
        TransferItem greedy = itemOf("w", kStandInDevice, somebytes(11, 1));
        greedy.bytes = 10;
        QCOMPARE(carry({greedy}).error().code(), ErrorCode::Internal);
        greedy.bytes = 12;
        QCOMPARE(carry({greedy}).error().code(), ErrorCode::Truncated);
    }

    void transfersAtTheSameTimeDoNotMeet()
    {
        StandIn behaviour;
        behaviour.delay = std::chrono::microseconds(50);
        setStandIn(behaviour);
        std::vector<int> good(4, 0);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < good.size(); ++i) {
                threads.emplace_back([&, i] {
                    const char* device = i % 2 == 0 ? kStandInDevice : kOtherStandInDevice;
                    const auto report = carry({itemOf("w", device, somebytes(kMiB + i, static_cast<std::uint8_t>(i)))});
                    good[i] = report && report->isEqual() ? 1 : 0;
                });
            }
        }
        QVERIFY((good == std::vector<int>(4, 1)));
    }

private:
    Result<TransferReport> carry(const std::vector<TransferItem>& items)
    {
        return m_engine.transfer(items, kSmallBlocks, quietTask());
    }

    torch_module::TorchEngine m_engine;
};

QTEST_GUILESS_MAIN(TransferTest)
#include "tst_transfer.moc"
