// SPDX-License-Identifier: Apache-2.0
#include "core/outlook/cast_losses.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>

#include "tests/support/checkpoint_builder.h"
#include "tests/support/open_bytes.h"
#include "tests/support/planned.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A plan that casts one tensor of these numbers.
PlannedDocument castOf(const std::vector<float>& numbers, DType to)
{
    const auto opened = openBytes(CheckpointBuilder()
                                      .tensor("a.weight", DType::Float32, {static_cast<std::int64_t>(numbers.size())})
                                      .tensor("b.weight", DType::Float32, {3})
                                      .zip());
    PlannedDocument planned = plannedAsIs(*opened);
    std::vector<std::byte> bytes(numbers.size() * sizeof(float));
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    PlannedStorage& storage = planned.storages[0];
    storage.source = kNoStorage;
    storage.byteCount = bytes.size();
    storage.made = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    planned.content.storages[0].dtype = to;
    planned.content.tensors[0].dtype = to;
    return planned;
}

} // namespace

class TestCastLosses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLossIsCountedAsWhatItIs_data()
    {
        QTest::addColumn<QList<float>>("numbers");
        QTest::addColumn<DType>("to");
        QTest::addColumn<QList<quint64>>("counts"); // overflows, underflows, rounded, NaNs, infinities
        const float infinite = std::numeric_limits<float>::infinity();
        const float nan = std::nanf("1234");
        QTest::newRow("exact") << QList<float>{0.0F, -0.0F, 1.5F, -2.0F} << DType::Float16
                               << QList<quint64>{0, 0, 0, 0, 0};
        QTest::newRow("too large") << QList<float>{1e5F, -7e4F, 65504.0F} << DType::Float16
                                   << QList<quint64>{2, 0, 0, 0, 0};
        QTest::newRow("too small") << QList<float>{1e-9F, -1e-10F, 1.0F} << DType::Float16
                                   << QList<quint64>{0, 2, 0, 0, 0};
        QTest::newRow("rounded") << QList<float>{0.1F, 1.0F, 3.14159F} << DType::Float16
                                 << QList<quint64>{0, 0, 2, 0, 0};
        QTest::newRow("not finite") << QList<float>{nan, infinite, -infinite, 0.3F} << DType::Float16
                                    << QList<quint64>{0, 0, 1, 1, 2};
        QTest::newRow("bfloat16 has the range")
            << QList<float>{1e30F, 1e-30F, 1.0F} << DType::BFloat16 << QList<quint64>{0, 0, 2, 0, 0};
        QTest::newRow("float8") << QList<float>{1000.0F, 1.0F, 0.0001F} << DType::Float8E5M2
                                << QList<quint64>{0, 0, 2, 0, 0};
        QTest::newRow("wider") << QList<float>{0.1F, 1e38F} << DType::Float64 << QList<quint64>{0, 0, 0, 0, 0};
        QTest::newRow("not cast") << QList<float>{0.1F, 1e38F} << DType::Float32 << QList<quint64>{0, 0, 0, 0, 0};
    }
    void everyLossIsCountedAsWhatItIs()
    {
        QFETCH(QList<float>, numbers);
        QFETCH(DType, to);
        QFETCH(QList<quint64>, counts);
        const PlannedDocument planned = castOf({numbers.begin(), numbers.end()}, to);
        const auto losses = castLosses(planned, quietTask());
        QVERIFY(losses.has_value());
        const CastCounts& all = losses->all;
        QCOMPARE(all.elements, to == DType::Float32 ? 0U : static_cast<std::uint64_t>(numbers.size()));
        QCOMPARE((QList<quint64>{all.overflows, all.underflows, all.rounded, all.nans, all.infinities}), counts);
        QCOMPARE(losses->worseTensors, counts[0] + counts[1] == 0 ? 0U : 1U);
    }

    void theWorstTensorIsNamed()
    {
        const auto losses = castLosses(castOf({1e9F, 1e-9F, 0.1F, 1.0F}, DType::Float16), quietTask());
        QCOMPARE(losses->tensors.size(), 1U);
        QCOMPARE(losses->tensors[0].path, std::string("a.weight"));
        QCOMPARE(lossesText(*losses),
            std::string("of 4 numbers that are cast 1 does not fit the new type, 1 becomes 0, 1 is rounded; most in "
                        "a.weight"));
        QCOMPARE(lossesText(*castLosses(castOf({1.0F}, DType::Float16), quietTask())),
            std::string("of 1 number that is cast none changes"));
        QCOMPARE(lossesText(*castLosses(castOf({1.0F}, DType::Float32), quietTask())), std::string());
    }

    void aStopIsHeard()
    {
        StoppingProgress progress(0);
        const auto losses = castLosses(castOf(std::vector<float>(4'000'000, 0.1F), DType::Float16), progress.task());
        QVERIFY(!losses);
        QCOMPARE(losses.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCastLosses)
#include "tst_cast_losses.moc"
