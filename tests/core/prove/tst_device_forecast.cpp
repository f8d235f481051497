// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/prove/device_forecast.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/planned.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

ComputeFacts machine(std::uint64_t freeBytes)
{
    ComputeFacts facts;
    facts.devices = {
        {"cuda:0", "A", "8.0", 1'000'000, freeBytes, true}, {"cuda:1", "B", "8.0", 1'000'000, std::nullopt, false}};
    return facts;
}

PlannedDocument planned()
{
    const auto bytes = CheckpointBuilder()
                           .tensor("w", DType::Float32, {1000}, "cuda:0")
                           .tensor("v", DType::Int64, {10}, "cuda:1")
                           .tensor("u", DType::Float16, {10})
                           .zip();
    return plannedAsIs(*openCheckpoint(std::make_shared<MemorySource>(bytes), {}, quietTask()));
}

} // namespace

class DeviceForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingGoesToTheDeviceNamed()
    {
        const auto forecasts = forecastDevices(planned(), "cuda", machine(5000));
        QVERIFY(forecasts.has_value());
        QCOMPARE(forecasts->size(), std::size_t{1});
        QCOMPARE(forecasts->front().device, std::string("cuda:0"));
        QCOMPARE(forecasts->front().bytes, std::uint64_t{4100});
        QVERIFY(forecasts->front().fits());
        QCOMPARE(forecastText(forecasts->front()), std::string("needs 4.1 KB of 5.0 KB free on cuda:0"));
    }

    void withoutADeviceThoseOfThePlanAreMeant()
    {
        const auto forecasts = forecastDevices(planned(), {}, machine(5000));
        QCOMPARE(forecasts->size(), std::size_t{2});
        QCOMPARE(forecasts->at(1).device, std::string("cuda:1"));
        QCOMPARE(forecasts->at(1).bytes, std::uint64_t{80});
        QVERIFY(forecasts->at(1).fits()); // nobody knows how much room there is
    }

    void whatDoesNotFitIsSaidWithTheCastThatWould()
    {
        const auto forecasts = forecastDevices(planned(), "cuda:0", machine(3000));
        QVERIFY(!forecasts->front().fits());
        QVERIFY(forecasts->front().offer.has_value());
        QCOMPARE(
            forecastText(forecasts->front()), std::string("needs 4.1 KB of 3.0 KB free on cuda:0; as bfloat16 2.1 KB"));
        QVERIFY(!forecastDevices(planned(), "cuda:0", machine(100))->front().offer);
    }

    void devicesThatAreNotThereAreRefused_data()
    {
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("another number") << QByteArray("cuda:7")
                                        << QByteArray("there is no cuda:7 here, only cpu, cuda:0, cuda:1");
        QTest::newRow("another kind") << QByteArray("mps") << QByteArray("there is no mps here");
        QTest::newRow("the cpu") << QByteArray("cpu") << QByteArray("cpu is where the bytes are");
    }
    void devicesThatAreNotThereAreRefused()
    {
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, sentence);
        const auto forecasts = forecastDevices(planned(), device.toStdString(), machine(5000));
        QVERIFY(!forecasts);
        QVERIFY2(forecasts.error().message().starts_with(sentence.toStdString()), forecasts.error().message().c_str());
    }
};

QTEST_GUILESS_MAIN(DeviceForecastTest)
#include "tst_device_forecast.moc"
