// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <array>
#include <cmath>
#include <cstring>

#include "core/elements/resampled_source.h"
#include "core/io/memory_source.h"

using namespace pthf;

namespace {

template<typename Number>
std::shared_ptr<const ByteSource> sourceOf(const std::vector<Number>& numbers)
{
    const auto bytes = std::as_bytes(std::span(numbers));
    return std::make_shared<MemorySource>(std::vector<std::byte>(bytes.begin(), bytes.end()), "numbers");
}

std::vector<float> squares(int count)
{
    std::vector<float> numbers;
    for (int i = 0; i < count; ++i) {
        numbers.push_back(static_cast<float>(i * i));
    }
    return numbers;
}

} // namespace

class TestResampledSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreThoseOfTorch_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QList<float>>("expected");
        // torch.nn.functional.interpolate of arange(9).reshape(1, 1, 3, 3) ** 2 to (2, 4), torch 2.15
        QTest::newRow("bilinear") << static_cast<int>(ResampleKind::Bilinear)
                                  << QList<float>{2.25F, 3.8125F, 6.4375F, 9.25F, 29.25F, 36.4375F, 45.8125F, 54.25F};
        QTest::newRow("bicubic") << static_cast<int>(ResampleKind::Bicubic)
                                 << QList<float>{0.93563461F, 2.00832748F, 4.96921158F, 7.68448257F, 29.34854317F,
                                        36.25827789F, 48.34426880F, 56.89656830F};
    }
    void numbersAreThoseOfTorch()
    {
        QFETCH(int, kind);
        QFETCH(QList<float>, expected);
        const ResamplePlaces places{1, 0, {3, 3}, {2, 4}, 1};
        const auto source =
            ResampledSource::make(sourceOf(squares(9)), DType::Float32, static_cast<ResampleKind>(kind), places);
        QVERIFY(source);
        QCOMPARE(source->size(), 8 * sizeof(float));
        std::array<float, 8> found{};
        QVERIFY(source->readAt(0, std::as_writable_bytes(std::span(found))));
        for (int i = 0; i < 8; ++i) {
            QVERIFY2(
                std::abs(found[static_cast<std::size_t>(i)] - expected[i]) < 1e-5F, qPrintable(QString::number(i)));
        }
    }

    void whatStandsBeforeTheGridStaysBitForBit()
    {
        std::vector<double> numbers{0.1, 0.2, 1, 2, 3, 4, 5, 6, 7, 8};
        const ResamplePlaces places{1, 1, {2, 2}, {1, 1}, 2};
        const auto source = ResampledSource::make(sourceOf(numbers), DType::Float64, ResampleKind::Bilinear, places);
        std::array<double, 4> found{};
        QVERIFY(source->readAt(0, std::as_writable_bytes(std::span(found))));
        QCOMPARE(found, (std::array<double, 4>{0.1, 0.2, 4, 5}));
    }

    void anyPartReadsAsTheWholeDoes()
    {
        const ResamplePlaces places{3, 1, {3, 3}, {4, 5}, 2};
        const auto source =
            ResampledSource::make(sourceOf(squares(3 * 10 * 2)), DType::Float32, ResampleKind::Bicubic, places);
        std::vector<std::byte> whole(static_cast<std::size_t>(source->size()));
        QVERIFY(source->readAt(0, whole));
        for (std::size_t begin = 0; begin < whole.size(); begin += 37) {
            std::vector<std::byte> part(std::min<std::size_t>(101, whole.size() - begin));
            QVERIFY(source->readAt(begin, part));
            QVERIFY(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(begin)));
        }
        std::array<std::byte, 2> beyond{};
        QVERIFY(!source->readAt(source->size() - 1, beyond));
    }

    void onlyFloatingNumbersHavePlacesBetween()
    {
        const ResamplePlaces places{1, 0, {2, 2}, {3, 3}, 1};
        const auto bytes = sourceOf(squares(8));
        QVERIFY(!ResampledSource::make(bytes, DType::Int64, ResampleKind::Bilinear, places));
        QVERIFY(!ResampledSource::make(bytes, DType::Complex64, ResampleKind::Bilinear, places));
        QVERIFY(!ResampledSource::make(bytes, DType::Float32, ResampleKind::None, places));
        QVERIFY(ResampledSource::make(bytes, DType::BFloat16, ResampleKind::Bilinear, places));
    }

    void tooFewNumbersAreAnError()
    {
        const ResamplePlaces places{1, 0, {3, 3}, {4, 4}, 1};
        const auto source = ResampledSource::make(sourceOf(squares(5)), DType::Float32, ResampleKind::Bilinear, places);
        std::array<std::byte, 4> some{};
        QVERIFY(!source->readAt(0, some));
    }
};

QTEST_GUILESS_MAIN(TestResampledSource)
#include "tst_resampled_source.moc"
