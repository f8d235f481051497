// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/folders/checkpoint_folder.h"
#include "core/folders/rank_files.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

class TestRankFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesOfProcessesAreKnownByTheirNames_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("sets");
        QTest::newRow("none") << QStringList{"a.pth", "ranking_3.pth", "rank.pt", "frank.pth"} << "";
        QTest::newRow("one set") << QStringList{"model_rank1.pt", "model_rank0.pt"} << "model: 0 1";
        QTest::newRow("verl's") << QStringList{"model_world_size_2_rank_0.pt", "optim_world_size_2_rank_0.pt",
            "model_world_size_2_rank_1.pt"}
                                << "model_world_size_2: 0 1, optim_world_size_2: 0";
        QTest::newRow("ranks before tens") << QStringList{"rank10.bin", "rank2.bin"} << "rank: 2 10";
        QTest::newRow("in capitals, in the middle") << QStringList{"ckpt.RANK=03.last.pth"} << "ckpt.last: 3";
        QTest::newRow("one rank twice") << QStringList{"m-rank-1.pt", "m-rank-01.pt"} << "m: 1";
        QTest::newRow("more digits than ranks have") << QStringList{"rank12345678901.pt"} << "";
    }
    void filesOfProcessesAreKnownByTheirNames()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, sets);
        const TempFolder folder;
        for (const QString& name : names) {
            folder.write(name.toStdString(), std::vector<std::byte>(1));
        }
        QStringList found;
        for (const RankSet& set : rankSetsIn(folder.path())) {
            QString text = QString::fromStdString(set.name) + ':';
            for (const RankSet::File& file : set.files) {
                text += ' ' + QString::number(file.rank);
                QVERIFY(isRankFileName(file.name));
            }
            found.append(text);
        }
        QCOMPARE(found.join(", "), sets);
    }

    void onlyFilesThatSpeakOfOtherProcessesMakeAFolderACheckpoint()
    {
        const TempFolder folder;
        folder.write("model_rank0.pt", CheckpointBuilder().tensor("w", DType::Float32, {2}).zip());
        folder.write("model_rank1.pt", CheckpointBuilder().tensor("w", DType::Float32, {2}).zip());
        QVERIFY(!isRankFolder(folder.path()));
        QVERIFY(!checkpointFolderAt(folder.path()));
        const std::filesystem::path ranks = std::filesystem::path(PTHF_TEST_DATA) / "ranks";
        QVERIFY(isRankFolder(ranks));
        QVERIFY(holdsDistributedTensors(ranks / "model_rank0.pt"));
        QCOMPARE(checkpointFolderAt(ranks)->kind, FileKind::Dcp);
        QVERIFY(!holdsDistributedTensors(folder.path() / "none.pt"));
        QVERIFY(!holdsDistributedTensors(std::filesystem::path(PTHF_TEST_DATA) / "README.md"));
    }
};

QTEST_GUILESS_MAIN(TestRankFiles)
#include "tst_rank_files.moc"
