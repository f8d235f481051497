// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QTest>

#include "core/save/receipt.h"
#include "ui/base/elide.h"
#include "ui/base/text.h"
#include "ui/words/error_text.h"
#include "ui/words/receipt_words.h"

using namespace pthf;
using namespace std::string_view_literals;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void sizesAreDecimalWithOneDigit_data();
    void sizesAreDecimalWithOneDigit();
    void textFromFilesIsShownOnOneLineAndSpelledOut();
    void countsHaveSeparators();
    void keysLoseTheirMiddleFirst();
    void longSegmentsAreCutRatherThanRoomWasted();
    void aReceiptSaysWhatASaveDid();
    void fileNamesKeepTheirExtension();
    void anErrorSaysWhatWhereAndWhatToDo();
};

void TestText::sizesAreDecimalWithOneDigit_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << quint64(0) << QStringLiteral("0 B");
    QTest::newRow("bytes") << quint64(256) << QStringLiteral("256 B");
    QTest::newRow("last byte") << quint64(999) << QStringLiteral("999 B");
    QTest::newRow("first kilobyte") << quint64(1'000) << QStringLiteral("1.0 KB");
    QTest::newRow("kilobytes") << quint64(37'632) << QStringLiteral("37.6 KB");
    QTest::newRow("rounds into the next unit") << quint64(999'960) << QStringLiteral("1.0 MB");
    QTest::newRow("megabytes") << quint64(102'544'000) << QStringLiteral("102.5 MB");
    QTest::newRow("largest") << ~quint64(0) << QStringLiteral("18.4 EB");
}

void TestText::sizesAreDecimalWithOneDigit()
{
    QFETCH(quint64, bytes);
    QTEST(shownSize(bytes), "text");
}

void TestText::textFromFilesIsShownOnOneLineAndSpelledOut()
{
    QCOMPARE(shownText("conv1.weight"sv), QStringLiteral("conv1.weight"));
    QCOMPARE(shownText("a\nb\tc"sv), QStringLiteral("a\\nb\\tc"));
    QCOMPARE(shownText(std::string_view("a\0b", 3)), QStringLiteral("a\\x00b"));
    QCOMPARE(shownText("safe\xE2\x80\xAEhtp"sv), QStringLiteral("safe\\u202ehtp"));
    QCOMPARE(shownText("层"sv), QString::fromUtf8("层"));
    QCOMPARE(shownText("a\xFF"sv), QStringLiteral("a\\xff"));
}

void TestText::countsHaveSeparators()
{
    QCOMPARE(shownCount(25'557'032), QStringLiteral("25,557,032"));
    QCOMPARE(shownRoundCount(25'557'032), QStringLiteral("25.6 M"));
    QCOMPARE(shownRoundCount(8'000'000'000), QStringLiteral("8.0 B"));
    QCOMPARE(shownRoundCount(812), QStringLiteral("812"));
    QCOMPARE(shownShape(std::array<std::int64_t, 2>{64, 3}), QStringLiteral("[64, 3]"));
    QCOMPARE(shownShape({}), QStringLiteral("[ ]"));
    QCOMPARE(shownSignedSize(-204'500'000), QString(QChar(0x2212) + QStringLiteral("204.5 MB")));
    QCOMPARE(percentText(0.67), QStringLiteral("67 %"));
    QCOMPARE(percentText(0.001), QStringLiteral("< 1 %"));
}

void TestText::keysLoseTheirMiddleFirst()
{
    const QFontMetrics metrics(QApplication::font());
    const QString key = QStringLiteral("module.layer4.2.downsample.conv3.weight");
    QCOMPARE(elidedKey(key, QLatin1Char('.'), metrics, 10'000), key);
    for (const int width : {300, 220, 180, 120, 60}) {
        const QString shown = elidedKey(key, QLatin1Char('.'), metrics, width);
        QVERIFY2(metrics.horizontalAdvance(shown) <= width, qPrintable(shown));
        if (width >= 220) {
            QVERIFY2(shown.endsWith(QLatin1String("conv3.weight")), qPrintable(shown));
        }
    }
}

void TestText::longSegmentsAreCutRatherThanRoomWasted()
{
    const QFontMetrics metrics(QApplication::font());
    const QString key = QString(80, u'a') + QStringLiteral(".0.weight");
    const int width = metrics.horizontalAdvance(key) / 2;
    const QString shown = elidedKey(key, QLatin1Char('.'), metrics, width);
    QVERIFY2(shown.endsWith(QLatin1String("a.0.weight")), qPrintable(shown));
    QVERIFY(metrics.horizontalAdvance(shown) > width * 2 / 3);
}

void TestText::aReceiptSaysWhatASaveDid()
{
    Receipt receipt;
    receipt.sourceBytes = 307'100'000;
    receipt.targetBytes = 102'500'000;
    receipt.tensors = 320;
    receipt.copiedBytes = 102'400'000;
    receipt.seconds = 0.291;
    receipt.verification = Verification::Structure;
    receipt.operations = {"Drop optimizer"};
    receipt.effects = {"483 tensors, −204.5 MB"};
    const QStringList lines = receiptWords(receipt).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].startsWith(QStringLiteral("307.1 MB → 102.5 MB, 320 tensor")), qPrintable(lines[0]));
    QVERIFY2(lines[0].endsWith(QStringLiteral(", 0.29 s")), qPrintable(lines[0]));
    QCOMPARE(lines[1], QStringLiteral("Drop optimizer: 483 tensors, −204.5 MB"));
    QCOMPARE(lines[2], QStringLiteral("102.4 MB copied as they were, 0 B converted"));
    QCOMPARE(lines[3], QStringLiteral("Verified: opened again and compared with the plan"));
    receipt.lengthBefore = 102'000'000;
    QVERIFY(receiptWords(receipt).startsWith(QStringLiteral("500.0 KB appended to the file")));
}

void TestText::fileNamesKeepTheirExtension()
{
    const QFontMetrics metrics(QApplication::font());
    const QString shown =
        elidedFileName(QStringLiteral("a_very_long_name_of_a_checkpoint_epoch_00012.pth"), metrics, 160);
    QVERIFY(metrics.horizontalAdvance(shown) <= 160);
    QVERIFY(shown.endsWith(QLatin1String(".pth")));
    QVERIFY(shown.startsWith(QLatin1String("a_v")));
}

void TestText::anErrorSaysWhatWhereAndWhatToDo()
{
    const Error error(ErrorCode::Truncated, "need 8 bytes, 3 left", 1'204);
    const ErrorWords words = errorWords(error);
    QCOMPARE(words.title, QStringLiteral("The file ends too early"));
    QCOMPARE(words.detail, QStringLiteral("need 8 bytes, 3 left, at byte 1,204"));
    QVERIFY(!words.advice.isEmpty());
    QCOMPARE(errorText(error).count(QLatin1Char('\n')), 2);
}

QTEST_MAIN(TestText)
#include "tst_text.moc"
