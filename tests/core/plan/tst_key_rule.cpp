// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/plan/key_rule.h"

using namespace pthf;

class TestKeyRule : public QObject {
    Q_OBJECT

    using Rule = std::optional<std::string> (*)(std::string_view, std::string_view);

    static void column()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::string>("part");
        QTest::addColumn<std::string>("left"); // "-": the rule does not apply
    }
    static void row(const char* key, const char* part, const char* left)
    {
        QTest::addRow("%s minus %s", key, part) << std::string(key) << std::string(part) << std::string(left);
    }

private Q_SLOTS:
    void prefixesGoByWholeSegments_data()
    {
        column();
        row("model.smp_model.decoder.x", "model.", "smp_model.decoder.x"); // USERS 6, check 1
        row("module.submodule.x", "module.", "submodule.x"); // check 2
        row("module.x", "module", "x");
        row("module.module.x", "module.", "module.x");
        row("submodule.x", "module.", "-");
        row("modules.x", "module", "-");
        row("module", "module", "-");
        row("module.", "module", "-");
        row("x", "module", "-");
        row("", "module", "-");
        row("a.b.c", "a.b", "c");
        row("a.bc", "a.b", "-");
        row("a.b", "", "-");
    }
    void prefixesGoByWholeSegments()
    {
        QFETCH(std::string, key);
        QFETCH(std::string, part);
        QTEST(withoutPrefix(key, part).value_or("-"), "left");
    }

    void segmentsGoWhereverTheyStand_data()
    {
        column();
        row("a._fsdp_wrapped_module.b._fsdp_wrapped_module.c", "_fsdp_wrapped_module", "a.b.c"); // check 4
        row("_fsdp_wrapped_module.a", "_fsdp_wrapped_module.", "a");
        row("a.module.module.b", "module", "a.b");
        row("a.submodule.b", "module", "-");
        row("a.module", "module", "-");
        row("module.module", "module", "module");
        row("a.x.y.b.x.y.c", "x.y", "a.b.c");
        row("a", "", "-");
    }
    void segmentsGoWhereverTheyStand()
    {
        QFETCH(std::string, key);
        QFETCH(std::string, part);
        QTEST(withoutSegment(key, part).value_or("-"), "left");
    }

    void addingAndRemovingIsNothing()
    {
        for (const char* key : {"weight", "layer.0.weight", "module.weight", "été.权"}) {
            QCOMPARE(withPrefix(key, "module."), withPrefix(key, "module"));
            QCOMPARE(withoutPrefix(withPrefix(key, "module."), "module."), std::optional<std::string>(key));
        }
    }

    void badPrefixesAreNamed()
    {
        QVERIFY(!segmentsMistake("module."));
        QVERIFY(!segmentsMistake("a.b"));
        QVERIFY(segmentsMistake(""));
        QVERIFY(segmentsMistake("."));
        QVERIFY(segmentsMistake("a..b"));
        QVERIFY(segmentsMistake(".a"));
        QVERIFY(segmentsMistake("a.."));
    }
};

QTEST_GUILESS_MAIN(TestKeyRule)
#include "tst_key_rule.moc"
