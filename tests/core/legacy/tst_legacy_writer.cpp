// SPDX-License-Identifier: Apache-2.0
#include "core/legacy/legacy_writer.h"

#include <QtTest>

#include "core/base/byte_reader.h"
#include "tests/support/fake_sink.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestLegacyWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheBytesThatTorchWrites()
    {
        FakeSink sink;
        LegacyWriter writer(sink);
        const std::vector<std::string> keys{"10", "9"};
        QVERIFY(writer.begin(asBytes("\x80\x02N."), keys).has_value());
        // Sizes of the first three pickles, from a file of torch's (FORMATS 4): 15, 6 and 116 bytes.
        const std::string_view head = asText(sink.bytes());
        QCOMPARE(head.substr(15 + 6 + 116, 4), std::string_view("\x80\x02N."));
        QCOMPARE(head.substr(15 + 6 + 116 + 4),
            std::string_view("\x80\x02](X\x02\0\0\0"
                             "10X\x01\0\0\0"
                             "9e.",
                4 + 5 + 2 + 5 + 3));
        const std::uint64_t first = sink.position();
        const FakeSource source(std::vector<std::byte>(8, std::byte{5}));
        QVERIFY(writer.beginStorage(2, 8).has_value());
        QVERIFY(writer.copyFrom(source, 0, 8, quietTask()).has_value());
        QVERIFY(writer.endStorage().has_value());
        QCOMPARE(asText(sink.bytes()).substr(first), std::string_view("\2\0\0\0\0\0\0\0\5\5\5\5\5\5\5\5", 16));
    }

    void keysComeInBatchesOfAThousand_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("batches");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("a thousand") << 1000 << 1;
        QTest::newRow("one more") << 1001 << 2;
    }
    void keysComeInBatchesOfAThousand()
    {
        QFETCH(int, count);
        QFETCH(int, batches);
        FakeSink sink;
        LegacyWriter writer(sink);
        QVERIFY(writer.begin({}, std::vector<std::string>(static_cast<std::size_t>(count), "k")).has_value());
        const auto list = asText(sink.bytes()).substr(15 + 6 + 116);
        QCOMPARE(static_cast<int>(std::ranges::count(list, '(')), batches);
        QCOMPARE(static_cast<int>(std::ranges::count(list, 'e')), batches);
        QCOMPARE(static_cast<int>(std::ranges::count(list, 'X')), count);
    }

    void aStorageOfTheWrongLengthIsOurMistake()
    {
        FakeSink sink;
        LegacyWriter writer(sink);
        QVERIFY(writer.beginStorage(1, 4).has_value());
        QVERIFY(writer.write(std::vector<std::byte>(3)).has_value());
        QCOMPARE(writer.endStorage().error().code(), ErrorCode::Internal);
    }
};

QTEST_GUILESS_MAIN(TestLegacyWriter)
#include "tst_legacy_writer.moc"
