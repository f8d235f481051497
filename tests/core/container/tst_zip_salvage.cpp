// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/container/zip_reader.h"
#include "core/container/zip_salvage.h"
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

CheckpointBuilder checkpoint()
{
    CheckpointBuilder builder;
    builder.tensor("a", DType::Float32, {500}).tensor("e", DType::Int64, {0}).tensor("b", DType::Float64, {300});
    return builder.tensor("c", DType::UInt8, {1000});
}

const PayloadLength kNobodyKnows = [](const WalkedRecord&) { return std::nullopt; };

/// What core/checkpoint knows once it has read data.pkl.
PayloadLength lengthsOf(const CheckpointBuilder& builder)
{
    std::vector<ZipItem> items = builder.zipItems();
    return [items](const WalkedRecord& record) -> std::optional<std::uint64_t> {
        for (const ZipItem& item : items) {
            const bool isDescribed = record.nameInRoot == "data.pkl" || record.nameInRoot.starts_with("data/");
            if (item.name == record.name && isDescribed) {
                return item.bytes.size();
            }
        }
        return std::nullopt;
    };
}

Result<std::shared_ptr<const SalvagedZip>> salvage(Bytes bytes, const PayloadLength& lengths)
{
    return salvageZip(std::make_shared<MemorySource>(std::move(bytes)), lengths, Limits(), quietTask());
}

/// Records of the good file that are not in the salvaged one as they should be; 0 where all bytes that the cut file
/// holds were found.
int wrongRecords(const CheckpointBuilder& builder, const SalvagedZip& zip)
{
    int wrong = 0;
    const std::vector<ZipItem> items = builder.zipItems();
    for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
        const RecordInfo& record = zip.records()[i];
        const auto source = zip.open(i);
        Bytes there(source ? (*source)->size() : 0);
        const bool isRead = source && (*source)->readAt(0, there);
        const Bytes& whole = items[i].bytes;
        // Of a record without an end nobody can tell a piece of its descriptor from its payload.
        const std::size_t excess = zip.salvaged(i) == Salvaged::OpenEnded ? 16 : 0;
        const std::size_t common = std::min(there.size(), whole.size());
        const bool isSame =
            std::equal(there.begin(), there.begin() + static_cast<std::ptrdiff_t>(common), whole.begin());
        const bool isShort = there.size() < whole.size();
        const bool isLong = there.size() > whole.size() + excess;
        if (!isRead || record.name != items[i].name || !isSame || isLong
            || (isShort && zip.salvaged(i) == Salvaged::Whole)) {
            ++wrong;
        }
    }
    return wrong;
}

} // namespace

class TestZipSalvage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCutKeepsWhatStandsBeforeIt_data();
    void everyCutKeepsWhatStandsBeforeIt();
    void theLastRecordIsCutOrOpenEnded();
    void aLostDirectoryLosesNothing();
    void damageBetweenRecordsIsSkipped();
    void aWrongDescriptionIsCorrected();
    void whatIsNoZipIsRefused_data();
    void whatIsNoZipIsRefused();
    void contradictionsDoNotMakeItSlow();
    void aCancelIsAnswered();
    void noBitFlipCrashes();
};

void TestZipSalvage::everyCutKeepsWhatStandsBeforeIt_data()
{
    QTest::addColumn<CheckpointBuilder>("builder");
    QTest::addColumn<bool>("isDescribed");
    QTest::newRow("as torch writes it, with its description") << checkpoint() << true;
    QTest::newRow("as torch writes it, without") << checkpoint() << false;
    QTest::newRow("without descriptors") << checkpoint().withoutDescriptors() << false;
    QTest::newRow("deflated") << checkpoint().deflated() << false;
    QTest::newRow("without CRC") << checkpoint().withoutCrc() << true;
}

void TestZipSalvage::everyCutKeepsWhatStandsBeforeIt()
{
    QFETCH(CheckpointBuilder, builder);
    QFETCH(bool, isDescribed);
    const Bytes good = builder.zip();
    const PayloadLength lengths = isDescribed ? lengthsOf(builder) : kNobodyKnows;
    const auto whole = ZipReader::open(std::make_shared<MemorySource>(good), Limits(), quietTask());
    QVERIFY(whole);
    for (std::size_t length = 0; length < good.size(); ++length) {
        const auto zip = salvage(truncateAt(good, length), lengths);
        std::size_t begun = 0;
        for (std::uint32_t i = 0; i < (*whole)->records().size(); ++i) {
            begun += *(*whole)->payloadOffset(i) <= length ? 1U : 0U;
        }
        QCOMPARE(zip.has_value(), begun != 0);
        if (zip) {
            QCOMPARE((*zip)->records().size(), begun);
            QCOMPARE(wrongRecords(builder, **zip), 0);
            QCOMPARE((*zip)->rootFolder(), std::string("archive"));
        }
    }
}

void TestZipSalvage::theLastRecordIsCutOrOpenEnded()
{
    const CheckpointBuilder builder = checkpoint();
    const Bytes good = builder.zip();
    const Bytes cut = truncateAt(good, placeOf(good, "archive/data/2") + 1000);
    const auto described = salvage(cut, lengthsOf(builder));
    QVERIFY(described);
    const auto record = (*described)->findInRoot("data/2");
    QVERIFY(record);
    QCOMPARE(*record + 1, static_cast<std::uint32_t>((*described)->records().size()));
    QCOMPARE((*described)->salvaged(*record), Salvaged::Cut);
    QCOMPARE((*described)->records()[*record].bytes, std::uint64_t{2400});
    QVERIFY((*described)->records()[*record].storedBytes > 900);
    QVERIFY((*described)->records()[*record].storedBytes < 1000);
    QCOMPARE((*described)->salvaged(0), Salvaged::Whole);
    QVERIFY((*described)->records()[0].crc != 0);

    const auto walked = salvage(cut, kNobodyKnows);
    QVERIFY(walked);
    QCOMPARE((*walked)->salvaged(*record), Salvaged::OpenEnded);
    QCOMPARE((*walked)->records()[*record].storedBytes, (*described)->records()[*record].storedBytes);
}

void TestZipSalvage::aLostDirectoryLosesNothing()
{
    const CheckpointBuilder builder = checkpoint();
    const Bytes good = builder.zip();
    for (const std::size_t length :
        {lastPlaceOf(good, "PK\6\6"sv), placeOf(good, "PK\1\2"sv) + 20, placeOf(good, "PK\1\2"sv)}) {
        const auto zip = salvage(truncateAt(good, length), kNobodyKnows);
        QVERIFY(zip);
        QCOMPARE((*zip)->records().size(), builder.zipItems().size());
        QCOMPARE(wrongRecords(builder, **zip), 0);
        QVERIFY((*zip)->problems().isEmpty());
        QCOMPARE((*zip)->endOffset(), std::uint64_t{placeOf(good, "PK\1\2"sv)});
    }
}

void TestZipSalvage::damageBetweenRecordsIsSkipped()
{
    const CheckpointBuilder builder = checkpoint();
    const Bytes good = builder.zip();
    const std::size_t header = placeOf(good, "archive/data/0") - 30;
    const auto zip = salvage(patchU32(good, header, 0), lengthsOf(builder));
    QVERIFY(zip);
    QCOMPARE((*zip)->records().size(), builder.zipItems().size() - 1);
    QVERIFY(!(*zip)->findInRoot("data/0"));
    QVERIFY((*zip)->findInRoot("data/2"));
    QCOMPARE((*zip)->problems().count(), std::uint64_t{1});
    QCOMPARE((*zip)->problems().kept()[0].offset, std::optional<std::uint64_t>(header));
}

void TestZipSalvage::aWrongDescriptionIsCorrected()
{
    const CheckpointBuilder builder = checkpoint();
    const auto zip = salvage(builder.zip(), [](const WalkedRecord&) { return std::optional<std::uint64_t>(40); });
    QVERIFY(zip);
    QCOMPARE((*zip)->records().size(), builder.zipItems().size());
    QCOMPARE(wrongRecords(builder, **zip), 0);
    QVERIFY(!(*zip)->problems().isEmpty());
}

void TestZipSalvage::whatIsNoZipIsRefused_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("empty") << Bytes() << ErrorCode::Truncated;
    QTest::newRow("a piece of a header") << bytesOf("PK\3\4"sv) << ErrorCode::Truncated;
    QTest::newRow("text") << bytesOf("there is no zip in here, whatever the name says") << ErrorCode::Corrupt;
    QTest::newRow("zeros") << Bytes(1000) << ErrorCode::Corrupt;
}

void TestZipSalvage::whatIsNoZipIsRefused()
{
    QFETCH(Bytes, bytes);
    QFETCH(ErrorCode, code);
    const auto zip = salvage(bytes, kNobodyKnows);
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), code);
}

void TestZipSalvage::contradictionsDoNotMakeItSlow()
{
    // Each record is told to be one byte long, which no descriptor confirms: only one search may go to the end.
    ZipBuilder builder;
    builder.alignment(1);
    for (int i = 0; i < 300; ++i) {
        ZipItem item;
        item.name = "a/" + std::to_string(i);
        item.bytes = bytesOf("xy");
        item.crc = 0;
        builder.add(std::move(item));
    }
    Bytes bytes = builder.build();
    const std::string_view all = asText(bytes);
    for (std::size_t place = all.find("PK\7\10"sv); place != std::string_view::npos; place = all.find("PK\7\10"sv)) {
        bytes = patchU32(std::move(bytes), place, 0);
    }
    bytes.resize(3'000'000);
    const auto source = std::make_shared<FakeSource>(bytes);
    const auto one = [](const WalkedRecord&) { return std::optional<std::uint64_t>(1); };
    QVERIFY(salvageZip(source, one, Limits(), quietTask()));
    QVERIFY2(source->bytesRead() < 20'000'000 + 300 * (1U << 20U), std::to_string(source->bytesRead()).c_str());
}

void TestZipSalvage::aCancelIsAnswered()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::UInt8, {5'000'000});
    StoppingProgress progress(1);
    const auto zip = salvageZip(std::make_shared<MemorySource>(builder.zip()), kNobodyKnows, Limits(), progress.task());
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), ErrorCode::Cancelled);
    QVERIFY(progress.millisecondsSinceStop() < promptTime());
}

void TestZipSalvage::noBitFlipCrashes()
{
    const CheckpointBuilder builder = checkpoint();
    for (const Bytes& good : {builder.zip(), checkpoint().deflated().zip()}) {
        for (std::size_t bit = 0; bit < good.size() * 8; bit += 5) {
            const auto zip = salvage(flipBit(good, bit), lengthsOf(builder));
            for (std::uint32_t i = 0; zip && i < (*zip)->records().size(); ++i) {
                static_cast<void>((*zip)->open(i).has_value());
            }
        }
        QVERIFY(salvage(good, kNobodyKnows));
    }
}

QTEST_GUILESS_MAIN(TestZipSalvage)
#include "tst_zip_salvage.moc"
