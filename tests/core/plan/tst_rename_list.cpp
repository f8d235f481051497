// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/plan/rename_list.h"

using namespace pthf;

/// Tables of names, as people keep them.
class TestRenameList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySpellingIsRead_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("pairs");
        const auto row = [](const char* name, const char* text, const char* pairs) {
            QTest::newRow(name) << std::string(text) << std::string(pairs);
        };
        row("an object", R"({"a.w": "b.w", "c": "d"})", "a.w>b.w c>d ");
        row("a list of pairs", R"( [["a.w", "b.w"], ["c", "d"]])", "a.w>b.w c>d ");
        row("tabs", "a.w\tb.w\nc\td\n", "a.w>b.w c>d ");
        row("arrows", "a.w => b.w\nc=>d", "a.w>b.w c>d ");
        row("thin arrows", "a.w -> b.w\r\nc -> d\r\n", "a.w>b.w c>d ");
        row("commas", "a.w,b.w\nc, d\n", "a.w>b.w c>d ");
        row("two words", "a.w  b.w\n\n# the head\nc d", "a.w>b.w c>d ");
        row("blanks within names", "a w\tb w\n", "a w>b w ");
        row("a byte order mark",
            "\xEF\xBB\xBF"
            "a b\n",
            "a>b ");
    }
    void everySpellingIsRead()
    {
        QFETCH(std::string, text);
        const auto pairs = renamePairsFromText(text);
        QVERIFY2(pairs.has_value(), pairs ? "" : pairs.error().message().c_str());
        std::string listed;
        for (const auto& [from, to] : *pairs) {
            listed += from + '>' + to + ' ';
        }
        QTEST(listed, "pairs");
    }

    void whatIsNoTableIsNamed_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("message");
        const auto row = [](const char* text, const char* message) {
            QTest::newRow(text) << std::string(text) << std::string(message);
        };
        row("a b\nc\n", "line 2 is no old and new name: \"c\"");
        row("a b c", "line 1 is no old and new name: \"a b c\"");
        row("a =>", "line 1 is no old and new name: \"a =>\"");
        row("# nothing\n", "no names are in it: {\"old\": \"new\"}, or a line each, is expected");
        row("", "no names are in it: {\"old\": \"new\"}, or a line each, is expected");
    }
    void whatIsNoTableIsNamed()
    {
        QFETCH(std::string, text);
        const auto pairs = renamePairsFromText(text);
        QVERIFY(!pairs.has_value());
        QTEST(pairs.error().message(), "message");
    }
};

QTEST_GUILESS_MAIN(TestRenameList)
#include "tst_rename_list.moc"
