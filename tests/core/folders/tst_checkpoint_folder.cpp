// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <fstream>

#include "core/folders/checkpoint_folder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr std::string_view kIndex = R"({"weight_map": {"a": "model-00001-of-00002.safetensors"}})";

void write(const TempFolder& folder, const QStringList& names)
{
    for (const QString& name : names) {
        const auto path = folder.path() / name.toStdString();
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << (name.contains(".index.") ? kIndex : name == "latest" ? "global_step5\n" : "x");
    }
}

} // namespace

class TestCheckpointFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderIsKnownByItsNames_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("main");
        const auto none = -1;
        const auto dcp = static_cast<int>(FileKind::Dcp);
        const auto shards = static_cast<int>(FileKind::HfShards);
        const auto deepspeed = static_cast<int>(FileKind::DeepSpeed);
        const auto zip = static_cast<int>(FileKind::TorchZip);
        QTest::newRow("empty") << QStringList{} << none << "";
        QTest::newRow("checkpoints of their own") << QStringList{"a.pth", "b.pth"} << none << "";
        QTest::newRow("DCP") << QStringList{".metadata", "__0_0.distcp"} << dcp << "";
        QTest::newRow("DCP, metadata of each rank") << QStringList{"__0.metadata", "__0_0.distcp"} << dcp << "";
        QTest::newRow("DCP without metadata") << QStringList{"__0_0.distcp"} << none << "";
        QTest::newRow("some other .metadata") << QStringList{".metadata"} << none << "";
        QTest::newRow("shards") << QStringList{"model.safetensors.index.json", "model-00001-of-00002.safetensors"}
                                << shards << "model.safetensors.index.json";
        QTest::newRow("shards, two indexes, one has files")
            << QStringList{"a.bin.index.json.other", "x.safetensors.index.json", "model-00001-of-00002.safetensors"}
            << shards << "x.safetensors.index.json";
        QTest::newRow("DeepSpeed") << QStringList{"mp_rank_00_model_states.pt"} << deepspeed << "";
        QTest::newRow("DeepSpeed, by its latest")
            << QStringList{"latest", "global_step5/mp_rank_00_model_states.pt"} << deepspeed << "global_step5";
        QTest::newRow("latest of nothing") << QStringList{"latest"} << none << "";
        QTest::newRow("unpacked") << QStringList{"data.pkl", "version", "data/0"} << zip << "";
        QTest::newRow("a pickle of that name") << QStringList{"data.pkl"} << none << "";
    }
    void aFolderIsKnownByItsNames()
    {
        QFETCH(QStringList, names);
        QFETCH(int, kind);
        QFETCH(QString, main);
        const TempFolder folder;
        write(folder, names);
        const auto found = checkpointFolderAt(folder.path());
        QCOMPARE(found ? static_cast<int>(found->kind) : -1, kind);
        if (found) {
            QCOMPARE(found->main, main.isEmpty() ? folder.path() : folder.path() / main.toStdString());
        }
    }

    void filesThatSpeakOfOthersStandForTheWhole()
    {
        const TempFolder folder;
        write(folder, {".metadata", "__0_0.distcp", "model.safetensors.index.json", "config.json"});
        QCOMPARE(checkpointFolderAt(folder.path() / ".metadata")->kind, FileKind::Dcp);
        QCOMPARE(checkpointFolderAt(folder.path() / "model.safetensors.index.json")->kind, FileKind::HfShards);
        QVERIFY(!checkpointFolderAt(folder.path() / "config.json"));
        QVERIFY(!checkpointFolderAt(folder.path() / "__0_0.distcp"));
        QVERIFY(!checkpointFolderAt(folder.path() / "is not there"));
    }

    void aPartKnowsItsWhole()
    {
        const TempFolder folder;
        write(folder,
            {"model.safetensors.index.json", "model-00001-of-00002.safetensors", "other-00001-of-00002.safetensors",
                "mp_rank_00_model_states.pt", "plain.pth"});
        const auto shard = wholeOf(folder.path() / "model-00001-of-00002.safetensors");
        QVERIFY(shard);
        QCOMPARE(shard->path, folder.path() / "model.safetensors.index.json");
        QCOMPARE(shard->part, std::string("shard 1 of 2"));
        QVERIFY(!wholeOf(folder.path() / "other-00001-of-00002.safetensors"));
        QCOMPARE(wholeOf(folder.path() / "mp_rank_00_model_states.pt")->path, folder.path());
        QVERIFY(!wholeOf(folder.path() / "plain.pth"));
    }

    void ranksAreCountedAsNumbers()
    {
        const TempFolder folder;
        write(folder, {"rank_10", "rank_9", "rank_2", "rank_02", "a"});
        QCOMPARE(fileNamesIn(folder.path()), (std::vector<std::string>{"a", "rank_02", "rank_2", "rank_9", "rank_10"}));
    }

    void leavingTheFolderByLatestIsRefused()
    {
        const TempFolder folder;
        const TempFolder other;
        write(other, {"mp_rank_00_model_states.pt"});
        std::ofstream(folder.path() / "latest") << "../" + other.path().filename().string();
        QVERIFY(!checkpointFolderAt(folder.path()));
    }
};

QTEST_GUILESS_MAIN(TestCheckpointFolder)
#include "tst_checkpoint_folder.moc"
