// SPDX-License-Identifier: Apache-2.0
#include "core/stream/read_ahead.h"

#include <random>

#include <QtTest>

#include "tests/support/fake_source.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::size_t kSmall = 300'000; ///< read on the caller's thread
constexpr std::size_t kLarge = 5'000'000;

std::byte byteAt(std::uint64_t offset)
{
    return static_cast<std::byte>((offset * 2654435761U) >> 13U);
}

std::vector<std::byte> numbered(std::size_t count)
{
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) {
        bytes[i] = byteAt(i);
    }
    return bytes;
}

bool isRight(std::span<const std::byte> bytes, std::uint64_t offset)
{
    return std::ranges::all_of(bytes, [&offset](std::byte byte) { return byte == byteAt(offset++); });
}

} // namespace

class TestReadAhead final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forwardsEveryByteComesOnce_data() { sizes(); }
    void forwardsEveryByteComesOnce();
    void piecesOfAnyPlaceAreRight_data() { sizes(); }
    void piecesOfAnyPlaceAreRight();
    void piecesReachAcrossBlocks();
    void behindTheEndIsTruncated_data() { sizes(); }
    void behindTheEndIsTruncated();
    void aBadPlaceSpoilsOnlyItself();
    void farJumpsReadLittle();
    void itEndsInTheMiddle();

private:
    static void sizes();
};

void TestReadAhead::sizes()
{
    QTest::addColumn<quint64>("size");
    QTest::newRow("nothing") << quint64{0};
    QTest::newRow("one byte") << quint64{1};
    QTest::newRow("on one thread") << quint64{kSmall};
    QTest::newRow("on two") << quint64{kLarge};
}

void TestReadAhead::forwardsEveryByteComesOnce()
{
    QFETCH(quint64, size);
    const FakeSource source(numbered(size));
    ReadAhead ahead(source);
    std::uint64_t offset = 0;
    while (offset < size) {
        const auto bytes = ahead.some(offset, size - offset);
        QVERIFY(bytes.has_value());
        QVERIFY(!bytes->empty());
        QVERIFY(isRight(*bytes, offset));
        offset += bytes->size();
    }
    QCOMPARE(offset, size);
    QCOMPARE(source.bytesRead(), size);
}

void TestReadAhead::piecesOfAnyPlaceAreRight()
{
    QFETCH(quint64, size);
    const FakeSource source(numbered(size));
    ReadAhead ahead(source);
    std::mt19937_64 random(7);
    std::uint64_t offset = 0;
    for (int turn = 0; turn < 400; ++turn) {
        // Mostly a little further on, at times anywhere.
        offset = turn % 10 == 0 ? random() % (size + 1) : std::min<std::uint64_t>(size, offset + random() % 40'000);
        const std::uint64_t count = std::min<std::uint64_t>(size - offset, random() % 100'000);
        const auto bytes = ahead.take(offset, count);
        QVERIFY(bytes.has_value());
        QCOMPARE(bytes->size(), static_cast<std::size_t>(count));
        QVERIFY(isRight(*bytes, offset));
    }
}

void TestReadAhead::piecesReachAcrossBlocks()
{
    const FakeSource source(numbered(kLarge));
    ReadAhead ahead(source);
    const auto most = ahead.take(1, kLarge - 1);
    QVERIFY(most.has_value());
    QVERIFY(isRight(*most, 1));
    QCOMPARE(most->size(), kLarge - 1);
}

void TestReadAhead::behindTheEndIsTruncated()
{
    QFETCH(quint64, size);
    const FakeSource source(numbered(size));
    ReadAhead ahead(source);
    QCOMPARE(ahead.some(size, 1).error().code(), ErrorCode::Truncated);
    QCOMPARE(ahead.take(size, 1).error().code(), ErrorCode::Truncated);
    QCOMPARE(ahead.take(size / 2, size + 1).error().code(), ErrorCode::Truncated);
    QCOMPARE(ahead.take(std::numeric_limits<std::uint64_t>::max(), 8).error().code(), ErrorCode::Truncated);
    if (size > 0) {
        QVERIFY(ahead.take(size - 1, 1).has_value());
    }
}

void TestReadAhead::aBadPlaceSpoilsOnlyItself()
{
    FakeSource source(numbered(kLarge));
    source.cutAt(4'000'100);
    ReadAhead ahead(source);
    for (std::uint64_t offset = 0; offset < 4'000'000; offset += 1000) {
        const auto bytes = ahead.take(offset, 1000);
        QVERIFY(bytes.has_value());
        QVERIFY(isRight(*bytes, offset));
    }
    QVERIFY(ahead.take(4'000'000, 100).has_value());
    QCOMPARE(ahead.take(4'000'000, 200).error().code(), ErrorCode::Truncated);
    QVERIFY(ahead.take(10, 1000).has_value());
}

void TestReadAhead::farJumpsReadLittle()
{
    const FakeSource source(numbered(4 * kLarge));
    constexpr int kJumps = 20;
    {
        ReadAhead ahead(source);
        for (int jump = 0; jump < kJumps; ++jump) {
            QVERIFY(ahead.take(static_cast<std::uint64_t>(kJumps - 1 - jump) * 1'000'000, 30).has_value());
        }
    }
    QVERIFY2(source.bytesRead() <= kJumps * 512'000, qPrintable(QString::number(source.bytesRead())));
}

void TestReadAhead::itEndsInTheMiddle()
{
    const FakeSource source(numbered(4 * kLarge));
    {
        ReadAhead ahead(source);
        QVERIFY(ahead.some(0, 1).has_value());
    }
    QVERIFY(source.bytesRead() < source.size());
}

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_read_ahead.moc"
