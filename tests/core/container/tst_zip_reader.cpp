// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/container/zip_format.h"
#include "core/container/zip_reader.h"
#include "core/io/memory_source.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;
using namespace std::string_view_literals;

namespace {

CheckpointBuilder smallCheckpoint()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, {2, 3}, "cuda:0").tensor("e", DType::Int64, {0}).value("epoch", 12);
    return builder;
}

Result<std::shared_ptr<const ZipReader>> openBytes(Bytes bytes, const Limits& limits = {})
{
    return ZipReader::open(std::make_shared<MemorySource>(std::move(bytes)), limits, quietTask());
}

/// What a reader of the whole file does: opens it and reads every record to its end.
void readEverything(const Bytes& bytes)
{
    const auto zip = openBytes(bytes);
    if (!zip) {
        return;
    }
    for (std::uint32_t record = 0; record < (*zip)->records().size(); ++record) {
        const auto source = (*zip)->open(record);
        if (source && (*source)->size() < bytes.size() * 2) {
            Bytes content((*source)->size());
            static_cast<void>((*source)->readAt(0, content).has_value());
        }
    }
}

/// The record's bytes, or the error's message.
std::string contentOf(const ZipReader& zip, std::string_view nameInRoot)
{
    const auto record = zip.findInRoot(nameInRoot);
    if (!record) {
        return "no such record";
    }
    const auto source = zip.open(*record);
    if (!source) {
        return source.error().message();
    }
    Bytes bytes((*source)->size());
    const Status read = (*source)->readAt(0, bytes);
    return read ? std::string(asText(bytes)) : read.error().message();
}

bool mentions(const Problems& problems, std::string_view words)
{
    return std::ranges::any_of(
        problems.kept(), [&](const Problem& problem) { return problem.message.find(words) != std::string::npos; });
}

ZipItem itemOf(std::string name, std::string_view text)
{
    ZipItem item;
    item.name = std::move(name);
    item.bytes = bytesOf(text);
    return item;
}

} // namespace

class TestZipReader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodFilesAreReadWithoutAWord_data();
    void goodFilesAreReadWithoutAWord();
    void opensTheFixturesThatTorchWrote();
    void storedRecordsAreRangesOfTheFile();
    void opensWithoutReadingPayloads();
    void oddFilesAreReadAndTold_data();
    void oddFilesAreReadAndTold();
    void impossibleFilesAreRefused_data();
    void impossibleFilesAreRefused();
    void recordsThatCannotBeReadSayWhy_data();
    void recordsThatCannotBeReadSayWhy();
    void junkBehindTheEndIsToleratedAsFarAsTorchDoes();
    void theRootFolderIsFound_data();
    void theRootFolderIsFound();
    void theLastOfTwoEqualNamesIsFound();
    void everyProperPrefixIsAnError();
    void noBitFlipCrashes();
    void tooManyRecordsAreRefused();
    void readingIsCancelled();
};

void TestZipReader::goodFilesAreReadWithoutAWord_data()
{
    QTest::addColumn<CheckpointBuilder>("builder");
    QTest::newRow("as torch writes it") << smallCheckpoint();
    QTest::newRow("deflated") << smallCheckpoint().deflated();
    QTest::newRow("without CRC") << smallCheckpoint().withoutCrc();
    QTest::newRow("without descriptors") << smallCheckpoint().withoutDescriptors();
    QTest::newRow("another root folder") << smallCheckpoint().rootFolder("dot.name.v2");
    QTest::newRow("no tensors") << CheckpointBuilder().value("epoch", 1);
}

void TestZipReader::goodFilesAreReadWithoutAWord()
{
    QFETCH(CheckpointBuilder, builder);
    const auto zip = openBytes(builder.zip());
    QVERIFY2(zip, zip ? "" : zip.error().message().c_str());
    QVERIFY2(
        (*zip)->problems().isEmpty(), (*zip)->problems().isEmpty() ? "" : (*zip)->problems().kept()[0].message.c_str());
    const std::vector<ZipItem> items = builder.zipItems();
    QCOMPARE((*zip)->records().size(), items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        QCOMPARE((*zip)->records()[i].name, items[i].name);
        QCOMPARE((*zip)->records()[i].bytes, items[i].bytes.size());
        QCOMPARE((*zip)->find(items[i].name), std::optional(static_cast<std::uint32_t>(i)));
        const std::string_view inRoot = (*zip)->nameInRoot(static_cast<std::uint32_t>(i));
        QCOMPARE(contentOf(**zip, inRoot), std::string(asText(items[i].bytes)));
    }
    QVERIFY(!(*zip)->find("archive/nothing"));
    QVERIFY(!(*zip)->find(""));
}

void TestZipReader::opensTheFixturesThatTorchWrote()
{
    for (const bool hasEnd64 : {true, false}) {
        const auto zip = openBytes(smallCheckpoint().zipBuilder().withEnd64(hasEnd64).build());
        QVERIFY(zip);
        QCOMPARE((*zip)->end().isZip64, hasEnd64);
        QCOMPARE((*zip)->end().entries, std::uint64_t{5});
        QCOMPARE((*zip)->end().trailingBytes, std::uint64_t{0});
    }
}

void TestZipReader::storedRecordsAreRangesOfTheFile()
{
    const Bytes bytes = smallCheckpoint().zip();
    const auto zip = openBytes(bytes);
    QVERIFY(zip);
    const auto record = (*zip)->findInRoot("data/0");
    QVERIFY(record);
    const auto payload = (*zip)->payloadOffset(*record);
    QVERIFY(payload);
    QCOMPARE(*payload % zip::kTorchAlignment, std::uint64_t{0});
    const auto source = (*zip)->open(*record);
    QVERIFY(source);
    QCOMPARE((*source)->baseOffset(), *payload);
    QCOMPARE((*source)->size(), std::uint64_t{24});
}

void TestZipReader::opensWithoutReadingPayloads()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::Float32, {1'000'000});
    const auto source = std::make_shared<FakeSource>(builder.zip());
    const auto zip = ZipReader::open(source, Limits(), quietTask());
    QVERIFY(zip);
    QVERIFY(source->bytesRead() < 100'000);
}

void TestZipReader::oddFilesAreReadAndTold_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("isDamage");
    const ZipBuilder good = smallCheckpoint().zipBuilder();
    const auto with = [&](ZipItem item) { return ZipBuilder(good).add(std::move(item)).build(); };
    const auto lying = [&](auto lie) {
        ZipItem item = itemOf("archive/extra", "0123456789");
        lie(item);
        return with(std::move(item));
    };
    const auto row = [](const char* name, Bytes bytes, const char* words, bool isDamage) {
        QTest::newRow(name) << std::move(bytes) << QByteArray(words) << isDamage;
    };

    row("the same name twice", with(itemOf("archive/version", "3\n")), "two records of this name", true);
    row("names that differ in case", with(itemOf("archive/DATA.PKL", "x")), "differ only in upper and lower case",
        true);
    row("a record outside the folder", with(itemOf("readme.txt", "x")), "outside the folder", false);
    row("a name that climbs", with(itemOf("archive/../x", "x")), "leads out of the folder", false);
    row("an absolute name", with(itemOf("/etc/x", "x")), "leads out of the folder", false);
    row("a drive", with(itemOf("C:/x", "x")), "leads out of the folder", false);
    row("a backslash", with(itemOf("archive/a\\b", "x")), "backslash", false);
    row("a NUL", with(itemOf(std::string("archive/a\0b", 11), "x")), "NUL", false);
    row("a line break", with(itemOf("archive/a\nb", "x")), "control characters", false);
    row("a name without end", with(itemOf("archive/" + std::string(600, 'n'), "x")), "511", false);
    row("no name", with(itemOf("", "x")), "without a name", false);
    row("bzip2", lying([](ZipItem& item) { item.method = 12; }), "method 12 (bzip2)", true);
    row("encrypted", lying([](ZipItem& item) { item.flags = 0x0809; }), "encrypted", true);
    row("stored in fewer bytes", lying([](ZipItem& item) { item.claimedStoredBytes = 9; }), "takes 9", true);
    row("past the directory", lying([](ZipItem& item) { item.claimedBytes = item.claimedStoredBytes = 100'000; }),
        "reaches into the directory", true);
    row("past any file",
        lying([](ZipItem& item) { item.claimedBytes = item.claimedStoredBytes = std::uint64_t{1} << 62U; }),
        "reaches into the directory", true);
    row("an offset past any file", lying([](ZipItem& item) { item.claimedOffset = ~std::uint64_t{0} - 5; }),
        "reaches into the directory", true);
    row("a deflate bomb", lying([](ZipItem& item) {
        item.isDeflated = true;
        item.claimedBytes = std::uint64_t{1} << 40U;
    }),
        "cannot inflate to", true);
    row("two records on one place", lying([](ZipItem& item) { item.claimedOffset = 0; }), "overlaps", true);
    // As torch does: the second copy's numbers lead to the first one's directory.
    row("joined with itself", append(good.build(), good.build()), "two archives were joined", false);
    row("junk behind the end", append(good.build(), "junk"), "4 bytes follow", false);
}

void TestZipReader::oddFilesAreReadAndTold()
{
    QFETCH(Bytes, bytes);
    QFETCH(QByteArray, words);
    QFETCH(bool, isDamage);
    const auto zip = openBytes(bytes);
    QVERIFY2(zip, zip ? "" : zip.error().message().c_str());
    QVERIFY2(mentions((*zip)->problems(), std::string_view(words.data(), static_cast<std::size_t>(words.size()))),
        (*zip)->problems().isEmpty() ? "no problems" : (*zip)->problems().kept()[0].message.c_str());
    QCOMPARE((*zip)->problems().hasErrors(), isDamage);
    QCOMPARE(contentOf(**zip, "byteorder"), std::string("little"));
    readEverything(bytes);
}

void TestZipReader::impossibleFilesAreRefused_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("words");
    const Bytes good = smallCheckpoint().zip();
    const Bytes small = smallCheckpoint().zipBuilder().withEnd64(false).build();
    const std::size_t end64 = lastPlaceOf(good, "PK\6\6"sv);
    const std::size_t locator = lastPlaceOf(good, "PK\6\7"sv);
    const std::size_t end = lastPlaceOf(small, "PK\5\6"sv);
    const auto row = [](const char* name, Bytes bytes, ErrorCode code, const char* words) {
        QTest::newRow(name) << std::move(bytes) << code << QByteArray(words);
    };
    row("empty", Bytes(), ErrorCode::Truncated, "no zip end record");
    row("no end record", Bytes(100'000), ErrorCode::Truncated, "no zip end record");
    row("joined with another", append(good, CheckpointBuilder().value("epoch", 1).zip()), ErrorCode::Corrupt,
        "two archives were joined");
    row("bytes in front", insertAt(good, 0, "HTTP/1.1 200 OK\r\n\r\n"), ErrorCode::Corrupt, "bytes were put before");
    row("a count of 2^62", patchU64(patchU64(good, end64 + 24, 1ULL << 62U), end64 + 32, 1ULL << 62U),
        ErrorCode::Corrupt, "claims 4611686018427387904 records");
    row("one record too many", patchU16(patchU16(small, end + 8, 6), end + 10, 6), ErrorCode::Corrupt,
        "directory entry");
    row("a directory of 2^62 bytes", patchU64(good, end64 + 40, 1ULL << 62U), ErrorCode::Corrupt, "does not fit");
    row("a directory at 2^63", patchU64(good, end64 + 48, 1ULL << 63U), ErrorCode::Corrupt, "does not fit");
    row("a directory somewhere else", patchU64(good, end64 + 48, 5), ErrorCode::Corrupt, "where the end record says 5");
    row("a locator that leads nowhere", patchU64(good, locator + 8, ~0ULL), ErrorCode::Corrupt, "locator points at");
    row("several disks", patchU16(small, end + 8, 1), ErrorCode::Unsupported, "several parts");
    row("an entry that is none", patchU32(good, placeOf(good, "PK\1\2"sv, 2), 0), ErrorCode::Corrupt,
        "directory entry 2 of 5");
}

void TestZipReader::impossibleFilesAreRefused()
{
    QFETCH(Bytes, bytes);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, words);
    const auto zip = openBytes(bytes);
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), code);
    QVERIFY2(zip.error().message().find(words.toStdString()) != std::string::npos, zip.error().message().c_str());
}

void TestZipReader::recordsThatCannotBeReadSayWhy_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, auto lie, const char* words) {
        ZipItem item = itemOf("archive/extra", "0123456789");
        lie(item);
        const Bytes bytes = ZipBuilder(smallCheckpoint().zipBuilder()).add(std::move(item)).build();
        QTest::newRow(name) << bytes << QByteArray(words);
    };
    row(
        "bzip2", [](ZipItem& item) { item.method = 12; }, "compressed by method 12");
    row(
        "encrypted", [](ZipItem& item) { item.flags = 0x0809; }, "encrypted");
    row(
        "no header there", [](ZipItem& item) { item.claimedOffset = 3; }, "no local header");
    row(
        "longer than the file", [](ZipItem& item) { item.claimedBytes = item.claimedStoredBytes = 1'000'000; },
        "needs 1000000 bytes");
    row(
        "no deflate stream", [](ZipItem& item) { item.method = 8; }, "deflated data");
    row(
        "inflates to less",
        [](ZipItem& item) {
            item.isDeflated = true;
            item.claimedBytes = 11;
        },
        "inflates to 10 bytes, the directory says 11");
    row(
        "a bomb",
        [](ZipItem& item) {
            item.isDeflated = true;
            item.claimedBytes = std::uint64_t{1} << 40U;
        },
        "cannot inflate to 1099511627776");
}

void TestZipReader::recordsThatCannotBeReadSayWhy()
{
    QFETCH(Bytes, bytes);
    QFETCH(QByteArray, words);
    const auto zip = openBytes(bytes);
    QVERIFY(zip);
    const std::string content = contentOf(**zip, "extra");
    QVERIFY2(content.find(words.toStdString()) != std::string::npos, content.c_str());
}

void TestZipReader::junkBehindTheEndIsToleratedAsFarAsTorchDoes()
{
    const Bytes good = smallCheckpoint().zip();
    // Tried with torch 1.13: 64 KiB load, 70,000 bytes do not.
    QVERIFY(openBytes(append(good, std::string(65'536, 'j'))));
    const auto zip = openBytes(append(good, std::string(70'000, 'j')));
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), ErrorCode::Truncated);
    const auto commented = openBytes(smallCheckpoint().zipBuilder().comment("a comment").build());
    QVERIFY(commented);
    QCOMPARE((*commented)->end().trailingBytes, std::uint64_t{9});
}

void TestZipReader::theRootFolderIsFound_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("root");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("torch") << QStringList{"a/data.pkl", "a/version"} << "a" << false;
    QTest::newRow("folder zipped again") << QStringList{"a/", "a/version", "a/data/", "a/data/0", "a/data.pkl"} << "a"
                                         << false;
    QTest::newRow("contents zipped again") << QStringList{"data/", "data/0", "data.pkl", "version"} << "" << true;
    QTest::newRow("contents, pickle first") << QStringList{"data.pkl", "data/0", "version"} << "" << false;
    QTest::newRow("one more folder around") << QStringList{"x/a/version", "x/a/data.pkl"} << "x/a" << true;
    QTest::newRow("package") << QStringList{"p/.data/0.storage", "p/.data/version", "p/model/data.pkl"} << "p" << false;
    QTest::newRow("npz") << QStringList{"w.npy", "b.npy"} << "" << false;
}

void TestZipReader::theRootFolderIsFound()
{
    QFETCH(QStringList, names);
    QFETCH(QString, root);
    QFETCH(bool, isTold);
    ZipBuilder builder;
    for (const QString& name : names) {
        builder.add(name.toStdString(), name.endsWith('/') ? "" : "x");
    }
    const auto zip = openBytes(builder.build());
    QVERIFY(zip);
    QCOMPARE((*zip)->rootFolder(), root.toStdString());
    QCOMPARE(!(*zip)->problems().isEmpty(), isTold);
}

void TestZipReader::theLastOfTwoEqualNamesIsFound()
{
    ZipBuilder builder;
    builder.add("a/version", "3\n").add("a/data.pkl", "first").add("a/data.pkl", "second").add("a/DATA.PKL", "third");
    const auto zip = openBytes(builder.build());
    QVERIFY(zip);
    QCOMPARE(contentOf(**zip, "data.pkl"), std::string("second"));
    QCOMPARE(contentOf(**zip, "DATA.PKL"), std::string("third"));
    QCOMPARE(contentOf(**zip, "Data.pkl"), std::string("no such record"));
    QCOMPARE((*zip)->problems().count(), std::uint64_t{2});
}

void TestZipReader::everyProperPrefixIsAnError()
{
    for (const Bytes& bytes : {smallCheckpoint().zip(), smallCheckpoint().deflated().withoutDescriptors().zip()}) {
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            const auto zip = openBytes(truncateAt(bytes, length));
            QVERIFY2(!zip, std::to_string(length).c_str());
            QVERIFY(zip.error().code() == ErrorCode::Truncated);
        }
    }
}

void TestZipReader::noBitFlipCrashes()
{
    const Bytes bytes = smallCheckpoint().deflated().zip();
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        readEverything(flipBit(bytes, bit));
    }
    QVERIFY(openBytes(bytes));
}

void TestZipReader::tooManyRecordsAreRefused()
{
    Limits limits;
    limits.maxRecords = 4;
    auto zip = openBytes(smallCheckpoint().zip(), limits);
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), ErrorCode::LimitExceeded);
    limits.maxRecords = 5;
    limits.maxNameBytes = 10;
    zip = openBytes(smallCheckpoint().zip(), limits);
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), ErrorCode::LimitExceeded);
}

void TestZipReader::readingIsCancelled()
{
    StoppingProgress progress;
    std::stop_source stop;
    stop.request_stop();
    const auto zip = ZipReader::open(
        std::make_shared<MemorySource>(smallCheckpoint().zip()), Limits(), Task{stop.get_token(), progress});
    QVERIFY(!zip);
    QCOMPARE(zip.error().code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestZipReader)
#include "tst_zip_reader.moc"
