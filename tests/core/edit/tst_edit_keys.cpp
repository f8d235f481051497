// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/edit/workbench.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

ValueId weights(GraphBuilder& b, const std::vector<std::string>& keys)
{
    std::vector<GraphBuilder::Named> entries;
    entries.reserve(keys.size());
    for (const std::string& key : keys) {
        entries.emplace_back(key, b.tensor({2}));
    }
    return b.stateDict(entries);
}

/// {"model": {keys}, "epoch": 3}
Workbench wrapped(const std::vector<std::string>& keys)
{
    Workbench bench;
    GraphBuilder& b = bench.build;
    bench.setRoot(b.dict({{"model", weights(b, keys)}, {"epoch", b.integer(3)}}));
    return bench;
}

ValueId versions(GraphBuilder& b, const std::vector<std::pair<std::string, int>>& modules)
{
    std::vector<GraphBuilder::Named> entries;
    entries.reserve(modules.size());
    for (const auto& module : modules) {
        entries.emplace_back(module.first, b.dict({{"version", b.integer(module.second)}}));
    }
    return b.orderedDict(entries);
}

using Keys = std::vector<std::string>;

} // namespace

class TestEditKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysChangeByWholeSegments_data()
    {
        QTest::addColumn<Keys>("keys");
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<Keys>("after");
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* name, Keys keys, Operation operation, Keys after, const char* text) {
            QTest::newRow(name) << std::move(keys) << std::move(operation) << std::move(after) << std::string(text);
        };
        // The numbers are those of USERS 6.
        row("1: model. of model.smp_model.", {"model.smp_model.decoder.x"}, RemovePrefix{"model.", {}},
            {"smp_model.decoder.x"}, "1 key, 0 collisions");
        row("2: module. is no part of submodule", {"module.submodule.x"}, RemovePrefix{"module.", {}}, {"submodule.x"},
            "1 key, 0 collisions");
        row("4: FSDP at every level", {"a._fsdp_wrapped_module.b._fsdp_wrapped_module.c"},
            RemoveSegment{"_fsdp_wrapped_module", {}}, {"a.b.c"}, "1 key, 0 collisions");
        row("8: n_averaged is kept", {"n_averaged", "module.a.w", "module.a.b"}, RemovePrefix{"module.", {}},
            {"n_averaged", "a.w", "a.b"}, "2 keys, 0 collisions, 1 key left as it is");
        row("order stays", {"module.z.w", "module.a.w", "module.m.w"}, RemovePrefix{"module", {}},
            {"z.w", "a.w", "m.w"}, "3 keys, 0 collisions");
        row("one occurrence an operation", {"module.module.x"}, RemovePrefix{"module.", {}}, {"module.x"},
            "1 key, 0 collisions");
        row("adding", {"a.w", "b.w"}, AddPrefix{"module", {}}, {"module.a.w", "module.b.w"}, "2 keys, 0 collisions");
        row("pattern", {"layer1.w", "layer2.w", "head.w"}, RenamePattern{"^layer(\\d)", "blocks.\\1", {}},
            {"blocks.1.w", "blocks.2.w", "head.w"}, "2 keys, 0 collisions, 1 key left as it is");
        row("table swaps", {"a.w", "b.w"}, RenameTable{{{"a.w", "b.w"}, {"b.w", "a.w"}}, {}}, {"b.w", "a.w"},
            "2 keys, 0 collisions");
    }
    void keysChangeByWholeSegments()
    {
        QFETCH(Keys, keys);
        QFETCH(Operation, operation);
        QFETCH(Keys, after);
        const PlannedDocumentPtr planned = wrapped(keys).planned({operation});
        std::string wanted;
        for (const std::string& key : after) {
            wanted += "model/" + key + "\n";
        }
        QCOMPARE(keysOf(*planned), wanted + "epoch\n"); // 10: wrapper keys are never renamed
        QTEST(planned->effects[0].text, "text");
        QVERIFY(!planned->refusal);
    }

    void bothOrdersOfTwoWrappersComeOff() // check 3
    {
        const std::vector<Operation> compileOverDdp{RemovePrefix{"_orig_mod.", {}}, RemovePrefix{"module.", {}}};
        QCOMPARE(keysOf(*wrapped({"_orig_mod.module.x"}).planned(compileOverDdp)), std::string("model/x\nepoch\n"));
        const std::vector<Operation> ddpOverCompile{RemovePrefix{"module.", {}}, RemovePrefix{"_orig_mod.", {}}};
        QCOMPARE(keysOf(*wrapped({"module._orig_mod.x"}).planned(ddpOverCompile)), std::string("model/x\nepoch\n"));
    }

    void stateDictsWithoutThePrefixAreLeftAlone() // check 5
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"state_dict", weights(b, {"a.w", "b.w"})},
            {"state_dict_ema", weights(b, {"module.a.w", "module.b.w"})}}));
        const PlannedDocumentPtr planned = bench.planned({RemovePrefix{"module.", {}}});
        QCOMPARE(
            keysOf(*planned), std::string("state_dict/a.w\nstate_dict/b.w\nstate_dict_ema/a.w\nstate_dict_ema/b.w\n"));
        QCOMPARE(planned->effects[0].untouched, std::uint64_t{0});
        QCOMPARE(changesOf(bench, *planned),
            std::string("state_dict_ema/module.a.w → state_dict_ema/a.w\nstate_dict_ema/module.b.w → "
                        "state_dict_ema/b.w\n"));
    }

    void addingAndRemovingGivesTheSameDocument() // check 6
    {
        Workbench bench;
        bench.open("torch2.15-py311/training_sgd_cuda.pth");
        const PlannedDocumentPtr nothing = bench.planned({});
        const PlannedDocumentPtr there = bench.planned({AddPrefix{"module.", {}}});
        const PlannedDocumentPtr back = bench.planned({AddPrefix{"module.", {}}, RemovePrefix{"module.", {}}});
        QVERIFY(leavesOf(*there) != leavesOf(*nothing));
        QCOMPARE(leavesOf(*back), leavesOf(*nothing));
        QCOMPARE(modulesOf(*back, "model"), modulesOf(*nothing, "model"));
        QVERIFY(modulesOf(*there, "model").starts_with("'' 1\n'module' 1\n'module.stem' 1\n"));
        QCOMPARE(changesOf(bench, *back), std::string());
        QVERIFY(back->items.empty());
    }

    void collisionsNameBothKeys() // check 7
    {
        Workbench bench;
        bench.open("torch2.15-py311/prefix_collision.pth");
        const std::string told = bench.refused({RemovePrefix{"module.", {}}});
        QCOMPARE(told,
            std::string(
                "operation 1 (remove_prefix): \"module.w\" and \"w\" would both become \"w\" in the file itself; "
                "nothing was changed"));
    }

    void aPrefixThatNothingHasIsARefusal()
    {
        const PlannedDocumentPtr planned = wrapped({"a.w"}).planned({RemovePrefix{"module.", {}}});
        QVERIFY(planned->refusal.has_value());
        QCOMPARE(*planned->refusal, std::string("no state dict has the prefix module."));
        QVERIFY(wrapped({"a.w"}).planned({RemoveSegment{"module", {}}})->refusal.has_value());
        QVERIFY(!wrapped({"a.w"}).planned({AddPrefix{"module", {}}})->refusal.has_value());
        QVERIFY(!wrapped({"a.w"}).planned({Cast{DType::Float32, {}}, Compact{}})->refusal.has_value());
    }

    void placesCanBeNamed()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(
            b.dict({{"a", weights(b, {"module.x.w"})}, {"b", weights(b, {"module.x.w"})}, {"n", b.integer(1)}}));
        QCOMPARE(
            keysOf(*bench.planned({RemovePrefix{"module", {pathOf("b")}}})), std::string("a/module.x.w\nb/x.w\nn\n"));
        QVERIFY(bench.refused({RemovePrefix{"module", {pathOf("c")}}}).ends_with("there is nothing at c"));
        QVERIFY(bench.refused({RemovePrefix{"module", {pathOf("n")}}}).find("n is no dictionary") != std::string::npos);
        const auto none = bench.planned({RemovePrefix{"x", {pathOf("b")}}});
        QCOMPARE(none->refusal.value_or(""), std::string("b: no key has the prefix x."));
    }

    void namesOfATableThatAreNowhereAreTold()
    {
        const PlannedDocumentPtr planned =
            wrapped({"a.w", "b.w"}).planned({RenameTable{{{"a.w", "c.w"}, {"x.w", "y.w"}, {"z.w", "y.w"}}, {}}});
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
        QCOMPARE(planned->problems.kept()[0].message,
            std::string("2 names of the table stand in no state dict: \"x.w\", …"));
    }

    void moduleVersionsFollow_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("modules");
        const auto row = [](const char* name, Operation operation, const char* modules) {
            QTest::newRow(name) << std::move(operation) << std::string(modules);
        };
        row("removed: the inner root holds, at the root's place", RemovePrefix{"module.", {}},
            "'' 7\n'bn' 2\n'modules' 3\n");
        row("added: the wrapper is a new root", AddPrefix{"ddp", {}},
            "'' 1\n'ddp' 1\n'ddp.module' 7\n'ddp.module.bn' 2\n'ddp.modules' 3\n");
        row("pattern", RenamePattern{"^module\\.", "net.", {}}, "'' 1\n'net' 7\n'net.bn' 2\n'modules' 3\n");
        row("table: what stands before the parameter's name",
            RenameTable{{{"module.bn.w", "norm.w"}, {"modules.w", "m.w"}}, {}}, "'' 1\n'module' 7\n'norm' 2\n'm' 3\n");
        row("segment", RemoveSegment{"module", {}}, "'' 7\n'bn' 2\n'modules' 3\n");
    }
    void moduleVersionsFollow()
    {
        QFETCH(Operation, operation);
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId dict = b.orderedDict({{"module.bn.w", b.tensor({2})}, {"modules.w", b.tensor({2})}});
        b.withState(
            dict, b.dict({{"_metadata", versions(b, {{"", 1}, {"module", 7}, {"module.bn", 2}, {"modules", 3}})}}));
        bench.setRoot(b.dict({{"model", dict}}));
        QTEST(modulesOf(*bench.planned({operation}), "model"), "modules");
    }

    void optimizersFollow()
    {
        Workbench bench;
        bench.open("other/optimizer_named.pth");
        const PlannedDocumentPtr planned = bench.planned({AddPrefix{"module.", {}}});
        const auto first = valueAt(planned->content, pathOf("optimizer/param_groups/0/param_names/0"));
        QVERIFY(first.has_value());
        QCOMPARE(leafText(planned->content, *first), std::string("'module.stem.conv.weight'"));
    }

    void wholeModelsAskToBeConvertedFirst()
    {
        Workbench bench;
        bench.open("torch2.15-py311/whole_dp.pth");
        const std::string told = bench.refused({RemovePrefix{"module.", {}}});
        QVERIFY2(told.find("convert it to a state dict first") != std::string::npos, told.c_str());
        const PlannedDocumentPtr planned = bench.planned({ToStateDict{}, RemovePrefix{"module.", {}}});
        QVERIFY(keysOf(*planned).find("module.") == std::string::npos);
        QVERIFY(modulesOf(*planned, "").starts_with("'' 1\n"));
    }

    void pythonTwosPairsAreRenamedToo()
    {
        Workbench bench;
        bench.open("torch1.0-py27/training_adam.pth");
        const std::string before = keysOf(*bench.planned({}));
        const PlannedDocumentPtr planned = bench.planned({AddPrefix{"module.", {}}});
        QVERIFY(keysOf(*planned) != before);
        QCOMPARE(keysOf(*bench.planned({AddPrefix{"module.", {}}, RemovePrefix{"module.", {}}})), before);
    }

    void theTreeShowsNewNames()
    {
        Workbench bench = wrapped({"module.a.w", "b.w"});
        const PlannedDocumentPtr planned = bench.planned({RemovePrefix{"module.", {}}});
        std::string told;
        for (const Place& place : bench.tree.places) {
            const ItemChange* change = planned->changeOf(place.step);
            told += change == nullptr ? "" : change->newKeyText + (change->isDropped ? " dropped " : " ");
        }
        QCOMPARE(told, std::string("a.w "));
    }
};

QTEST_GUILESS_MAIN(TestEditKeys)
#include "tst_edit_keys.moc"
