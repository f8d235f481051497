// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <QTest>

#include "core/text/size_text.h"

using namespace pthf;

class TestSizeText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesAreDecimalWithOneDigit_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<std::string>("text");
        const auto row = [](quint64 bytes, const char* text) { QTest::newRow(text) << bytes << std::string(text); };
        row(0, "0 B");
        row(999, "999 B");
        row(1'000, "1.0 KB");
        row(37'648, "37.6 KB");
        row(999'949, "999.9 KB");
        row(999'950, "1.0 MB");
        row(204'500'000, "204.5 MB");
        row(3'240'000'000, "3.2 GB");
        row(std::numeric_limits<quint64>::max(), "18.4 EB");
    }
    void sizesAreDecimalWithOneDigit()
    {
        QFETCH(quint64, bytes);
        QTEST(sizeText(bytes), "text");
    }

    void changesKeepTheirSign()
    {
        QCOMPARE(signedSizeText(-204'500'000), std::string("−204.5 MB"));
        QCOMPARE(signedSizeText(1'200), std::string("+1.2 KB"));
        QCOMPARE(signedSizeText(0), std::string("0 B"));
        QCOMPARE(signedSizeText(std::numeric_limits<std::int64_t>::min()), std::string("−9.2 EB"));
    }

    void countsHaveSeparators()
    {
        QCOMPARE(countText(0), std::string("0"));
        QCOMPARE(countText(999), std::string("999"));
        QCOMPARE(countText(20'000), std::string("20,000"));
        QCOMPARE(countText(1'234'567), std::string("1,234,567"));
        QCOMPARE(countOf(1, "key"), std::string("1 key"));
        QCOMPARE(countOf(1'320, "key"), std::string("1,320 keys"));
        QCOMPARE(countOf(2, "entry", "entries"), std::string("2 entries"));
        QCOMPARE(roundCountText(25'557'032), std::string("25.6 M"));
    }
};

QTEST_GUILESS_MAIN(TestSizeText)
#include "tst_size_text.moc"
