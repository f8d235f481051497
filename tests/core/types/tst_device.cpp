// SPDX-License-Identifier: Apache-2.0
#include "core/types/device.h"

#include <QtTest>

using namespace pthf;

class TestDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tagsComeApartAndTogether_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("number"); // -1: none
        QTest::newRow("cpu") << QByteArray("cpu") << QByteArray("cpu") << -1;
        QTest::newRow("a GPU") << QByteArray("cuda:1") << QByteArray("cuda") << 1;
        QTest::newRow("a bare GPU") << QByteArray("cuda") << QByteArray("cuda") << -1;
        QTest::newRow("no number") << QByteArray("cuda:x") << QByteArray("cuda:x") << -1;
        QTest::newRow("nothing after the colon") << QByteArray("cuda:") << QByteArray("cuda:") << -1;
        QTest::newRow("too large") << QByteArray("cuda:4294967296") << QByteArray("cuda:4294967296") << -1;
        QTest::newRow("negative") << QByteArray("cuda:-1") << QByteArray("cuda:-1") << -1;
        QTest::newRow("empty") << QByteArray("") << QByteArray("") << -1;
    }
    void tagsComeApartAndTogether()
    {
        QFETCH(QByteArray, tag);
        QFETCH(QByteArray, type);
        QFETCH(int, number);
        const Device device = parseDevice(tag.toStdString());
        QCOMPARE(device.type, type.toStdString());
        QCOMPARE(device.index.has_value() ? static_cast<int>(*device.index) : -1, number);
        QCOMPARE(device.text(), tag.toStdString());
    }

    void targetsAreWrittenAsTorchRestoresThem()
    {
        QCOMPARE(normalizedTarget("cpu:0"), std::string("cpu"));
        QCOMPARE(normalizedTarget("cpu"), std::string("cpu"));
        QCOMPARE(normalizedTarget("cuda"), std::string("cuda:0"));
        QCOMPARE(normalizedTarget("cuda:3"), std::string("cuda:3"));
        QCOMPARE(normalizedTarget("mps"), std::string("mps"));
    }

    void aBareTypeMeansAllItsDevicesAndAnIndexOnlyItself()
    {
        QVERIFY(deviceMatches("cuda", "cuda"));
        QVERIFY(deviceMatches("cuda", "cuda:0"));
        QVERIFY(deviceMatches("cuda", "cuda:12"));
        QVERIFY(deviceMatches("cuda:0", "cuda:0"));
        QVERIFY(!deviceMatches("cuda:0", "cuda"));
        QVERIFY(!deviceMatches("cuda:1", "cuda:12"));
        QVERIFY(!deviceMatches("cuda", "cudaish:0"));
        QVERIFY(!deviceMatches("cuda", "cuda:x"));
    }

    void onlyWordsWithAnIndexCanBeChosen()
    {
        for (const char* good : {"cpu", "cuda", "cuda:0", "mps", "privateuseone:1", "npu:7"}) {
            QVERIFY2(isWellFormedDevice(good), good);
        }
        for (const char* bad : {"", ":0", "cuda:", "cuda:x", "cuda:0:0", "cu da", "0", "cuda: 0", "cuda:-1"}) {
            QVERIFY2(!isWellFormedDevice(bad), bad);
        }
    }
};

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_device.moc"
