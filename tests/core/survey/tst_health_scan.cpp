// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <limits>

#include <QtTest>

#include "core/opening/open_checkpoint.h"
#include "core/survey/health_scan.h"
#include "tests/support/fake_source.h"
#include "tests/support/open_bytes.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestHealthScan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unsoundTensorsAreRows()
    {
        CheckpointBuilder builder;
        builder.tensor("good", DType::Float32, {4});
        builder.tensor("odd", DType::Float32, {2, 2});
        builder.view("odd again", "odd", {2, 2}, {2, 1});
        const std::array<float, 4> numbers{1, std::nanf(""), std::nanf(""), std::numeric_limits<float>::infinity()};
        const auto document = opened(zipWithNumbers(builder, 1, numbers));
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        const auto scan = scanHealth(*document, tree, quietTask());
        QVERIFY(scan);
        QCOMPARE(scan->tensors, std::uint64_t{3});
        QCOMPARE(scan->unsound.size(), std::size_t{2});
        QCOMPARE(scan->unsound[0].nans, std::uint64_t{2});
        QCOMPARE(scan->unsound[0].infinities, std::uint64_t{1});
        const auto findings = healthFindings(*scan, document->content, tree);
        QCOMPARE(findings.size(), std::size_t{2});
        QCOMPARE(findings[0].text, std::string("2 tensors with NaN, the first is odd"));
        QCOMPARE(findings[1].id, std::string("inf"));
        const auto problems = healthProblems(*scan, document->content, tree);
        QCOMPARE(problems.size(), std::size_t{4});
        QCOMPARE(problems[0].severity, Severity::Warning);
        QCOMPARE(problems[0].where, std::string("odd"));
        QCOMPARE(problems[0].message, std::string("2 values of 4 NaN"));
        QCOMPARE(problems[1].message, std::string("1 value of 4 infinite"));
    }

    void zerosAreTold()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {4}).tensor("step", DType::Float32, {});
        const std::array<float, 4> zeros{0, 0, -0.0F, 0};
        const auto document = opened(zipWithNumbers(builder, 0, zeros));
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        const auto scan = scanHealth(*document, tree, quietTask());
        QVERIFY(scan);
        QCOMPARE(scan->allZero(), std::uint64_t{1});
        QCOMPARE(scan->withNan(), std::uint64_t{0});
        const auto problems = healthProblems(*scan, document->content, tree);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].severity, Severity::Info);
        QCOMPARE(problems[0].message, std::string("all of its 4 values are 0"));
    }

    void whatCannotBeReadIsCounted()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {4});
        builder.view("outside", "w", {8}, {1});
        const auto document = opened(builder.zip());
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        const auto scan = scanHealth(*document, tree, quietTask());
        QVERIFY(scan);
        QCOMPARE(scan->tensors, std::uint64_t{1});
        QCOMPARE(scan->skipped, std::uint64_t{1});
    }

    void aReadThatFailsIsAnError()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {4000});
        const auto source = std::make_shared<FakeSource>(builder.zip());
        const auto document = openCheckpoint(source, OpenOptions{}, quietTask()).value();
        source->failAtRead(source->reads());
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        const auto scan = scanHealth(*document, tree, quietTask());
        QVERIFY(!scan);
        QCOMPARE(scan.error().code(), ErrorCode::IoFailed);
    }

    void progressIsOfAllTensorsAndAStopIsHeard()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {1000}).tensor("b", DType::Float32, {3000});
        const auto document = opened(builder.zip());
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        StoppingProgress watching;
        QVERIFY(scanHealth(*document, tree, watching.task()));
        QCOMPARE(watching.total(), std::uint64_t{16000});
        QCOMPARE(watching.done(), std::uint64_t{16000});
        QVERIFY(!watching.wentBack());
        StoppingProgress stopping(0);
        const auto scan = scanHealth(*document, tree, stopping.task());
        QVERIFY(!scan);
        QCOMPARE(scan.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestHealthScan)
#include "tst_health_scan.moc"
