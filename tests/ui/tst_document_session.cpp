// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/model_text.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/plan_model.h"
#include "ui/models/planned_table_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/value_tree_model.h"
#include "ui/session/document_session.h"
#include "ui/session/recent_files.h"
#include "ui/session/settings.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr int kTimeout = 10'000;

struct Stage {
    TempFolder folder;
    JobRunner runner;
    DocumentSession session{runner, PlanContext{}};

    std::filesystem::path write(const std::string& name, const CheckpointBuilder& builder) const
    {
        return folder.write(name, builder.zip());
    }
    bool open(const std::filesystem::path& path)
    {
        QSignalSpy changed(&session, &DocumentSession::documentChanged);
        session.open(path);
        return changed.wait(kTimeout) && session.opened();
    }
};

/// More leaves than are planned for between two frames.
CheckpointBuilder largeStateDict()
{
    CheckpointBuilder builder;
    builder.prefix("module.");
    for (int i = 0; i < 4'500; ++i) {
        builder.tensor("layer" + std::to_string(i) + ".weight", DType::Float32, {1}, "cuda:0");
    }
    return builder;
}

const Operation kToCpu = MapLocation{"cpu", {}, {}};
const Operation kRemoveModule = RemovePrefix{"module.", {}};

} // namespace

class TestDocumentSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openingGivesDocumentTreeAndCard()
    {
        Stage stage;
        QSignalSpy started(&stage.session, &DocumentSession::openStarted);
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        QCOMPARE(started.count(), 1);
        QCOMPARE(stage.session.opened()->card.tensors, std::uint64_t{5});
        QCOMPARE(stage.session.opened()->tensors.size(), std::size_t{5});
        QVERIFY(!stage.session.isOpening());
        QVERIFY(stage.session.whyNotSave());
    }

    void aFileThatIsNoneFailsAndKeepsWhatIsOpen()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        const OpenedPtr before = stage.session.opened();
        QSignalSpy failed(&stage.session, &DocumentSession::openFailed);
        stage.session.open(stage.folder.write("empty.pth", ""));
        QVERIFY(failed.wait(kTimeout));
        QCOMPARE(stage.session.opened(), before);
        stage.session.open(stage.folder.path() / "missing.pth");
        QVERIFY(failed.wait(kTimeout));
    }

    void theFileAskedForLastIsTheOneThatOpens()
    {
        Stage stage;
        const auto first = stage.write("first.pth", smallTraining());
        const auto second = stage.write("second.pth", smallTraining());
        QSignalSpy changed(&stage.session, &DocumentSession::documentChanged);
        QSignalSpy failed(&stage.session, &DocumentSession::openFailed);
        stage.session.open(first);
        stage.session.open(second);
        QVERIFY(changed.wait(kTimeout));
        QTRY_VERIFY(stage.runner.isIdle());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(stage.session.opened()->document->path.filename().string(), std::string("second.pth"));
    }

    void everyChangeOfThePlanCanBeUndone()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        QSignalSpy planned(&stage.session, &DocumentSession::outcomeChanged);
        stage.session.addOperations({kToCpu}, QStringLiteral("cpu"));
        stage.session.addOperations({kRemoveModule}, QStringLiteral("module."));
        QCOMPARE(stage.session.changeCount(), 2);
        QCOMPARE(planned.count(), 2); // a small file is planned for at once
        QVERIFY(stage.session.planned());
        QVERIFY(!stage.session.whyNotSave());
        stage.session.setPlan(stage.session.plan(), QStringLiteral("nothing"));
        QCOMPARE(stage.session.undoStack().count(), 2);
        stage.session.undoStack().undo();
        QCOMPARE(stage.session.changeCount(), 1);
        stage.session.undoStack().undo();
        QVERIFY(!stage.session.outcome());
        stage.session.undoStack().redo();
        QCOMPARE(stage.session.plannedCard().devices.size(), std::size_t{1});
    }

    void aPlanThatCannotWorkIsAnOutcomeWithItsReason()
    {
        Stage stage;
        CheckpointBuilder builder;
        builder.tensor("a.w", DType::Float32, {1}).tensor("w", DType::Float32, {1});
        QVERIFY(stage.open(stage.write("a.pth", builder)));
        stage.session.addOperations({RemovePrefix{"a.", {}}}, QStringLiteral("collide"));
        QVERIFY(stage.session.outcome());
        QVERIFY(stage.session.outcome()->error);
        QVERIFY(!stage.session.planned());
        QVERIFY(stage.session.whyNotSave());
        QVERIFY(!stage.session.plannedNow());
    }

    void largeFilesArePlannedForByAJobAndOldAnswersAreDropped()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write("large.pth", largeStateDict())));
        stage.session.addOperations({kToCpu}, QStringLiteral("cpu"));
        QVERIFY(!stage.session.isSettled());
        stage.session.addOperations({kRemoveModule}, QStringLiteral("module."));
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.isSettled(), kTimeout);
        QTRY_VERIFY(stage.runner.isIdle());
        QVERIFY(stage.session.planned());
        QCOMPARE(stage.session.planned()->plan.operations.size(), std::size_t{2});
        // Undone before the answer is there: nothing is planned, and nothing comes late.
        stage.session.addOperations({Compact{}}, QStringLiteral("compact"));
        stage.session.setPlan({}, QStringLiteral("clear"));
        QTRY_VERIFY(stage.runner.isIdle());
        QVERIFY(!stage.session.outcome());
    }

    void aSavedFileIsWhatWasPlanned()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        stage.session.addOperations({kToCpu, kRemoveModule}, QStringLiteral("both"));
        QSignalSpy saved(&stage.session, &DocumentSession::saved);
        SaveOptions options;
        options.target = stage.folder.path() / "b.pth";
        stage.session.save(options);
        QVERIFY(stage.session.isSaving());
        QVERIFY(saved.wait(kTimeout));
        QVERIFY(!stage.session.isSaving());
        const auto written = openCheckpoint(options.target, OpenOptions{}, quietTask());
        QVERIFY(written);
        QCOMPARE((*written)->content.tensors.size(), std::size_t{5});
        QSignalSpy failed(&stage.session, &DocumentSession::saveFailed);
        stage.session.save(options); // it exists now
        QVERIFY(failed.wait(kTimeout));
    }

    void findingsThatThePlanMendsStayAndCanBeUndone()
    {
        Stage stage;
        ProblemListModel model(stage.session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        int row = -1;
        for (int i = 0; i < model.rowCount(); ++i) {
            if (model.index(i).data(ProblemListModel::FixLabelRole).toString() == QStringLiteral("Move to cpu")) {
                row = i;
            }
        }
        QVERIFY(row >= 0);
        const int errors = model.countOf(Severity::Error);
        model.mend(row);
        QVERIFY(model.index(row).data(IsMendedRole).toBool());
        QVERIFY(model.index(row).data(ProblemListModel::CanUndoRole).toBool());
        QCOMPARE(model.countOf(Severity::Error), errors - 1);
        QVERIFY(model.index(row).data().toString().startsWith(QStringLiteral("Mended: ")));
        model.undo(row);
        QVERIFY(!model.index(row).data(IsMendedRole).toBool());
        QCOMPARE(stage.session.changeCount(), 0);
    }

    void thePlanIsAListThatCanBeSwitchedMovedAndShortened()
    {
        Stage stage;
        PlanModel model(stage.session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        stage.session.addOperations({kToCpu, kRemoveModule}, QStringLiteral("both"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0).data(DetailRole).toString(), QStringLiteral("5 tensors"));
        QVERIFY(model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.index(0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QCOMPARE(stage.session.changeCount(), 1);
        model.move(0, 1);
        QCOMPARE(model.index(1).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY(model.removeRows(1, 1));
        QCOMPARE(model.rowCount(), 1);
        stage.session.undoStack().undo();
        QCOMPARE(model.rowCount(), 2);
    }

    void theTreeShowsWhatThePlanChanges()
    {
        Stage stage;
        ValueTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        model.setDocument(stage.session.opened());
        modelText(model); // every level is open
        stage.session.addOperations({kToCpu, kRemoveModule, Drop{{}, {}, {*parsePath("arch")}}}, QStringLiteral("all"));
        model.setOutcome(stage.session.outcome());
        const QModelIndex dict = model.index(0, 0);
        const QModelIndex conv = model.index(0, 0, dict);
        QCOMPARE(conv.data(NewTextRole).toString(), QStringLiteral("conv1.weight"));
        QCOMPARE(conv.siblingAtColumn(ValueTreeModel::Device).data(NewDevicesRole).toStringList(),
            QStringList{QStringLiteral("cpu")});
        const QModelIndex group = model.index(1, 0, dict);
        QCOMPARE(group.data(NewTextRole).toString(), QStringLiteral("bn1"));
        QVERIFY(!model.index(0, 0, group).data(NewTextRole).isValid());
        QCOMPARE(model.index(0, 0, group).data(ChangeRole).toInt(), static_cast<int>(RowChange::Changed));
        const QModelIndex epoch = model.index(1, 0);
        QCOMPARE(epoch.data(ChangeRole).toInt(), static_cast<int>(RowChange::Same));
        const QModelIndex arch = model.index(2, 0);
        QCOMPARE(arch.data(ChangeRole).toInt(), static_cast<int>(RowChange::Dropped));
        QVERIFY(arch.data(DetailRole).isValid());
        model.setOutcome(nullptr);
        QVERIFY(!conv.data(NewTextRole).isValid());
    }

    void rowsBeforeAndAfterAreListed()
    {
        Stage stage;
        PlannedTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(stage.open(stage.write("a.pth", smallTraining())));
        stage.session.addOperations({kRemoveModule}, QStringLiteral("module."));
        auto rows = plannedRows(*stage.session.planned(), stage.session.opened()->tree, quietTask());
        QVERIFY(rows);
        model.setRows(std::make_shared<const std::vector<PlannedRow>>(std::move(*rows)));
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.changedCount(), std::size_t{5});
        QCOMPARE(
            model.index(0, PlannedTableModel::Before).data().toString(), QStringLiteral("model/module.conv1.weight"));
        QCOMPARE(model.index(0, PlannedTableModel::After).data().toString(), QStringLiteral("model/conv1.weight"));
        model.setShown(PlannedTableModel::Show::ChangedOnly);
        QCOMPARE(model.rowCount(), 5);
    }

    void recentFilesAreKeptNewestFirst()
    {
        const TempFolder folder;
        const QString file = pathToQString(folder.path() / "settings.ini");
        {
            Settings settings(file);
            RecentFiles recent(settings);
            QSignalSpy changed(&recent, &RecentFiles::changed);
            for (int i = 0; i < RecentFiles::kMaxFiles + 3; ++i) {
                Card card;
                card.path = "/tmp/" + std::to_string(i) + ".pth";
                card.holds = "Training checkpoint";
                card.bytes = 7;
                card.devices = {{"cuda:0", {}}};
                recent.add(card, QDateTime::currentDateTime());
            }
            QCOMPARE(changed.count(), RecentFiles::kMaxFiles + 3);
            settings.setTheme(ThemeChoice::Dark);
            settings.setVerification(Verification::Full);
        }
        Settings settings(file);
        RecentFiles recent(settings);
        QCOMPARE(recent.files().size(), RecentFiles::kMaxFiles);
        QCOMPARE(recent.files().first().path, QStringLiteral("/tmp/14.pth"));
        QCOMPARE(recent.files().first().devices, QStringList{QStringLiteral("cuda:0")});
        QCOMPARE(settings.theme(), ThemeChoice::Dark);
        QCOMPARE(settings.verification(), Verification::Full);
        recent.remove(QStringLiteral("/tmp/14.pth"));
        QCOMPARE(recent.files().first().path, QStringLiteral("/tmp/13.pth"));
        recent.clear();
        QVERIFY(RecentFiles(settings).files().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDocumentSession)
#include "tst_document_session.moc"
