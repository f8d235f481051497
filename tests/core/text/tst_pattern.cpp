// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/text/pattern.h"

using namespace pthf;

namespace {

/// What re.sub gives; the text itself where nothing matches; "error: …" where something cannot be done.
std::string substituted(const std::string& regex, const std::string& replacement, const std::string& text)
{
    const auto run = [&]() -> Result<std::string> {
        const Pattern pattern = PTHF_TRY(Pattern::compile(regex));
        const Pattern::Replacement by = PTHF_TRY(pattern.parseReplacement(replacement));
        const std::optional<std::string> changed = PTHF_TRY(pattern.replaceAll(text, by));
        return changed.value_or(text);
    };
    const Result<std::string> result = run();
    return result ? *result : "error: " + result.error().message();
}

} // namespace

class TestPattern : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replacesAsPythonDoes_data()
    {
        // Wanted texts are what CPython 3.11's re.sub answers.
        QTest::addColumn<std::string>("regex");
        QTest::addColumn<std::string>("replacement");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("wanted");
        const auto row = [](const char* name, const char* regex, const char* by, const char* text, const char* wanted) {
            QTest::newRow(name) << std::string(regex) << std::string(by) << std::string(text) << std::string(wanted);
        };
        row("no match leaves the text", "x", "y", "abc", "abc");
        row("anchored prefix", "^module\\.", "", "module.submodule.x", "submodule.x");
        row("numbered groups", "(a+)(b)", "\\2\\1", "aab", "baa");
        row("group in brackets", "(\\d)", "\\g<1>0", "v1", "v10");
        row("named group", "(?P<n>\\d+)", "<\\g<n>>", "layer12", "layer<12>");
        row("whole match", "a", "\\g<0>\\g<0>", "aba", "aabaa");
        row("unmatched group is empty", "(a)|b", "[\\1]", "ab", "[a][]");
        row("escapes", "a", "\\n\\\\", "a", "\n\\");
        row("dollar is literal", "a", "$1", "a", "$1");
        row("empty matches", "x*", "-", "abxd", "-a-b--d-");
        row("empty before something", "|x", "-", "x", "---");
        row("characters, not bytes", "(.)€", "\\1", "é€", "é");
        row("look behind", "(?<=\\.)w$", "weight", "a.w", "a.weight");
    }
    void replacesAsPythonDoes()
    {
        QFETCH(std::string, regex);
        QFETCH(std::string, replacement);
        QFETCH(std::string, text);
        QTEST(substituted(regex, replacement, text), "wanted");
    }

    void mistakesAreExplained_data()
    {
        QTest::addColumn<std::string>("regex");
        QTest::addColumn<std::string>("replacement");
        QTest::addColumn<std::string>("part");
        const auto row = [](const char* name, const char* regex, const char* by, const char* part) {
            QTest::newRow(name) << std::string(regex) << std::string(by) << std::string(part);
        };
        row("open bracket", "a(", "", "is no pattern: missing closing parenthesis at position 2");
        row("group that is not there", "(a)", "\\2", "the pattern has 1 groups, none is number 2 at position 0");
        row("name that is not there", "(a)", "x\\g<n>", "the pattern has no group \"n\" at position 1");
        row("unknown escape", "a", "\\q", "\\q means nothing in a replacement at position 0");
        row("backslash at the end", "a", "b\\", "a backslash ends it at position 1");
        row("g without brackets", "a", "\\g1", "\\g is written \\g<1> or \\g<name>");
    }
    void mistakesAreExplained()
    {
        QFETCH(std::string, regex);
        QFETCH(std::string, replacement);
        QFETCH(std::string, part);
        const std::string told = substituted(regex, replacement, "aaa");
        QVERIFY2(told.starts_with("error: ") && told.find(part) != std::string::npos, told.c_str());
    }

    void endlessBacktrackingIsAnError()
    {
        const auto pattern = Pattern::compile("^(a+)+$");
        QVERIFY(pattern.has_value());
        const auto found = pattern->isFoundIn(std::string(40, 'a') + "!");
        QVERIFY(!found.has_value());
        QCOMPARE(found.error().code(), ErrorCode::LimitExceeded);
    }

    void bytesThatAreNoTextAreStrangersToEveryPattern()
    {
        QCOMPARE(substituted("b", "c",
                     "a\xFF"
                     "b"),
            std::string("a\xFF"
                        "c"));
        QCOMPARE(substituted(".", "x", "\xED\xA0\x80"), std::string("\xED\xA0\x80"));
    }
};

QTEST_GUILESS_MAIN(TestPattern)
#include "tst_pattern.moc"
