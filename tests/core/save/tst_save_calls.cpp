// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <fstream>

#include "core/opening/open_checkpoint.h"
#include "core/save/edit_in_place.h"
#include "core/save/save_checkpoint.h"
#include "core/save/undo_edit.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/failing_calls.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// One storage that is copied by the kernel, others that are gathered.
std::vector<std::byte> sample()
{
    return CheckpointBuilder()
        .tensor("fc.weight", DType::Float32, {200, 1000}, "cuda:1")
        .tensor("fc.bias", DType::Float32, {200}, "cuda:1")
        .prefix("module.")
        .wrapper("model")
        .zip();
}

std::string contents(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

PlannedDocumentPtr planned(const std::filesystem::path& path, bool isCast)
{
    const DocumentPtr document = openCheckpoint(path, OpenOptions{}, quietTask()).value();
    const TreeIndex tree = indexTree(document->content, quietTask()).value();
    MapLocation map;
    map.device = "cpu";
    EditPlan plan{{map}};
    if (isCast) {
        plan.operations.emplace_back(Cast{DType::Float16, {}});
    }
    return planDocument(document, tree, plan, PlanContext{}, quietTask()).value();
}

/// Every call that a save makes.
const std::vector<std::pair<const char*, Call>>& kinds()
{
    static const std::vector<std::pair<const char*, Call>> kKinds{{"write", Call::Write}, {"copy", Call::Copy},
        {"sync", Call::Sync}, {"rename", Call::Rename}, {"close", Call::Close}, {"remove", Call::Unlink},
        {"cut", Call::Cut}};
    return kKinds;
}

} // namespace

/// The system says no to each call of a save in turn.
class TestSaveCalls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTargetIsTheOldFileOrTheNewOne_data()
    {
        QTest::addColumn<Call>("kind");
        QTest::addColumn<SaveFormat>("format");
        QTest::addColumn<bool>("isCast");
        for (const auto& kind : kinds()) {
            const QByteArray name = kind.first;
            QTest::newRow(name + ", zip") << kind.second << SaveFormat::Zip << false;
            QTest::newRow(name + ", zip, cast") << kind.second << SaveFormat::Zip << true;
            QTest::newRow(name + ", legacy") << kind.second << SaveFormat::Legacy << false;
            QTest::newRow(name + ", safetensors") << kind.second << SaveFormat::Safetensors << false;
        }
    }
    void theTargetIsTheOldFileOrTheNewOne()
    {
        QFETCH(Call, kind);
        QFETCH(SaveFormat, format);
        QFETCH(bool, isCast);
        const TempFolder folder;
        const PlannedDocumentPtr plan = planned(folder.write("in.pth", sample()), isCast);
        SaveOptions options;
        options.format = format;
        options.overwrite = Overwrite::Yes;
        options.target = folder.path() / "whole.pth";
        QVERIFY(saveCheckpoint(*plan, options, quietTask()).has_value());
        const std::string whole = contents(options.target);
        std::filesystem::remove(options.target);
        options.target = folder.write("out.pth", "old");
        const auto names = folder.names();
        bool hasFailed = true;
        for (std::uint64_t n = 0; hasFailed; ++n) {
            folder.write("out.pth", "old");
            const FailingCalls calls(kind, n);
            const auto saved = saveCheckpoint(*plan, options, quietTask());
            hasFailed = calls.hasFailed();
            if (!saved) {
                QCOMPARE(saved.error().code(), ErrorCode::IoFailed);
                QCOMPARE(contents(options.target), std::string("old"));
            } else {
                QVERIFY(contents(options.target) == whole);
            }
            QCOMPARE(folder.names(), names);
        }
    }

    void anEditInPlaceIsTakenBack_data()
    {
        QTest::addColumn<Call>("kind");
        for (const auto& kind : kinds()) {
            QTest::newRow(kind.first) << kind.second;
        }
    }
    void anEditInPlaceIsTakenBack()
    {
        QFETCH(Call, kind);
        const TempFolder folder;
        const auto path = folder.write("m.pth", sample());
        const std::string before = contents(path);
        bool hasFailed = true;
        for (std::uint64_t n = 0; hasFailed; ++n) {
            folder.write("m.pth", sample());
            const PlannedDocumentPtr plan = planned(path, false);
            {
                const FailingCalls calls(kind, n);
                const auto edited = editInPlace(*plan, Verification::Structure, quietTask());
                hasFailed = calls.hasFailed();
                QVERIFY(edited.has_value() || edited.error().code() == ErrorCode::IoFailed);
                QVERIFY(edited.has_value() || contents(path) == before);
            }
            QVERIFY(contents(path).starts_with(before));
            QVERIFY(openCheckpoint(path, OpenOptions{}, quietTask()).has_value());
        }
    }

    void anUndoThatFailsCanBeDoneAgain_data()
    {
        QTest::addColumn<Call>("kind");
        QTest::newRow("cut") << Call::Cut;
        QTest::newRow("sync") << Call::Sync;
    }
    void anUndoThatFailsCanBeDoneAgain()
    {
        QFETCH(Call, kind);
        const TempFolder folder;
        const auto path = folder.write("m.pth", sample());
        const std::string before = contents(path);
        QVERIFY(editInPlace(*planned(path, false), Verification::Structure, quietTask()).has_value());
        const std::string edited = contents(path);
        {
            const FailingCalls calls(kind, 0);
            QVERIFY(!undoEdit(path, quietTask()).has_value());
        }
        QVERIFY(contents(path) == before || contents(path) == edited);
        if (contents(path) == edited) {
            QVERIFY(undoEdit(path, quietTask()).has_value());
        }
        QVERIFY(contents(path) == before);
    }
};

QTEST_GUILESS_MAIN(TestSaveCalls)
#include "tst_save_calls.moc"
