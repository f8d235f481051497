// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/compute/machine_report.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

class MachineReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMachineWithoutAModuleHasItsReasons()
    {
        const TempFolder folder;
        folder.write("pthf_torch.so", "x");
        const MachineReport machine = gatherMachine({folder.path(), {}});
        QCOMPARE(machine.folder, folder.path().string());
        QCOMPARE(machine.modules.size(), std::size_t{1});
        QVERIFY(!machine.chosen && !machine.compute);
        QVERIFY2(whyNoDevice(machine).find("pthf_torch.so: ") != std::string::npos, whyNoDevice(machine).c_str());
    }

    void gpusThatLibTorchDoesNotReachAreDevicesToo()
    {
        MachineReport machine;
        machine.probe.gpus = {{"A", 1000}, {"B", 2000}};
        machine.compute.emplace();
        machine.compute->note = "LibTorch is built without CUDA";
        QCOMPARE(devicesOf(machine).size(), std::size_t{2});
        QCOMPARE(devicesOf(machine)[1].device, std::string("cuda:1"));
        QVERIFY(!devicesOf(machine)[1].freeBytes);
        QCOMPARE(whyNoDevice(machine), std::string("LibTorch is built without CUDA"));

        machine.compute->devices = {{"cuda:1", "B", "9.0", 2000, 1500, true}};
        QCOMPARE(devicesOf(machine).size(), std::size_t{2});
        QCOMPARE(*devicesOf(machine)[0].freeBytes, std::uint64_t{1500});
        QCOMPARE(whyNoDevice(machine), std::string());
    }
};

QTEST_GUILESS_MAIN(MachineReportTest)
#include "tst_machine_report.moc"
