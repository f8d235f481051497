// SPDX-License-Identifier: Apache-2.0
#include "core/types/tensor_layout.h"

#include <limits>

#include <QtTest>

using namespace pthf;

namespace {

constexpr std::int64_t kHuge = std::int64_t{1} << 62;

TensorLayout contiguous(Dims shape, std::int64_t offset = 0)
{
    Dims strides = contiguousStrides(shape);
    return {std::move(shape), std::move(strides), offset};
}

} // namespace

class TestTensorLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapesAreCountedOrRefused()
    {
        QCOMPARE(elementCount(Dims{}), 1U);
        QCOMPARE(elementCount(Dims{2, 3, 4}), 24U);
        QCOMPARE(elementCount(Dims{kHuge, 0, kHuge}), 0U);
        QCOMPARE(elementCount(Dims{kHuge, 2}), std::nullopt);
        QCOMPARE(elementCount(Dims{-1, 0}), std::nullopt);
        QCOMPARE(shapeText(Dims{}), std::string("[]"));
        QCOMPARE(shapeText(Dims{64, 3}), std::string("[64, 3]"));
    }

    void stridesAreTorchs()
    {
        QCOMPARE(contiguousStrides(Dims{2, 3, 4}), (Dims{12, 4, 1}));
        QCOMPARE(contiguousStrides(Dims{2, 0, 4}), (Dims{4, 4, 1}));
        QCOMPARE(contiguousStrides(Dims{}), Dims{});
    }

    void aTensorFitsOrDoesNot_data()
    {
        QTest::addColumn<TensorLayout>("layout");
        QTest::addColumn<std::uint64_t>("storage");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char* name, TensorLayout layout, std::uint64_t storage, bool fits) {
            QTest::newRow(name) << std::move(layout) << storage << fits;
        };
        row("a scalar", contiguous({}), 1, true);
        row("a scalar in nothing", contiguous({}), 0, false);
        row("just", contiguous({2, 3}), 6, true);
        row("one short", contiguous({2, 3}), 5, false);
        row("a view at the end", contiguous({3}, 3), 6, true);
        row("a view past the end", contiguous({3}, 4), 6, false);
        row("empty, in nothing", contiguous({0, 5}), 0, true);
        row("transposed", {{3, 2}, {1, 3}, 0}, 6, true);
        row("expanded", {{1000, 2}, {0, 1}, 0}, 2, true);
        row("negative offset", {{1}, {1}, -1}, 9, false);
        row("negative stride", {{2}, {-1}, 1}, 9, false);
        row("ranks differ", {{2, 2}, {1}, 0}, 9, false);
        row("sum overflows", {{3}, {kHuge}, 0}, std::numeric_limits<std::uint64_t>::max(), false);
        row("offset overflows", {{1}, {1}, std::numeric_limits<std::int64_t>::max()}, 9, false);
    }
    void aTensorFitsOrDoesNot()
    {
        QFETCH(TensorLayout, layout);
        QFETCH(std::uint64_t, storage);
        QFETCH(bool, fits);
        QCOMPARE(fitsIn(layout, storage), fits);
    }

    void contiguousMeansRowMajorWithoutGaps()
    {
        QVERIFY(isContiguous(contiguous({2, 3, 4})));
        QVERIFY(isContiguous({{1, 5}, {99, 1}, 0}));
        QVERIFY(isContiguous({{0, 5}, {7, 7}, 0}));
        QVERIFY(!isContiguous({{3, 2}, {1, 3}, 0}));
        QVERIFY(!isContiguous({{2}, {2}, 0}));
    }
};

QTEST_GUILESS_MAIN(TestTensorLayout)
#include "tst_tensor_layout.moc"
