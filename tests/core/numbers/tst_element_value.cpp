// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include <QtTest>

#include "core/convert/number_convert.h"
#include "core/numbers/element_value.h"

using namespace pthf;

namespace {

QByteArray bytes(std::uint64_t word, std::size_t count)
{
    QByteArray all;
    for (std::size_t i = 0; i < count; ++i) {
        all.append(static_cast<char>(word >> (8 * i)));
    }
    return all;
}

template<typename T>
QByteArray bytesOf(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

std::span<const std::byte> spanOf(const QByteArray& all)
{
    return {reinterpret_cast<const std::byte*>(all.constData()), static_cast<std::size_t>(all.size())};
}

} // namespace

class TestElementValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elementsAreTextAndNumber_data()
    {
        QTest::addColumn<int>("dtype");
        QTest::addColumn<QByteArray>("element");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("number");
        const auto row = [](const char* name, DType dtype, const QByteArray& element, const char* text, double number) {
            QTest::newRow(name) << static_cast<int>(dtype) << element << QByteArray(text) << number;
        };
        row("float64", DType::Float64, bytesOf(0.1), "0.1", 0.1);
        row("float32", DType::Float32, bytesOf(0.1F), "0.1", double{0.1F});
        row("float32 small", DType::Float32, bytesOf(1e-8F), "1e-08", double{1e-8F});
        row("float32 minus zero", DType::Float32, bytesOf(-0.0F), "-0", 0);
        row("infinite", DType::Float32, bytes(0xff80'0000, 4), "-inf", -INFINITY);
        row("float16", DType::Float16, bytes(0x2e66, 2), "0.099976", 0.0999755859375);
        row("bfloat16", DType::BFloat16, bytes(0x3dcd, 2), "0.1001", 0.10009765625);
        row("float8_e4m3fn", DType::Float8E4M3FN, bytes(0x7e, 1), "448", 448);
        row("float8_e5m2", DType::Float8E5M2, bytes(0x7b, 1), "5.73e+04", 57344);
        row("int64", DType::Int64, bytesOf(std::int64_t{-9'007'199'254'740'993}), "-9007199254740993",
            -9007199254740992.0);
        row("int8", DType::Int8, bytes(0xfe, 1), "-2", -2);
        row("uint8", DType::UInt8, bytes(0xfe, 1), "254", 254);
        row("uint64", DType::UInt64, bytes(UINT64_MAX, 8), "18446744073709551615", 18446744073709551615.0);
        row("quint8", DType::QUInt8, bytes(7, 1), "7", 7);
        row("true", DType::Bool, bytes(3, 1), "True", 1);
        row("false", DType::Bool, bytes(0, 1), "False", 0);
        row("complex64", DType::Complex64, bytesOf(3.0F) + bytesOf(-4.0F), "3-4j", 5);
        row("complex64 plus", DType::Complex64, bytesOf(3.0F) + bytesOf(4.0F), "3+4j", 5);
        row("packed", DType::QUInt4x2, bytes(0x3f, 1), "0x3f", 63);
    }

    void elementsAreTextAndNumber()
    {
        QFETCH(int, dtype);
        QFETCH(QByteArray, element);
        QFETCH(QByteArray, text);
        QFETCH(double, number);
        QCOMPARE(QByteArray::fromStdString(elementText(static_cast<DType>(dtype), spanOf(element))), text);
        std::array<double, 1> read{};
        elementNumbers(static_cast<DType>(dtype), spanOf(element), read);
        QCOMPARE(read[0], number);
    }

    void nansStayNans()
    {
        const QByteArray element = bytes(0x7fc0'0000, 4);
        QCOMPARE(elementText(DType::Float32, spanOf(element)), std::string("nan"));
        std::array<double, 1> read{};
        elementNumbers(DType::Float32, spanOf(element), read);
        QVERIFY(std::isnan(read[0]));
    }

    /// Every half and every float8 reads back from its text as itself.
    void narrowTextsAreTold()
    {
        for (const DType dtype : {DType::Float16, DType::BFloat16, DType::Float8E4M3FN, DType::Float8E5M2}) {
            const auto size = static_cast<std::size_t>(dtypeBytes(dtype));
            for (std::uint64_t word = 0; word < (std::uint64_t{1} << (8 * size)); ++word) {
                const QByteArray element = bytes(word, size);
                const std::string text = elementText(dtype, spanOf(element));
                if (text == "nan") {
                    continue;
                }
                const float number = std::strtof(text.c_str(), nullptr);
                std::array<std::byte, 2> back{};
                ConvertCounts counts;
                convertNumbers(
                    DType::Float32, std::as_bytes(std::span(&number, 1)), dtype, std::span(back).first(size), counts);
                if (std::memcmp(back.data(), element.constData(), size) != 0) {
                    QFAIL(text.c_str());
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestElementValue)
#include "tst_element_value.moc"
