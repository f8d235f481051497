// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/compute/device_probe.h"

using namespace pthf;

class DeviceProbeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void autoIsTheFirstGpuOrElseTheCpu_data()
    {
        QTest::addColumn<int>("gpus");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("no GPU") << 0 << QByteArray("cpu");
        QTest::newRow("one GPU") << 1 << QByteArray("cuda:0");
        QTest::newRow("eight GPUs") << 8 << QByteArray("cuda:0");
    }
    void autoIsTheFirstGpuOrElseTheCpu()
    {
        QFETCH(int, gpus);
        QFETCH(QByteArray, expected);
        MachineDevices machine;
        machine.gpus.resize(static_cast<std::size_t>(gpus));
        QCOMPARE(QByteArray::fromStdString(autoDevice(machine)), expected);
    }

    void aMachineWithoutGpusSaysWhy()
    {
        const MachineDevices machine = probeDevices();
        QCOMPARE(machine.gpus.empty(), !machine.note.empty());
        for (const GpuDevice& gpu : machine.gpus) {
            QVERIFY(!gpu.name.empty());
            QVERIFY(gpu.memoryBytes > 0);
        }
        QVERIFY(machine.gpus.empty() || machine.hasDriver);
    }

    void theAnswerIsTheSameTwice() { QCOMPARE(probeDevices() == probeDevices(), true); }
};

QTEST_GUILESS_MAIN(DeviceProbeTest)
#include "tst_device_probe.moc"
