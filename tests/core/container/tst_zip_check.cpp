// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/container/zip_check.h"
#include "core/io/memory_source.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/patience.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;
using namespace std::string_view_literals;

namespace {

CheckpointBuilder smallCheckpoint()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, {50, 30}, "cuda:0").tensor("e", DType::Int64, {0}).value("epoch", 12);
    return builder;
}

Result<Problems> checkBytes(Bytes bytes)
{
    const auto zip = ZipReader::open(std::make_shared<MemorySource>(std::move(bytes)), Limits(), quietTask());
    if (!zip) {
        return zip.error();
    }
    return checkRecords(**zip, quietTask());
}

std::size_t payloadOf(const Bytes& bytes, std::string_view name)
{
    const auto zip = ZipReader::open(std::make_shared<MemorySource>(bytes), Limits(), quietTask());
    return static_cast<std::size_t>(*(*zip)->payloadOffset(*(*zip)->find(name)));
}

} // namespace

class TestZipCheck final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodFilesPass_data();
    void goodFilesPass();
    void damageIsTold_data();
    void damageIsTold();
    void bytesOfNoRecordAreTold();
    void overlappingRecordsAreReadOnce();
    void progressEndsAtTheFilesSize();
    void aCancelIsAnswered();
    void noBitFlipOfAPayloadIsMissed();
    void noBitFlipCrashes();
};

void TestZipCheck::goodFilesPass_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("as torch writes it") << smallCheckpoint().zip();
    QTest::newRow("deflated") << smallCheckpoint().deflated().zip();
    QTest::newRow("without CRC") << smallCheckpoint().withoutCrc().zip();
    QTest::newRow("without descriptors") << smallCheckpoint().withoutDescriptors().zip();
    QTest::newRow("without padding") << smallCheckpoint().zipBuilder().alignment(1).build();
    // 0 in the directory says nothing, whatever the descriptor says.
    const Bytes described = smallCheckpoint().zip();
    const std::size_t entry = lastPlaceOf(described, "archive/data/0") - 46;
    QTest::newRow("without CRC in the directory") << patchU32(described, entry + 16, 0);
    CheckpointBuilder large;
    large.tensor("w", DType::UInt8, {3'000'000}).tensor("v", DType::Float32, {700'000});
    QTest::newRow("of several blocks") << large.zip();
    QTest::newRow("of several blocks, deflated") << large.deflated().zip();
}

void TestZipCheck::goodFilesPass()
{
    QFETCH(Bytes, bytes);
    const auto problems = checkBytes(bytes);
    QVERIFY2(problems, problems ? "" : problems.error().message().c_str());
    QVERIFY2(problems->isEmpty(), problems->isEmpty() ? "" : problems->kept()[0].message.c_str());
}

void TestZipCheck::damageIsTold_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QByteArray>("where");
    const Bytes good = smallCheckpoint().zip();
    const Bytes plain = smallCheckpoint().withoutDescriptors().zip();
    const Bytes small = smallCheckpoint().deflated().zip();
    const auto row = [](const char* name, Bytes bytes, const char* words, const char* where = "archive/data/0") {
        QTest::newRow(name) << std::move(bytes) << QByteArray(words) << QByteArray(where);
    };
    const std::size_t header = placeOf(good, "archive/data/0") - 30;
    const std::size_t payload = payloadOf(good, "archive/data/0");
    row("a flipped bit", flipBit(good, (payload + 700) * 8), "they have changed since they were written");
    row("another local name", patchU16(good, header + 30, 0x4242), "local header calls it BBchive/data/0");
    row("another method", patchU16(good, header + 8, 8), "local header says method 8, the directory 0");
    row("another flag", patchU16(good, header + 6, 8), "local header has flags 8");
    row("no local header", patchU16(good, header, 0), "no local header");
    const std::size_t plainHeader = placeOf(plain, "archive/data/0") - 30;
    row("another size", patchU32(plain, plainHeader + 18, 5999), "local header says 5999 stored");
    row("another CRC", patchU32(plain, plainHeader + 14, 0x1234), "local header says CRC-32 00001234");
    row("another descriptor", patchU32(good, placeOf(good, "PK\7\10"sv, 2) + 8, 7), "no descriptor behind the payload");
    const std::size_t smallPayload = payloadOf(small, "archive/data/0");
    row("a damaged stream", patchU32(small, smallPayload, 0xFFFFFFFF), "deflated data is damaged");

    const auto lying = [](auto lie) {
        std::vector<ZipItem> items = smallCheckpoint().deflated().zipItems();
        lie(items[2]);
        ZipBuilder builder;
        for (ZipItem& item : items) {
            builder.add(std::move(item));
        }
        return builder.build();
    };
    row("more than it says", lying([](ZipItem& item) { item.claimedBytes = 5999; }), "inflates to more than the 5999");
    row("less than it says", lying([](ZipItem& item) { item.claimedBytes = 6001; }), "inflates to 6000 bytes");
}

void TestZipCheck::damageIsTold()
{
    QFETCH(Bytes, bytes);
    QFETCH(QByteArray, words);
    QFETCH(QByteArray, where);
    const auto problems = checkBytes(bytes);
    QVERIFY2(problems, problems ? "" : problems.error().message().c_str());
    QVERIFY(!problems->isEmpty());
    const Problem& problem = problems->kept()[0];
    QVERIFY2(problem.message.find(words.toStdString()) != std::string::npos, problem.message.c_str());
    QCOMPARE(problem.where, where.toStdString());
    QVERIFY(problem.offset);
}

void TestZipCheck::bytesOfNoRecordAreTold()
{
    // A record that the directory has forgotten leaves a hole.
    Bytes bytes = smallCheckpoint().zipBuilder().withEnd64(false).build();
    const std::size_t end = lastPlaceOf(bytes, "PK\5\6"sv);
    const std::size_t first = placeOf(bytes, "PK\1\2"sv);
    const std::size_t second = placeOf(bytes, "PK\1\2"sv, 1);
    bytes = patchU16(patchU16(bytes, end + 8, 4), end + 10, 4);
    bytes = patchU32(bytes, end + 12, static_cast<std::uint32_t>(end - second));
    bytes = patchU32(bytes, end + 16, static_cast<std::uint32_t>(second));
    const auto problems = checkBytes(bytes);
    QVERIFY(problems);
    QCOMPARE(problems->count(), std::uint64_t{2}); // the forgotten record, and its forgotten entry
    QVERIFY(!problems->hasErrors());
    QVERIFY2(problems->kept()[1].message.starts_with(std::to_string(second - first) + " bytes"),
        problems->kept()[1].message.c_str());
}

void TestZipCheck::overlappingRecordsAreReadOnce()
{
    ZipBuilder builder;
    builder.add("a/version", "3\n");
    ZipItem big;
    big.name = "a/big";
    big.bytes.resize(1'000'000);
    big.hasDescriptor = false;
    builder.add(big);
    const std::size_t offset = placeOf(builder.build(), "PK\3\4"sv, 1);
    for (int i = 0; i < 200; ++i) {
        ZipItem claim;
        claim.name = "a/" + std::to_string(i);
        claim.claimedOffset = offset;
        claim.claimedBytes = claim.claimedStoredBytes = big.bytes.size();
        builder.add(std::move(claim));
    }
    const auto source = std::make_shared<FakeSource>(builder.build());
    const auto zip = ZipReader::open(source, Limits(), quietTask());
    QVERIFY(zip);
    QVERIFY((*zip)->problems().hasErrors());
    QVERIFY(checkRecords(**zip, quietTask()));
    QVERIFY(source->bytesRead() < 3'000'000);
}

void TestZipCheck::progressEndsAtTheFilesSize()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::UInt8, {5'000'000});
    const Bytes bytes = builder.zip();
    const auto zip = ZipReader::open(std::make_shared<MemorySource>(bytes), Limits(), quietTask());
    QVERIFY(zip);
    StoppingProgress progress;
    QVERIFY(checkRecords(**zip, progress.task()));
    QCOMPARE(progress.done(), std::uint64_t{bytes.size()});
    QCOMPARE(progress.total(), std::uint64_t{bytes.size()});
    QVERIFY(progress.reports() >= 5);
    QVERIFY(!progress.wentBack());
}

void TestZipCheck::aCancelIsAnswered()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::UInt8, {5'000'000});
    const auto zip = ZipReader::open(std::make_shared<MemorySource>(builder.zip()), Limits(), quietTask());
    QVERIFY(zip);
    StoppingProgress progress(0);
    const auto problems = checkRecords(**zip, progress.task());
    QVERIFY(!problems);
    QCOMPARE(problems.error().code(), ErrorCode::Cancelled);
    QVERIFY(progress.millisecondsSinceStop() < promptTime());
}

void TestZipCheck::noBitFlipOfAPayloadIsMissed()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::UInt8, {40});
    const Bytes good = builder.zip();
    const std::size_t payload = placeOf(good, asText(CheckpointBuilder::pattern(DType::UInt8, 40, 0)));
    for (std::size_t bit = payload * 8; bit < (payload + 40) * 8; ++bit) {
        const auto problems = checkBytes(flipBit(good, bit));
        QVERIFY(problems);
        QCOMPARE(problems->count(), std::uint64_t{1});
    }
}

void TestZipCheck::noBitFlipCrashes()
{
    for (const Bytes& good : {smallCheckpoint().deflated().zip(), smallCheckpoint().withoutDescriptors().zip()}) {
        for (std::size_t bit = 0; bit < good.size() * 8; bit += 3) {
            static_cast<void>(checkBytes(flipBit(good, bit)).has_value());
        }
        QVERIFY(checkBytes(good));
    }
}

QTEST_GUILESS_MAIN(TestZipCheck)
#include "tst_zip_check.moc"
