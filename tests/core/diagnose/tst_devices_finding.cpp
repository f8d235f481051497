// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/diagnose/devices_finding.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

using Names = std::vector<std::string>;

class DevicesFindingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void devicesAreNamedInFewWords_data()
    {
        QTest::addColumn<Names>("devices");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << Names{"cuda:0"} << "cuda:0";
        QTest::newRow("a run") << Names{"cuda:2", "cuda:0", "cuda:1", "cuda:3"} << QStringLiteral("cuda:0–3");
        QTest::newRow("a gap") << Names{"cuda:0", "cuda:2"} << "cuda:0 and cuda:2";
        QTest::newRow("several kinds") << Names{"mps", "cuda:0", "cuda:1", "xla:0"}
                                       << QStringLiteral("cuda:0–1, mps and xla:0");
        QTest::newRow("none") << Names{} << "";
    }
    void devicesAreNamedInFewWords()
    {
        QFETCH(Names, devices);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(devicesText(devices)), expected);
    }

    void tensorsAreCountedByDeviceCpuFirst()
    {
        const auto document = SampleContent()
                                  .stateDict("model", {"a.weight", "b.weight"}, "cuda:1")
                                  .adam("optimizer", 1, "cuda:0")
                                  .document();
        const auto uses = sizesOf(document->content, SampleContent::tree(*document)).devices;
        const std::vector<DeviceUse> expected{{"cpu", 1, 4}, {"cuda:0", 2, 2048}, {"cuda:1", 2, 2048}};
        QVERIFY(uses == expected);
    }

    void missingGpusAreOneErrorThatMovingToCpuMends()
    {
        const auto document = SampleContent()
                                  .stateDict("model", {"a.weight", "b.weight"}, "cuda:1")
                                  .adam("optimizer", 1, "cuda:0")
                                  .document();
        const auto findings = deviceFindings(sizesOf(document->content, SampleContent::tree(*document)).devices);
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].text),
            QStringLiteral("Without cuda:0–1 torch.load fails: 4 tensors are stored for these GPUs"));
        QVERIFY(findings[0].severity == Severity::Error);
        QCOMPARE(QString::fromStdString(findings[0].fixLabel), QStringLiteral("Move to cpu"));
        const auto* map = std::get_if<MapLocation>(&findings[0].fix.at(0));
        QVERIFY(map != nullptr && map->device == "cpu");
    }

    void tagsThatNoTorchRestoresAreNamed_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::newRow("cpu with a number") << "cpu:0";
        QTest::newRow("capitals") << "CPU";
    }
    void tagsThatNoTorchRestoresAreNamed()
    {
        QFETCH(QString, tag);
        const auto document = SampleContent().stateDict("model", {"a.weight"}, tag.toStdString()).document();
        const auto findings = deviceFindings(sizesOf(document->content, SampleContent::tree(*document)).devices);
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].id), QStringLiteral("device-tag"));
        const auto* map = std::get_if<MapLocation>(&findings[0].fix.at(0));
        QVERIFY(map != nullptr);
        QCOMPARE(map->table.at(0).first, tag.toStdString());
        QCOMPARE(map->table.at(0).second, std::string("cpu"));
    }

    void cpuAndMetaNeedNothing()
    {
        const auto document =
            SampleContent().stateDict("a", {"x.weight"}, "cpu").stateDict("b", {"x.weight"}, "meta").document();
        QVERIFY(deviceFindings(sizesOf(document->content, SampleContent::tree(*document)).devices).empty());
    }
};

QTEST_GUILESS_MAIN(DevicesFindingTest)
#include "tst_devices_finding.moc"
