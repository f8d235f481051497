// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_writer.h"
#include "core/foreign/safetensors_reader.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/damage.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::vector<std::byte> fileOf(const QByteArray& json, std::size_t dataBytes)
{
    ByteWriter out;
    out.u64(static_cast<std::uint64_t>(json.size()));
    out.text({json.constData(), static_cast<std::size_t>(json.size())});
    out.fill(dataBytes, std::byte{1});
    return std::move(out).take();
}

const QByteArray kGood = R"({"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},)"
                         R"("a":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}   )";

} // namespace

class TestSafetensorsReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodHeaderIsReadInItsOwnOrder()
    {
        const auto header = readSafetensorsHeader(MemorySource(fileOf(kGood, 32)), Limits{});
        QVERIFY(header);
        QVERIFY(header->problems.isEmpty());
        QCOMPARE(header->entries.size(), std::size_t(2));
        QCOMPARE(header->entries[0].name, std::string("b"));
        QCOMPARE(header->entries[0].shape, (Dims{2, 3}));
        QCOMPARE(header->entries[1].dtype, DType::Int64);
        QCOMPARE(header->entries[1].offset, std::uint64_t(8 + kGood.size()));
        QCOMPARE(header->metadata.at(0).second, std::string("pt"));
    }

    void aDocumentHoldsItsTensorsAndMetadata()
    {
        const auto document =
            openCheckpoint(std::make_shared<MemorySource>(fileOf(kGood, 32)), OpenOptions{}, quietTask());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Safetensors);
        QCOMPARE((*document)->content.tensors.size(), std::size_t(2));
        QVERIFY(!(*document)->isDamaged());
    }

    void liesAreTold_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("dataBytes");
        QTest::newRow("a gap") << QByteArray(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})") << 8;
        QTest::newRow("an overlap") << QByteArray(
            R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})")
                                    << 6;
        QTest::newRow("bytes after the last")
            << QByteArray(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})") << 9;
        QTest::newRow("cut short") << QByteArray(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})") << 3;
        QTest::newRow("shape of another size")
            << QByteArray(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,4]}})") << 4;
        QTest::newRow("product beyond 64 bits")
            << QByteArray(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}})") << 4;
    }

    void liesAreTold()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, dataBytes);
        const auto header =
            readSafetensorsHeader(MemorySource(fileOf(json, static_cast<std::size_t>(dataBytes))), Limits{});
        QVERIFY(header);
        QVERIFY(header->problems.hasErrors());
    }

    void headersThatTellNothingAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("{\"a\":");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("an entry that is a number") << QByteArray(R"({"a":1})");
        QTest::newRow("no dtype") << QByteArray(R"({"a":{"shape":[1],"data_offsets":[0,1]}})");
        QTest::newRow("negative size") << QByteArray(R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})");
        QTest::newRow("offsets descending") << QByteArray(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})");
        QTest::newRow("offset of 2^64 - 1")
            << QByteArray(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,18446744073709551615]}})");
        QTest::newRow("a name twice") << QByteArray(
            R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})");
    }

    void headersThatTellNothingAreRefused()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!readSafetensorsHeader(MemorySource(fileOf(json, 8)), Limits{}));
    }

    void aLengthBeyondTheFileIsComparedBeforeAllocating()
    {
        auto bytes = fileOf(kGood, 32);
        const auto tooLong = readSafetensorsHeader(MemorySource(patchU64(bytes, 0, 90'000'000)), Limits{});
        QVERIFY(!tooLong);
        QCOMPARE(tooLong.error().code(), ErrorCode::Truncated);
        const auto huge = readSafetensorsHeader(MemorySource(patchU64(bytes, 0, std::uint64_t{1} << 62U)), Limits{});
        QVERIFY(!huge);
        QCOMPARE(huge.error().code(), ErrorCode::LimitExceeded);
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        const auto whole = fileOf(kGood, 32);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto header = readSafetensorsHeader(MemorySource(truncateAt(whole, length)), Limits{});
            QVERIFY2(!header || header->problems.hasErrors(), qPrintable(QString::number(length)));
        }
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsReader)
#include "tst_safetensors_reader.moc"
