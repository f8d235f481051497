// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/plan/plan_json.h"
#include "tests/core/plan/plan_samples.h"

using namespace pthf;
using pthf::tests::everyOperation;

class TestPlanJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOperationComesBack()
    {
        for (const Operation& operation : everyOperation()) {
            const std::string recipe = planToJson(EditPlan{{operation}});
            const auto plan = planFromJson(recipe);
            QVERIFY2(plan.has_value(), (recipe + (plan ? "" : plan.error().message())).c_str());
            QVERIFY2(*plan == EditPlan{{operation}}, recipe.c_str());
        }
        const auto whole = planFromJson(planToJson(EditPlan{everyOperation()}));
        QVERIFY(whole.has_value());
        QVERIFY(*whole == EditPlan{everyOperation()});
    }

    void recipesAreReadable()
    {
        QCOMPARE(planToJson(EditPlan{{MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}}}),
            std::string("{\n  \"pthfinder_recipe\": 1,\n  \"operations\": [\n"
                        "    {\"op\":\"map_location\",\"device\":\"cpu\"},\n"
                        "    {\"op\":\"remove_prefix\",\"prefix\":\"module.\"}\n  ]\n}\n"));
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<std::string>("operations");
        QTest::addColumn<std::string>("message");
        const auto row = [](const char* operations, const char* message) {
            QTest::newRow(operations) << std::string(operations) << std::string(message);
        };
        row("{}", "the member \"operations\" of a recipe has to be a list");
        row("[1]", "operation 1 has to be an object, found number");
        row("[{}]", "operation 1 has no \"op\" that says what it does");
        row("[{\"op\":\"fly\"}]", "operation 1: there is no operation \"fly\"");
        row("[{\"op\":\"compact\"},{\"op\":\"wrap\"}]", "operation 2 (wrap): the member \"key\" is missing");
        row("[{\"op\":\"wrap\",\"key\":1}]", "operation 1 (wrap): \"key\" has to be a string, found number");
        row("[{\"op\":\"wrap\",\"key\":\"a\",\"kye\":1}]", "operation 1 (wrap): it has no member \"kye\"");
        row("[{\"op\":\"cast\",\"dtype\":\"float17\"}]", "operation 1 (cast): \"float17\" is no number type");
        row("[{\"op\":\"keep\",\"roles\":[\"king\"]}]", "operation 1 (keep): there is no role \"king\"");
        row("[{\"op\":\"keep\",\"globs\":\"*\"}]", "operation 1 (keep): \"globs\" has to be a list, found string");
        row("[{\"op\":\"map_location\",\"table\":[{\"from\":\"cpu\"}]}]",
            "operation 1 (map_location): \"table\" is a list of {\"from\": …, \"to\": …}");
        row("[{\"op\":\"set_requires_grad\",\"glob\":\"*\",\"value\":1}]",
            "operation 1 (set_requires_grad): \"value\" has to be true or false, found number");
        row("[{\"op\":\"resize\",\"key\":\"w\",\"shape\":[1.5]}]",
            "operation 1 (resize): \"shape\" has to be a list of integers, found number");
        row("[{\"op\":\"resize\",\"key\":\"w\"}]", "operation 1 (resize): the member \"shape\" is missing");
        row("[{\"op\":\"resize\",\"key\":\"w\",\"shape\":[1],\"values\":\"constant(nan)\"}]",
            "operation 1 (resize): \"values\": nan is no number to fill with");
        row("[{\"op\":\"transpose\",\"glob\":\"*\",\"dims\":[0]}]",
            "operation 1 (transpose): \"dims\" has to be a list of two dimensions");
        row("[{\"op\":\"init_tensor\",\"key\":\"w\",\"values\":\"ones(2)\",\"shape\":[1],\"dtype\":\"float32\"}]",
            "operation 1 (init_tensor): \"ones(2)\" fills nothing: ones takes fewer arguments");
        row("[{\"op\":\"extract\",\"path\":[null]}]",
            "operation 1 (extract): \"path\": a step of a path is a string, an integer, {\"attr\":…}, {\"arg\":…} or "
            "{\"repr\":…}, found null");
    }
    void mistakesAreNamed()
    {
        QFETCH(std::string, operations);
        const auto plan = planFromJson("{\"pthfinder_recipe\":1,\"operations\":" + operations + "}");
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().code(), ErrorCode::InvalidArgument);
        QTEST(plan.error().message(), "message");
    }

    void whatIsNoRecipeIsSaid()
    {
        const auto told = [](const char* text) {
            const auto plan = planFromJson(text);
            return plan ? std::string("a plan") : plan.error().message();
        };
        QCOMPARE(told("[]"), std::string("a recipe is a JSON object, found array"));
        QCOMPARE(told("{}"), std::string("this is no recipe: it has no member \"pthfinder_recipe\""));
        QCOMPARE(told("{\"pthfinder_recipe\":2,\"operations\":[]}"),
            std::string("this recipe is of version 2, this program reads version 1"));
        QCOMPARE(
            told("{\"pthfinder_recipe\":1,\"operations\":[],\"x\":0}"), std::string("a recipe has no member \"x\""));
        QCOMPARE(told("{\"pthfinder_recipe\":1,\"operations\":[]}"), std::string("a plan"));
    }

    void pathsMayBeWrittenAsOnTheCommandLine()
    {
        const auto plan =
            planFromJson("{\"pthfinder_recipe\":1,\"operations\":[{\"op\":\"extract\",\"path\":\"model/0\"}]}");
        QVERIFY(plan.has_value());
        QVERIFY(plan->operations[0] == Operation(Extract{tests::pathOf("model/0")}));
    }

    void tablesOfNamesComeInTwoForms()
    {
        using Pairs = std::vector<std::pair<std::string, std::string>>;
        const Pairs wanted{{"a", "b"}, {"c", "d"}};
        const auto object = renamePairsFromJson("{\"a\":\"b\",\"c\":\"d\"}");
        const auto list = renamePairsFromJson("[[\"a\",\"b\"],[\"c\",\"d\"]]");
        QVERIFY(object.has_value() && list.has_value());
        QVERIFY(*object == wanted && *list == wanted);
        QVERIFY(!renamePairsFromJson("[[\"a\"]]").has_value());
    }
};

QTEST_GUILESS_MAIN(TestPlanJson)
#include "tst_plan_json.moc"
