// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTest>

#include "core/plan/plan_json.h"
#include "core/transcript/plan_command.h"
#include "tests/core/plan/plan_samples.h"

using namespace pthf;
using pthf::tests::everyOperation;

class TestPlanCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysEveryOperation_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("options");
        const auto row = [](const char* options, Operation operation) {
            QTest::newRow(options) << std::move(operation) << std::string(options);
        };
        row("--map-location cpu", MapLocation{"cpu", {}, {}});
        row("--map-location keep", MapLocation{});
        row("--map-device cuda:0=cuda:1 --device-rule '*.bias=>cpu'",
            MapLocation{"", {{"cuda:0", "cuda:1"}}, {{"*.bias", "cpu"}}});
        row("--remove-prefix module. --in model", RemovePrefix{"module.", {tests::pathOf("model")}});
        row("--rename '^a\\.(\\d)=>b\\1'", RenamePattern{"^a\\.(\\d)", "b\\1", {}});
        row("--drop-role optimizer --drop '/a[[]0]/b' --drop 'head.*'",
            Drop{{"head.*"}, {Role::Optimizer}, {{{std::string("a[0]")}, {std::string("b")}}}});
        row("--cast float16", Cast{DType::Float16, {}});
        row("--cast 'head.*=>bfloat16'", Cast{DType::BFloat16, "head.*"});
        row("--freeze '*'", SetRequiresGrad{"*", false});
        row("--set-value 'note=\"it'\\''s\"'", SetValue{tests::pathOf("note"), "\"it's\""});
        row("--add-prefix=-x", AddPrefix{"-x", {}});
        row("--wrap ''", Wrap{""});
        row("--set 'fc.weight=a b.pth#model/fc.weight' --in model",
            SetTensor{"fc.weight", "a b.pth", tests::pathOf("model/fc.weight"), {tests::pathOf("model")}});
        row("--init 'w=normal(0,0.02,seed=1):[200,8]:float16'",
            InitTensor{"w", {InitialKind::Normal, 0, 0.02, FanMode::In, 1}, {200, 8}, DType::Float16, {}});
        row("--transpose 'h.*.weight'", Transpose{"h.*.weight"});
        row("--transpose '*=>1,-1'", Transpose{"*", 1, -1});
        row("--resize 'wte=[12,8]:zeros'", Resize{"wte", {12, 8}, {}, {}});
        row("--rename-table /dev/stdin <<'PTHF'\n[[\"a\",\"b\"]]\nPTHF", RenameTable{{{"a", "b"}}, {}});
    }
    void saysEveryOperation()
    {
        QFETCH(Operation, operation);
        QFETCH(std::string, options);
        QCOMPARE(planAsCommand(EditPlan{{operation}}, "in.pth", "out.pth"), "pthf convert in.pth out.pth " + options);
    }

    void placesHoldForTheirOperationOnly()
    {
        QCOMPARE(
            planAsCommand(EditPlan{{RemovePrefix{"a", {}}, RemovePrefix{"b", {tests::pathOf("model")}}}}, "i", "o"),
            std::string("pthf convert i o --remove-prefix a --in '*' --remove-prefix b --in model"));
        QCOMPARE(planAsCommand(EditPlan{{RemovePrefix{"a", {}}}}, "i", "o"),
            std::string("pthf convert i o --remove-prefix a"));
    }

    void awkwardFileNamesAreQuoted()
    {
        QCOMPARE(planAsCommand({}, "my file.pth", "-out.pth"), std::string("pthf convert 'my file.pth' ./-out.pth"));
    }

    void tensorOptionsAreRead_data()
    {
        QTest::addColumn<std::string>("option");
        QTest::addColumn<std::string>("read"); // written again, or the mistake
        const auto row = [](const char* option, const char* read) {
            QTest::newRow(option) << std::string(option) << std::string(read);
        };
        row("resize w=[12, 8]", "w=[12,8]:zeros");
        row("resize w=[]:ones", "w=[]:ones");
        row("resize w=12", "\"w=12\": expected a shape, as in KEY=[1200,1024]:zeros");
        row("resize w=[12]zeros", "\"w=[12]zeros\": behind the shape stands a filling, as in KEY=[1200,1024]:zeros");
        row("resize [12]", "\"[12]\": expected KEY=[1200,1024]:zeros");
        row("resize w=[x]", "\"[x]\": a shape is written [1200,1024]");
        row("resize w=[12]:constant(nan)", "\"constant(nan)\": nan is no number to fill with");
        row("init w=zeros:[3]", "w=zeros:[3]:float32");
        row("init w=normal(0,1,seed=7):[3,4]:torch.half", "w=normal(0,1,seed=7):[3,4]:float16");
        row("init w=zeros", "\"w=zeros\": expected a shape, as in KEY=zeros:[200,1024]:float32");
        row("init w=zeros:[3]:float17", "\"w=zeros:[3]:float17\": \":float17\" is no number type");
        row("set w=a#b.pth#model/w", "w=a#b.pth#model/w");
        row("set w=b.pth#@#0", "w=b.pth#@#0");
        row("set w=b.pth", "\"w=b.pth\": expected KEY=FILE#PATH");
        row("transpose h.*", "h.*");
        row("transpose h.*=>0,-1", "h.*=>0,-1");
        row("transpose h.*=>0", "\"h.*=>0\": two dimensions are written GLOB=>0,1");
    }
    void tensorOptionsAreRead()
    {
        QFETCH(std::string, option);
        const std::string value = option.substr(option.find(' ') + 1);
        const auto told = [](const auto& read) { return read ? tensorOptionText(*read) : read.error().message(); };
        const std::string read = option.starts_with("resize") ? told(resizeFromText(value))
            : option.starts_with("init")                      ? told(initTensorFromText(value))
            : option.starts_with("set")                       ? told(setTensorFromText(value))
                                                              : told(transposeFromText(value));
        QTEST(read, "read");
    }

    void theShellReadsItBack()
    {
        // Whatever stands in a plan, sh takes the command apart into the words we meant and runs nothing else.
        const std::string nasty = "a'b\"c $(touch x) `y` \\ ; & \n *";
        const std::string command = planAsCommand(EditPlan{{Wrap{nasty}, Drop{{nasty}, {}, {}}}}, "in.pth", "out.pth");
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"),
                QStringLiteral("pthf() { printf '%s\\0' \"$@\"; }; ") + QString::fromStdString(command)});
        QVERIFY(shell.waitForFinished());
        const std::string wanted =
            std::string("convert\0in.pth\0out.pth\0--wrap\0", 30) + nasty + '\0' + "--drop" + '\0' + nasty + '\0';
        QCOMPARE(shell.readAllStandardOutput().toStdString(), wanted);
    }

    void whatOptionsWouldMergeIsARecipe_data()
    {
        QTest::addColumn<EditPlan>("plan");
        MapLocation first;
        first.device = "cpu";
        MapLocation second;
        second.table = {{"cpu", "cuda:1"}};
        QTest::newRow("two device tables") << EditPlan{{first, Compact{}, second}};
        QTest::newRow("two choices of what stays") << EditPlan{{Keep{{"a.*"}, {}}, Keep{{"*.b"}, {}}}};
        QTest::newRow("a key with an equals sign") << EditPlan{{Resize{"a=b", {1}, {}, {}}}};
        QTest::newRow("a path with a number sign") << EditPlan{{SetTensor{"a", "f", {{std::string("b#c")}}, {}}}};
        QTest::newRow("a glob that ends as dimensions do") << EditPlan{{Transpose{"a=>0,1"}}};
        QTest::newRow("two choices of what goes") << EditPlan{{Drop{{"a.*"}, {}, {}}, Drop{{"*.b"}, {}, {}}}};
    }
    void whatOptionsWouldMergeIsARecipe()
    {
        QFETCH(EditPlan, plan);
        const std::string command = planAsCommand(plan, "in.pth", "out.pth");
        constexpr std::string_view kBegin = "pthf convert in.pth out.pth --recipe /dev/stdin <<'PTHF'\n";
        constexpr std::string_view kEnd = "\nPTHF";
        QVERIFY(command.starts_with(kBegin) && command.ends_with(kEnd));
        const auto again = planFromJson(command.substr(kBegin.size(), command.size() - kBegin.size() - kEnd.size()));
        QVERIFY(again.has_value());
        QVERIFY(*again == plan);
    }
};

QTEST_GUILESS_MAIN(TestPlanCommand)
#include "tst_plan_command.moc"
