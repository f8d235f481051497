// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/plan/plan_samples.h"

using namespace pthf;
using pthf::tests::everyOperation;
using pthf::tests::pathOf;

class TestOperation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isToldInFewWords_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* words, Operation operation) {
            QTest::newRow(words) << std::move(operation) << std::string(words);
        };
        row("Move everything to cpu", MapLocation{"cpu", {}, {}});
        row("Move everything to this computer's device", MapLocation{"auto", {}, {}});
        row("Move cuda:0 to cuda:1 and cuda:1 to cuda:0",
            MapLocation{"", {{"cuda:0", "cuda:1"}, {"cuda:1", "cuda:0"}}, {}});
        row("Move *.bias to cpu, the rest to cuda:0", MapLocation{"cuda:0", {}, {{"*.bias", "cpu"}}});
        row("Keep all devices", MapLocation{});
        row("Remove prefix module.", RemovePrefix{"module", {}});
        row("Remove prefix module. in model and ema", RemovePrefix{"module.", {pathOf("model"), pathOf("ema")}});
        row("Add prefix module.", AddPrefix{"module.", {}});
        row("Remove _orig_mod. wherever it stands", RemoveSegment{"_orig_mod", {}});
        row("Rename a to b", RenameTable{{{"a", "b"}}, {}});
        row("Rename 2 keys", RenameTable{{{"a", "b"}, {"c", "d"}}, {}});
        row("Drop optimizer, scheduler and 2 more", Drop{{"a", "b"}, {Role::Optimizer, Role::Scheduler}, {}});
        row("Keep only model", Keep{{}, {Role::Model}});
        row("Make state_dict the root", Extract{pathOf("state_dict")});
        row("Cast models to float16", Cast{DType::Float16, {}});
        row("Cast head.* to bfloat16", Cast{DType::BFloat16, "head.*"});
        row("Freeze *", SetRequiresGrad{"*", false});
        row("Set epoch to 12", SetValue{pathOf("epoch"), "12"});
        row("Put everything under a\\nb", Wrap{"a\nb"});
        row("Set fc.weight to model/fc.weight of b.pth",
            SetTensor{"fc.weight", "b.pth", pathOf("model/fc.weight"), {}});
        row("Make head.weight [200, 8] float16 of normal(0,0.02,seed=1) in model",
            InitTensor{"head.weight", {InitialKind::Normal, 0, 0.02, FanMode::In, 1}, {200, 8}, DType::Float16,
                {pathOf("model")}});
        row("Transpose h.*.weight", Transpose{"h.*.weight"});
        row("Transpose *, dimensions 1 and -1", Transpose{"*", 1, -1});
        row("Resize wte.weight to [1200, 1024], new room zeros", Resize{"wte.weight", {1200, 1024}, {}, {}});
    }
    void isToldInFewWords()
    {
        QFETCH(Operation, operation);
        QTEST(describe(operation), "words");
    }

    void everyOneHasWordsAndAName()
    {
        for (const Operation& operation : everyOperation()) {
            QVERIFY(!describe(operation).empty());
            QVERIFY(!operationName(operation).empty());
        }
        QCOMPARE(operationName(Operation(SetValue{})), std::string_view("set_value"));
    }

    void plansAreEqualWhenTheyDoTheSame()
    {
        const EditPlan plan{everyOperation()};
        EditPlan other{everyOperation()};
        QVERIFY(plan == other);
        other.operations.pop_back();
        QVERIFY(plan != other);
        QVERIFY(EditPlan{}.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
