// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/compute/compute_loader.h"
#include "core/compute/device_probe.h"
#include "tests/support/patience.h"
#include "tests/support/test_task.h"

// On a machine with a GPU, with a module built against a CUDA LibTorch: PTHF_MODULE_DIR names its folder.

using namespace pthf;
using namespace pthf::tests;

namespace {

TransferItem itemOf(std::string name, std::uint64_t bytes)
{
    return {std::move(name), "cuda:0", bytes, [bytes](const BytesSink& sink) -> Status {
                std::vector<std::byte> block(std::size_t{1} << 20U);
                for (std::uint64_t done = 0; done < bytes; done += block.size()) {
                    for (std::size_t i = 0; i < block.size(); i += 4096) {
                        block[i] = static_cast<std::byte>((done >> 20U) + (i >> 12U));
                    }
                    PTHF_TRY(sink(std::span(block).first(
                        static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes - done)))));
                }
                return Done{};
            }};
}

} // namespace

class CudaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const MachineDevices machine = probeDevices();
        if (machine.gpus.empty()) {
            QSKIP(machine.note.c_str());
        }
        auto engine = loadComputeEngine({{}, "cuda"});
        if (!engine) {
            QSKIP(engine.error().message().c_str());
        }
        m_engine = *engine;
        const auto facts = m_engine->facts();
        if (!facts || facts->devices.empty()) {
            QSKIP(facts ? facts->note.c_str() : facts.error().message().c_str());
        }
    }

    void factsAreThoseOfTheGpu()
    {
        const auto facts = m_engine->facts();
        const DeviceFacts& gpu = facts->devices.front();
        QCOMPARE(gpu.device, std::string("cuda:0"));
        QVERIFY(!gpu.name.empty() && !gpu.capability.empty());
        QVERIFY(*gpu.totalBytes >= *gpu.freeBytes && *gpu.freeBytes > 0);
        QVERIFY(!facts->runtime.empty() && !facts->driver.empty());
    }

    void aGigabyteComesBackAsItWent()
    {
        const auto report = m_engine->transfer({itemOf("a", 1'000'000'007), itemOf("b", 12'345)}, {}, quietTask());
        QVERIFY2(report.has_value(), report ? "" : report.error().message().c_str());
        QVERIFY(report->isEqual());
        QVERIFY(report->devices[0].isPinned);
        QVERIFY(report->devices[0].rateThere > 0.5 && report->devices[0].rateBack > 0.5);
        qInfo("%.1f GB/s there, %.1f GB/s back", report->devices[0].rateThere, report->devices[0].rateBack);
    }

    void tooMuchIsOutOfMemoryAndGivenBack()
    {
        const std::uint64_t before = *m_engine->facts()->devices[0].freeBytes;
        const auto report = m_engine->transfer({itemOf("a", 1'000'000), itemOf("b", before * 2)}, {}, quietTask());
        QCOMPARE(report.error().code(), ErrorCode::OutOfMemory);
        QVERIFY(*m_engine->facts()->devices[0].freeBytes + (std::uint64_t{64} << 20U) >= before);
    }

    void aTransferCanBeCancelled()
    {
        StoppingProgress progress(5);
        const auto report = m_engine->transfer({itemOf("a", 1'000'000'000)}, {}, progress.task());
        QCOMPARE(report.error().code(), ErrorCode::Cancelled);
        QVERIFY(progress.millisecondsSinceStop() < promptTime());
    }

private:
    std::shared_ptr<ComputeEngine> m_engine;
};

QTEST_GUILESS_MAIN(CudaTest)
#include "tst_cuda.moc"
