// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/folders/folder_files.h"
#include "core/folders/shard_index.h"
#include "core/io/memory_source.h"

using namespace pthf;

namespace {

Result<ShardIndex> read(std::string_view text, const Limits& limits = {})
{
    const auto bytes = asBytes(text);
    return readShardIndex(MemorySource(std::vector<std::byte>(bytes.begin(), bytes.end())), limits);
}

} // namespace

class TestShardIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsStandInFileOrder()
    {
        const auto index = read(R"({"metadata": {"total_size": 12}, "weight_map": {"b": "2.bin", "a": "1.bin",
            "c": "2.bin"}})");
        QVERIFY(index);
        QCOMPARE(index->weights.size(), 3U);
        QCOMPARE(index->weights[0], std::pair(std::string("b"), std::string("2.bin")));
        QCOMPARE(index->files, (std::vector<std::string>{"2.bin", "1.bin"}));
        QCOMPARE(index->totalBytes, std::optional<std::uint64_t>(12));
    }

    void whatIsNoIndexIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto corrupt = static_cast<int>(ErrorCode::Corrupt);
        const auto other = static_cast<int>(ErrorCode::Unsupported);
        QTest::newRow("empty") << QByteArray() << corrupt;
        QTest::newRow("cut") << QByteArray(R"({"weight_map": {"a")") << corrupt;
        QTest::newRow("a config") << QByteArray(R"({"hidden_size": 12})") << other;
        QTest::newRow("a list") << QByteArray("[]") << other;
        QTest::newRow("a weight_map of numbers") << QByteArray(R"({"weight_map": {"a": 1}})") << corrupt;
        QTest::newRow("a weight_map that is none") << QByteArray(R"({"weight_map": []})") << other;
        QTest::newRow("a tensor named twice") << QByteArray(R"({"weight_map": {"a": "1", "a": "2"}})") << corrupt;
    }
    void whatIsNoIndexIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const auto index = read(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QVERIFY(!index);
        QCOMPARE(static_cast<int>(index.error().code()), code);
    }

    void anIndexThatIsTooLargeIsNotRead()
    {
        Limits limits;
        limits.maxHeaderBytes = 10;
        const auto index = read(R"({"weight_map": {}})", limits);
        QVERIFY(!index);
        QCOMPARE(index.error().code(), ErrorCode::LimitExceeded);
    }

    void namesThatLeadOutOfTheFolderAreNoNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isInside");
        QTest::newRow("a file") << QByteArray("model-00001-of-00002.safetensors") << true;
        QTest::newRow("a file below") << QByteArray("text_encoder/model.safetensors") << true;
        QTest::newRow("dots in a name") << QByteArray("a..b") << true;
        QTest::newRow("nothing") << QByteArray("") << false;
        QTest::newRow("the folder above") << QByteArray("../secret") << false;
        QTest::newRow("hidden in the middle") << QByteArray("a/../../secret") << false;
        QTest::newRow("absolute") << QByteArray("/etc/passwd") << false;
        QTest::newRow("a NUL") << QByteArray("a\0b", 3) << false;
    }
    void namesThatLeadOutOfTheFolderAreNoNames()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isInside);
        QCOMPARE(
            fileInside("/tmp", std::string_view(name.constData(), static_cast<std::size_t>(name.size()))).has_value(),
            isInside);
    }

    void indexesAreKnownByTheirNames()
    {
        QVERIFY(isShardIndexName("model.safetensors.index.json"));
        QVERIFY(isShardIndexName("model.safetensors.index.fp16.json"));
        QVERIFY(isShardIndexName("pytorch_model.bin.index.json"));
        QVERIFY(!isShardIndexName("config.json"));
    }
};

QTEST_GUILESS_MAIN(TestShardIndex)
#include "tst_shard_index.moc"
