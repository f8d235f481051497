// SPDX-License-Identifier: Apache-2.0
#include "core/types/integers.h"

#include <cmath>

#include <QtTest>

using namespace pthf;

class TestIntegers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nineTypesAreIntegers()
    {
        QStringList names;
        for (std::size_t i = 0; i < kDTypeCount; ++i) {
            if (const auto dtype = static_cast<DType>(i); isInteger(dtype)) {
                names.append(QString::fromUtf8(dtypeName(dtype).data(), static_cast<int>(dtypeName(dtype).size())));
            }
        }
        QCOMPARE(names.join(u' '), QStringLiteral("int64 int32 int16 int8 uint8 uint16 uint32 uint64 bool"));
    }

    void aTypeHoldsWhatItsBitsAllow_data()
    {
        QTest::addColumn<int>("dtype");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char* name, DType dtype, double value, bool fits) {
            QTest::newRow(name) << static_cast<int>(dtype) << value << fits;
        };
        row("the lowest", DType::Int8, -128, true);
        row("one below", DType::Int8, -129, false);
        row("the highest", DType::Int8, 127, true);
        row("one above", DType::Int8, 128, false);
        row("as many bits, all for the size", DType::UInt8, 255, true);
        row("below zero", DType::UInt8, -1, false);
        row("two to the 63rd", DType::Int64, std::ldexp(1.0, 63), false);
        row("the same unsigned", DType::UInt64, std::ldexp(1.0, 63), true);
        row("two to the 64th", DType::UInt64, std::ldexp(1.0, 64), false);
        row("a half", DType::Int32, 0.5, false);
        row("true", DType::Bool, 1, true);
        row("more than true", DType::Bool, 2, false);
        row("no number", DType::Int32, std::nan(""), false);
    }

    void aTypeHoldsWhatItsBitsAllow()
    {
        QFETCH(int, dtype);
        QFETCH(double, value);
        QFETCH(bool, fits);
        QCOMPARE(fitsInteger(value, static_cast<DType>(dtype)), fits);
    }
};

QTEST_GUILESS_MAIN(TestIntegers)
#include "tst_integers.moc"
