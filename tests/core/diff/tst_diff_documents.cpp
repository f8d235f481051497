// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/diff/diff_documents.h"
#include "tests/core/diff/opened.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;
using namespace pthf::tests;

class TestDiffDocuments : public QObject {
    Q_OBJECT

    static CheckpointBuilder network()
    {
        CheckpointBuilder builder;
        return builder.tensor("conv.weight", DType::Float32, {2, 3}).tensor("fc.bias", DType::Float32, {4});
    }

    static DocumentDiff diffOf(const std::vector<std::byte>& a, const std::vector<std::byte>& b)
    {
        SilentProgress progress;
        const Opened left = opened(a);
        const Opened right = opened(b);
        auto diff = diffDocuments(left.side(), right.side(), Task{{}, progress});
        return diff ? std::move(*diff) : DocumentDiff();
    }

    static std::string rowsOf(const DocumentDiff& diff)
    {
        std::string text;
        for (const DiffRow& row : diff.rows) {
            text += (text.empty() ? "" : "; ") + std::string(diffKindName(row.kind)) + ' ' + row.path();
            text += row.isRenamed && !row.pathA.empty() && !row.pathB.empty() ? " > " + row.pathB : "";
            text += row.isShapeOther ? " shape" : "";
            text += row.isDtypeOther ? " dtype" : "";
            text += row.isDeviceOther ? " device" : "";
            text += row.isValueOther ? " value" : "";
        }
        return text;
    }

private Q_SLOTS:
    void everyDifferenceIsNamed()
    {
        CheckpointBuilder a;
        a.tensor("same.w", DType::Float32, {2}).tensor("shape.w", DType::Float32, {2});
        a.tensor("dtype.w", DType::Float32, {2}).tensor("device.w", DType::Float32, {2});
        a.tensor("gone.w", DType::Float32, {2}).value("epoch", 12).value("name", "x").wrapper("model");
        CheckpointBuilder b;
        b.tensor("same.w", DType::Float32, {2}).tensor("shape.w", DType::Float32, {3});
        b.tensor("dtype.w", DType::Float16, {2}).tensor("device.w", DType::Float32, {2}, "cuda:0");
        b.tensor("new.w", DType::Float32, {2}).value("epoch", 13).value("name", "x").wrapper("model");
        const DocumentDiff diff = diffOf(a.zip(), b.zip());
        QCOMPARE(rowsOf(diff),
            std::string(
                "same model/same.w; changed model/shape.w shape; changed model/dtype.w dtype; changed "
                "model/device.w device; only_in_a model/gone.w; only_in_b model/new.w; changed epoch value; same "
                "name"));
        QCOMPARE(diff.counts, (DiffCounts{2, 4, 1, 1, 0, 0}));
        QVERIFY(!diff.counts.isEqual());
    }

    void aFileEqualsItself()
    {
        const DocumentDiff diff = diffOf(network().value("epoch", 3).zip(), network().value("epoch", 3).zip());
        QVERIFY(diff.counts.isEqual());
        QVERIFY(diff.notes.empty());
    }

    void anotherFormatIsTheSameContent() { QVERIFY(diffOf(network().zip(), network().legacy()).counts.isEqual()); }

    void moduleVersionsOfOneSideAreNoDifference()
    {
        const DocumentDiff diff = diffOf(network().withMetadata().zip(), network().zip());
        QVERIFY(diff.counts.isEqual());
        QCOMPARE(diff.counts.same, std::uint64_t{2});
        QCOMPARE(
            diff.notes, std::vector<std::string>{"only the first has _metadata, which is left out of the comparison"});
        const DocumentDiff both = diffOf(network().withMetadata().zip(), network().withMetadata().zip());
        QVERIFY(both.counts.isEqual() && both.counts.same > 2);
    }

    void longTextsAreComparedToTheirEnd()
    {
        const std::string front(1'000, 'x');
        const DocumentDiff diff = diffOf(
            network().value("args", (front + "a").c_str()).zip(), network().value("args", (front + "b").c_str()).zip());
        QCOMPARE(diff.counts.changed, std::uint64_t{1});
        QVERIFY(diffOf(network().value("args", front.c_str()).zip(), network().value("args", front.c_str()).zip())
                    .counts.isEqual());
    }

    void aPrefixOfTheModelIsSeenBesideManyOtherValues()
    {
        CheckpointBuilder plain = network();
        CheckpointBuilder wrapped;
        wrapped.tensor("module.conv.weight", DType::Float32, {2, 3}).tensor("module.fc.bias", DType::Float32, {4});
        for (const char* name : {"a", "b", "c", "d", "e"}) {
            plain.value(name, 1);
            wrapped.value(name, 1);
        }
        const DocumentDiff diff = diffOf(plain.wrapper("model").zip(), wrapped.wrapper("model").zip());
        QCOMPARE(diff.counts.same, std::uint64_t{7});
        QCOMPARE(diff.counts.renamed, std::uint64_t{2});
        QCOMPARE(diff.notes, std::vector<std::string>{"keys are compared without module"});
    }

    void aModelUnderAnotherKeyIsComparedAllTheSame()
    {
        const DocumentDiff diff = diffOf(network().wrapper("state_dict").zip(), network().zip());
        QCOMPARE(
            rowsOf(diff), std::string("same state_dict/conv.weight > conv.weight; same state_dict/fc.bias > fc.bias"));
        QCOMPARE(diff.counts.renamed, std::uint64_t{2});
        QCOMPARE(diff.notes.size(), std::size_t{1});
    }

    void aWrappersPrefixIsLookedThrough()
    {
        const DocumentDiff diff = diffOf(network().prefix("module.").zip(), network().zip());
        QCOMPARE(rowsOf(diff), std::string("same module.conv.weight > conv.weight; same module.fc.bias > fc.bias"));
        QCOMPARE(diff.notes, (std::vector<std::string>{"keys are compared without module"}));
    }

    void anotherKeyAndAWrapperTogetherAreLookedThrough()
    {
        const DocumentDiff diff = diffOf(network().prefix("module.").wrapper("model").zip(), network().zip());
        QCOMPARE(diff.counts, (DiffCounts{2, 0, 0, 0, 2, 0}));
    }
};

QTEST_GUILESS_MAIN(TestDiffDocuments)
#include "tst_diff_documents.moc"
