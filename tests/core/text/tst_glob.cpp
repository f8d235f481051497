// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "core/text/glob.h"

using namespace pthf;

class TestGlob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patternsMatchWholeTexts_data()
    {
        QTest::addColumn<std::string>("pattern");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* text, bool matches) {
            QTest::addRow("%s on %s", pattern, text) << std::string(pattern) << std::string(text) << matches;
        };
        row("", "", true);
        row("", "a", false);
        row("*", "", true);
        row("*.weight", "layer.0.weight", true);
        row("*.weight", "weight", false);
        row("layer.*.bias", "layer.0.sub.bias", true);
        row("layer.*.bias", "layer.0.sub.weight", false);
        row("a*b*c", "axxbyybzzc", true);
        row("a*b*c", "axxbyyb", false);
        row("a**c", "ac", true);
        row("?c", "éc", true);
        row("?c", "c", false);
        row("Fc", "fc", false);
        row("layer[1-3].w", "layer2.w", true);
        row("layer[1-3].w", "layer4.w", false);
        row("layer[!1-3].w", "layer4.w", true);
        row("layer[^1-3].w", "layer2.w", false);
        row("[]]x", "]x", true);
        row("[*]", "*", true);
        row("[*]", "a", false);
        row("[é-ö]", "ñ", true);
        row("[abc", "[abc", true);
        row("a[", "a[", true);
        row("[", "x", false);
        row("/optimizer/*", "/optimizer/state/0/exp_avg", true);
        row("*\xFF", "a\xFF", true);
    }
    void patternsMatchWholeTexts()
    {
        QFETCH(std::string, pattern);
        QFETCH(std::string, text);
        QTEST(globMatches(pattern, text), "matches");
    }

    void manyStarsTakeNoMoreThanTheProduct()
    {
        std::string pattern;
        for (int i = 0; i < 200; ++i) {
            pattern += "*a";
        }
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!globMatches(pattern + "b", std::string(20'000, 'a')));
        QVERIFY(clock.elapsed() < 2'000);
    }
};

QTEST_GUILESS_MAIN(TestGlob)
#include "tst_glob.moc"
