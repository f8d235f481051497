// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/report/folder_listing.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QStringList namesIn(const std::filesystem::path& folder, FolderDepth depth)
{
    QStringList names;
    const auto found = checkpointsIn(folder, depth, quietTask());
    for (const auto& path : found ? *found : std::vector<std::filesystem::path>{}) {
        names.append(QString::fromStdString(path.lexically_relative(folder).string()));
    }
    return names;
}

CheckpointBuilder checkpoint(int epoch)
{
    CheckpointBuilder builder;
    builder.wrapper("model").tensor("fc.weight", DType::Float32, {2, 3}, "cuda:1").value("epoch", epoch);
    builder.value("best_acc", 0.5);
    return builder;
}

} // namespace

class TestFolderListing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAndFoldersThatAreCheckpointsAreListedAsPeopleCount()
    {
        const TempFolder folder;
        std::filesystem::create_directories(folder.path() / "sharded");
        std::filesystem::create_directories(folder.path() / "older");
        folder.write("epoch_10.pth", checkpoint(10).zip());
        folder.write("epoch_9.pth", checkpoint(9).zip());
        folder.write(".hidden", "x");
        folder.write("older/epoch_1.pth", checkpoint(1).zip());
        folder.write("sharded/m-00001-of-00001.bin", checkpoint(3).zip());
        folder.write("sharded/m.bin.index.json", R"({"weight_map": {"a": "m-00001-of-00001.bin"}})");
        QCOMPARE(namesIn(folder.path(), FolderDepth::Here), (QStringList{"epoch_9.pth", "epoch_10.pth", "sharded"}));
        QCOMPARE(namesIn(folder.path(), FolderDepth::Below),
            (QStringList{"epoch_9.pth", "epoch_10.pth", "sharded", "older/epoch_1.pth"}));
    }

    void aRowSaysWhatATableNeeds()
    {
        const TempFolder folder;
        const auto path = folder.write("epoch_9.pth", checkpoint(9).zip());
        const auto row = folderRow(path, OpenOptions{}, quietTask());
        QVERIFY(row);
        QCOMPARE(row->kind, FileKind::TorchZip);
        QCOMPARE(row->epoch, std::string("9"));
        QCOMPARE(row->best, std::string("best_acc 0.5"));
        QCOMPARE(row->tensors, 1U);
        QCOMPARE(row->parameters, 6U);
        QCOMPARE(row->devices.size(), 1U);
        QCOMPARE(row->devices.front().first, std::string("cuda:1"));
        QVERIFY(!row->loadsOn.empty());
        QVERIFY(!row->isDamaged);
        QVERIFY(folderRowText(*row).find("best_acc 0.5") != std::string::npos);
    }

    void whatIsNoCheckpointHasNoRow()
    {
        const TempFolder folder;
        QVERIFY(!folderRow(folder.write("notes.txt", "nothing"), OpenOptions{}, quietTask()));
        QVERIFY(!checkpointsIn(folder.path() / "missing", FolderDepth::Here, quietTask()));
    }

    void listingStopsWhenAsked()
    {
        const TempFolder folder;
        folder.write("a.pth", checkpoint(1).zip());
        std::stop_source stop;
        stop.request_stop();
        SilentProgress progress;
        const auto found = checkpointsIn(folder.path(), FolderDepth::Below, Task{stop.get_token(), progress});
        QVERIFY(!found);
        QCOMPARE(found.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestFolderListing)
#include "tst_folder_listing.moc"
