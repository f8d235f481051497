// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/plan/prefix_catalogue.h"

using namespace pthf;
using Keys = std::vector<std::string>;

class TestPrefixCatalogue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrappersAreFoundStepByStep_data()
    {
        QTest::addColumn<Keys>("keys");
        QTest::addColumn<std::string>("steps"); // "module" prefix, "*module" anywhere, "?model" uncertain
        QTest::addColumn<Keys>("left");
        const auto row = [](const char* name, Keys keys, const char* steps, Keys left) {
            QTest::newRow(name) << std::move(keys) << std::string(steps) << std::move(left);
        };
        row("nothing", {}, "", {});
        row("plain keys", {"conv1.weight", "fc.bias"}, "", {"conv1.weight", "fc.bias"});
        row("DataParallel", {"module.a.x", "module.submodule.x"}, "module", {"a.x", "submodule.x"});
        row("compile over DDP", {"_orig_mod.module.x"}, "_orig_mod module", {"x"}); // USERS 6, check 3
        row("DDP over compile", {"module._orig_mod.x"}, "*_orig_mod module", {"x"});
        row("FSDP in every layer", {"_fsdp_wrapped_module.a._fsdp_wrapped_module.b.w"}, "*_fsdp_wrapped_module",
            {"a.b.w"}); // check 4
        row("n_averaged has none", {"n_averaged", "module.a.w", "module.b.w"}, "module",
            {"n_averaged", "a.w", "b.w"}); // check 8
        row("a part of the model called module", {"module.w", "a.w", "b.w"}, "", {"module.w", "a.w", "b.w"});
        row("twice wrapped", {"module.module.x"}, "module module", {"x"});
        row("HF model", {"model.embed.weight", "lm_head.weight"}, "",
            {"model.embed.weight", "lm_head.weight"}); // check 9: lm_head tells it is a model's own
        row("Lightning", {"model.a.w", "model.b.w"}, "?model", {"a.w", "b.w"});
        row("a word nobody wraps with", {"conv.a", "conv.b"}, "", {"conv.a", "conv.b"});
        row("checkpoint wrappers", {"l.0._checkpoint_wrapped_module.w", "l.1.w"}, "*_checkpoint_wrapped_module",
            {"l.0.w", "l.1.w"});
    }
    void wrappersAreFoundStepByStep()
    {
        QFETCH(Keys, keys);
        std::string told;
        for (const UnwrapStep& step : unwrapSteps(keys)) {
            told += told.empty() ? "" : " ";
            told += step.isCertain ? "" : "?";
            told += step.isAnywhere ? "*" : "";
            told += step.segment;
            keys = unwrapped(keys, step);
        }
        QTEST(told, "steps");
        QTEST(keys, "left");
    }

    void stepsAreOperations()
    {
        const Keys keys{"_orig_mod.a._orig_mod.b", "module.x"};
        const auto steps = unwrapSteps(keys);
        QCOMPARE(steps.size(), std::size_t{1});
        QVERIFY(steps[0].operation({}) == Operation(RemoveSegment{"_orig_mod", {}}));
        const auto prefix = unwrapSteps(Keys{"module.a"});
        QCOMPARE(prefix[0].keys, std::uint64_t{1});
        QVERIFY(prefix[0].operation({}) == Operation(RemovePrefix{"module.", {}}));
    }

    void endlessWrappersEnd()
    {
        std::string key;
        for (int i = 0; i < 1'000; ++i) {
            key += "module.";
        }
        QVERIFY(unwrapSteps(Keys{key + "x"}).size() <= 17);
    }
};

QTEST_GUILESS_MAIN(TestPrefixCatalogue)
#include "tst_prefix_catalogue.moc"
