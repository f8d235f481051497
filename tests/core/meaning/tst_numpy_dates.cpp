// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <limits>

#include "core/meaning/numpy_dates.h"

using namespace pthf;

class TestNumpyDates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void datesReadAsNumpyPrintsThem_data()
    {
        QTest::addColumn<qint64>("ticks");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ticks, const char* unit, const char* text) {
            QTest::addRow("%lld %s", static_cast<long long>(ticks), unit) << ticks << unit << text;
        };
        // str(numpy.datetime64(ticks, unit)), numpy 2
        row(0, "D", "1970-01-01");
        row(19783, "D", "2024-03-01");
        row(19782, "D", "2024-02-29");
        row(-1, "D", "1969-12-31");
        row(-719468, "D", "0000-03-01");
        row(-719529, "D", "-001-12-31");
        row(2932896, "D", "9999-12-31");
        row(2932897, "D", "10000-01-01");
        row(2826, "W", "2024-02-29");
        row(652, "M", "2024-05");
        row(-1, "M", "1969-12");
        row(-10, "Y", "1960");
        row(475788, "h", "2024-04-11T12");
        row(-1, "m", "1969-12-31T23:59");
        row(1709294400, "s", "2024-03-01T12:00:00");
        row(-1, "ms", "1969-12-31T23:59:59.999");
        row(1709294400123456, "us", "2024-03-01T12:00:00.123456");
        row(1709294400123456789, "ns", "2024-03-01T12:00:00.123456789");
        row(1, "as", "1970-01-01T00:00:00.000000000000000001");
        row(2, "25s", "1970-01-01T00:00:50");
        row(std::numeric_limits<qint64>::min(), "D", "NaT");
        row(std::numeric_limits<qint64>::max(), "D", "9223372036854775807 days since 1970");
        row(std::numeric_limits<qint64>::max(), "as", "1970-01-01T00:00:09.223372036854775807");
    }
    void datesReadAsNumpyPrintsThem()
    {
        QFETCH(qint64, ticks);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        const NumpyTimeUnit counted = timeUnitIn("M8[" + unit.toStdString() + "]");
        QCOMPARE(QString::fromStdString(timeUnitText(counted)), QString('[' + unit + ']'));
        QCOMPARE(QString::fromStdString(numpyDateText(ticks, counted)), text);
    }

    void durationsReadAsNumpyPrintsThem()
    {
        QCOMPARE(numpyDurationText(5, timeUnitIn("m8[D]")), std::string("5 days"));
        QCOMPARE(numpyDurationText(1500, timeUnitIn("m8[ms]")), std::string("1500 milliseconds"));
        QCOMPARE(numpyDurationText(-2, timeUnitIn("m8[25s]")), std::string("-50 seconds"));
        QCOMPARE(numpyDurationText(3, timeUnitIn("m8")), std::string("3 generic time units"));
        QCOMPARE(numpyDurationText(std::numeric_limits<qint64>::min(), timeUnitIn("m8[s]")), std::string("NaT"));
        QCOMPARE(numpyDurationText(std::numeric_limits<qint64>::max(), timeUnitIn("m8[25s]")), std::string("NaT"));
    }

    void unitsThatNumpyDoesNotHaveAreNone()
    {
        for (const char* text : {"M8", "M8[", "M8[]", "M8[x]", "M8[-3s]", "M8[0s]x", "M8[99999999999999999999s]"}) {
            QVERIFY2(timeUnitIn(text).name.empty(), text);
        }
        QCOMPARE(numpyDateText(3, NumpyTimeUnit{}), std::string("NaT"));
    }
};

QTEST_GUILESS_MAIN(TestNumpyDates)
#include "tst_numpy_dates.moc"
