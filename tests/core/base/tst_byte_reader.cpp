// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_reader.h"

#include <QtTest>

#include "core/base/byte_writer.h"

using namespace pthf;

namespace {

ByteWriter someIntegers()
{
    ByteWriter writer;
    writer.u8(0xFE);
    writer.u16(0x1234);
    writer.u32(0x89ABCDEF);
    writer.u64(0x0123456789ABCDEFULL);
    writer.little<std::int32_t>(-2);
    writer.little<std::int64_t>(std::numeric_limits<std::int64_t>::min());
    writer.big<std::uint32_t>(0x01020304);
    writer.big<std::uint64_t>(0x3FF0000000000000ULL);
    return writer;
}

} // namespace

class TestByteReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheWriterWrote()
    {
        const ByteWriter writer = someIntegers();
        ByteReader reader(writer.data(), 1000);
        QCOMPARE(reader.u8().value(), 0xFE);
        QCOMPARE(reader.u16().value(), 0x1234);
        QCOMPARE(reader.u32().value(), 0x89ABCDEF);
        QCOMPARE(reader.u64().value(), 0x0123456789ABCDEFULL);
        QCOMPARE(reader.i32().value(), -2);
        QCOMPARE(reader.i64().value(), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(reader.big<std::uint32_t>().value(), 0x01020304U);
        QCOMPARE(reader.big<std::uint64_t>().value(), 0x3FF0000000000000ULL);
        QCOMPARE(reader.remaining(), 0U);
        QCOMPARE(reader.offset(), 1000U + writer.size());
    }

    void littleEndianBytesLieLowFirst()
    {
        ByteWriter writer;
        writer.u32(0x04034B50);
        QCOMPARE(asText(writer.data()), std::string_view("PK\x03\x04"));
    }

    void everyShortReadIsTruncatedAndMovesNothing_data()
    {
        QTest::addColumn<int>("bytes");
        for (int bytes = 0; bytes < 8; ++bytes) {
            QTest::addRow("%d bytes", bytes) << bytes;
        }
    }
    void everyShortReadIsTruncatedAndMovesNothing()
    {
        QFETCH(int, bytes);
        const std::vector<std::byte> some(static_cast<std::size_t>(bytes), std::byte{7});
        ByteReader reader(some, 50);
        const auto word = reader.u64();
        QVERIFY(!word);
        QCOMPARE(word.error().code(), ErrorCode::Truncated);
        QCOMPARE(word.error().offset().value(), 50U);
        QCOMPARE(word.error().message(), "need 8 bytes, " + std::to_string(bytes) + " left");
        QVERIFY(!reader.big<std::uint64_t>());
        QVERIFY(!reader.skip(static_cast<std::uint64_t>(bytes) + 1));
        QVERIFY(!reader.take(std::numeric_limits<std::uint64_t>::max()));
        QCOMPARE(reader.position(), 0U);
        QVERIFY(reader.skip(static_cast<std::uint64_t>(bytes)).has_value());
        QCOMPARE(reader.remaining(), 0U);
    }

    void seekStaysWithinTheBytes()
    {
        const std::vector<std::byte> some(4);
        ByteReader reader(some);
        QVERIFY(reader.seek(4).has_value());
        QVERIFY(!reader.seek(5));
        QCOMPARE(reader.position(), 4U);
    }
};

QTEST_GUILESS_MAIN(TestByteReader)
#include "tst_byte_reader.moc"
