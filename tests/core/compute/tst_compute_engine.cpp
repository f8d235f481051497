// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "core/compute/compute_loader.h"
#include "core/convert/number_convert.h"
#include "tests/support/test_task.h"

// The module as programs meet it: found, loaded, asked through its face.

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

template<typename Number>
std::vector<std::byte> bytesOf(const std::vector<Number>& numbers)
{
    const auto bytes = std::as_bytes(std::span(numbers));
    return {bytes.begin(), bytes.end()};
}

std::vector<std::byte> narrowed(const std::vector<double>& numbers, DType dtype)
{
    std::vector<std::byte> bytes(numbers.size() * dtypeBytes(dtype));
    ConvertCounts ignored;
    convertNumbers(DType::Float64, std::as_bytes(std::span(numbers)), dtype, bytes, ignored);
    return bytes;
}

/// A few thousand numbers that no pattern makes easy: far from 0, so that naive sums of squares fail.
std::vector<double> awkwardNumbers(std::size_t count)
{
    std::vector<double> numbers(count);
    std::uint64_t state = 88172645463325252U;
    for (double& number : numbers) {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        number = 1e6 + static_cast<double>(state % 1000) / 1000;
    }
    return numbers;
}

bool isClose(double left, double right)
{
    return (std::isnan(left) && std::isnan(right)) || left == right
        || std::abs(left - right) <= 1e-9 * std::max(std::abs(left), std::abs(right));
}

double asDouble(const ExactNumber& number)
{
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

} // namespace

class ComputeEngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto engine = loadComputeEngine();
        if (!engine) {
            QSKIP(engine.error().message().c_str());
        }
        m_engine = *engine;
    }

    void loadingTwiceGivesTheSameModule()
    {
        const auto again = loadComputeEngine();
        QVERIFY(again.has_value());
        QVERIFY(*again.value()->facts() == *m_engine->facts());
    }

    void factsNameTheLibraryAndSayWhyThereIsNoGpu()
    {
        const auto facts = m_engine->facts();
        QVERIFY(facts.has_value());
        QVERIFY(facts->libtorch.starts_with("1.") || facts->libtorch.starts_with("2."));
        QVERIFY(facts->threads >= 1);
        QCOMPARE(facts->devices.empty(), !facts->note.empty());
    }

    void statisticsAreThoseOfTheNumbers_data()
    {
        QTest::addColumn<int>("dtype");
        for (const DType dtype :
            {DType::Float64, DType::Float32, DType::Float16, DType::BFloat16, DType::Float8E4M3FN, DType::Float8E5M2}) {
            QTest::newRow(std::string(dtypeName(dtype)).c_str()) << static_cast<int>(dtype);
        }
    }
    void statisticsAreThoseOfTheNumbers()
    {
        QFETCH(int, dtype);
        const auto type = static_cast<DType>(dtype);
        std::vector<double> numbers = awkwardNumbers(5000);
        for (double& number : numbers) {
            number -= 1e6 - 1.5;
        }
        numbers[17] = 0;
        const std::vector<std::byte> bytes = narrowed(numbers, type);
        ConvertCounts ignored;
        convertNumbers(type, bytes, DType::Float64, std::as_writable_bytes(std::span(numbers)), ignored);
        const TensorStatistics statistics = statisticsOf(type, bytes);
        long double sum = 0;
        long double squares = 0;
        for (const double number : numbers) {
            sum += number;
            squares += static_cast<long double>(number) * number;
        }
        const long double mean = sum / 5000;
        long double deviations = 0;
        for (const double number : numbers) {
            deviations += (number - mean) * (number - mean);
        }
        QCOMPARE(statistics.count, std::uint64_t{5000});
        QCOMPARE(statistics.zeros, std::uint64_t{1});
        QVERIFY(isClose(asDouble(*statistics.min), *std::ranges::min_element(numbers)));
        QVERIFY(isClose(asDouble(*statistics.max), *std::ranges::max_element(numbers)));
        QVERIFY(isClose(*statistics.mean, static_cast<double>(mean)));
        QVERIFY(isClose(*statistics.std, static_cast<double>(std::sqrt(deviations / 4999))));
        QVERIFY(isClose(statistics.norm, static_cast<double>(std::sqrt(squares))));
        QCOMPARE(*statistics.distinct, std::uint64_t{std::set<double>(numbers.begin(), numbers.end()).size()});
    }

    void numbersFarFromZeroKeepTheirDeviation()
    {
        const std::vector<double> numbers = awkwardNumbers(300'000);
        const TensorStatistics statistics = statisticsOf(DType::Float64, bytesOf(numbers));
        QVERIFY(std::abs(*statistics.std - 0.2887) < 1e-3);
        QCOMPARE(*statistics.distinct, std::uint64_t{1000});
    }

    void blocksOfAnySizeGiveTheSame()
    {
        const std::vector<std::byte> bytes = bytesOf(awkwardNumbers(300'000));
        const TensorStatistics whole = statisticsOf(DType::Float64, bytes);
        const TensorStatistics parts = statisticsOf(DType::Float64, bytes, 8 * 777);
        QVERIFY(isClose(*whole.mean, *parts.mean));
        QVERIFY(isClose(*whole.std, *parts.std));
        QCOMPARE(whole.distinct == parts.distinct, true);
    }

    void whatIsNoFiniteNumberIsCounted_data()
    {
        QTest::addColumn<QList<double>>("numbers");
        QTest::addColumn<QList<double>>("expected"); // nans, infinities, zeros, min, max, mean, std, norm, distinct
        QTest::newRow("NaN left out") << QList<double>{1, kNan, 3}
                                      << QList<double>{1, 0, 0, 1, 3, 2, std::sqrt(2), std::sqrt(10), 3};
        QTest::newRow("infinity") << QList<double>{1, kInf, 3} << QList<double>{0, 1, 0, 1, kInf, kInf, kNan, kInf, 3};
        QTest::newRow("both infinities") << QList<double>{-kInf, kInf}
                                         << QList<double>{0, 2, 0, -kInf, kInf, kNan, kNan, kInf, 2};
        QTest::newRow("negative zero") << QList<double>{0.0, -0.0} << QList<double>{0, 0, 2, 0, 0, 0, 0, 0, 1};
    }
    void whatIsNoFiniteNumberIsCounted()
    {
        QFETCH(QList<double>, numbers);
        QFETCH(QList<double>, expected);
        const TensorStatistics s =
            statisticsOf(DType::Float64, bytesOf(std::vector<double>(numbers.begin(), numbers.end())));
        const QList<double> seen{double(s.nans), double(s.infinities), double(s.zeros), asDouble(*s.min),
            asDouble(*s.max), *s.mean, *s.std, s.norm, double(*s.distinct)};
        for (qsizetype i = 0; i < seen.size(); ++i) {
            QVERIFY2(isClose(seen[i], expected[i]), qPrintable(QStringLiteral("number %1: %2").arg(i).arg(seen[i])));
        }
    }

    void tensorsWithoutNumbersHaveNoBounds()
    {
        for (const std::vector<double>& numbers : {std::vector<double>{}, std::vector<double>{kNan}}) {
            const TensorStatistics statistics = statisticsOf(DType::Float64, bytesOf(numbers));
            QVERIFY(!statistics.min && !statistics.max && !statistics.mean && !statistics.std);
        }
        QVERIFY(!statisticsOf(DType::Float64, bytesOf(std::vector<double>{1})).std);
    }

    void integersOfSixtyFourBitsStayExact()
    {
        const std::vector<std::int64_t> whole{
            std::numeric_limits<std::int64_t>::min(), 9007199254740993, 9007199254740992};
        const TensorStatistics statistics = statisticsOf(DType::Int64, bytesOf(whole));
        QCOMPARE(std::get<std::int64_t>(*statistics.min), whole[0]);
        QCOMPARE(std::get<std::int64_t>(*statistics.max), whole[1]);
        QCOMPARE(*statistics.distinct, std::uint64_t{3});
        const std::vector<std::uint64_t> natural{std::numeric_limits<std::uint64_t>::max(), 7};
        QCOMPARE(std::get<std::uint64_t>(*statisticsOf(DType::UInt64, bytesOf(natural)).max), natural[0]);
    }

    void complexNumbersHaveMeansAndNoOrder()
    {
        const std::vector<float> halves{1, 2, 3, -4, 0, 0};
        const TensorStatistics statistics = statisticsOf(DType::Complex64, bytesOf(halves));
        QCOMPARE(statistics.count, std::uint64_t{3});
        QCOMPARE(statistics.zeros, std::uint64_t{1});
        QVERIFY(!statistics.min);
        QVERIFY(isClose(*statistics.mean, 4.0 / 3));
        QVERIFY(isClose(*statistics.meanImaginary, -2.0 / 3));
        QVERIFY(isClose(statistics.norm, std::sqrt(30)));
        QCOMPARE(*statistics.distinct, std::uint64_t{3});
    }

    void valuesBeyondTheLimitAreNotCountedOn()
    {
        std::vector<std::int32_t> numbers(kMaxDistinct + 1);
        std::ranges::generate(numbers, [next = 0]() mutable { return next++; });
        QVERIFY(!statisticsOf(DType::Int32, bytesOf(numbers)).distinct);
        numbers.pop_back();
        QCOMPARE(*statisticsOf(DType::Int32, bytesOf(numbers)).distinct, kMaxDistinct);
    }

    void whatIsNoNumberHasNoStatistics()
    {
        for (const DType dtype : {DType::QInt8, DType::Bits8, DType::Unknown, DType::Float4E2M1FNx2}) {
            const auto pass = m_engine->statistics(dtype);
            QVERIFY(!pass);
            QCOMPARE(pass.error().code(), ErrorCode::Unsupported);
        }
    }

    void histogramsCountBetweenTheirEdges()
    {
        auto pass = m_engine->histogram(DType::Float32, {0, 1}, 4);
        QVERIFY(pass.has_value());
        const std::vector<float> numbers{0, 0.25F, 0.49F, 0.5F, 1, -1, 2, std::numeric_limits<float>::quiet_NaN()};
        QVERIFY((*pass)->add(bytesOf(numbers)).has_value());
        const auto histogram = (*pass)->finish();
        QVERIFY(histogram.has_value());
        QVERIFY((histogram->counts == std::vector<std::uint64_t>{1, 2, 1, 1}));
        QVERIFY((histogram->edges == std::vector<double>{0, 0.25, 0.5, 0.75, 1}));
        QCOMPARE(histogram->below, std::uint64_t{1});
        QCOMPARE(histogram->above, std::uint64_t{1});
        QCOMPARE(histogram->nans, std::uint64_t{1});
    }

    void histogramsOfExtremeNumbersCountThemAll_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        constexpr double kMost = std::numeric_limits<double>::max();
        QTest::newRow("one number, beside which a half is lost") << 1e20 << 1e20;
        QTest::newRow("the largest number") << kMost << kMost;
        QTest::newRow("the least number") << -kMost << -kMost;
        QTest::newRow("wider than any number") << -kMost << kMost;
        QTest::newRow("narrower than any number") << 0.0 << std::numeric_limits<double>::denorm_min();
    }
    void histogramsOfExtremeNumbersCountThemAll()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        auto pass = m_engine->histogram(DType::Float64, {low, high}, 4);
        QVERIFY(pass.has_value());
        const std::array<double, 3> numbers{low, high, low / 2 + high / 2};
        QVERIFY((*pass)->add(std::as_bytes(std::span(numbers))));
        const auto histogram = (*pass)->finish();
        QVERIFY(histogram.has_value());
        QCOMPARE(
            std::accumulate(histogram->counts.begin(), histogram->counts.end(), std::uint64_t{0}), std::uint64_t{3});
        QVERIFY(std::ranges::is_sorted(histogram->edges));
        QVERIFY(std::ranges::all_of(histogram->edges, [](double edge) { return std::isfinite(edge); }));
    }

    void histogramsWithoutARangeAreRefused()
    {
        QVERIFY(!m_engine->histogram(DType::Float32, {0, kInf}, 4));
        QVERIFY(!m_engine->histogram(DType::Float32, {1, 0}, 4));
        QVERIFY(!m_engine->histogram(DType::Float32, {0, 1}, 0));
        QVERIFY(!m_engine->histogram(DType::Complex64, {0, 1}, 4));
        QVERIFY(m_engine->histogram(DType::Float32, {3, 3}, 4).has_value());
    }

    void comparisonsFindEveryDifference()
    {
        auto pass = m_engine->comparison(DType::Float32, DType::Float64);
        QVERIFY(pass.has_value());
        const std::vector<float> left{1, 2, std::numeric_limits<float>::quiet_NaN(), 4};
        const std::vector<double> right{1, 2.5, kNan, kNan};
        QVERIFY((*pass)->add(bytesOf(left), bytesOf(right)).has_value());
        QVERIFY(!(*pass)->add(bytesOf(left), {}));
        const auto comparison = (*pass)->finish();
        QCOMPARE(comparison->count, std::uint64_t{4});
        QCOMPARE(comparison->differing, std::uint64_t{2});
        QCOMPARE(comparison->nanOnOneSide, std::uint64_t{1});
        QCOMPARE(comparison->maxDifference, 0.5);
        QCOMPARE(comparison->meanDifference, 0.25);
        QVERIFY(isClose(comparison->cosine, 6 / (std::sqrt(5) * std::sqrt(7.25))));
    }

    void transfersNeedADeviceThatIsThere()
    {
        const auto noBytes = [](const BytesSink&) -> Status { return Done{}; };
        const auto toCpu = m_engine->transfer({{"w", "cpu", 0, noBytes}}, {}, quietTask());
        QCOMPARE(toCpu.error().code(), ErrorCode::InvalidArgument);
        const auto toMars = m_engine->transfer({{"w", "mars:0", 0, noBytes}}, {}, quietTask());
        QVERIFY(!toMars);
        const auto toCuda = m_engine->transfer({{"w", "cuda:99", 0, noBytes}}, {}, quietTask());
        QCOMPARE(toCuda.error().code(), ErrorCode::Unsupported);
        QVERIFY(toCuda.error().message().find("there is no cuda:99 here") != std::string::npos);
    }

private:
    TensorStatistics statisticsOf(
        DType dtype, const std::vector<std::byte>& bytes, std::size_t block = std::size_t{1} << 23U)
    {
        auto pass = m_engine->statistics(dtype);
        for (std::size_t done = 0; done < bytes.size(); done += block) {
            const auto part = std::span(bytes).subspan(done, std::min(block, bytes.size() - done));
            if (!(*pass)->add(part)) {
                qFatal("a block was refused");
            }
        }
        return *(*pass)->finish();
    }

    std::shared_ptr<ComputeEngine> m_engine;
};

QTEST_GUILESS_MAIN(ComputeEngineTest)
#include "tst_compute_engine.moc"
