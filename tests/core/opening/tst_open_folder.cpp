// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/base/byte_writer.h"
#include "core/checkpoint/document_text.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/tree_index.h"
#include "core/meaning/unfold.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Result<DocumentPtr> open(const std::filesystem::path& path)
{
    return openCheckpoint(path, OpenOptions{}, quietTask());
}

QStringList keysOf(const Document& document)
{
    QStringList keys;
    const auto tree = indexTree(document.content, quietTask());
    for (const Leaf& leaf : tree ? tree->leaves : std::vector<Leaf>{}) {
        keys.append(QString::fromStdString(tree->pathTextOf(document.content, leaf.place)));
    }
    return keys;
}

std::vector<std::byte> elementsOf(const Document& document, TensorId id)
{
    std::vector<std::byte> bytes;
    const auto sink = [&bytes](std::span<const std::byte> block) -> Status {
        bytes.insert(bytes.end(), block.begin(), block.end());
        return Done{};
    };
    const TensorValue& tensor = document.content.tensor(id);
    return readElements(document, tensor, 0, tensor.elements(), sink, quietTask()) ? bytes : std::vector<std::byte>{};
}

QString problemsOf(const Document& document)
{
    QStringList lines;
    for (const Problem& problem : document.problems.kept()) {
        lines.append(QString::fromStdString(problem.message));
    }
    return lines.join('\n');
}

/// What one rank writes with HuggingFaceStorageWriter: rows of a matrix of two columns, from a row on.
Bytes rankFile(int firstRow, int rows, const std::string& offsets = "saved_offsets")
{
    // Quotes are written as ', those within the text of the sharding as ~.
    const std::string header = "{'__metadata__':{'DCP_VERSION':'1.0','DCP_SHARDING_INFO':'{~w~: {~" + offsets + "~: ["
        + std::to_string(firstRow) + ", 0]}}'},'w':{'dtype':'U8','shape':[" + std::to_string(rows)
        + ",2],'data_offsets':[0," + std::to_string(2 * rows) + "]}}";
    std::string spelled;
    for (const char letter : header) {
        spelled += letter == '\'' ? "\"" : letter == '~' ? "\\\"" : std::string(1, letter);
    }
    ByteWriter out;
    out.u64(spelled.size());
    out.text(spelled);
    for (int i = 0; i < 2 * rows; ++i) {
        out.u8(static_cast<std::uint8_t>(2 * firstRow + i));
    }
    return std::move(out).take();
}

CheckpointBuilder firstShard()
{
    CheckpointBuilder builder;
    builder.tensor("a", DType::Float32, {2, 3}, "cuda:0").tensor("b", DType::Float16, {4});
    return builder;
}

/// Two shards, of two formats, as nobody should and somebody does.
void writeShards(const TempFolder& folder, std::string_view index)
{
    folder.write("m-00001-of-00002.bin", firstShard().zip());
    folder.write("m-00002-of-00002.bin", CheckpointBuilder().tensor("c", DType::Int64, {3}).legacy());
    folder.write("m.bin.index.json", index);
}

constexpr std::string_view kIndex = R"({"metadata": {"total_size": 56}, "weight_map": {"c": "m-00002-of-00002.bin",
    "a": "m-00001-of-00002.bin", "b": "m-00001-of-00002.bin"}})";

const std::filesystem::path kRanks = std::filesystem::path(PTHF_TEST_DATA) / "ranks";

TensorId tensorAt(const Document& document, std::string_view path)
{
    const auto parsed = parsePath(path);
    const auto value = parsed ? valueAt(document.content, *parsed) : std::nullopt;
    return value ? document.content.tensorAt(*value) : kNoTensor;
}

QList<float> numbersAt(const Document& document, std::string_view path)
{
    const TensorId tensor = tensorAt(document, path);
    QList<float> numbers;
    if (tensor != kNoTensor) {
        const Bytes bytes = elementsOf(document, tensor);
        numbers.resize(static_cast<qsizetype>(bytes.size() / sizeof(float)));
        std::memcpy(numbers.data(), bytes.data(), bytes.size());
    }
    return numbers;
}

QList<float> countedUpTo(int count)
{
    QList<float> numbers;
    for (int i = 0; i < count; ++i) {
        numbers.append(static_cast<float>(i));
    }
    return numbers;
}

} // namespace

class TestOpenFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shardsAreOneDocumentInTheOrderOfTheIndex()
    {
        const TempFolder folder;
        writeShards(folder, kIndex);
        for (const auto& path : {folder.path(), folder.path() / "m.bin.index.json"}) {
            const auto document = open(path);
            QVERIFY2(document, document ? "" : document.error().message().c_str());
            QCOMPARE((*document)->kind, FileKind::HfShards);
            QCOMPARE(keysOf(**document), (QStringList{"c", "a", "b"}));
            QVERIFY2(!(*document)->isDamaged(), qPrintable(problemsOf(**document)));
            QCOMPARE((*document)->problems.count(), 0U);
            // The file that is mentioned first was read first.
            QCOMPARE(elementsOf(**document, TensorId{0}).size(), 24U);
            QCOMPARE(elementsOf(**document, TensorId{1}), firstShard().storageBytes(0));
            QCOMPARE(elementsOf(**document, TensorId{2}), firstShard().storageBytes(1));
        }
    }

    void aShardOpensAsItselfAndNamesTheWhole()
    {
        const TempFolder folder;
        writeShards(folder, kIndex);
        const auto document = open(folder.path() / "m-00001-of-00002.bin");
        QVERIFY(document);
        QCOMPARE((*document)->kind, FileKind::TorchZip);
        QCOMPARE(keysOf(**document), (QStringList{"a", "b"}));
        QCOMPARE((*document)->whole, folder.path() / "m.bin.index.json");
    }

    void whatIsWrongWithAnIndexIsToldAndTheRestOpens_data()
    {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QString>("told");
        QTest::addColumn<bool>("isDamaged");
        QTest::newRow("a shard that is missing")
            << QByteArray(R"({"weight_map": {"a": "m-00001-of-00002.bin", "c": "m-00003-of-00002.bin"}})")
            << QStringList{"a", "b"} << "1 tensor is lost with m-00003-of-00002.bin" << true;
        QTest::newRow("a key that its shard lacks")
            << QByteArray(R"({"weight_map": {"a": "m-00001-of-00002.bin", "c": "m-00001-of-00002.bin"}})")
            << QStringList{"a", "b"} << "the index says c is in m-00001-of-00002.bin" << true;
        QTest::newRow("keys in each other's shards")
            << QByteArray(R"({"weight_map": {"c": "m-00001-of-00002.bin", "a": "m-00002-of-00002.bin"}})")
            << QStringList{"c", "a", "b"}
            << "the index says a is in m-00002-of-00002.bin, it is in m-00001-of-00002.bin" << false;
        QTest::newRow("a key that the index lacks") << QByteArray(R"({"weight_map": {"a": "m-00001-of-00002.bin"}})")
                                                    << QStringList{"a", "b"} << "the index does not say so" << false;
        QTest::newRow("another total") << QByteArray(
            R"({"metadata": {"total_size": 7}, "weight_map": {"a": "m-00001-of-00002.bin",
                "b": "m-00001-of-00002.bin"}})")
                                       << QStringList{"a", "b"}
                                       << "the index states 7 bytes of tensors, the shards hold 32" << false;
        QTest::newRow("a way out of the folder")
            << QByteArray(R"({"weight_map": {"a": "m-00001-of-00002.bin", "c": "../m-00002-of-00002.bin"}})")
            << QStringList{"a", "b"} << "\"../m-00002-of-00002.bin\" leads out of the folder" << true;
        QTest::newRow("an absolute path")
            << QByteArray(R"({"weight_map": {"a": "m-00001-of-00002.bin", "c": "/etc/hostname"}})")
            << QStringList{"a", "b"} << "\"/etc/hostname\" leads out of the folder" << true;
        QTest::newRow("the index itself as a shard")
            << QByteArray(R"({"weight_map": {"a": "m-00001-of-00002.bin", "c": "m.bin.index.json"}})")
            << QStringList{"a", "b"} << "m.bin.index.json" << true;
    }
    void whatIsWrongWithAnIndexIsToldAndTheRestOpens()
    {
        QFETCH(QByteArray, index);
        QFETCH(QStringList, keys);
        QFETCH(QString, told);
        QFETCH(bool, isDamaged);
        const TempFolder folder;
        writeShards(folder, std::string_view(index.constData(), static_cast<std::size_t>(index.size())));
        const auto document = open(folder.path() / "m.bin.index.json");
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE(keysOf(**document), keys);
        QVERIFY2(problemsOf(**document).contains(told), qPrintable(problemsOf(**document)));
        QCOMPARE((*document)->isDamaged(), isDamaged);
    }

    void anIndexWithoutAnyShardIsAnError()
    {
        const TempFolder folder;
        folder.write("m.bin.index.json", kIndex);
        const auto document = open(folder.path() / "m.bin.index.json");
        QVERIFY(!document);
        QVERIFY(document.error().message().find("m-00002-of-00002.bin") != std::string::npos);
    }

    void linksAreFollowedAndPipesAreNot()
    {
        const TempFolder blobs;
        const TempFolder folder;
        const auto blob = blobs.write("0123abcd", firstShard().zip());
        std::filesystem::create_symlink(blob, folder.path() / "m-00001-of-00002.bin");
        std::filesystem::create_symlink("/dev/zero", folder.path() / "m-00002-of-00002.bin");
        folder.write("m.bin.index.json", kIndex);
        const auto document = open(folder.path());
        QVERIFY(document);
        QCOMPARE(keysOf(**document), (QStringList{"a", "b"}));
        QVERIFY2(problemsOf(**document).contains("a device, not a file"), qPrintable(problemsOf(**document)));
    }

    void distributedCheckpointsAreWholeTensors()
    {
        const std::filesystem::path folder = std::filesystem::path(PTHF_TEST_DATA) / "fixtures/other/dcp";
        for (const auto& path : {folder, folder / ".metadata"}) {
            const auto document = open(path);
            QVERIFY2(document, document ? "" : document.error().message().c_str());
            QCOMPARE((*document)->kind, FileKind::Dcp);
            QVERIFY2((*document)->problems.isEmpty(), qPrintable(problemsOf(**document)));
            QCOMPARE((*document)->content.tensors.size(), 32U);
            QCOMPARE(keysOf(**document).first(), QString("model/mean"));
            QCOMPARE(elementsOf(**document, TensorId{1}).size(), 432U);
        }
    }

    void safetensorsOfRanksAreWholeTensors()
    {
        const TempFolder folder;
        folder.write("shard-00002-model-00001-of-00001.safetensors", rankFile(3, 2));
        folder.write("shard-00001-model-00001-of-00001.safetensors", rankFile(0, 3));
        const auto document = open(folder.path());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Dcp);
        QVERIFY2((*document)->problems.isEmpty(), qPrintable(problemsOf(**document)));
        QCOMPARE((*document)->content.tensors.at(0).layout.shape, (Dims{5, 2}));
        const Bytes elements = elementsOf(**document, TensorId{0});
        QCOMPARE(elements.size(), 10U);
        for (std::size_t i = 0; i < elements.size(); ++i) {
            QCOMPARE(std::to_integer<std::size_t>(elements[i]), i);
        }
        const auto part = open(folder.path() / "shard-00001-model-00001-of-00001.safetensors");
        QVERIFY(part);
        QVERIFY((*part)->whole == folder.path());
    }

    void ranksThatAreMissingOrLieAreTold_data()
    {
        QTest::addColumn<Bytes>("second");
        QTest::addColumn<QString>("told");
        QTest::newRow("missing") << Bytes() << "the file of this rank is not in the folder";
        QTest::newRow("overlapping") << rankFile(2, 2) << "overlap";
        QTest::newRow("before the front") << rankFile(-1, 2) << "stands nowhere";
        QTest::newRow("of unknown place") << rankFile(3, 2, "other") << "no part of what other files have of it";
    }
    void ranksThatAreMissingOrLieAreTold()
    {
        QFETCH(Bytes, second);
        QFETCH(QString, told);
        const TempFolder folder;
        folder.write("shard-00001-model-00001-of-00001.safetensors", rankFile(0, 3));
        if (!second.empty()) {
            folder.write("shard-00002-model-00001-of-00001.safetensors", second);
        }
        folder.write("shard-00003-model-00001-of-00001.safetensors", rankFile(5, 1));
        const auto document = open(folder.path());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QVERIFY2(problemsOf(**document).contains(told), qPrintable(problemsOf(**document)));
    }

    void missingFilesOfADistributedCheckpointAreTold()
    {
        const TempFolder folder;
        const std::filesystem::path from = std::filesystem::path(PTHF_TEST_DATA) / "fixtures/other/dcp";
        std::filesystem::copy_file(from / ".metadata", folder.path() / ".metadata");
        std::filesystem::copy_file(from / "__0_0.distcp", folder.path() / "__0_0.distcp");
        std::filesystem::permissions(
            folder.path() / "__0_0.distcp", std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
        std::filesystem::resize_file(folder.path() / "__0_0.distcp", 30'000);
        const auto document = open(folder.path());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QVERIFY((*document)->hasDescriptionOnly);
        QCOMPARE((*document)->content.tensors.size(), 32U);
    }

    void whatProcessesSavedForThemselvesIsJoined()
    {
        const std::filesystem::path from = kRanks;
        const auto document = open(from);
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::Dcp);
        QVERIFY2((*document)->problems.isEmpty(), qPrintable(problemsOf(**document)));
        QCOMPARE(keysOf(**document), (QStringList{"model/columns", "model/copied", "epoch"}));
        QCOMPARE(numbersAt(**document, "model/columns"), countedUpTo(20));
        QCOMPARE(numbersAt(**document, "model/copied"), countedUpTo(3));
        QVERIFY((*document)->pickle.globals.empty());
        const auto part = open(from / "model_rank2.pt");
        QVERIFY(part);
        QVERIFY((*part)->whole == from);
    }

    void whatIsMissingOfProcessesIsTold_data()
    {
        QTest::addColumn<QList<int>>("ranks");
        QTest::addColumn<QList<int>>("lost"); // of columns, of copied
        QTest::newRow("a file that has what others have, too") << QList<int>{0, 1, 3} << QList<int>{1, 0};
        QTest::newRow("only one") << QList<int>{0} << QList<int>{1, 1};
        QTest::newRow("the first one") << QList<int>{1, 2, 3} << QList<int>{1, 0};
    }
    void whatIsMissingOfProcessesIsTold()
    {
        QFETCH(QList<int>, ranks);
        QFETCH(QList<int>, lost);
        const TempFolder folder;
        for (const int rank : ranks) {
            const std::string name = "model_rank" + std::to_string(rank) + ".pt";
            std::filesystem::copy_file(std::filesystem::path(kRanks) / name, folder.path() / name);
        }
        const auto document = open(folder.path());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->hasDescriptionOnly);
        QVERIFY2(problemsOf(**document).contains("not all of the processes' files are there"),
            qPrintable(problemsOf(**document)));
        for (int i = 0; i < 2; ++i) {
            const TensorId tensor = tensorAt(**document, i == 0 ? "model/columns" : "model/copied");
            const StorageValue& storage = (**document).content.storage((**document).content.tensor(tensor).storage);
            QCOMPARE(storage.stored() != Stored::Whole, lost[i] == 1);
        }
    }

    void aProcessWhoseFileIsDamagedIsToldAndTheOthersAreRead()
    {
        const TempFolder folder;
        for (int rank = 0; rank < 4; ++rank) {
            const std::string name = "model_rank" + std::to_string(rank) + ".pt";
            std::filesystem::copy_file(std::filesystem::path(kRanks) / name, folder.path() / name);
        }
        folder.write("model_rank3.pt", Bytes(100, std::byte{7}));
        const auto document = open(folder.path());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QCOMPARE(keysOf(**document), (QStringList{"model/columns", "model/copied", "epoch"}));
        QCOMPARE(numbersAt(**document, "model/copied"), countedUpTo(3));
    }

    void aFolderThatIsNoCheckpointIsNotRead()
    {
        const TempFolder folder;
        folder.write("a.pth", firstShard().zip());
        const auto document = open(folder.path());
        QVERIFY(!document);
        QCOMPARE(document.error().code(), ErrorCode::IoFailed);
    }
};

QTEST_GUILESS_MAIN(TestOpenFolder)
#include "tst_open_folder.moc"
