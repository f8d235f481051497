// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <numeric>
#include <vector>

#include "core/types/dims.h"

using namespace pthf;

namespace {

/// 1, 2, 3, … as many as that.
Dims counting(std::size_t count)
{
    Dims dims(count);
    std::iota(dims.begin(), dims.end(), 1);
    return dims;
}

std::vector<std::int64_t> listOf(const Dims& dims)
{
    return {dims.begin(), dims.end()};
}

} // namespace

/// Up to four sizes stand in the object, more of them elsewhere: everything holds on both sides of that border.
class TestDims final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesAreEqualAndApart_data() { addCounts(); }
    void copiesAreEqualAndApart()
    {
        QFETCH(std::size_t, count);
        const Dims dims = counting(count);
        Dims copy = dims;
        QVERIFY(copy == dims);
        copy.push_back(7);
        QCOMPARE(dims.size(), count);
        QCOMPARE(copy.size(), count + 1);
        QCOMPARE(copy.back(), 7);
        copy = dims;
        QVERIFY(copy == dims);
    }

    void whatWasMovedAwayIsEmpty_data() { addCounts(); }
    void whatWasMovedAwayIsEmpty()
    {
        QFETCH(std::size_t, count);
        Dims from = counting(count);
        Dims to = std::move(from);
        QVERIFY(to == counting(count));
        QVERIFY(from.empty()); // NOLINT(bugprone-use-after-move): that is what is asked
        from = counting(2);
        to = std::move(from);
        QVERIFY(to == counting(2));
    }

    void theyGrowAndShrinkLikeAVector_data() { addCounts(); }
    void theyGrowAndShrinkLikeAVector()
    {
        QFETCH(std::size_t, count);
        Dims dims;
        std::vector<std::int64_t> like;
        for (std::size_t i = 0; i < count; ++i) {
            dims.push_back(static_cast<std::int64_t>(i));
            like.push_back(static_cast<std::int64_t>(i));
        }
        QCOMPARE(listOf(dims), like);
        dims.insert(dims.begin(), 9);
        like.insert(like.begin(), 9);
        QCOMPARE(listOf(dims), like);
        dims.resize(count + 3, 5);
        like.resize(count + 3, 5);
        QCOMPARE(listOf(dims), like);
        dims.erase(dims.begin());
        like.erase(like.begin());
        QCOMPARE(listOf(dims), like);
        dims.clear();
        QVERIFY(dims.empty());
    }

    void theyAreOrderedLikeWords()
    {
        QVERIFY(Dims({1, 2}) < Dims({1, 2, 0}));
        QVERIFY(Dims({1, 2, 3, 4, 5}) < Dims({1, 3}));
        QVERIFY(Dims({2}) != Dims({2, 2}));
        QVERIFY(Dims() == Dims(0, 1));
    }

private:
    static void addCounts()
    {
        QTest::addColumn<std::size_t>("count");
        for (const std::size_t count : {0U, 1U, 3U, 4U, 5U, 8U, 9U, 64U}) {
            QTest::newRow(std::to_string(count).c_str()) << count;
        }
    }
};

QTEST_GUILESS_MAIN(TestDims)
#include "tst_dims.moc"
