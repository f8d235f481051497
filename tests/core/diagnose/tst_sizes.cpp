// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/diagnose/sizes.h"
#include "tests/support/graph_builder.h"
#include "tests/support/sample_content.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class SizesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensorsStoragesAndParametersAreCounted()
    {
        const auto document =
            SampleContent().stateDict("model", {"a.weight", "a.bias"}).adam("optimizer", 1).document();
        const Sizes sizes = sizesOf(document->content, SampleContent::tree(*document));
        QCOMPARE(sizes.tensors, std::uint64_t{5});
        QCOMPARE(sizes.tensorBytes, std::uint64_t{4 * 1024 + 4});
        QCOMPARE(sizes.storages, std::uint64_t{5});
        QCOMPARE(sizes.storageBytes, std::uint64_t{4 * 1024 + 4});
        QCOMPARE(sizes.parameters, std::uint64_t{512});
        QCOMPARE(sizes.trainable, std::uint64_t{0});
        QCOMPARE(sizes.unusedBytes, std::uint64_t{0});
    }

    void tiedWeightsCountOnceAsParameters()
    {
        auto document =
            std::make_shared<Document>(*SampleContent().stateDict("model", {"a.weight", "b.weight"}).document());
        document->content.tensors[1].storage = document->content.tensors[0].storage;
        const Sizes sizes = sizesOf(document->content, SampleContent::tree(*document));
        QCOMPARE(sizes.tensors, std::uint64_t{2});
        QCOMPARE(sizes.storages, std::uint64_t{1});
        QCOMPARE(sizes.parameters, std::uint64_t{256});
    }

    void ofAModuleOnlyItsStateDictCounts()
    {
        GraphBuilder b;
        const ValueId scratch = b.tensor({100});
        const ValueId names = b.content.graph.addSequence(ValueKind::Set, std::vector<ValueId>{b.text("scratch")});
        const ValueId net =
            b.module("m.Net", {{"w", b.parameter(b.tensor({3}))}}, {{"mean", b.tensor({5})}, {"scratch", scratch}}, {},
                {{"_non_persistent_buffers_set", names}, {"cache", b.tensor({1000})}});
        b.interpret(net);
        const auto tree = indexTree(b.content, quietTask());
        QVERIFY(tree);
        const Sizes sizes = sizesOf(b.content, *tree);
        QCOMPARE(sizes.tensors, std::uint64_t{4});
        QCOMPARE(sizes.parameters, std::uint64_t{8});
        QCOMPARE(sizes.trainable, std::uint64_t{3});
    }

    void bytesThatNoTensorShowsAreCounted_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<quint64>("unused");
        QTest::newRow("all shown") << qint64{0} << qint64{1000} << quint64{0};
        QTest::newRow("the front") << qint64{0} << qint64{10} << quint64{3960};
        QTest::newRow("the end") << qint64{990} << qint64{10} << quint64{3960};
        QTest::newRow("nothing shown") << qint64{0} << qint64{0} << quint64{4000};
    }
    void bytesThatNoTensorShowsAreCounted()
    {
        QFETCH(qint64, offset);
        QFETCH(qint64, count);
        QFETCH(quint64, unused);
        const auto document = SampleContent().view("w", count, 1000, offset).document();
        QCOMPARE(static_cast<quint64>(sizesOf(document->content, SampleContent::tree(*document)).unusedBytes), unused);
    }

    void theOptimizersShareIsAFinding()
    {
        const auto document =
            SampleContent().stateDict("model", {"a.weight", "a.bias"}).adam("optimizer", 2).document();
        const TreeIndex tree = SampleContent::tree(*document);
        const auto findings = sizeFindings(*document, document->content, tree, sizesOf(document->content, tree));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].text),
            QStringLiteral("The optimizer takes 67 % of the file; a copy for inference is 2.0 KB"));
        QCOMPARE(QString::fromStdString(findings[0].fixLabel), QStringLiteral("Drop optimizer"));
        QCOMPARE(QString::fromStdString(pathText(findings[0].path)), QStringLiteral("optimizer"));
    }

    void anOptimizerAloneIsNotToBeDropped()
    {
        const auto document = SampleContent().adam("optimizer", 2).document();
        const TreeIndex tree = SampleContent::tree(*document);
        QVERIFY(sizeFindings(*document, document->content, tree, sizesOf(document->content, tree)).empty());
    }

    void weightsThatWereNotGatheredAreAFinding()
    {
        auto document = std::make_shared<Document>(
            *SampleContent().stateDict("model", {"a.weight", "a.bias", "b.weight"}).document());
        for (TensorValue& tensor : document->content.tensors) {
            tensor.layout.shape = {0};
        }
        const TreeIndex tree = SampleContent::tree(*document);
        const auto findings = sizeFindings(*document, document->content, tree, sizesOf(document->content, tree));
        QVERIFY(!findings.empty());
        QCOMPARE(findings.back().id, std::string("empty-weights"));
        QVERIFY(findings.back().severity == Severity::Warning);
        QVERIFY(findings.back().text.starts_with("3 of 3 model tensors hold no number at all"));
    }

    void viewsThatDragALargerStorageAreAFinding()
    {
        const auto document = SampleContent().view("w", 10, 1000).document();
        const TreeIndex tree = SampleContent::tree(*document);
        const auto findings = sizeFindings(*document, document->content, tree, sizesOf(document->content, tree));
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(findings[0].id), QStringLiteral("views"));
        QVERIFY(std::holds_alternative<Compact>(findings[0].fix.at(0)));
    }
};

QTEST_GUILESS_MAIN(SizesTest)
#include "tst_sizes.moc"
