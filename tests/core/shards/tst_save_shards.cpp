// SPDX-License-Identifier: Apache-2.0
#include "core/shards/save_shards.h"

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <functional>

#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/tree_index.h"
#include "core/io/part_file.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/failing_calls.h"
#include "tests/support/planned.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::uint64_t kTensorBytes = 1024;

/// Tensors of one size whose numbers differ by their place: the same names in another order are other values.
CheckpointBuilder tensors(const std::vector<const char*>& names)
{
    CheckpointBuilder builder;
    for (const char* name : names) {
        builder.tensor(name, DType::Float32, {16, 16}, "cuda:0");
    }
    return builder;
}

const std::vector<const char*> kOld{"a", "b", "c"};
const std::vector<const char*> kNew{"c", "a", "b"};

/// Names and numbers of all tensors, sorted; what is wrong, where something is.
std::string contentOf(const std::filesystem::path& path)
{
    const auto document = openCheckpoint(path, OpenOptions{}, quietTask());
    if (!document) {
        return "cannot be opened: " + document.error().message();
    }
    if ((*document)->isDamaged() || (*document)->hasDescriptionOnly) {
        return "damaged: " + (*document)->problems.kept().front().message;
    }
    const auto tree = indexTree((*document)->content, quietTask());
    std::vector<std::string> lines;
    for (const Leaf& leaf : tree->leaves) {
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        std::string line = tree->pathTextOf((*document)->content, leaf.place) + " ";
        const TensorValue& tensor = (*document)->content.tensor(leaf.tensor);
        const auto take = [&line](std::span<const std::byte> block) -> Status {
            for (const std::byte byte : block) {
                line += static_cast<char>('a' + (std::to_integer<int>(byte) & 15));
                line += static_cast<char>('a' + (std::to_integer<int>(byte) >> 4));
            }
            return Done{};
        };
        const Status read = readElements(**document, tensor, 0, tensor.elements(), take, quietTask());
        lines.push_back(read ? line : line + read.error().message());
    }
    std::ranges::sort(lines);
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

/// A place for sets, and the two that change places in it.
class Stage {
public:
    explicit Stage(SaveFormat format)
        : m_format(format)
        , m_old(planOf("old.pth", kOld))
        , m_new(planOf("new.pth", kNew))
        , m_oldContent(contentOf(m_sources.path() / "old.pth"))
        , m_newContent(contentOf(m_sources.path() / "new.pth"))
    {
    }

    const std::string& oldContent() const noexcept { return m_oldContent; }
    const std::string& newContent() const noexcept { return m_newContent; }

    Result<Receipt> saveOld(const std::filesystem::path& folder) const
    {
        return save(m_old, folder, kTensorBytes, Overwrite::No, quietTask());
    }
    Result<Receipt> saveNew(const std::filesystem::path& folder, std::uint64_t shardBytes = kTensorBytes,
        Overwrite overwrite = Overwrite::Yes, const Task& task = quietTask()) const
    {
        return save(m_new, folder, shardBytes, overwrite, task);
    }

private:
    PlannedDocument planOf(const char* name, const std::vector<const char*>& names) const
    {
        const auto path = m_sources.write(name, tensors(names).zip());
        return plannedAsIs(openCheckpoint(path, OpenOptions{}, quietTask()).value());
    }
    Result<Receipt> save(const PlannedDocument& planned, const std::filesystem::path& folder, std::uint64_t shardBytes,
        Overwrite overwrite, const Task& task) const
    {
        SaveOptions options;
        options.target = folder;
        options.format = m_format;
        options.overwrite = overwrite;
        return saveShards(planned, options, shardBytes, task);
    }

    TempFolder m_sources;
    SaveFormat m_format;
    PlannedDocument m_old;
    PlannedDocument m_new;
    std::string m_oldContent;
    std::string m_newContent;
};

std::vector<std::string> plainNames(const std::string& stem, const std::string& extension, int count)
{
    std::vector<std::string> names;
    for (int i = 1; i <= count; ++i) {
        names.push_back(stem + "-0000" + std::to_string(i) + "-of-0000" + std::to_string(count) + extension);
    }
    names.push_back(stem + extension + ".index.json");
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> safetensorsNames(int count)
{
    return plainNames("model", ".safetensors", count);
}

void copyInto(const TempFolder& to, const TempFolder& from)
{
    for (const std::string& name : from.names()) {
        std::filesystem::copy(from.path() / name, to.path() / name);
    }
}

} // namespace

class TestSaveShards : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSetTakesThePlaceOfAnother_data()
    {
        QTest::addColumn<SaveFormat>("format");
        QTest::addColumn<quint64>("shardBytes");
        QTest::addColumn<int>("files");
        QTest::newRow("of as many safetensors") << SaveFormat::Safetensors << quint64{kTensorBytes} << 3;
        QTest::newRow("of more safetensors") << SaveFormat::Safetensors << quint64{2 * kTensorBytes} << 2;
        QTest::newRow("of as many zips") << SaveFormat::Zip << quint64{kTensorBytes} << 3;
        QTest::newRow("of more zips") << SaveFormat::Zip << quint64{2 * kTensorBytes} << 2;
    }
    void aSetTakesThePlaceOfAnother()
    {
        QFETCH(SaveFormat, format);
        QFETCH(quint64, shardBytes);
        QFETCH(int, files);
        const Stage stage(format);
        const TempFolder folder;
        QVERIFY(stage.saveOld(folder.path()).has_value());
        QCOMPARE(contentOf(folder.path()), stage.oldContent());
        const auto receipt = stage.saveNew(folder.path(), shardBytes);
        QVERIFY2(receipt.has_value(), receipt ? "" : receipt.error().message().c_str());
        QCOMPARE(contentOf(folder.path()), stage.newContent());
        const bool isZip = format == SaveFormat::Zip;
        QCOMPARE(folder.names(), plainNames(isZip ? "pytorch_model" : "model", isZip ? ".bin" : ".safetensors", files));
        const TempFolder fresh;
        QVERIFY(stage.saveNew(fresh.path(), shardBytes).has_value());
        QCOMPARE(fresh.names(), folder.names());
        for (const std::string& name : fresh.names()) {
            QCOMPARE(readFile(fresh.path() / name), readFile(folder.path() / name));
        }
    }

    void withoutOverwriteNothingIsReplaced()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        QVERIFY(stage.saveOld(folder.path()).has_value());
        for (const std::uint64_t bytes : {kTensorBytes, 2 * kTensorBytes}) {
            const auto saved = stage.saveNew(folder.path(), bytes, Overwrite::No);
            QVERIFY(!saved);
            QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
            QCOMPARE(contentOf(folder.path()), stage.oldContent());
            QCOMPARE(folder.names(), safetensorsNames(3));
        }
    }

    void whateverCallFailsTheFolderHoldsTheOldSetOrTheNewOne_data()
    {
        QTest::addColumn<Call>("kind");
        QTest::addColumn<bool>("isReplaced");
        QTest::addColumn<quint64>("shardBytes");
        const std::vector<std::pair<const char*, Call>> kinds{{"write", Call::Write}, {"copy", Call::Copy},
            {"fsync", Call::Sync}, {"rename", Call::Rename}, {"close", Call::Close}, {"link", Call::Link},
            {"remove", Call::Unlink}};
        for (const auto& kind : kinds) {
            const QByteArray name = kind.first;
            QTest::newRow(name + ", new set") << kind.second << false << quint64{kTensorBytes};
            QTest::newRow(name + ", same names") << kind.second << true << quint64{kTensorBytes};
            QTest::newRow(name + ", other names") << kind.second << true << quint64{2 * kTensorBytes};
        }
    }
    void whateverCallFailsTheFolderHoldsTheOldSetOrTheNewOne()
    {
        QFETCH(Call, kind);
        QFETCH(bool, isReplaced);
        QFETCH(quint64, shardBytes);
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder before;
        if (isReplaced) {
            QVERIFY(stage.saveOld(before.path()).has_value());
        }
        bool hasFailed = true;
        for (std::uint64_t n = 0; hasFailed; ++n) {
            const TempFolder folder;
            copyInto(folder, before);
            Result<Receipt> saved = Error{ErrorCode::Internal, "not begun"};
            {
                const FailingCalls calls(kind, n);
                saved = stage.saveNew(folder.path(), shardBytes);
                hasFailed = calls.hasFailed();
            }
            const QByteArray context = "call " + QByteArray::number(static_cast<quint64>(n));
            if (saved) {
                QVERIFY2(contentOf(folder.path()) == stage.newContent(), context.constData());
            } else {
                QVERIFY2(saved.error().code() == ErrorCode::IoFailed, context + saved.error().message().c_str());
                QCOMPARE(folder.names(), before.names());
                QVERIFY2(!isReplaced || contentOf(folder.path()) == stage.oldContent(), context.constData());
            }
            // Whatever it left, the next save tidies up; what could not be removed was said.
            const bool isToldOf = saved && std::ranges::any_of(saved->notes, [](const std::string& note) {
                return note.find("could not be removed") != std::string::npos;
            });
            const auto again = stage.saveNew(folder.path(), shardBytes);
            QVERIFY2(again.has_value(), again ? "" : again.error().message().c_str());
            if (!isToldOf) {
                QCOMPARE(folder.names(), safetensorsNames(shardBytes == kTensorBytes ? 3 : 2));
            }
            QCOMPARE(contentOf(folder.path()), stage.newContent());
        }
    }

    void aStopLeavesTheOldSet()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        QVERIFY(stage.saveOld(folder.path()).has_value());
        StoppingProgress counted;
        const TempFolder other;
        QVERIFY(stage.saveNew(other.path(), kTensorBytes, Overwrite::Yes, counted.task()).has_value());
        QVERIFY(counted.reports() >= 3);
        for (std::uint64_t stopAt = 0; stopAt < counted.reports(); ++stopAt) {
            StoppingProgress progress(stopAt);
            const auto saved = stage.saveNew(folder.path(), kTensorBytes, Overwrite::Yes, progress.task());
            QVERIFY(!saved);
            QCOMPARE(saved.error().code(), ErrorCode::Cancelled);
            QCOMPARE(folder.names(), safetensorsNames(3));
            QCOMPARE(contentOf(folder.path()), stage.oldContent());
        }
    }

    void anotherSaveOfTheSameSetIsWaitedFor()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        const auto living = makePartFile(folder.path() / "model.safetensors.index.json");
        QVERIFY(living.has_value());
        const auto saved = stage.saveNew(folder.path());
        QVERIFY(!saved);
        QVERIFY(saved.error().message().find("under way") != std::string::npos);
        QCOMPARE(folder.names(), std::vector<std::string>{living->path.filename().string()});
        ::close(living->descriptor);
        QVERIFY(stage.saveNew(folder.path()).has_value());
        QCOMPARE(folder.names(), safetensorsNames(3));
    }

    void whatAnInterruptedSaveLeftIsToldAndRemovedByTheNext()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        QVERIFY(stage.saveOld(folder.path()).has_value());
        folder.write("model-new1-00001-of-00002.safetensors", "left");
        folder.write(".model-00002-of-00004.safetensors.abcdef.pthf-part", "left");
        folder.write(".model.safetensors.index.json.abcdef.pthf-part",
            R"({"weight_map": {"a": "model-new1-00001-of-00002.safetensors", "b": "model-00002-of-00004.safetensors"}})");
        const auto document = openCheckpoint(folder.path(), OpenOptions{}, quietTask());
        QVERIFY(document.has_value());
        QCOMPARE((*document)->problems.count(), 1U);
        const std::string told = (*document)->problems.kept().front().message;
        QVERIFY2(told.find("3 files") != std::string::npos, told.c_str());
        QVERIFY(!(*document)->isDamaged());
        QVERIFY(stage.saveNew(folder.path()).has_value());
        QCOMPARE(folder.names(), safetensorsNames(3));
        QCOMPARE(contentOf(folder.path()), stage.newContent());
    }

    void shardsWithoutAnIndexAreNamedAsSuch()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        QVERIFY(stage.saveNew(folder.path()).has_value());
        std::filesystem::remove(folder.path() / "model.safetensors.index.json");
        const auto document = openCheckpoint(folder.path(), OpenOptions{}, quietTask());
        QVERIFY(!document);
        QVERIFY2(document.error().message().find("no index") != std::string::npos, document.error().message().c_str());
        QVERIFY(openCheckpoint(folder.path() / "model-00001-of-00003.safetensors", OpenOptions{}, quietTask()));
    }

    void filesInTheWayWithoutAnIndexAreReplacedWhenAskedTo()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        QVERIFY(stage.saveOld(folder.path()).has_value());
        std::filesystem::remove(folder.path() / "model.safetensors.index.json");
        QVERIFY(!stage.saveNew(folder.path(), kTensorBytes, Overwrite::No).has_value());
        QVERIFY(stage.saveNew(folder.path()).has_value());
        QCOMPARE(folder.names(), safetensorsNames(3));
        QCOMPARE(contentOf(folder.path()), stage.newContent());
    }

    void filesOfOthersStay()
    {
        const Stage stage(SaveFormat::Safetensors);
        const TempFolder folder;
        QVERIFY(stage.saveOld(folder.path()).has_value());
        folder.write("notes.safetensors", "mine");
        folder.write("model-00001-of-00009.safetensors", "of nobody");
        folder.write("model.fp16-00001-of-00002.safetensors", "of another set");
        // An index that names what is no shard of its set does not have it removed.
        folder.write("model.safetensors.index.json",
            R"({"weight_map": {"a": "notes.safetensors", "b": "model-00001-of-00003.safetensors"}})");
        QVERIFY(stage.saveNew(folder.path(), 2 * kTensorBytes).has_value());
        const auto names = folder.names();
        const auto has = [&names](const char* name) { return std::ranges::find(names, name) != names.end(); };
        QVERIFY(has("notes.safetensors"));
        QVERIFY(has("model-00001-of-00009.safetensors"));
        QVERIFY(has("model.fp16-00001-of-00002.safetensors"));
        QVERIFY(!has("model-00001-of-00003.safetensors"));
        QCOMPARE(readFile(folder.path() / "notes.safetensors").size(), 4U);
    }

    void namesFollowTheTarget_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("shard");
        QTest::addColumn<QByteArray>("index");
        QTest::newRow("a folder") << QByteArray("set") << QByteArray("set/model-00002-of-00003.safetensors")
                                  << QByteArray("set/model.safetensors.index.json");
        QTest::newRow("a file") << QByteArray("x/net.safetensors") << QByteArray("x/net-00002-of-00003.safetensors")
                                << QByteArray("x/net.safetensors.index.json");
        QTest::newRow("an index") << QByteArray("x/net.safetensors.index.json")
                                  << QByteArray("x/net-00002-of-00003.safetensors")
                                  << QByteArray("x/net.safetensors.index.json");
        QTest::newRow("an index here") << QByteArray("net.bin.index.json") << QByteArray("./net-00002-of-00003.bin")
                                       << QByteArray("./net.bin.index.json");
    }
    void namesFollowTheTarget()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, shard);
        QFETCH(QByteArray, index);
        const ShardNames names = shardNamesFor(target.toStdString(), SaveFormat::Safetensors);
        QCOMPARE(names.shard(1, 3).string(), shard.toStdString());
        QCOMPARE(names.index().string(), index.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestSaveShards)
#include "tst_save_shards.moc"
