// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <atomic>
#include <thread>

#include "core/container/inflate_source.h"
#include "core/io/memory_source.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::size_t kBytes = 1'000'000;

const Bytes& content()
{
    static const Bytes bytes = CheckpointBuilder::pattern(DType::UInt8, kBytes, 3);
    return bytes;
}

std::shared_ptr<const InflateSource> inflating(Bytes stored, std::uint64_t bytes)
{
    const auto source = InflateSource::make(std::make_shared<MemorySource>(std::move(stored)), bytes, Limits());
    return source ? *source : nullptr;
}

bool isPart(const Bytes& part, std::size_t offset)
{
    return std::equal(part.begin(), part.end(), content().begin() + static_cast<std::ptrdiff_t>(offset));
}

} // namespace

class TestInflateSource final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyPlaceCanBeReadInAnyOrder();
    void readingForwardInflatesOnce();
    void threadsTakeTurns();
    void readingPastTheEndIsTruncated();
    void bombsAreRefused();
    void everyPrefixOfTheStreamIsAnError();
    void aReadErrorComesThrough();
};

void TestInflateSource::anyPlaceCanBeReadInAnyOrder()
{
    const auto source = inflating(deflated(content()), kBytes);
    QVERIFY(source);
    QCOMPARE(source->size(), std::uint64_t{kBytes});
    for (const std::size_t offset : {std::size_t{0}, std::size_t{999'990}, std::size_t{12}, std::size_t{500'000},
             std::size_t{500'010}, std::size_t{499'999}}) {
        Bytes part(10);
        QVERIFY(source->readAt(offset, part));
        QVERIFY(isPart(part, offset));
    }
    Bytes nothing;
    QVERIFY(source->readAt(kBytes, nothing));
}

void TestInflateSource::readingForwardInflatesOnce()
{
    const Bytes stored = deflated(content());
    const auto file = std::make_shared<FakeSource>(stored);
    const auto source = InflateSource::make(file, kBytes, Limits());
    QVERIFY(source);
    for (std::size_t offset = 0; offset < kBytes; offset += 1000) {
        Bytes part(1000);
        QVERIFY((*source)->readAt(offset, part));
        QVERIFY(isPart(part, offset));
    }
    QCOMPARE(file->bytesRead(), std::uint64_t{stored.size()});
}

void TestInflateSource::threadsTakeTurns()
{
    const auto source = inflating(deflated(content()), kBytes);
    QVERIFY(source);
    std::atomic<int> good = 0;
    const auto read = [&](std::size_t offset) {
        Bytes part(5000);
        if (source->readAt(offset, part) && isPart(part, offset)) {
            ++good;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (const std::size_t offset : {std::size_t{900'000}, std::size_t{0}, std::size_t{400'000}}) {
            threads.emplace_back(read, offset);
        }
    }
    QCOMPARE(good.load(), 3);
}

void TestInflateSource::readingPastTheEndIsTruncated()
{
    const auto source = inflating(deflated(content()), kBytes);
    QVERIFY(source);
    Bytes part(11);
    const Status read = source->readAt(kBytes - 10, part);
    QVERIFY(!read);
    QCOMPARE(read.error().code(), ErrorCode::Truncated);
    QVERIFY(!source->readAt(~std::uint64_t{0}, part));
}

void TestInflateSource::bombsAreRefused()
{
    const auto stored = std::make_shared<MemorySource>(deflated(Bytes(5'000'000)));
    QVERIFY(InflateSource::make(stored, 5'000'000, Limits()));
    const auto bomb = InflateSource::make(stored, 50'000'000, Limits());
    QVERIFY(!bomb);
    QCOMPARE(bomb.error().code(), ErrorCode::LimitExceeded);
    QVERIFY(!isPossibleInflation(0, ~std::uint64_t{0}, Limits()));
    QVERIFY(isPossibleInflation(~std::uint64_t{0}, ~std::uint64_t{0}, Limits()));
}

void TestInflateSource::everyPrefixOfTheStreamIsAnError()
{
    const Bytes stored = deflated(content());
    for (std::size_t length = 0; length < stored.size(); length += 397) {
        const auto source = inflating(truncateAt(stored, length), kBytes);
        Bytes all(kBytes);
        QVERIFY(!source || !source->readAt(0, all));
    }
}

void TestInflateSource::aReadErrorComesThrough()
{
    const auto file = std::make_shared<FakeSource>(deflated(content()));
    file->failAtRead(0);
    const auto source = InflateSource::make(file, kBytes, Limits());
    QVERIFY(source);
    Bytes part(10);
    const Status read = (*source)->readAt(0, part);
    QVERIFY(!read);
    QCOMPARE(read.error().code(), ErrorCode::IoFailed);
}

QTEST_GUILESS_MAIN(TestInflateSource)
#include "tst_inflate_source.moc"
