// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <cmath>
#include <cstring>

#include "core/compute/compute_loader.h"
#include "tests/support/patience.h"
#include "tests/support/test_task.h"

// Numbers that the module makes: drawn, dequantised, made dense.

using namespace pthf;
using namespace pthf::tests;

namespace {

template<typename Number>
std::vector<std::byte> bytesOf(const std::vector<Number>& numbers)
{
    const auto bytes = std::as_bytes(std::span(numbers));
    return {bytes.begin(), bytes.end()};
}

} // namespace

class ComputeValuesTest : public QObject {
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

    void drawnNumbersDependOnTheSeedOnly_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"normal(0,1,seed=7)", "uniform(-1,1,seed=7)", "kaiming_uniform(seed=7)",
                 "kaiming_normal(1,mode=fan_out,seed=7)", "xavier_uniform(seed=7)", "xavier_normal(2,seed=7)"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void drawnNumbersDependOnTheSeedOnly()
    {
        QFETCH(QByteArray, text);
        InitialValues values = *parseInitialValues(text.toStdString());
        const std::vector<std::byte> once = drawn(values, DType::Float32, {30, 50});
        QCOMPARE(once.size(), std::size_t{6000});
        QVERIFY(once == drawn(values, DType::Float32, {30, 50}));
        values.seed = 8;
        QVERIFY(once != drawn(values, DType::Float32, {30, 50}));
    }

    void normalNumbersAreTorchs()
    {
        // torch.manual_seed(0); torch.randn(3) of every version since 1.7
        const std::vector<std::byte> bytes = drawn({InitialKind::Normal, 0, 1, FanMode::In, 0}, DType::Float32, {3});
        std::vector<float> numbers(3);
        std::memcpy(numbers.data(), bytes.data(), bytes.size());
        QVERIFY(std::abs(numbers[0] - 1.5410F) < 1e-4F);
        QVERIFY(std::abs(numbers[1] + 0.2934F) < 1e-4F);
        QVERIFY(std::abs(numbers[2] + 2.1788F) < 1e-4F);
    }

    void fillingsWithoutChanceFill()
    {
        QVERIFY(drawn({}, DType::Int64, {3}) == bytesOf(std::vector<std::int64_t>(3, 0)));
        QVERIFY(
            drawn(*parseInitialValues("constant(2.5)"), DType::Float32, {2}) == bytesOf(std::vector<float>(2, 2.5F)));
        QVERIFY(drawn(*parseInitialValues("ones"), DType::Float32, {0, 7}).empty());
    }

    void whatCannotBeDrawnIsRefused()
    {
        const BytesSink nowhere = [](std::span<const std::byte>) -> Status { return Done{}; };
        const std::vector<std::int64_t> row{3};
        const auto integer =
            m_engine->initialise(*parseInitialValues("normal"), DType::Int64, row, nowhere, quietTask());
        QCOMPARE(integer.error().code(), ErrorCode::Unsupported);
        const auto flat =
            m_engine->initialise(*parseInitialValues("kaiming"), DType::Float32, row, nowhere, quietTask());
        QCOMPARE(flat.error().code(), ErrorCode::InvalidArgument);
    }

    void drawingCanBeCancelled()
    {
        StoppingProgress progress(0);
        const std::vector<std::int64_t> shape{4'000'000};
        const auto drawing = m_engine->initialise(
            *parseInitialValues("normal"), DType::Float32, shape,
            [](std::span<const std::byte>) -> Status { return Done{}; }, progress.task());
        QCOMPARE(drawing.error().code(), ErrorCode::Cancelled);
        QVERIFY(progress.millisecondsSinceStop() < promptTime());
    }

    void quantizedIntegersBecomeNumbers_data()
    {
        QTest::addColumn<int>("dtype");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<float>>("expected");
        QTest::newRow("qint8") << int(DType::QInt8) << QByteArray("\xFF\x03", 2) << QList<float>{-1, 1};
        QTest::newRow("quint8") << int(DType::QUInt8) << QByteArray("\xFF\x03", 2) << QList<float>{127, 1};
        QTest::newRow("quint4x2") << int(DType::QUInt4x2) << QByteArray("\x31", 1) << QList<float>{0, 1};
        QTest::newRow("quint2x4") << int(DType::QUInt2x4) << QByteArray("\xE4", 1) << QList<float>{-0.5, 0, 0.5, 1};
    }
    void quantizedIntegersBecomeNumbers()
    {
        QFETCH(int, dtype);
        QFETCH(QByteArray, bytes);
        QFETCH(QList<float>, expected);
        QuantizedTensor tensor{static_cast<DType>(dtype), {4}, {0.5}, {1}, std::nullopt};
        const auto numbers =
            m_engine->dequantise(tensor, 0, std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))));
        QVERIFY(numbers.has_value());
        QVERIFY((*numbers == std::vector<float>(expected.begin(), expected.end())));
    }

    void channelsHaveTheirOwnScales()
    {
        QuantizedTensor tensor{DType::QInt8, {2, 2}, {1, 10}, {0, 1}, std::size_t{1}};
        const std::vector<std::int8_t> elements{2, 3, 4};
        const auto numbers = m_engine->dequantise(tensor, 1, bytesOf(elements));
        QVERIFY((*numbers == std::vector<float>{10, 3, 30}));
        tensor.scales.pop_back();
        QCOMPARE(m_engine->dequantise(tensor, 0, bytesOf(elements)).error().code(), ErrorCode::Corrupt);
        tensor.axis = 9;
        QCOMPARE(m_engine->dequantise(tensor, 0, bytesOf(elements)).error().code(), ErrorCode::Corrupt);
    }

    void sparseTensorsBecomeDense_data()
    {
        QTest::addColumn<QByteArray>("layout");
        QTest::addColumn<QByteArray>("outer");
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<QList<qint64>>("outerIndices");
        QTest::addColumn<QList<qint64>>("innerIndices");
        QTest::newRow("csr") << QByteArray("sparse_csr") << QByteArray("crow_indices") << QByteArray("col_indices")
                             << QList<qint64>{0, 1, 2} << QList<qint64>{2, 0};
        QTest::newRow("csc") << QByteArray("sparse_csc") << QByteArray("ccol_indices") << QByteArray("row_indices")
                             << QList<qint64>{0, 1, 1, 2} << QList<qint64>{1, 0};
    }
    void sparseTensorsBecomeDense()
    {
        QFETCH(QByteArray, layout);
        QFETCH(QByteArray, outer);
        QFETCH(QByteArray, inner);
        QFETCH(QList<qint64>, outerIndices);
        QFETCH(QList<qint64>, innerIndices);
        const auto outerBytes = bytesOf(std::vector<qint64>(outerIndices.begin(), outerIndices.end()));
        const auto innerBytes = bytesOf(std::vector<qint64>(innerIndices.begin(), innerIndices.end()));
        const auto values = bytesOf(layout == "sparse_csr" ? std::vector<float>{5, 7} : std::vector<float>{7, 5});
        const SparseTensor sparse{layout.toStdString(), {2, 3},
            {{outer.toStdString(), DType::Int64, {outerIndices.size()}, outerBytes},
                {inner.toStdString(), DType::Int64, {2}, innerBytes}, {"values", DType::Float32, {2}, values}}};
        const auto dense = m_engine->densify(sparse, 1000);
        QVERIFY2(dense.has_value(), dense ? "" : dense.error().message().c_str());
        QVERIFY(*dense == bytesOf(std::vector<float>{0, 0, 5, 7, 0, 0}));
    }

    void sparseCoordinatesAreLookedAt_data()
    {
        QTest::addColumn<qint64>("column");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("inside") << qint64{2} << true;
        QTest::newRow("outside") << qint64{3} << false;
        QTest::newRow("negative") << qint64{-1} << false;
        QTest::newRow("far outside") << qint64{1} << true;
    }
    void sparseCoordinatesAreLookedAt()
    {
        QFETCH(qint64, column);
        QFETCH(bool, isGood);
        const auto indices = bytesOf(std::vector<qint64>{0, column});
        const auto values = bytesOf(std::vector<float>{5});
        const SparseTensor sparse{"sparse_coo", {2, 3},
            {{"indices", DType::Int64, {2, 1}, indices}, {"values", DType::Float32, {1}, values}}};
        QCOMPARE(m_engine->densify(sparse, 1000).has_value(), isGood);
        QCOMPARE(m_engine->densify(sparse, 10).error().code(), ErrorCode::LimitExceeded);
    }

private:
    std::vector<std::byte> drawn(const InitialValues& values, DType dtype, const std::vector<std::int64_t>& shape)
    {
        std::vector<std::byte> bytes;
        const Status done = m_engine->initialise(
            values, dtype, shape,
            [&](std::span<const std::byte> block) -> Status {
                bytes.insert(bytes.end(), block.begin(), block.end());
                return Done{};
            },
            quietTask());
        if (!done) {
            qFatal("%s", done.error().message().c_str());
        }
        return bytes;
    }

    std::shared_ptr<ComputeEngine> m_engine;
};

QTEST_GUILESS_MAIN(ComputeValuesTest)
#include "tst_compute_values.moc"
