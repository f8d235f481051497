// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/pickle/pickle_text.h"
#include "tests/support/pickle_examples.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TstPickleText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOpcodeHasALine();
    void aDamagedPickleIsShownUpToItsDamage();
    void longPicklesAreCutWithAWord();
    void strangersTextCannotBreakALine();
};

namespace {

QByteArray textOf(std::string_view pickle, std::uint64_t maxLines = 1'000)
{
    const auto text = pickleText(asBytes(pickle), maxLines, Limits{}, quietTask());
    return text ? QByteArray::fromStdString(*text) : QByteArray("error");
}

} // namespace

void TstPickleText::everyOpcodeHasALine()
{
    QCOMPARE(textOf("\x80\x02}q\x00(X\x05\x00\x00\x00"
                    "epochK\x0cU\x01"
                    "xG\x3f\xe0\x00\x00\x00\x00\x00\x00u."sv),
        QByteArray("       0: PROTO            2\n"
                   "       2: EMPTY_DICT\n"
                   "       3: BINPUT           0\n"
                   "       5: MARK\n"
                   "       6:     BINUNICODE       \"epoch\"\n"
                   "      16:     BININT1          12\n"
                   "      18:     SHORT_BINSTRING  \"x\"\n"
                   "      21:     BINFLOAT         0.5\n"
                   "      30: SETITEMS\n"
                   "      31: STOP\n"));
    QCOMPARE(textOf("(cm\nf\n\x8a\x01\xff(0t."sv),
        QByteArray("       0: MARK\n"
                   "       1:     GLOBAL           m f\n"
                   "       6:     LONG1            -1\n"
                   "       9:     MARK\n"
                   "      10:     POP\n"
                   "      11: TUPLE\n"
                   "      12: STOP\n"));
}

void TstPickleText::aDamagedPickleIsShownUpToItsDamage()
{
    QCOMPARE(textOf("N\xff"sv), QByteArray("       0: NONE\n       1: byte 0xff at 1 is no pickle opcode\n"));
    QVERIFY(textOf("NX\xff\xff\xff\x7f"sv).contains("opcode BINUNICODE at 1: "));
}

void TstPickleText::longPicklesAreCutWithAWord()
{
    QCOMPARE(textOf("NNNN."sv, 2), QByteArray("       0: NONE\n       1: NONE\n       2: … and more\n"));
    QVERIFY(textOf(std::string(100'000, '(') + ".", 100'000).size() < 20'000'000);
}

void TstPickleText::strangersTextCannotBreakALine()
{
    const QByteArray text = textOf("X\x04\x00\x00\x00"
                                   "a\n\x1b[."sv);
    QCOMPARE(text.count('\n'), 2);
    QVERIFY(!text.contains('\x1b'));
}

QTEST_GUILESS_MAIN(TstPickleText)
#include "tst_pickle_text.moc"
