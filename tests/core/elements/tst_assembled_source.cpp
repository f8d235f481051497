// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <numeric>

#include "core/elements/assembled_source.h"
#include "core/io/memory_source.h"

using namespace pthf;

namespace {

/// Bytes 0, 1, 2, … of a whole of that shape, as far as they stand in the box.
std::vector<std::byte> cutOut(const Dims& shape, const Dims& offsets, const Dims& sizes)
{
    std::vector<std::byte> bytes;
    const auto count = elementCount(sizes).value_or(0);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t rest = i;
        std::uint64_t at = 0;
        std::uint64_t step = 1;
        for (std::size_t d = shape.size(); d-- > 0;) {
            const auto size = static_cast<std::uint64_t>(sizes[d]);
            at += (rest % size + static_cast<std::uint64_t>(offsets[d])) * step;
            rest /= size;
            step *= static_cast<std::uint64_t>(shape[d]);
        }
        bytes.push_back(std::byte(at % 251));
    }
    return bytes;
}

TensorChunk chunk(const Dims& shape, Dims offsets, Dims sizes)
{
    auto bytes = std::make_shared<MemorySource>(cutOut(shape, offsets, sizes));
    return {std::move(offsets), std::move(sizes), std::move(bytes)};
}

using Boxes = std::vector<std::pair<Dims, Dims>>;

} // namespace

Q_DECLARE_METATYPE(Boxes)

class TestAssembledSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReadGivesTheWhole_data()
    {
        QTest::addColumn<std::vector<qint64>>("shape");
        QTest::addColumn<Boxes>("boxes");
        QTest::newRow("one chunk") << std::vector<qint64>{4, 6} << Boxes{{{0, 0}, {4, 6}}};
        QTest::newRow("rows") << std::vector<qint64>{5, 3} << Boxes{{{3, 0}, {2, 3}}, {{0, 0}, {3, 3}}};
        QTest::newRow("columns") << std::vector<qint64>{4, 6} << Boxes{{{0, 0}, {4, 4}}, {{0, 4}, {4, 2}}};
        QTest::newRow("a grid") << std::vector<qint64>{4, 6}
                                << Boxes{{{0, 0}, {2, 3}}, {{0, 3}, {2, 3}}, {{2, 0}, {2, 3}}, {{2, 3}, {2, 3}}};
        QTest::newRow("the middle of three dimensions")
            << std::vector<qint64>{2, 5, 3} << Boxes{{{0, 0, 0}, {2, 2, 3}}, {{0, 2, 0}, {2, 3, 3}}};
        QTest::newRow("an empty rank") << std::vector<qint64>{3} << Boxes{{{0}, {3}}, {{3}, {0}}};
        QTest::newRow("a number") << std::vector<qint64>{} << Boxes{{{}, {}}};
        QTest::newRow("nothing") << std::vector<qint64>{0, 4} << Boxes{{{0, 0}, {0, 4}}};
    }
    void everyReadGivesTheWhole()
    {
        QFETCH(std::vector<qint64>, shape);
        QFETCH(Boxes, boxes);
        const Dims dims(shape.begin(), shape.end());
        std::vector<TensorChunk> chunks;
        for (const auto& [offsets, sizes] : boxes) {
            chunks.push_back(chunk(dims, offsets, sizes));
        }
        const auto whole = AssembledSource::make(dims, 1, std::move(chunks), "w");
        QVERIFY2(whole, whole ? "" : whole.error().message().c_str());
        const std::vector<std::byte> expected = cutOut(dims, Dims(dims.size(), 0), dims);
        QCOMPARE((*whole)->size(), expected.size());
        QCOMPARE((*whole)->bytesAtFront(), expected.size());
        for (std::size_t begin = 0; begin <= expected.size(); ++begin) {
            for (std::size_t end = begin; end <= expected.size(); ++end) {
                std::vector<std::byte> part(end - begin);
                QVERIFY((*whole)->readAt(begin, part));
                QVERIFY(std::equal(part.begin(), part.end(), expected.begin() + static_cast<std::ptrdiff_t>(begin)));
            }
        }
    }

    void elementsOfSeveralBytesStayTogether()
    {
        const std::vector<std::byte> left{std::byte{1}, std::byte{2}, std::byte{5}, std::byte{6}};
        const std::vector<std::byte> right{std::byte{3}, std::byte{4}, std::byte{7}, std::byte{8}};
        const auto whole = AssembledSource::make({2, 2}, 2,
            {{{0, 0}, {2, 1}, std::make_shared<MemorySource>(left)},
                {{0, 1}, {2, 1}, std::make_shared<MemorySource>(right)}},
            "w");
        QVERIFY(whole);
        std::vector<std::byte> read(6);
        QVERIFY((*whole)->readAt(1, read));
        for (std::size_t i = 0; i < read.size(); ++i) {
            QCOMPARE(std::to_integer<int>(read[i]), static_cast<int>(i + 2));
        }
    }

    void chunksThatContradictAreRefused_data()
    {
        QTest::addColumn<Boxes>("boxes");
        QTest::newRow("overlap") << Boxes{{{0, 0}, {3, 4}}, {{2, 0}, {2, 4}}};
        QTest::newRow("overlap in a corner") << Boxes{{{0, 0}, {3, 3}}, {{2, 2}, {2, 2}}};
        QTest::newRow("the same twice") << Boxes{{{0, 0}, {4, 4}}, {{0, 0}, {4, 4}}};
        QTest::newRow("past the end") << Boxes{{{2, 0}, {3, 4}}};
        QTest::newRow("before the begin") << Boxes{{{-1, 0}, {2, 4}}};
        QTest::newRow("negative size") << Boxes{{{0, 0}, {-1, 4}}};
        QTest::newRow("other rank") << Boxes{{{0}, {4}}};
        QTest::newRow("offset near overflow") << Boxes{{{std::numeric_limits<std::int64_t>::max(), 0}, {1, 4}}};
    }
    void chunksThatContradictAreRefused()
    {
        QFETCH(Boxes, boxes);
        std::vector<TensorChunk> chunks;
        for (const auto& [offsets, sizes] : boxes) {
            chunks.push_back({offsets, sizes, nullptr});
        }
        const auto whole = AssembledSource::make({4, 4}, 4, std::move(chunks), "w");
        QVERIFY(!whole);
        QCOMPARE(whole.error().code(), ErrorCode::Corrupt);
    }

    void aChunkOfTheWrongLengthIsRefused()
    {
        const auto bytes = std::make_shared<MemorySource>(std::vector<std::byte>(3));
        const auto whole = AssembledSource::make({4}, 1, {{{0}, {4}, bytes}}, "w");
        QVERIFY(!whole);
        QVERIFY(whole.error().message().find("needs 4 bytes, 3 are there") != std::string::npos);
    }

    void missingChunksLeaveWhatStandsBeforeThem()
    {
        std::vector<TensorChunk> chunks{chunk({4, 4}, {0, 0}, {2, 4}), {{2, 0}, {2, 4}, nullptr}};
        const auto whole = AssembledSource::make({4, 4}, 1, std::move(chunks), "w");
        QVERIFY(whole);
        QCOMPARE((*whole)->bytesAtFront(), 8U);
        std::vector<std::byte> front(8);
        QVERIFY((*whole)->readAt(0, front));
        std::vector<std::byte> all(16);
        const Status read = (*whole)->readAt(0, all);
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Truncated);
    }

    void chunksThatLeaveHolesPromiseNothing()
    {
        const auto whole = AssembledSource::make({4, 4}, 1, {chunk({4, 4}, {2, 0}, {2, 4})}, "w");
        QVERIFY(whole);
        QCOMPARE((*whole)->bytesAtFront(), 0U);
    }

    void impossibleShapesAreRefused()
    {
        const std::int64_t large = std::int64_t{1} << 40;
        QVERIFY(!AssembledSource::make({large, large}, 4, {}, "w"));
        QVERIFY(!AssembledSource::make({std::numeric_limits<std::int64_t>::max()}, 8, {}, "w"));
    }
};

QTEST_GUILESS_MAIN(TestAssembledSource)
#include "tst_assembled_source.moc"
