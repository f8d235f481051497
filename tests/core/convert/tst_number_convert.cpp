// SPDX-License-Identifier: Apache-2.0
#include "core/convert/number_convert.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

#include <QtTest>

#include "core/base/crc32.h"

using namespace pthf;

namespace {

using Bytes = std::vector<std::byte>;

template<typename T>
void push(Bytes& to, T value)
{
    const std::size_t at = to.size();
    to.resize(at + sizeof(T));
    std::memcpy(to.data() + at, &value, sizeof(T));
}

template<typename T>
Bytes bytesOf(std::initializer_list<T> numbers)
{
    Bytes bytes;
    for (const T number : numbers) {
        push(bytes, number);
    }
    return bytes;
}

std::uint64_t mixed(std::uint64_t number)
{
    std::uint64_t x = (number + 1) * 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

template<typename T>
void pushInputs(Bytes& to, T (*fromStep)(std::uint64_t))
{
    constexpr std::uint64_t kCount = std::uint64_t{1} << 20U;
    for (const int neighbour : {0, 1, -1}) {
        for (std::uint64_t i = 0; i < kCount; ++i) {
            push(to, static_cast<T>(fromStep(i << 12U) + static_cast<T>(neighbour)));
        }
    }
    for (std::uint64_t i = 0; i < kCount; ++i) {
        push(to, static_cast<T>(mixed(i)));
    }
}

/// What number_table.py gives to torch.
Bytes inputs(DType from)
{
    Bytes bytes;
    switch (dtypeBytes(from)) {
    case 1:
        for (unsigned bits = 0; bits < 0x100; ++bits) {
            push(bytes, static_cast<std::uint8_t>(bits));
        }
        break;
    case 2:
        for (unsigned bits = 0; bits < 0x10000; ++bits) {
            push(bytes, static_cast<std::uint16_t>(bits));
        }
        break;
    case 4:
        pushInputs<std::uint32_t>(bytes, [](std::uint64_t step) { return static_cast<std::uint32_t>(step); });
        break;
    default:
        pushInputs<std::uint64_t>(bytes, [](std::uint64_t step) {
            return (step >> 31U << 63U) | (((step & 0x7FFFFFFFU) << 29U) + 0x3800000000000000U);
        });
    }
    return bytes;
}

Bytes converted(DType from, const Bytes& source, DType to, ConvertCounts& counts, ConvertPath path)
{
    Bytes target(source.size() / dtypeBytes(from) * dtypeBytes(to));
    convertNumbers(from, source, to, target, counts, path);
    return target;
}

struct TableRow {
    std::string from;
    std::string to;
    std::string exact;
};

std::vector<TableRow> table()
{
    std::vector<TableRow> rows;
    std::ifstream file(PTHF_TEST_DATA "/number_convert.txt");
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        TableRow row;
        if (!line.starts_with('#') && words >> row.from >> row.to >> row.exact) {
            rows.push_back(row);
        }
    }
    return rows;
}

} // namespace

class TestNumberConvert : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPairGivesTorchsBits_data()
    {
        QTest::addColumn<TableRow>("row");
        for (const TableRow& row : table()) {
            QTest::addRow("%s to %s", row.from.c_str(), row.to.c_str()) << row;
        }
    }
    void everyPairGivesTorchsBits()
    {
        QFETCH(TableRow, row);
        const DType from = dtypeFromName(row.from).value();
        const DType to = dtypeFromName(row.to).value();
        QVERIFY(canConvert(from, to));
        const Bytes source = inputs(from);
        ConvertCounts fastCounts;
        ConvertCounts plainCounts;
        const Bytes fast = converted(from, source, to, fastCounts, ConvertPath::Fastest);
        QCOMPARE(QByteArray::number(crc32(fast), 16).rightJustified(8, '0'), QByteArray::fromStdString(row.exact));
        QVERIFY(converted(from, source, to, plainCounts, ConvertPath::Plain) == fast);
        QCOMPARE(fastCounts, plainCounts);
    }

    void theTableHasEveryPair() { QCOMPARE(table().size(), 9U * 6U); }

    void lossesAreCounted_data()
    {
        constexpr double kInf = std::numeric_limits<double>::infinity();
        constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
        QTest::addColumn<DType>("to");
        QTest::addColumn<double>("number");
        QTest::addColumn<ConvertCounts>("counts");
        const auto row = [](const char* name, DType to, double number, ConvertCounts counts) {
            counts.elements = 1;
            QTest::newRow(name) << to << number << counts;
        };
        row("fits", DType::Float16, 65504, {});
        row("just fits by rounding", DType::Float16, 65519, {});
        row("just does not", DType::Float16, 65520, {.overflows = 1});
        row("negative too", DType::Float16, -70000, {.overflows = 1});
        row("a step of 90000", DType::Float16, 90000, {.overflows = 1});
        row("too small", DType::Float16, 0x1p-25, {.underflows = 1});
        row("small enough", DType::Float16, 0x1.001p-25, {});
        row("zero is no loss", DType::Float16, 0, {});
        row("infinite before", DType::Float16, kInf, {.infinities = 1});
        row("NaN before", DType::Float16, kNan, {.nans = 1});
        row("bfloat16 has the range", DType::BFloat16, 90000, {});
        row("but for its end", DType::BFloat16, 0x1.FFp127, {.overflows = 1});
        row("e4m3fn", DType::Float8E4M3FN, 464, {});
        row("e4m3fn, clamped", DType::Float8E4M3FN, 464.5, {.overflows = 1});
        row("e4m3fn, lost", DType::Float8E4M3FN, 0x1p-10, {.underflows = 1});
        row("e5m2", DType::Float8E5M2, 61440, {.overflows = 1});
        row("e5m2, lost", DType::Float8E5M2, -0x1p-17, {.underflows = 1});
        row("to itself", DType::Float32, 1e30, {});
    }
    void lossesAreCounted()
    {
        QFETCH(DType, to);
        QFETCH(double, number);
        QFETCH(ConvertCounts, counts);
        for (const ConvertPath path : {ConvertPath::Fastest, ConvertPath::Plain}) {
            ConvertCounts narrow;
            converted(DType::Float32, bytesOf({static_cast<float>(number)}), to, narrow, path);
            QCOMPARE(narrow, counts);
            ConvertCounts wide;
            converted(DType::Float64, bytesOf({number}), to, wide, path);
            QCOMPARE(wide, counts);
        }
    }

    void float64LosesAtTheEndsOfFloat32()
    {
        ConvertCounts counts;
        converted(DType::Float64, bytesOf({1e39, 1e-46, 1.0, 0.0}), DType::Float32, counts, ConvertPath::Fastest);
        QCOMPARE(counts, (ConvertCounts{.elements = 4, .overflows = 1, .underflows = 1}));
        converted(DType::Float64, bytesOf({1e39, 1e-46}), DType::Float64, counts, ConvertPath::Fastest);
        QCOMPARE(counts, (ConvertCounts{.elements = 6, .overflows = 1, .underflows = 1}));
    }

    void onlyFloatingTypesAreConverted()
    {
        QVERIFY(!canConvert(DType::Int64, DType::Float32));
        QVERIFY(!canConvert(DType::Float32, DType::Int64));
        QVERIFY(!canConvert(DType::Float32, DType::Float8E8M0FNU));
        QVERIFY(!canConvert(DType::Complex64, DType::Float32));
    }

    void oddLengthsAreConvertedToTheLastElement()
    {
        for (std::size_t count = 0; count < 40; ++count) {
            Bytes source;
            for (std::size_t i = 0; i < count; ++i) {
                push(source, static_cast<float>(i) + 0.5F);
            }
            ConvertCounts counts;
            const Bytes halves = converted(DType::Float32, source, DType::Float16, counts, ConvertPath::Fastest);
            QVERIFY(converted(DType::Float16, halves, DType::Float32, counts, ConvertPath::Fastest) == source);
        }
    }

    /// A few numbers of every kind stand behind each other, so that an end of a block or of a vector falls on each.
    void everyEndGivesTheSameOnBothPaths_data()
    {
        QTest::addColumn<DType>("from");
        QTest::addColumn<DType>("to");
        for (const DType from : kWide) {
            for (const DType to : kWide) {
                const std::string name = std::string(dtypeName(from)) + " to " + std::string(dtypeName(to));
                QTest::newRow(name.c_str()) << from << to;
            }
        }
    }
    void everyEndGivesTheSameOnBothPaths()
    {
        QFETCH(DType, from);
        QFETCH(DType, to);
        constexpr double kInf = std::numeric_limits<double>::infinity();
        const std::array<double, 11> kinds{1, 0, -0.0, 3.5, kInf, 1e300, -70000, 1e-30, 1e-300, -kInf, std::nan("")};
        Bytes doubles;
        for (std::size_t i = 0; i < 1100; ++i) {
            // Runs without anything to count, then one of each kind.
            push(doubles, i % 100 < 80 ? 1.0 + static_cast<double>(i) : kinds.at(i % kinds.size()));
        }
        ConvertCounts ignored;
        const Bytes all = converted(DType::Float64, doubles, from, ignored, ConvertPath::Plain);
        const std::size_t size = dtypeBytes(from);
        for (std::size_t first = 0; first < 20; ++first) {
            for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 63U, 100U, 1023U, 1024U, 1025U}) {
                const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first * size);
                const Bytes part(begin, begin + static_cast<std::ptrdiff_t>(count * size));
                ConvertCounts fast;
                ConvertCounts plain;
                QVERIFY(converted(from, part, to, fast, ConvertPath::Fastest)
                    == converted(from, part, to, plain, ConvertPath::Plain));
                QCOMPARE(fast, plain);
            }
        }
    }

private:
    static constexpr std::array kWide{DType::Float64, DType::Float32, DType::Float16, DType::BFloat16};
};

QTEST_GUILESS_MAIN(TestNumberConvert)
#include "tst_number_convert.moc"
