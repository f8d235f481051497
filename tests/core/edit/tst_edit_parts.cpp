// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/edit/workbench.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Workbench training()
{
    Workbench bench;
    GraphBuilder& b = bench.build;
    bench.setRoot(b.dict({
        {"model",
            b.stateDict({{"a.weight", b.tensor({2, 3})}, {"a.bias", b.tensor({2})}, {"b.weight", b.tensor({4})}})},
        {"optimizer",
            b.dict({{"state", b.dictOf({{b.integer(0), b.dict({{"exp_avg", b.tensor({100})}})}})},
                {"param_groups", b.list({b.dict({{"lr", b.number(0.1)}, {"params", b.list({b.integer(0)})}})})}})},
        {"pair", b.tuple({b.tensor({1}), b.integer(5)})},
        {"epoch", b.integer(3)},
        {"list", b.list({b.integer(1), b.tensor({1}), b.integer(2)})},
    }));
    return bench;
}

} // namespace

class TestEditParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotWantedGoes_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("keys");
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* name, Operation operation, const char* keys, const char* text) {
            QTest::newRow(name) << std::move(operation) << std::string(keys) << std::string(text);
        };
        const std::string model = "model/a.weight\nmodel/a.bias\nmodel/b.weight\n";
        const std::string optimizer =
            "optimizer/state/0/exp_avg\noptimizer/param_groups/0/lr\noptimizer/param_groups/0/params/0\n";
        const std::string rest = "pair/0\npair/1\nepoch\nlist/0\nlist/1\nlist/2\n";
        row("a role", Drop{{}, {Role::Optimizer}, {}}, (model + rest).c_str(), "1 tensor, −400 B");
        row("a path with all below it", Drop{{}, {}, {pathOf("optimizer/state")}},
            (model + "optimizer/param_groups/0/lr\noptimizer/param_groups/0/params/0\n" + rest).c_str(),
            "1 tensor, −400 B");
        row("a glob within state dicts", Drop{{"*.bias"}, {}, {}},
            ("model/a.weight\nmodel/b.weight\n" + optimizer + rest).c_str(), "1 tensor, −8 B");
        row("a glob by path", Drop{{"/*/exp_avg"}, {}, {}},
            (model + "optimizer/state/0\noptimizer/param_groups/0/lr\noptimizer/param_groups/0/params/0\n" + rest)
                .c_str(),
            "1 tensor, −400 B");
        row("list items move up", Drop{{}, {}, {pathOf("list/1")}},
            (model + optimizer + "pair/0\npair/1\nepoch\nlist/0\nlist/1\n").c_str(), "1 tensor, −4 B");
        row("a plain value", Drop{{}, {}, {pathOf("epoch")}},
            (model + optimizer + "pair/0\npair/1\nlist/0\nlist/1\nlist/2\n").c_str(), "1 value");
        row("nothing matches", Drop{{"x*"}, {Role::Scheduler}, {}}, (model + optimizer + rest).c_str(),
            "nothing to drop");
        row("the model only", Keep{{}, {Role::Model}}, model.c_str(), "3 tensors, −408 B");
        row("tensors by glob, other values stay", Keep{{"*.weight"}, {}},
            "model/a.weight\nmodel/b.weight\noptimizer/state/0\noptimizer/param_groups/0/lr\n"
            "optimizer/param_groups/0/params/0\npair/0\npair/1\nepoch\nlist/0\nlist/1\n",
            "3 tensors, −412 B");
    }
    void whatIsNotWantedGoes()
    {
        QFETCH(Operation, operation);
        const PlannedDocumentPtr planned = training().planned({operation});
        QTEST(keysOf(*planned), "keys");
        QTEST(planned->effects[0].text, "text");
        QCOMPARE(planned->effects[0].bytes,
            static_cast<std::int64_t>(planned->bytesAfter) - static_cast<std::int64_t>(planned->bytesBefore));
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void storagesThatNothingMentionsAreNotWritten()
    {
        const PlannedDocumentPtr planned = training().planned({Drop{{}, {Role::Optimizer}, {}}});
        std::string used;
        for (const PlannedStorage& storage : planned->storages) {
            used += storage.isUsed ? "1" : "0";
        }
        QCOMPARE(used, std::string("111011"));
    }

    void tuplesCannotLoseAnItem()
    {
        const std::string told = training().refused({Drop{{}, {}, {pathOf("pair/0")}}});
        QVERIFY2(told.find("pair/0 is a part of a tuple") != std::string::npos, told.c_str());
        const PlannedDocumentPtr planned = training().planned({Drop{{"/pair/0"}, {}, {}}});
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
    }

    void nothingLeftIsAnError()
    {
        QVERIFY(training().refused({Keep{{"nothing*"}, {}}}).find("nothing would be left") != std::string::npos);
        QVERIFY(training().refused({Keep{{}, {Role::Ema}}}).find("nothing would be left") != std::string::npos);
        QVERIFY(training().refused({Drop{{}, {}, {pathOf("x")}}}).ends_with("there is nothing at x"));
        Workbench bare;
        bare.setRoot(bare.build.stateDict({{"a.w", bare.build.tensor({1})}}));
        QVERIFY(bare.refused({Drop{{}, {Role::Model}, {}}}).ends_with("everything would be dropped"));
    }

    void aBranchBecomesTheRootAndBack()
    {
        const Workbench bench = training();
        const PlannedDocumentPtr planned = bench.planned({Extract{pathOf("model")}});
        QCOMPARE(keysOf(*planned), std::string("a.weight\na.bias\nb.weight\n"));
        QCOMPARE(planned->effects[0].text, std::string("3 tensors kept, −408 B"));
        QVERIFY(changesOf(bench, *planned).starts_with("model/a.weight → a.weight\n"));
        QVERIFY(changesOf(bench, *planned).find("- epoch\n") != std::string::npos);
        const PlannedDocumentPtr wrapped = bench.planned({Extract{pathOf("model")}, Wrap{"state_dict"}});
        QCOMPARE(keysOf(*wrapped), std::string("state_dict/a.weight\nstate_dict/a.bias\nstate_dict/b.weight\n"));
        QVERIFY(bench.refused({Extract{pathOf("nowhere")}}).ends_with("there is nothing at nowhere"));
    }

    void droppedItemsAreMarkedInTheTree()
    {
        const Workbench bench = training();
        const PlannedDocumentPtr planned = bench.planned({Drop{{}, {Role::Optimizer}, {}}});
        std::string dropped;
        for (std::uint32_t i = 0; i < bench.tree.places.size(); ++i) {
            const ItemChange* change = planned->changeOf(bench.tree.places[i].step);
            if (change != nullptr && change->isDropped) {
                dropped += bench.tree.pathTextOf(bench.document->content, PlaceId{i}) + " ";
            }
        }
        QCOMPARE(dropped,
            std::string("optimizer optimizer/state optimizer/state/0 optimizer/state/0/exp_avg optimizer/param_groups "
                        "optimizer/param_groups/0 optimizer/param_groups/0/lr optimizer/param_groups/0/params "
                        "optimizer/param_groups/0/params/0 "));
    }

    void whatStandsElsewhereStays()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId shared = b.stateDict({{"a.w", b.tensor({2})}});
        bench.setRoot(b.dict({{"model", shared}, {"best", shared}}));
        const PlannedDocumentPtr planned = bench.planned({Drop{{}, {}, {pathOf("model")}}});
        QCOMPARE(keysOf(*planned), std::string("best/a.w\n"));
        QCOMPARE(planned->bytesAfter, planned->bytesBefore);
    }

    void valuesAreSet_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::addColumn<std::string>("json");
        QTest::addColumn<std::string>("after"); // text of the value, or the error's end
        const auto row = [](const char* path, const char* json, const char* after) {
            QTest::addRow("%s = %s", path, json) << std::string(path) << std::string(json) << std::string(after);
        };
        row("epoch", "12", "12");
        row("epoch", "-1", "-1");
        row("epoch", "18446744073709551615", "18446744073709551615");
        row("epoch", "0.5", "0.5");
        row("epoch", "null", "None");
        row("epoch", "true", "True");
        row("epoch", "\"it\"", "'it'");
        row("epoch", "[]", "[]");
        row("epoch", "{}", "{}");
        row("optimizer/param_groups/0/lr", "0.01", "0.01");
        row("pair/1", "6", "6");
        row("model", "1", "model is a value of type OrderedDict: only plain values can be set");
        row("model/a.bias", "1", "model/a.bias is a value of type Tensor: only plain values can be set");
        row("nowhere", "1", "there is nothing at nowhere");
    }
    void valuesAreSet()
    {
        QFETCH(std::string, path);
        QFETCH(std::string, json);
        QFETCH(std::string, after);
        const Workbench bench = training();
        const auto planned = bench.plan({SetValue{pathOf(path), json}});
        if (!planned) {
            QVERIFY2(planned.error().message().ends_with(after), planned.error().message().c_str());
            return;
        }
        QCOMPARE(leafText((*planned)->content, *valueAt((*planned)->content, pathOf(path))), after);
        QCOMPARE(changesOf(bench, **planned), path + " → " + path + "\n");
    }

    void aSlashInAKeyIsOneThatAGlobCrosses_data()
    {
        QTest::addColumn<std::string>("glob");
        for (const char* glob : {"/m/layer/x.w", "/m/*x.w", "/m/\"layer/x.w\"", "layer/x.w", "/*/x.w"}) {
            QTest::newRow(glob) << std::string(glob);
        }
    }
    void aSlashInAKeyIsOneThatAGlobCrosses()
    {
        QFETCH(std::string, glob);
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId weights = b.stateDict({{"layer/x.w", b.tensor({1})}, {"a.b", b.tensor({1})}});
        bench.setRoot(b.dict({{"m", weights}}));
        QCOMPARE(keysOf(*bench.planned({Drop{{glob}, {}, {}}})), std::string("m/a.b\n"));
    }

    void aStateDictOfNothingIsAnEmptyOne()
    {
        const Workbench bench = training();
        const auto planned = bench.plan({Keep{{"/pair/0"}, {}}});
        QVERIFY(planned.has_value());
        const Content& content = (*planned)->content;
        // As it is read again: what has no items is written without any.
        QCOMPARE(leafText(content, *valueAt(content, pathOf("model"))),
            std::string("collections.OrderedDict({'_metadata': collections.OrderedDict({'': {'version': 1}})})"));
    }

    void listsAndDictionariesAreSetToo()
    {
        const Workbench bench = training();
        const auto planned = bench.plan({SetValue{pathOf("epoch"), R"({"a":[1,null,{"b":"x"}],"c":false})"}});
        QVERIFY(planned.has_value());
        const Content& content = (*planned)->content;
        QCOMPARE(leafText(content, *valueAt(content, pathOf("epoch/a/0"))), std::string("1"));
        QCOMPARE(leafText(content, *valueAt(content, pathOf("epoch/a/1"))), std::string("None"));
        QCOMPARE(leafText(content, *valueAt(content, pathOf("epoch/a/2/b"))), std::string("'x'"));
        QCOMPARE(leafText(content, *valueAt(content, pathOf("epoch/c"))), std::string("False"));
    }
};

QTEST_GUILESS_MAIN(TestEditParts)
#include "tst_edit_parts.moc"
