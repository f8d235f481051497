// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <cstring>

#include "core/base/byte_writer.h"
#include "core/elements/float_source.h"
#include "core/elements/striped_source.h"
#include "core/io/memory_source.h"

using namespace pthf;

namespace {

std::shared_ptr<const ByteSource> memory(std::vector<int> bytes)
{
    std::vector<std::byte> held;
    for (const int byte : bytes) {
        held.push_back(static_cast<std::byte>(byte));
    }
    return std::make_shared<MemorySource>(std::move(held));
}

} // namespace

class TestFloatSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersOfOtherTypesBecomeFloats_data()
    {
        QTest::addColumn<int>("dtype");
        QTest::addColumn<std::vector<int>>("bytes");
        QTest::addColumn<std::vector<float>>("floats");
        const auto type = [](DType dtype) { return static_cast<int>(dtype); };
        QTest::newRow("int64") << type(DType::Int64)
                               << std::vector<int>{2, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}
                               << std::vector<float>{2, -1};
        QTest::newRow("int8") << type(DType::Int8) << std::vector<int>{1, 255} << std::vector<float>{1, -1};
        QTest::newRow("uint8") << type(DType::UInt8) << std::vector<int>{1, 255} << std::vector<float>{1, 255};
        QTest::newRow("bool") << type(DType::Bool) << std::vector<int>{0, 1} << std::vector<float>{0, 1};
        QTest::newRow("float16") << type(DType::Float16) << std::vector<int>{0, 0x3C, 0, 0xC0}
                                 << std::vector<float>{1, -2};
        QTest::newRow("bfloat16") << type(DType::BFloat16) << std::vector<int>{0x80, 0x3F} << std::vector<float>{1};
    }
    void numbersOfOtherTypesBecomeFloats()
    {
        QFETCH(int, dtype);
        QFETCH(std::vector<int>, bytes);
        QFETCH(std::vector<float>, floats);
        const auto source = FloatSource::make(memory(bytes), static_cast<DType>(dtype));
        QVERIFY(source);
        QCOMPARE(source->size(), floats.size() * 4);
        std::vector<std::byte> expected(floats.size() * 4);
        std::memcpy(expected.data(), floats.data(), expected.size());
        for (std::size_t begin = 0; begin < expected.size(); ++begin) { // also in the middle of a number
            std::vector<std::byte> read(expected.size() - begin);
            QVERIFY(source->readAt(begin, read));
            QVERIFY(std::equal(read.begin(), read.end(), expected.begin() + static_cast<std::ptrdiff_t>(begin)));
        }
    }

    void typesWithoutAFloatAreRefused()
    {
        QVERIFY(!FloatSource::make(memory({0}), DType::Complex64));
        QVERIFY(!FloatSource::make(memory({0}), DType::QUInt8));
    }

    void partsThatWereDealtOutFollowEachOther()
    {
        const auto ranks = std::make_shared<const std::vector<std::shared_ptr<const ByteSource>>>(
            std::vector<std::shared_ptr<const ByteSource>>{
                memory({9, 0, 1, 2}), memory({9, 3, 4, 5}), memory({9, 6, 7, 7})});
        const auto source = StripedSource::make(ranks, 1, 3, 8, "w");
        QVERIFY(source);
        for (std::size_t begin = 0; begin <= 8; ++begin) {
            for (std::size_t end = begin; end <= 8; ++end) {
                std::vector<std::byte> read(end - begin);
                QVERIFY((*source)->readAt(begin, read));
                for (std::size_t i = 0; i < read.size(); ++i) {
                    QCOMPARE(std::to_integer<std::size_t>(read[i]), begin + i);
                }
            }
        }
        std::vector<std::byte> beyond(1);
        QVERIFY(!(*source)->readAt(8, beyond));
    }

    void partsThatDoNotReachAreRefused()
    {
        const auto ranks = std::make_shared<const std::vector<std::shared_ptr<const ByteSource>>>(
            std::vector<std::shared_ptr<const ByteSource>>{memory({0, 1}), memory({2})});
        QVERIFY(!StripedSource::make(ranks, 0, 2, 4, "w")); // the second is too short
        QVERIFY(!StripedSource::make(ranks, 0, 1, 3, "w")); // more than two parts hold
        QVERIFY(!StripedSource::make(ranks, 0, std::uint64_t{1} << 63U, 4, "w"));
    }
};

QTEST_GUILESS_MAIN(TestFloatSource)
#include "tst_float_source.moc"
