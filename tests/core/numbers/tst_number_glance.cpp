// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <numeric>

#include <QtTest>

#include "core/numbers/number_glance.h"
#include "tests/support/open_bytes.h"
#include "tests/support/patience.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestNumberGlance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreCountedByKind()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {2, 4});
        const float inf = std::numeric_limits<float>::infinity();
        const std::array<float, 8> numbers{1, 2, 3, 4, 0, std::nanf(""), inf, -inf};
        const auto document = opened(zipWithNumbers(builder, 0, numbers));
        const auto glance = glanceAt(*document, document->content.tensors[0], {4}, quietTask());
        QVERIFY(glance);
        QCOMPARE(glance->elements, std::uint64_t{8});
        QCOMPARE(glance->nans, std::uint64_t{1});
        QCOMPARE(glance->infinities, std::uint64_t{2});
        QCOMPARE(glance->zeros, std::uint64_t{1});
        QCOMPARE(glance->min, 0.0);
        QCOMPARE(glance->max, 4.0);
        QCOMPARE(glance->mean, 2.0);
        QCOMPARE(glance->std, std::sqrt(2.5));
        QCOMPARE(glance->norm, std::sqrt(30.0));
        QCOMPARE(glance->bins, (std::vector<std::uint64_t>{1, 1, 1, 2}));
        QVERIFY(!glance->isAllZero());
    }

    void aMeanFarFromZeroTakesNoDigits()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {20000});
        std::vector<float> numbers(20000, 16'000'000.0F);
        for (std::size_t i = 0; i < numbers.size(); i += 2) {
            numbers[i] += 1;
        }
        const auto document = opened(zipWithNumbers(builder, 0, numbers));
        const auto glance = glanceAt(*document, document->content.tensors[0], {}, quietTask());
        QVERIFY(glance);
        QCOMPARE(glance->mean, 16'000'000.5);
        QVERIFY(std::abs(glance->std - 0.5) < 1e-4);
        QVERIFY(glance->bins.empty());
    }

    void equalNumbersShareABin()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {3});
        const std::array<float, 3> numbers{0, 0, 0};
        const auto document = opened(zipWithNumbers(builder, 0, numbers));
        const auto glance = glanceAt(*document, document->content.tensors[0], {2}, quietTask());
        QVERIFY(glance && glance->isAllZero());
        QCOMPARE(std::accumulate(glance->bins.begin(), glance->bins.end(), std::uint64_t{0}), std::uint64_t{3});
    }

    void anEmptyTensorHasNoNumbers()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {0, 4});
        const auto document = opened(builder.zip());
        const auto glance = glanceAt(*document, document->content.tensors[0], {8}, quietTask());
        QVERIFY(glance);
        QCOMPARE(glance->elements, std::uint64_t{0});
        QVERIFY(!glance->isAllZero() && glance->bins.empty());
    }

    void turnedMatricesCountTheSame()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {30, 50}).view("t", "w", {50, 30}, {1, 50});
        const auto document = opened(builder.zip());
        const auto one = glanceAt(*document, document->content.tensors[0], {16}, quietTask());
        const auto other = glanceAt(*document, document->content.tensors[1], {16}, quietTask());
        QVERIFY(one && other);
        QCOMPARE(one->bins, other->bins);
        QCOMPARE(one->mean, other->mean);
    }

    void aStopIsHeard()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {5'000'000});
        const auto document = opened(builder.zip());
        StoppingProgress progress(0);
        const auto glance = glanceAt(*document, document->content.tensors[0], {16}, progress.task());
        QVERIFY(!glance);
        QCOMPARE(glance.error().code(), ErrorCode::Cancelled);
        QVERIFY(progress.millisecondsSinceStop() < promptTime());
    }
};

QTEST_GUILESS_MAIN(TestNumberGlance)
#include "tst_number_glance.moc"
