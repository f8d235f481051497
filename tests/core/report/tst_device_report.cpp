// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/report/device_report.h"

using namespace pthf;

namespace {

MachineReport machine()
{
    MachineReport machine;
    machine.probe.hasDriver = true;
    machine.probe.driver = "12.4";
    machine.folder = "/opt/pthfinder/lib";
    ModuleCandidate cuda;
    cuda.path = "/opt/pthfinder/lib/pthf_torch_cuda.so";
    cuda.stamp = {2, "b", "2.15.0", "CUDA 13.0"};
    cuda.refusal = "it needs libcudart.so.13, which is not on this machine";
    ModuleCandidate cpu;
    cpu.path = "/opt/pthfinder/lib/pthf_torch.so";
    cpu.stamp = {2, "b", "1.13.1", "cpu"};
    machine.modules = {cuda, cpu};
    machine.chosen = 1;
    machine.compute.emplace();
    machine.compute->libtorch = "1.13.1";
    machine.compute->threads = 2;
    machine.compute->note = "LibTorch 1.13.1 is built without CUDA";
    return machine;
}

} // namespace

class DeviceReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modulesAreListedWithTheOneInUse()
    {
        const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(machineToJson(machine()))).object();
        const QJsonObject compute = object.value(QLatin1String("compute")).toObject();
        QCOMPARE(compute.value(QLatin1String("folder")).toString(), QStringLiteral("/opt/pthfinder/lib"));
        const QJsonArray modules = compute.value(QLatin1String("modules")).toArray();
        QCOMPARE(modules.size(), 2);
        QCOMPARE(modules[0].toObject().value(QLatin1String("file")).toString(), QStringLiteral("pthf_torch_cuda.so"));
        QCOMPARE(modules[0].toObject().value(QLatin1String("chosen")).toBool(true), false);
        QVERIFY(!modules[0].toObject().value(QLatin1String("refusal")).toString().isEmpty());
        QCOMPARE(modules[1].toObject().value(QLatin1String("chosen")).toBool(), true);
    }

    void theTextSaysWhyTheOtherIsNot()
    {
        const QByteArray text = QByteArray::fromStdString(machineToText(machine()));
        QVERIFY2(text.contains("module pthf_torch.so  LibTorch 1.13.1, cpu  (in use)"), text.constData());
        QVERIFY2(text.contains("module pthf_torch_cuda.so  LibTorch 2.15.0, CUDA 13.0: it needs libcudart.so.13"),
            text.constData());
        MachineReport plain = machine();
        plain.modules.erase(plain.modules.begin());
        plain.chosen = 0;
        QVERIFY(machineToText(plain).find("module ") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(DeviceReportTest)
#include "tst_device_report.moc"
