// SPDX-License-Identifier: Apache-2.0
#include "core/elements/box_cutter.h"

#include <QtTest>

#include "core/elements/byte_order.h"
#include "tests/support/dims.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString textOf(const Box& box)
{
    return QString::fromStdString(shapeText(box.begin) + '+' + shapeText(box.extents));
}

} // namespace

class TestBoxCutter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boxesFollowEachOtherInRowMajorOrder_data()
    {
        using L = QList<std::int64_t>;
        QTest::addColumn<L>("shape");
        QTest::addColumn<std::uint64_t>("most");
        QTest::addColumn<QStringList>("boxes");
        const auto row = [](const char* name, const L& shape, std::uint64_t most, const QStringList& boxes) {
            QTest::newRow(name) << shape << most << boxes;
        };
        row("a scalar", {}, 10, {"[]+[]"});
        row("all at once", {2, 3}, 6, {"[0, 0]+[2, 3]"});
        row("runs of rows", {5, 3}, 7, {"[0, 0]+[2, 3]", "[2, 0]+[2, 3]", "[4, 0]+[1, 3]"});
        row("parts of rows", {2, 5}, 3, {"[0, 0]+[1, 3]", "[0, 3]+[1, 2]", "[1, 0]+[1, 3]", "[1, 3]+[1, 2]"});
        row("places around them", {2, 3, 2}, 4,
            {"[0, 0, 0]+[1, 2, 2]", "[0, 2, 0]+[1, 1, 2]", "[1, 0, 0]+[1, 2, 2]", "[1, 2, 0]+[1, 1, 2]"});
        row("less than one element", {2}, 0, {"[0]+[1]", "[1]+[1]"});
        row("no elements", {4, 0, 2}, 3, {});
    }

    void boxesFollowEachOtherInRowMajorOrder()
    {
        QFETCH(QList<std::int64_t>, shape);
        QFETCH(std::uint64_t, most);
        QFETCH(QStringList, boxes);
        const BoxCutter cutter(dimsOf(shape), most);
        QStringList found;
        for (std::uint64_t row = 0; row < cutter.rows();) {
            const Box box = cutter.boxAt(row);
            QCOMPARE(elementCount(box.extents).value_or(0), cutter.rowsOf(box) * cutter.rowElements());
            found.append(textOf(box));
            row += cutter.rowsOf(box);
        }
        QCOMPARE(found, boxes);
    }

    void aBoxHasNoMoreRowsThanWereAskedFor()
    {
        const BoxCutter cutter({4, 6}, 18);
        QCOMPARE(cutter.rowElements(), std::uint64_t{6});
        QCOMPARE(textOf(cutter.boxAt(1)), QStringLiteral("[1, 0]+[3, 6]"));
        QCOMPARE(textOf(cutter.boxAt(1, 2)), QStringLiteral("[1, 0]+[2, 6]"));
    }

    void aBoxOfAViewBeginsAtItsFirstElement()
    {
        const TensorLayout view{{3, 4}, {1, 10}, 5};
        const TensorLayout box = viewOf(view, {{2, 1}, {1, 3}});
        QCOMPARE(box, (TensorLayout{{1, 3}, {1, 10}, 5 + 2 + 10}));
    }

    void complexNumbersAreTurnedAroundInHalves()
    {
        const auto turned = [](DType dtype) {
            std::vector<std::byte> bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
            swapUnits(bytes, swapUnit(dtype));
            return bytes;
        };
        using Bytes = std::vector<std::byte>;
        QCOMPARE(turned(DType::UInt8), (Bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}}));
        QCOMPARE(turned(DType::Int16), (Bytes{std::byte{2}, std::byte{1}, std::byte{4}, std::byte{3}}));
        QCOMPARE(turned(DType::Float32), (Bytes{std::byte{4}, std::byte{3}, std::byte{2}, std::byte{1}}));
        QCOMPARE(turned(DType::Complex32), (Bytes{std::byte{2}, std::byte{1}, std::byte{4}, std::byte{3}}));
    }
};

QTEST_GUILESS_MAIN(TestBoxCutter)
#include "tst_box_cutter.moc"
