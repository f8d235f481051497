// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/ggml/block_numbers.h"
#include "core/ggml/block_source.h"
#include "core/io/memory_source.h"

using namespace pthf;

namespace {

using Bytes = std::vector<std::byte>;

const Bytes kOne{std::byte{0x00}, std::byte{0x3C}}; // float16
const Bytes kHalf{std::byte{0x00}, std::byte{0x38}};

Bytes repeated(int value, std::size_t count)
{
    return Bytes(count, static_cast<std::byte>(value));
}

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

std::vector<float> numbersOf(const GgmlType& type, const Bytes& blocks, bool isBigEndian = false)
{
    std::vector<float> numbers(blocks.size() / type.blockBytes * type.blockElements);
    readBlocks(type, isBigEndian, blocks, numbers);
    return numbers;
}

} // namespace

class TestBlockNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Blocks whose fields are all alike, with what their first and their last number then are. All kinds of fields are
    // compared with the library that writes them by tests/oracle/foreign_oracle.py.
    void blocksAreReadAsTheirNumbers_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<Bytes>("block");
        QTest::addColumn<float>("first");
        QTest::addColumn<float>("last");
        const auto row = [](const char* type, const Bytes& block, float first, float last) {
            QTest::newRow(type) << QString::fromLatin1(type) << block << first << last;
        };
        row("Q4_0", joined({kOne, repeated(0xF1, 16)}), -7, 7);
        row("Q4_1", joined({kHalf, kOne, repeated(0x42, 16)}), 2, 3);
        row("Q5_0", joined({kOne, repeated(0xFF, 2), repeated(0, 2), repeated(0x21, 16)}), 1, -14);
        row("Q5_1", joined({kHalf, kOne, repeated(0xFF, 2), repeated(0, 2), repeated(0x20, 16)}), 9, 2);
        row("Q8_0", joined({kHalf, repeated(0xFE, 31), repeated(4, 1)}), -1, 2);
        row("Q8_1", joined({kHalf, kOne, repeated(0xFE, 31), repeated(4, 1)}), -1, 2);
        row("Q2_K", joined({repeated(0x12, 16), repeated(0xC1, 64), kOne, kHalf}), 1.5F, 5.5F);
        row("Q3_K", joined({repeated(0x01, 32), repeated(0x83, 64), repeated(0x11, 8), repeated(0xAA, 4), kOne}), 3,
            -2);
        row("Q4_K", joined({kOne, kHalf, repeated(0x02, 12), repeated(0x51, 128)}), 1, 10);
        row("Q5_K", joined({kOne, kHalf, repeated(0x02, 12), repeated(0x80, 32), repeated(0x51, 128)}), 1, 42);
        row("Q6_K", joined({repeated(0x21, 128), repeated(0x82, 64), repeated(0x02, 16), kHalf}), 1, 2);
        row("TQ1_0", joined({repeated(0xFF, 48), repeated(0, 4), kHalf}), 0.5F, -0.5F);
        row("TQ2_0", joined({repeated(0x42, 64), kHalf}), 0.5F, 0);
        row("IQ4_NL", joined({kOne, repeated(0xF0, 16)}), -127, 113);
        row("IQ4_XS", joined({kOne, repeated(0xAA, 2), repeated(0x11, 4), repeated(0xF0, 128)}), -127, 113);
        row("MXFP4", joined({repeated(128, 1), repeated(0x71, 16)}), 1, 12);
        row("NVFP4", joined({repeated(0x40, 4), repeated(0x71, 32)}), 1, 12);
    }
    void blocksAreReadAsTheirNumbers()
    {
        QFETCH(QString, type);
        QFETCH(Bytes, block);
        const GgmlType* known = ggmlTypeNamed(type.toStdString());
        QVERIFY(known != nullptr);
        QVERIFY(hasBlockNumbers(*known));
        QCOMPARE(block.size(), std::size_t{known->blockBytes});
        const std::vector<float> numbers = numbersOf(*known, block);
        QCOMPARE(numbers.size(), std::size_t{known->blockElements});
        QTEST(numbers.front(), "first");
        QTEST(numbers.back(), "last");
    }

    void scalesFollowTheFilesByteOrder()
    {
        const Bytes block = joined({repeated(0x3C, 1), repeated(0x00, 1), repeated(2, 32)});
        QCOMPARE(numbersOf(*ggmlTypeNamed("Q8_0"), block, true), std::vector<float>(32, 2.0F));
    }

    void aTypeThatIsNotReadHasNoNumbers()
    {
        QVERIFY(!hasBlockNumbers(*ggmlTypeNamed("IQ2_XS")));
        QVERIFY(!BlockSource::make(std::make_shared<MemorySource>(repeated(0, 74)), *ggmlTypeNamed("IQ2_XS"), false));
        QVERIFY(ggmlTypeNamed("Q4_9") == nullptr);
    }

    void aSourceIsReadFromAnyByteOn()
    {
        const GgmlType& type = *ggmlTypeNamed("Q8_0");
        Bytes blocks;
        for (int block = 0; block < 3; ++block) {
            blocks.insert(blocks.end(), kOne.begin(), kOne.end());
            for (int i = 0; i < 32; ++i) {
                blocks.push_back(static_cast<std::byte>(block * 32 + i));
            }
        }
        blocks.push_back(std::byte{1}); // no whole block
        const auto source = BlockSource::make(std::make_shared<MemorySource>(blocks), type, false);
        QVERIFY(source);
        QCOMPARE(source->size(), std::uint64_t{3 * 32 * 4});
        std::vector<float> expected(96);
        std::generate(expected.begin(), expected.end(), [next = 0.0F]() mutable { return next++; });
        Bytes whole(source->size());
        std::memcpy(whole.data(), expected.data(), whole.size());
        for (std::size_t begin = 0; begin < whole.size(); begin += 37) {
            for (std::size_t end = begin; end <= whole.size(); end += 41) {
                Bytes read(end - begin);
                QVERIFY(source->readAt(begin, read));
                QVERIFY(std::equal(read.begin(), read.end(), whole.begin() + static_cast<std::ptrdiff_t>(begin)));
            }
        }
        Bytes beyond(1);
        QCOMPARE(source->readAt(whole.size(), beyond).error().code(), ErrorCode::Truncated);
    }
};

QTEST_GUILESS_MAIN(TestBlockNumbers)
#include "tst_block_numbers.moc"
