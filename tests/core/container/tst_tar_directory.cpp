// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/container/tar_directory.h"
#include "core/io/memory_source.h"
#include "tests/support/tar_builder.h"

using namespace pthf;
using namespace pthf::tests;

class TestTarDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersAreListedWithTheirPlaces()
    {
        const Bytes tar = TarBuilder().add("a", bytesOf("one")).add("b", Bytes(600)).add("c", {}).build();
        const auto members = readTarDirectory(MemorySource(tar), 64);
        QVERIFY(members);
        QCOMPARE(members->size(), std::size_t(3));
        QCOMPARE(members->at(0).offset, std::uint64_t(512));
        QCOMPARE(members->at(1).offset, std::uint64_t(512 + 512 + 512));
        QCOMPARE(members->at(1).bytes, std::uint64_t(600));
        QVERIFY(members->at(2).name == "c");
    }

    void paxHeadersGiveNameAndSize()
    {
        const Bytes pax = bytesOf("15 path=longer\n11 size=3\n");
        const Bytes tar = TarBuilder().add("x", pax, 'x').add("short", bytesOf("one")).add("b", {}).build();
        const auto members = readTarDirectory(MemorySource(tar), 64);
        QVERIFY(members);
        QCOMPARE(members->size(), std::size_t(2));
        QVERIFY(members->at(0).name == "longer");
        QCOMPARE(members->at(0).bytes, std::uint64_t(3));
        QVERIFY(members->at(1).name == "b");
    }

    void foldersAndLinksArePassedOver()
    {
        const Bytes tar = TarBuilder().add("d", {}, '5').add("l", {}, '2').add("f", {}).build();
        const auto members = readTarDirectory(MemorySource(tar), 64);
        QVERIFY(members);
        QCOMPARE(members->size(), std::size_t(1));
    }

    void liesEndTheList_data()
    {
        QTest::addColumn<QByteArray>("size");
        QTest::newRow("no number") << QByteArray("xxxxxxxxxxx");
        QTest::newRow("seven petabytes") << QByteArray("\x80\0\0\0\0\x1f\xff\xff\xff\xff\xff\xff", 12);
        QTest::newRow("beyond 64 bits") << QByteArray("\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12);
        QTest::newRow("2^64 - 1") << QByteArray("\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", 12);
    }

    void liesEndTheList()
    {
        QFETCH(QByteArray, size);
        Bytes tar = TarBuilder().add("a", bytesOf("one")).add("b", {}).build();
        for (qsizetype i = 0; i < size.size(); ++i) {
            tar[124 + static_cast<std::size_t>(i)] = static_cast<std::byte>(size[i]);
        }
        const auto members = readTarDirectory(MemorySource(tar), 64);
        QVERIFY(members);
        QVERIFY(members->size() <= 1);
    }

    void atMostSoManyHeadersAreRead()
    {
        TarBuilder builder;
        for (int i = 0; i < 9; ++i) {
            builder.add("a", {});
        }
        const auto members = readTarDirectory(MemorySource(builder.build()), 5);
        QVERIFY(members);
        QCOMPARE(members->size(), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(TestTarDirectory)
#include "tst_tar_directory.moc"
