// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/types/initial_values.h"

using namespace pthf;

class InitialValuesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textIsReadAndWrittenBack_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        const auto row = [](const char* text, const char* canonical) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(canonical);
        };
        row("zeros", "zeros");
        row("ones()", "ones");
        row("constant(0.5)", "constant(0.5)");
        row("constant(val=-1e-3)", "constant(-0.001)");
        row("normal", "normal(0,1,seed=0)");
        row("normal(0,0.02,seed=1)", "normal(0,0.02,seed=1)");
        row(" normal( std=0.02 , mean=1 ) ", "normal(1,0.02,seed=0)");
        row("uniform(-1,1,seed=18446744073709551615)", "uniform(-1,1,seed=18446744073709551615)");
        row("uniform(a=-2)", "uniform(-2,1,seed=0)");
        row("kaiming", "kaiming_uniform(0,seed=0)");
        row("kaiming_normal(a=1,mode=fan_out)", "kaiming_normal(1,mode=fan_out,seed=0)");
        row("xavier(seed=7)", "xavier_uniform(1,seed=7)");
        row("xavier_normal(gain=1.5)", "xavier_normal(1.5,seed=0)");
    }
    void textIsReadAndWrittenBack()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, canonical);
        const auto values = parseInitialValues(text.toStdString());
        QVERIFY2(values.has_value(), values ? "" : values.error().message().c_str());
        const std::string written = initialValuesText(*values);
        QCOMPARE(QByteArray::fromStdString(written), canonical);
        QVERIFY(*parseInitialValues(written) == *values);
    }

    void whatFillsNothingIsRefusedWithAReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* text, const char* reason) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(reason);
        };
        row("", "expected zeros");
        row("gauss(0,1)", "expected zeros");
        row("normal(0,1", "not closed");
        row("normal(0,1,2)", "fewer arguments");
        row("normal(a=1)", "no argument \"a\"");
        row("normal(0,x)", "no number");
        row("normal(0,nan)", "no number");
        row("normal(0,-1)", "not negative");
        row("uniform(1,0)", "begins above");
        row("constant", "needs its value");
        row("zeros(seed=1)", "draws nothing");
        row("normal(seed=-1)", "a seed is");
        row("kaiming(mode=fan)", "fan_in or fan_out");
        row("normal(,1)", "no number");
    }
    void whatFillsNothingIsRefusedWithAReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, reason);
        const auto values = parseInitialValues(text.toStdString());
        QVERIFY(!values);
        QCOMPARE(values.error().code(), ErrorCode::InvalidArgument);
        QVERIFY2(
            values.error().message().find(reason.toStdString()) != std::string::npos, values.error().message().c_str());
    }
};

QTEST_GUILESS_MAIN(InitialValuesTest)
#include "tst_initial_values.moc"
