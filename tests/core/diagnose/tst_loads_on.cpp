// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/diagnose/loads_on.h"
#include "core/diagnose/newer_torch.h"
#include "core/plan/operation.h"
#include "tests/support/graph_builder.h"
#include "tests/support/sample_content.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString verdicts(const std::vector<LoadsOn>& badges)
{
    QString text;
    for (const LoadsOn& badge : badges) {
        text += badge.yes ? QLatin1Char('y') : QLatin1Char('n');
    }
    return text;
}

QString names(const std::vector<Operation>& operations)
{
    QStringList words;
    for (const Operation& operation : operations) {
        words << QString::fromStdString(std::string(operationName(operation)));
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class LoadsOnTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBadgesAreTheSameFourInTheSameOrder()
    {
        const auto document = SampleContent().stateDict("model", {"a.weight"}).document();
        const auto badges = loadsOn(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(badges.size(), std::size_t{4});
        QCOMPARE(QString::fromStdString(badges[0].id), QStringLiteral("cpu-only"));
        QCOMPARE(QString::fromStdString(badges[1].id), QStringLiteral("torch-1.6"));
        QCOMPARE(QString::fromStdString(badges[2].id), QStringLiteral("weights-only"));
        QCOMPARE(QString::fromStdString(badges[3].id), QStringLiteral("libtorch"));
    }

    void eachNoHasAReasonAndAFix_data()
    {
        QTest::addColumn<SampleContent>("sample");
        QTest::addColumn<FileKind>("kind");
        QTest::addColumn<QString>("expected");
        QTest::newRow("cpu state dict") << SampleContent().stateDict("model", {"a.weight"}) << FileKind::TorchZip
                                        << "yyyn";
        QTest::newRow("no OrderedDict at all") << SampleContent().view("w", 4, 4) << FileKind::TorchZip << "yyyy";
        QTest::newRow("on a GPU") << SampleContent().stateDict("model", {"a.weight"}, "cuda:0") << FileKind::TorchZip
                                  << "nyyn";
        QTest::newRow("float8") << SampleContent().dtype(DType::Float8E4M3FN).view("w", 4, 4) << FileKind::TorchZip
                                << "ynyy";
        QTest::newRow("namespace") << SampleContent().view("w", 4, 4).object("args", "argparse", "Namespace")
                                   << FileKind::TorchZip << "yynn";
        QTest::newRow("plain pickle") << SampleContent().view("w", 4, 4) << FileKind::Pickle << "ynnn";
    }
    void eachNoHasAReasonAndAFix()
    {
        QFETCH(SampleContent, sample);
        QFETCH(FileKind, kind);
        QFETCH(QString, expected);
        const auto document = sample.document(kind);
        const auto badges = loadsOn(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(verdicts(badges), expected);
        for (const LoadsOn& badge : badges) {
            QCOMPARE(badge.yes, badge.why.empty());
            QCOMPARE(badge.yes, badge.fix.empty());
        }
    }

    void theNewestNeedIsTold()
    {
        GraphBuilder build;
        Document document;
        const ValueId older = build.call("torch._tensor", "_rebuild_from_type",
            {build.global("builtins", "type"), build.global("torch", "Tensor"), build.tuple({}), build.dict({})});
        const ValueId meta = build.call("torch._utils", "_rebuild_meta_tensor_no_storage",
            {build.global("torch", "float32"), build.integers({2, 3}), build.integers({3, 1}), build.flag(false)});
        build.interpret(build.dict({{"a", meta}, {"b", older}, {"c", meta}}));
        document.content = build.content;
        document.kind = FileKind::TorchZip;
        const auto tree = indexTree(document.content, quietTask());
        const NewerTorch need = newerTorchFor(document.content, *tree);
        QCOMPARE(QString::fromStdString(need.version.text()), QStringLiteral("1.12"));
        QVERIFY((TorchVersion{1, 8} < TorchVersion{1, 12}) && (TorchVersion{1, 13} < TorchVersion{2, 0}));
    }

    void aDamagedFileLoadsNowhere()
    {
        const auto sound = SampleContent().stateDict("model", {"a.weight"}).document();
        Document damaged = *sound;
        damaged.problems.add(Severity::Error, ErrorCode::Truncated, "record data/0 is missing");
        const auto badges = loadsOn(damaged, damaged.content, SampleContent::tree(damaged));
        QCOMPARE(verdicts(badges), QStringLiteral("nnnn"));
        QCOMPARE(badges[0].why, std::string("the file is damaged"));
        QVERIFY(badges[0].fix.empty());
    }

    void laptopCopyHoldsOnlyWhatChangesSomething_data()
    {
        QTest::addColumn<SampleContent>("sample");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing to do") << SampleContent().stateDict("model", {"a.weight"}) << "";
        QTest::newRow("all of it") << SampleContent()
                                          .stateDict("model", {"module.a.weight", "module.a.bias"}, "cuda:0")
                                          .adam("optimizer", 2, "cuda:1")
                                          .object("args", "argparse", "Namespace")
                                   << "drop make_portable remove_prefix map_location";
        QTest::newRow("a doubtful prefix stays")
            << SampleContent().stateDict("model", {"model.a.x", "model.b.x"}) << "";
        QTest::newRow("an unknown class becomes plain")
            << SampleContent().stateDict("model", {"a.weight"}).object("meter", "utils", "Meter") << "make_portable";
    }
    void laptopCopyHoldsOnlyWhatChangesSomething()
    {
        QFETCH(SampleContent, sample);
        QFETCH(QString, expected);
        const auto document = sample.document();
        const auto operations = laptopOperations(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(names(operations), expected);
    }
};

QTEST_GUILESS_MAIN(LoadsOnTest)
#include "tst_loads_on.moc"
