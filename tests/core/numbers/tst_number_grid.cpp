// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <limits>

#include <QtTest>

#include "core/numbers/number_grid.h"
#include "core/numbers/tensor_slice.h"
#include "tests/support/open_bytes.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// [rows, columns] holding 0, 1, 2, …
DocumentPtr counting(Dims shape)
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, shape);
    std::vector<float> numbers(static_cast<std::size_t>(*elementCount(shape)));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = static_cast<float>(i);
    }
    return opened(zipWithNumbers(builder, 0, numbers));
}

} // namespace

class TestNumberGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallMatricesAreExact()
    {
        const auto document = counting({2, 3});
        const auto grid = readGrid(*document, document->content.tensors[0], 1, {}, quietTask());
        QVERIFY(grid && grid->isExact());
        QCOMPARE(grid->means, (std::vector<double>{0, 1, 2, 3, 4, 5}));
        QCOMPARE(grid->low, 0.0);
        QCOMPARE(grid->high, 5.0);
    }

    void largeOnesAreMeansOfBlocks()
    {
        const auto document = counting({4, 6});
        const auto grid = readGrid(*document, document->content.tensors[0], 1, {2, 3}, quietTask());
        QVERIFY(grid);
        QCOMPARE(grid->rowsPerCell, std::uint64_t{2});
        QCOMPARE(grid->columnsPerCell, std::uint64_t{2});
        QCOMPARE(grid->means, (std::vector<double>{3.5, 5.5, 7.5, 15.5, 17.5, 19.5}));
    }

    void theLastBlocksMayBeSmaller()
    {
        const auto document = counting({5, 5});
        const auto grid = readGrid(*document, document->content.tensors[0], 1, {2, 2}, quietTask());
        QVERIFY(grid);
        QCOMPARE(grid->cellRows, 2U);
        QCOMPARE(grid->means, (std::vector<double>{6, 8.5, 18.5, 21}));
    }

    void higherRanksAreFoldedOrSliced()
    {
        const auto document = counting({2, 2, 3});
        const TensorValue& tensor = document->content.tensors[0];
        const auto folded = readGrid(*document, tensor, 1, {}, quietTask());
        QVERIFY(folded);
        QCOMPARE(folded->rows, std::uint64_t{2});
        QCOMPARE(folded->columns, std::uint64_t{6});
        const TensorValue slice = slicedTensor(tensor, parseSlice(":, 1", tensor.layout.shape).value());
        const auto grid = readGrid(*document, slice, 1, {}, quietTask());
        QVERIFY(grid);
        QCOMPARE(grid->means, (std::vector<double>{3, 4, 5, 9, 10, 11}));
    }

    void filtersStandInAGrid()
    {
        const auto document = counting({2, 3, 2, 2}); // out, in, height, width
        const std::array<std::size_t, 4> order{0, 2, 1, 3};
        const TensorValue turned = permutedTensor(document->content.tensors[0], order);
        const auto grid = readGrid(*document, turned, 2, {}, quietTask());
        QVERIFY(grid);
        QCOMPARE(grid->rows, std::uint64_t{4});
        QCOMPARE(grid->columns, std::uint64_t{6});
        QCOMPARE(std::vector<double>(grid->means.begin(), grid->means.begin() + 12),
            (std::vector<double>{0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11}));
    }

    void whatIsNotFiniteIsMarkedAndLeftOut()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {2, 2});
        const std::array<float, 4> numbers{1, std::nanf(""), std::numeric_limits<float>::infinity(), 3};
        const auto document = opened(zipWithNumbers(builder, 0, numbers));
        const auto grid = readGrid(*document, document->content.tensors[0], 1, {2, 1}, quietTask());
        QVERIFY(grid);
        QCOMPARE(grid->means, (std::vector<double>{1, 3}));
        QCOMPARE(grid->marks, (std::vector<std::uint8_t>{NumberGrid::kHasNan, NumberGrid::kHasInf}));
    }

    void nothingIsReadOfAnEmptyTensor()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {0, 3});
        const auto document = opened(builder.zip());
        const auto grid = readGrid(*document, document->content.tensors[0], 1, {}, quietTask());
        QVERIFY(grid);
        QCOMPARE(grid->cellRows, 0U);
    }
};

QTEST_GUILESS_MAIN(TestNumberGrid)
#include "tst_number_grid.moc"
