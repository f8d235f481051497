// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/text/utf8.h"

using namespace pthf;
using namespace std::string_view_literals;

class TestUtf8 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validityFollowsUnicode_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("strict");
        QTest::addColumn<bool>("tolerant");
        const auto row = [](const char* name, std::string_view text, bool strict, bool tolerant) {
            QTest::newRow(name) << std::string(text) << strict << tolerant;
        };
        row("empty", "", true, true);
        row("ascii", "module.weight", true, true);
        row("two, three, four bytes", "é€😀", true, true);
        row("NUL is a character", "a\0b"sv, true, true);
        row("lone surrogate as Python writes it", "\xED\xA0\x80", false, true);
        row("overlong slash", "\xC0\xAF", false, false);
        row("overlong of three", "\xE0\x80\x80", false, false);
        row("above U+10FFFF", "\xF4\x90\x80\x80", false, false);
        row("cut character", "a\xE2\x82", false, false);
        row("continuation alone", "\x80", false, false);
        row("byte that never occurs", "\xFF", false, false);
    }
    void validityFollowsUnicode()
    {
        QFETCH(std::string, text);
        QTEST(isValidUtf8(text, Surrogates::Refused), "strict");
        QTEST(isValidUtf8(text), "tolerant");
    }

    void everyCharacterReadsBackAsWritten()
    {
        for (char32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 257) {
            std::string text;
            appendUtf8(text, code);
            const Utf8Character read = utf8At(text, 0);
            QVERIFY(read.isValid);
            QCOMPARE(read.code, code);
            QCOMPARE(std::size_t{read.length}, text.size());
        }
    }

    void whatIsShownIsHarmless_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("shown");
        const auto row = [](const char* name, std::string_view text, std::string_view shown) {
            QTest::newRow(name) << std::string(text) << std::string(shown);
        };
        row("plain", "module.conv1.weight", "module.conv1.weight");
        row("Chinese stays", "权重", "权重");
        row("line break", "a\nb", "a\\nb");
        row("NUL and escape", "\0\x1b[31m"sv, "\\x00\\x1b[31m");
        row("right-to-left override", "a\u202Eb", "a\\u202eb");
        row("zero width space", "a\u200Bb", "a\\u200bb");
        row("byte order mark", "\uFEFFa", "\\ufeffa");
        row("tag character", "\U000E0041", "\\U000e0041");
        row("bytes that are no text", "a\xFF\xFE", "a\\xff\\xfe");
        row("lone surrogate", "\xED\xA0\x80", "\\ud800");
        row("backslash stays single", "a\\b", "a\\b");
    }
    void whatIsShownIsHarmless()
    {
        QFETCH(std::string, text);
        QTEST(displayText(text), "shown");
    }

    void shownTextIsCutBetweenCharacters()
    {
        QCOMPARE(displayText("abcdef", 6), std::string("abcdef"));
        QCOMPARE(displayText("abcdefg", 6), std::string("abc…"));
        QCOMPARE(displayText("éééé", 7), std::string("éé…"));
        QCOMPARE(displayText("a\nbcd", 5), std::string("a…"));
    }

    void cuttingNeverSplitsACharacter()
    {
        QCOMPARE(cutUtf8("a€b", 3), "a"sv);
        QCOMPARE(cutUtf8("a€b", 4), "a€"sv);
        QCOMPARE(cutUtf8("a€b", 0), ""sv);
        QCOMPARE(cutUtf8("\x80\x80\x80\x80\x80\x80", 5), "\x80\x80\x80\x80\x80"sv);
    }

    void latin1BytesBecomeTheirCharacters() { QCOMPARE(utf8FromLatin1("a\xE9\x80"), std::string("aé\u0080")); }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
