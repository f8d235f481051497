// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/types/resampling.h"
#include "tests/support/dims.h"

using namespace pthf;
using pthf::tests::dimsOf;

class TestResampling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsComeBack_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
            {"bicubic", "bilinear", "bicubic(prefix=1)", "bilinear(prefix=0,from=14x14,to=16x24)", "bicubic(to=7x9)"}) {
            QTest::newRow(text) << text;
        }
    }
    void textsComeBack()
    {
        QFETCH(QString, text);
        QVERIFY(isResamplingText(text.toStdString()));
        const auto read = parseResampling(text.toStdString());
        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QCOMPARE(QString::fromStdString(resamplingText(*read)), text);
    }

    void whatIsNoMethodIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
            {"", "nearest", "bicubic(", "bicubic(prefix=)", "bicubic(prefix=-1)", "bicubic(from=14)",
                "bicubic(from=0x4)", "bilinear(side=3)", "bicubic)x", "bicubic(prefix=99999999999999999999)"}) {
            QTest::newRow(text) << text;
        }
    }
    void whatIsNoMethodIsRefused()
    {
        QFETCH(QString, text);
        const auto read = parseResampling(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidArgument);
    }

    void gridsAreFound_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QList<int>>("from");
        QTest::addColumn<QList<int>>("to");
        QTest::addColumn<QString>("found"); // outer, prefix, grids, inner; empty: none
        const auto row = [](const char* name, const char* method, QList<int> from, QList<int> to, const char* found) {
            QTest::newRow(name) << method << from << to << found;
        };
        row("class token", "bicubic", {1, 197, 768}, {1, 577, 768}, "1 1 14x14 24x24 768");
        row("two tokens", "bicubic", {1, 198, 8}, {1, 578, 8}, "1 2 14x14 24x24 8");
        row("none", "bilinear", {169, 12}, {529, 12}, "1 0 13x13 23x23 12");
        row("one dimension", "bilinear", {16}, {25}, "1 0 4x4 5x5 1");
        row("said", "bicubic(prefix=1,from=2x3,to=4x5)", {2, 7, 3}, {2, 21, 3}, "2 1 2x3 4x5 3");
        row("half said", "bicubic(to=4x9)", {1, 16, 3}, {1, 36, 3}, "1 0 4x4 4x9 3");
        row("said, and wrong", "bicubic(from=2x2)", {1, 197, 3}, {1, 577, 3}, "");
        row("no squares", "bicubic", {1, 200, 3}, {1, 577, 3}, "");
        row("squares behind another prefix", "bicubic(prefix=0)", {1, 197, 3}, {1, 577, 3}, "");
        row("rows and columns", "bicubic", {1, 64, 64, 768}, {1, 32, 48, 768}, "1 0 64x64 32x48 768");
        row("channels first", "bicubic", {2, 3, 8, 8}, {2, 3, 4, 4}, "6 0 8x8 4x4 1");
        row("one direction, of four", "bicubic", {2, 3, 8, 8}, {2, 3, 8, 4}, "6 0 8x8 8x4 1");
        row("three dimensions, a grid", "bicubic", {5, 8, 8}, {5, 6, 6}, "5 0 8x8 6x6 1");
        row("apart", "bicubic", {2, 3, 4}, {4, 3, 9}, "");
        row("the same", "bicubic", {16, 4}, {16, 4}, "");
        row("another rank", "bicubic", {16, 4}, {25}, "");
        row("empty", "bicubic", {16, 0}, {25, 0}, "");
        row("to nothing", "bicubic", {16, 4}, {0, 4}, "");
    }
    void gridsAreFound()
    {
        QFETCH(QString, method);
        QFETCH(QList<int>, from);
        QFETCH(QList<int>, to);
        QFETCH(QString, found);
        const auto places = resamplePlaces(*parseResampling(method.toStdString()), dimsOf(from), dimsOf(to));
        const QString text = places ? QStringLiteral("%1 %2 %3x%4 %5x%6 %7")
                                          .arg(places->outer)
                                          .arg(places->prefix)
                                          .arg(places->from.height)
                                          .arg(places->from.width)
                                          .arg(places->to.height)
                                          .arg(places->to.width)
                                          .arg(places->inner)
                                    : QString();
        QCOMPARE(text, found);
    }
};

QTEST_GUILESS_MAIN(TestResampling)
#include "tst_resampling.moc"
