// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/value/big_integer.h"

using namespace pthf;

class TstBigInteger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decimalAndBytesAreEachOthersInverse_data();
    void decimalAndBytesAreEachOthersInverse();
    void textThatIsNoIntegerIsRefused_data();
    void textThatIsNoIntegerIsRefused();
    void fourThousandBytesComeBackAsTheyWent();
};

void TstBigInteger::decimalAndBytesAreEachOthersInverse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("decimal");
    QTest::newRow("zero") << QByteArray(1, '\0') << QByteArray("0");
    QTest::newRow("one") << QByteArray("\x01") << QByteArray("1");
    QTest::newRow("minus one") << QByteArray("\xff") << QByteArray("-1");
    QTest::newRow("128 needs a sign byte") << QByteArray("\x80\x00", 2) << QByteArray("128");
    QTest::newRow("minus 128 does not") << QByteArray("\x80") << QByteArray("-128");
    QTest::newRow("a billion") << QByteArray("\x00\xca\x9a\x3b", 4) << QByteArray("1000000000");
    QTest::newRow("the legacy magic number")
        << QByteArray::fromHex("6cfc9c46f9206aa85019") << QByteArray("119547037146038801333356");
    QTest::newRow("2 to the 64") << QByteArray::fromHex("000000000000000001") << QByteArray("18446744073709551616");
    QTest::newRow("minus 2 to the 64") << QByteArray::fromHex("0000000000000000ff")
                                       << QByteArray("-18446744073709551616");
    QTest::newRow("minus 2 to the 63") << QByteArray::fromHex("0000000000000080") << QByteArray("-9223372036854775808");
}

void TstBigInteger::decimalAndBytesAreEachOthersInverse()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, decimal);
    const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    QCOMPARE(QByteArray::fromStdString(decimalText(asBytes(view))), decimal);
    const auto back = bytesFromDecimal(decimal.toStdString());
    QVERIFY(back.has_value());
    QCOMPARE(QByteArray::fromStdString(std::string(asText(*back))).toHex(), bytes.toHex());
}

void TstBigInteger::textThatIsNoIntegerIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a sign alone") << QByteArray("-");
    QTest::newRow("a letter") << QByteArray("12a");
    QTest::newRow("a point") << QByteArray("1.5");
    QTest::newRow("two signs") << QByteArray("--1");
}

void TstBigInteger::textThatIsNoIntegerIsRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!bytesFromDecimal(text.toStdString()).has_value());
}

void TstBigInteger::fourThousandBytesComeBackAsTheyWent()
{
    std::vector<std::byte> bytes;
    for (unsigned i = 0; i < 4'096; ++i) {
        bytes.push_back(static_cast<std::byte>((i * 37 + 11) & 0x7FU));
    }
    const std::string decimal = decimalText(bytes);
    QVERIFY(decimal.size() > 9'000);
    const auto back = bytesFromDecimal(decimal);
    QVERIFY(back.has_value());
    QVERIFY(*back == bytes);
}

QTEST_GUILESS_MAIN(TstBigInteger)
#include "tst_big_integer.moc"
