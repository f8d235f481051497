// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <map>

#include "core/base/byte_reader.h"
#include "core/io/file_source.h"
#include "core/io/memory_source.h"
#include "core/legacy/legacy_reader.h"
#include "core/value/value_graph.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

CheckpointBuilder checkpoint()
{
    CheckpointBuilder builder;
    builder.tensor("a", DType::Float32, {5}).tensor("e", DType::Int64, {0}).tensor("b", DType::Float16, {3, 7});
    return builder.tensor("c", DType::UInt8, {9}).value("epoch", 3);
}

/// What core/meaning finds in the persistent ids of checkpoint().
LegacyExpectations expectationsOf(const CheckpointBuilder& builder)
{
    std::map<std::string, LegacyExpectation, std::less<>> known;
    known[builder.legacyKey(0)] = {5, 4};
    known[builder.legacyKey(1)] = {0, 8};
    known[builder.legacyKey(2)] = {21, 2};
    known[builder.legacyKey(3)] = {9, 1};
    return [known](std::string_view key) -> std::optional<LegacyExpectation> {
        const auto found = known.find(key);
        return found == known.end() ? std::nullopt : std::optional(found->second);
    };
}

struct Reading {
    ValueGraph graph;
    std::shared_ptr<const ByteSource> source;
    std::optional<LegacyStream> stream;
    std::optional<LegacyStorages> placed;
    std::string error;
};

Reading readBytes(Bytes bytes, const LegacyExpectations& expectations = expectationsOf(checkpoint()))
{
    Reading reading;
    reading.source = std::make_shared<MemorySource>(std::move(bytes));
    auto stream = readLegacyStream(reading.source, 0, reading.graph, Limits(), quietTask());
    if (!stream) {
        reading.error = stream.error().message();
        return reading;
    }
    reading.stream = *std::move(stream);
    auto placed = placeLegacyStorages(*reading.source, *reading.stream, expectations, quietTask());
    if (placed) {
        reading.placed = *std::move(placed);
    } else {
        reading.error = placed.error().message();
    }
    return reading;
}

} // namespace

class TestLegacyReader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storagesAreFoundInEveryProtocol_data();
    void storagesAreFoundInEveryProtocol();
    void theSecondSaveIsTold();
    void bytesBehindTheLastStorageAreTold();
    void everyProperPrefixSaysWhatIsMissing();
    void aCountThatContradictsTheObjectIsTold();
    void aKeyThatNobodyMentionsEndsThePlacing();
    void impossibleSizesAreTold();
    void otherPicklesAreRefused();
    void fixturesAreRead_data();
    void fixturesAreRead();
    void noBitFlipCrashes();
    void storageBytesAreNotRead();
};

void TestLegacyReader::storagesAreFoundInEveryProtocol_data()
{
    QTest::addColumn<int>("protocol");
    for (int protocol = 1; protocol <= 5; ++protocol) {
        QTest::newRow(std::to_string(protocol).c_str()) << protocol;
    }
}

void TestLegacyReader::storagesAreFoundInEveryProtocol()
{
    QFETCH(int, protocol);
    const CheckpointBuilder builder = checkpoint().protocol(protocol);
    const Bytes bytes = builder.legacy();
    const Reading reading = readBytes(bytes);
    QVERIFY2(reading.placed, reading.error.c_str());
    QVERIFY(reading.stream->problems.isEmpty());
    QVERIFY(reading.placed->problems.isEmpty());
    QVERIFY(reading.stream->wasLittleEndianMachine);
    QCOMPARE(reading.placed->storages.size(), std::size_t{4});
    QCOMPARE(reading.placed->end, std::uint64_t{bytes.size()});
    for (std::size_t i = 0; i < 4; ++i) {
        const LegacyStorage& storage = reading.placed->storages[i];
        const std::size_t number = 3 - i; // sorted keys run backwards
        QCOMPARE(storage.key, builder.legacyKey(number));
        const Bytes content = builder.storageBytes(number);
        QCOMPARE(storage.bytes, std::uint64_t{content.size()});
        QCOMPARE(storage.available, storage.bytes);
        QVERIFY(
            std::equal(content.begin(), content.end(), bytes.begin() + static_cast<std::ptrdiff_t>(storage.offset)));
    }
}

void TestLegacyReader::theSecondSaveIsTold()
{
    const Bytes bytes = checkpoint().legacy();
    const Reading reading = readBytes(append(bytes, CheckpointBuilder().value("b", 1).legacy()));
    QVERIFY(reading.placed);
    QVERIFY(reading.placed->isFollowedByAnother);
    QCOMPARE(reading.placed->end, std::uint64_t{bytes.size()});
    QCOMPARE(reading.placed->problems.count(), std::uint64_t{1});
    QVERIFY(!reading.placed->problems.hasErrors());
}

void TestLegacyReader::bytesBehindTheLastStorageAreTold()
{
    const Reading reading = readBytes(append(checkpoint().legacy(), "junk"));
    QVERIFY(reading.placed);
    QVERIFY(!reading.placed->isFollowedByAnother);
    QCOMPARE(reading.placed->problems.kept()[0].message, std::string("4 bytes follow the last storage"));
}

void TestLegacyReader::everyProperPrefixSaysWhatIsMissing()
{
    const Bytes bytes = checkpoint().legacy();
    const Reading whole = readBytes(bytes);
    QVERIFY(whole.placed);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const Reading reading = readBytes(truncateAt(bytes, length));
        if (length < whole.stream->object.end) {
            QVERIFY(!reading.stream);
            QVERIFY(!reading.error.empty());
            continue;
        }
        QVERIFY2(reading.placed, reading.error.c_str());
        QCOMPARE(reading.stream->hasKeys, length >= whole.stream->storagesOffset);
        QVERIFY(reading.stream->problems.hasErrors() || reading.placed->problems.hasErrors());
        for (std::size_t i = 0; i < reading.placed->storages.size(); ++i) {
            const LegacyStorage& storage = reading.placed->storages[i];
            const LegacyStorage& original = whole.placed->storages[i];
            QCOMPARE(storage.offset, original.offset);
            QCOMPARE(storage.bytes, original.bytes);
            QCOMPARE(storage.available, std::min(original.bytes, length - original.offset));
        }
    }
}

void TestLegacyReader::aCountThatContradictsTheObjectIsTold()
{
    const Bytes bytes = checkpoint().legacy();
    const Reading whole = readBytes(bytes);
    const std::uint64_t first = whole.placed->storages[0].offset;
    const Reading reading = readBytes(patchU64(bytes, static_cast<std::size_t>(first - 8), 1ULL << 62U));
    QVERIFY(reading.placed);
    QCOMPARE(reading.placed->problems.count(), std::uint64_t{1});
    QVERIFY(reading.placed->problems.hasErrors());
    QCOMPARE(reading.placed->storages.size(), std::size_t{4});
    QCOMPARE(reading.placed->end, whole.placed->end);
}

void TestLegacyReader::aKeyThatNobodyMentionsEndsThePlacing()
{
    const Reading reading = readBytes(checkpoint().legacy(), [](std::string_view) { return std::nullopt; });
    QVERIFY(reading.placed);
    QVERIFY(reading.placed->storages.empty());
    QVERIFY(reading.placed->problems.hasErrors());
    QCOMPARE(reading.placed->end, reading.stream->storagesOffset);
}

void TestLegacyReader::impossibleSizesAreTold()
{
    const auto huge = [](std::string_view) { return std::optional(LegacyExpectation{std::uint64_t{1} << 62U, 8}); };
    const Reading reading = readBytes(checkpoint().legacy(), huge);
    QVERIFY(reading.placed);
    QVERIFY(reading.placed->storages.empty());
    QVERIFY(reading.placed->problems.hasErrors());
}

void TestLegacyReader::otherPicklesAreRefused()
{
    using namespace std::string_view_literals;
    for (const std::string_view text : {""sv, "."sv, "hello"sv, "\x80\x02}q\x00."sv}) {
        const Reading reading = readBytes(bytesOf(text));
        QVERIFY(!reading.stream);
        QVERIFY(!reading.error.empty());
    }
}

void TestLegacyReader::fixturesAreRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Python 2") << "torch1.0-py27/training_adam.pth";
    QTest::newRow("torch 1.5") << "torch1.5-py36/dp_state_dict_cuda.pth";
    QTest::newRow("two saves") << "torch1.5-py36/two_saves_legacy.pth";
}

void TestLegacyReader::fixturesAreRead()
{
    QFETCH(QString, file);
    const auto source = FileSource::open(std::string(PTHF_TEST_DATA "/fixtures/") + file.toStdString());
    QVERIFY(source);
    ValueGraph graph;
    const auto stream = readLegacyStream(*source, 0, graph, Limits(), quietTask());
    QVERIFY2(stream, stream ? "" : stream.error().message().c_str());
    QVERIFY(stream->problems.isEmpty());
    QVERIFY(stream->hasKeys);
    QVERIFY(!stream->keys.empty());
    QVERIFY(std::ranges::is_sorted(stream->keys));
    QVERIFY(stream->storagesOffset > stream->object.end);
    QCOMPARE(stream->object.protocol, std::uint8_t{2});
}

void TestLegacyReader::noBitFlipCrashes()
{
    const Bytes bytes = checkpoint().legacy();
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const Reading reading = readBytes(flipBit(bytes, bit));
        QVERIFY(reading.placed || !reading.error.empty());
    }
}

void TestLegacyReader::storageBytesAreNotRead()
{
    CheckpointBuilder builder;
    builder.tensor("w", DType::UInt8, {4'000'000});
    const auto source = std::make_shared<FakeSource>(builder.legacy());
    ValueGraph graph;
    const auto stream = readLegacyStream(source, 0, graph, Limits(), quietTask());
    QVERIFY(stream);
    const std::uint64_t before = source->bytesRead();
    const auto placed = placeLegacyStorages(
        *source, *stream,
        [](std::string_view) {
            return std::optional(LegacyExpectation{4'000'000, 1});
        },
        quietTask());
    QVERIFY(placed);
    QVERIFY(placed->problems.isEmpty());
    QVERIFY(source->bytesRead() - before <= 4096);
}

QTEST_GUILESS_MAIN(TestLegacyReader)
#include "tst_legacy_reader.moc"
