// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "core/checkpoint/tensor_bytes.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/item_roles.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/dialogs/save_changes.h"
#include "ui/dialogs/save_dialog.h"
#include "ui/jobs/job_list_model.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/plan_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/panels/details_panel.h"
#include "ui/panels/jobs_panel.h"
#include "ui/panels/plan_panel.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/record_places.h"
#include "ui/session/document_session.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A session with a small training checkpoint open.
struct Opened {
    TempFolder folder;
    JobRunner runner;
    DocumentSession session{runner, PlanContext{}};
    QString file;

    explicit Opened(const std::vector<std::byte>& bytes = smallTraining().zip())
    {
        const std::filesystem::path path = folder.path() / "small.pth";
        std::ofstream out(path, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        out.close();
        file = pathToQString(path);
        QSignalSpy opened(&session, &DocumentSession::documentChanged);
        session.open(path);
        opened.wait();
    }

    void plan(const std::vector<Operation>& operations)
    {
        session.addOperations(operations, QStringLiteral("test"));
        QTRY_VERIFY(session.isSettled());
    }

    PlaceId placeOf(const QString& path) const
    {
        for (const TensorLine& line : session.opened()->tensors) {
            if (session.opened()->pathAt(line.place) == path) {
                return line.place;
            }
        }
        return {};
    }
};

QString factOf(const Details& details, const QString& label)
{
    for (const DetailFact& fact : details.facts) {
        if (fact.label == label) {
            return fact.value + (fact.newValue.isEmpty() ? QString() : QLatin1String(" > ") + fact.newValue)
                + (fact.devices.isEmpty() ? QString() : fact.devices.join(QLatin1Char(',')))
                + (fact.newDevices.isEmpty() ? QString()
                                             : QLatin1String(" > ") + fact.newDevices.join(QLatin1Char(',')));
        }
    }
    return {};
}

const SaveChange& lineOf(const std::vector<SaveChange>& lines, const QString& what)
{
    const auto line =
        std::find_if(lines.begin(), lines.end(), [&what](const SaveChange& change) { return change.what == what; });
    return *line;
}

} // namespace

class TestPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void aFindingIsMendedByItsButton();
    void aMendedFindingCanBeTakenBack();
    void foldedFindingsShowTheirHeadOnly();

    void aChangeIsSwitchedOffByItsCheckBox();
    void deleteTakesAChangeAway();
    void altDownMovesAChange();
    void theCrossTakesAChangeAway();

    void detailsSayWhatIsKnownOfATensor();
    void detailsSayWhereARecordLies();
    void detailsShowWhatThePlanMakesOfIt();
    void detailsNameTensorsThatShare();
    void detailsOfAValueSayItsValue();
    void detailsArePaintedAndCopied();

    void runningJobsAreShownAndGoAway();

    void savingSaysWhatChangesAndWhatStays();
    void savingOverAFileHasToBeAllowed();
    void savingWithoutAFolderIsRefused();
    void verificationIsAChoice();
};

void TestPanels::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    QApplication::setStyle(new PthfStyle(ThemeKind::Light));
}

void TestPanels::aFindingIsMendedByItsButton()
{
    Opened opened;
    ProblemListModel model(opened.session);
    ProblemsPanel panel(model);
    panel.resize(1000, panel.sizeHint().height());
    panel.show();
    QVERIFY(model.rowCount() > 0);
    auto* mend = panel.findChild<QPushButton*>(QStringLiteral("mend0"));
    QVERIFY(mend != nullptr);
    QVERIFY(!mend->text().isEmpty());
    QTest::mouseClick(mend, Qt::LeftButton);
    QTRY_VERIFY(opened.session.changeCount() > 0);
    QTRY_VERIFY(opened.session.isSettled());
    QTRY_COMPARE(model.mendedCount(), 1);
}

void TestPanels::aMendedFindingCanBeTakenBack()
{
    Opened opened;
    ProblemListModel model(opened.session);
    ProblemsPanel panel(model);
    panel.show();
    model.mend(0);
    QTRY_COMPARE(model.mendedCount(), 1);
    QTRY_VERIFY(panel.findChild<QPushButton*>(QStringLiteral("undo0")) != nullptr);
    QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("undo0")), Qt::LeftButton);
    QTRY_COMPARE(opened.session.changeCount(), 0);
}

void TestPanels::foldedFindingsShowTheirHeadOnly()
{
    Opened opened;
    ProblemListModel model(opened.session);
    ProblemsPanel panel(model);
    panel.show();
    const int unfolded = panel.height();
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("findingsHead")), Qt::LeftButton);
    QVERIFY(panel.isFolded());
    QTRY_VERIFY(panel.height() < unfolded);
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("findingsHead")), Qt::LeftButton);
    QVERIFY(!panel.isFolded());
    QTRY_COMPARE(panel.height(), unfolded);
}

void TestPanels::aChangeIsSwitchedOffByItsCheckBox()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}});
    PlanModel model(opened.session);
    PlanPanel panel(model, opened.session.undoStack());
    panel.resize(440, 300);
    panel.show();
    QListView* view = panel.view();
    const QRect row = view->visualRect(model.index(0));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, row.topLeft() + QPoint(17, 14));
    QTRY_COMPARE(opened.session.changeCount(), 1);
    view->setCurrentIndex(model.index(0));
    QTest::keyClick(view, Qt::Key_Space);
    QTRY_COMPARE(opened.session.changeCount(), 2);
}

void TestPanels::deleteTakesAChangeAway()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}});
    PlanModel model(opened.session);
    PlanPanel panel(model, opened.session.undoStack());
    panel.show();
    panel.view()->setCurrentIndex(model.index(1));
    QTest::keyClick(panel.view(), Qt::Key_Delete);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(std::holds_alternative<MapLocation>(opened.session.plan().items.front().operation));
}

void TestPanels::altDownMovesAChange()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}});
    PlanModel model(opened.session);
    PlanPanel panel(model, opened.session.undoStack());
    panel.show();
    panel.view()->setCurrentIndex(model.index(0));
    QTest::keyClick(panel.view(), Qt::Key_Down, Qt::AltModifier);
    QVERIFY(std::holds_alternative<RemovePrefix>(opened.session.plan().items.front().operation));
    QCOMPARE(panel.view()->currentIndex().row(), 1);
}

void TestPanels::theCrossTakesAChangeAway()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}});
    PlanModel model(opened.session);
    PlanPanel panel(model, opened.session.undoStack());
    panel.show();
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("removeChange0")), Qt::LeftButton);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(std::holds_alternative<RemovePrefix>(opened.session.plan().items.front().operation));
}

void TestPanels::detailsSayWhatIsKnownOfATensor()
{
    Opened opened;
    DetailsSource source;
    source.setDocument(opened.session.opened());
    const Details details = source.at(opened.placeOf(QStringLiteral("model/module.conv1.weight")));
    QCOMPARE(details.title, QStringLiteral("model/module.conv1.weight"));
    QCOMPARE(details.subtitle, QStringLiteral("Tensor 1 of 5 in model"));
    QCOMPARE(factOf(details, QStringLiteral("Type")), QStringLiteral("float32"));
    QCOMPARE(factOf(details, QStringLiteral("Shape")), QStringLiteral("[4, 3, 3, 3]"));
    QCOMPARE(factOf(details, QStringLiteral("Elements")), QStringLiteral("108"));
    QCOMPARE(factOf(details, QStringLiteral("Size")), QStringLiteral("432 B"));
    QCOMPARE(factOf(details, QStringLiteral("Strides")), QStringLiteral("[27, 9, 3, 1]"));
    QCOMPARE(factOf(details, QStringLiteral("Device")), QStringLiteral("cuda:0"));
    QCOMPARE(factOf(details, QStringLiteral("Shared with")), QStringLiteral("nothing"));
    QCOMPARE(factOf(details, QStringLiteral("In the file")), QStringLiteral("data/0"));
}

void TestPanels::detailsSayWhereARecordLies()
{
    Opened opened;
    const OpenedPtr& document = opened.session.opened();
    const PlaceId place = opened.placeOf(QStringLiteral("model/module.conv1.weight"));
    const StorageId storage = document->document->content.tensor(document->leafAt(place)->tensor).storage;
    JobRunner runner;
    RecordPlaces places(runner);
    places.setDocument(document);
    DetailsSource source;
    source.setDocument(document);
    source.setRecordFinder([&places](StorageId id) { return places.offsetOf(id); });
    const auto detail = [&] {
        for (const DetailFact& fact : source.at(place).facts) {
            if (fact.label == u"In the file") {
                return fact.detail;
            }
        }
        return QString();
    };
    QSignalSpy found(&places, &RecordPlaces::found);
    QCOMPARE(detail(), QString()); // asks for it
    QVERIFY(found.wait());
    const auto offset = storageOffset(*document->document, storage);
    QVERIFY(offset.has_value());
    QCOMPARE(detail(), QStringLiteral("at byte ") + shownCount(*offset));
    QCOMPARE(*offset % 64, std::uint64_t{0}); // where torch puts them
}

void TestPanels::detailsShowWhatThePlanMakesOfIt()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}, Cast{DType::Float16, {}}});
    DetailsSource source;
    source.setDocument(opened.session.opened());
    source.setOutcome(opened.session.outcome());
    const Details details = source.at(opened.placeOf(QStringLiteral("model/module.conv1.weight")));
    QCOMPARE(details.title, QStringLiteral("model/conv1.weight"));
    QCOMPARE(details.subtitle, QStringLiteral("Was model/module.conv1.weight"));
    QCOMPARE(factOf(details, QStringLiteral("Type")), QStringLiteral("float32 > float16"));
    QCOMPARE(factOf(details, QStringLiteral("Size")), QStringLiteral("432 B > 216 B"));
    QCOMPARE(factOf(details, QStringLiteral("Device")), QStringLiteral("cuda:0 > cpu"));
}

void TestPanels::detailsNameTensorsThatShare()
{
    CheckpointBuilder builder;
    builder.tensor("whole", DType::Float32, {4, 4});
    builder.view("half", "whole", {2, 4}, {4, 1}, 8);
    Opened opened(builder.zip());
    DetailsSource source;
    source.setDocument(opened.session.opened());
    const Details details = source.at(opened.placeOf(QStringLiteral("half")));
    QCOMPARE(factOf(details, QStringLiteral("Shared with")), QStringLiteral("whole"));
    const auto link = std::find_if(
        details.facts.begin(), details.facts.end(), [](const DetailFact& fact) { return fact.place.has_value(); });
    QVERIFY(link != details.facts.end());
    QCOMPARE(index(*link->place), index(opened.placeOf(QStringLiteral("whole"))));
    QCOMPARE(factOf(details, QStringLiteral("Size")), QStringLiteral("32 B"));
}

void TestPanels::detailsOfAValueSayItsValue()
{
    Opened opened;
    DetailsSource source;
    source.setDocument(opened.session.opened());
    const OpenedDocument& document = *opened.session.opened();
    for (const Leaf& leaf : document.tree.leaves) {
        if (document.tree.pathTextOf(document.document->content, leaf.place) == "epoch") {
            const Details details = source.at(leaf.place);
            QCOMPARE(factOf(details, QStringLiteral("Type")), QStringLiteral("int"));
            QCOMPARE(factOf(details, QStringLiteral("Value")), QStringLiteral("12"));
            return;
        }
    }
    QFAIL("no epoch");
}

void TestPanels::detailsArePaintedAndCopied()
{
    Opened opened;
    DetailsSource source;
    source.setDocument(opened.session.opened());
    DetailsPanel panel;
    panel.resize(440, 500);
    panel.show();
    const QImage before = panel.grab().toImage();
    panel.setDetails(source.at(opened.placeOf(QStringLiteral("model/module.layer1.0.weight"))));
    QCoreApplication::processEvents();
    QVERIFY(panel.grab().toImage() != before);
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("copyPathButton")), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("model/module.layer1.0.weight"));
    panel.clear();
    QVERIFY(panel.findChild<QToolButton*>(QStringLiteral("copyPathButton"))->isHidden());
}

void TestPanels::runningJobsAreShownAndGoAway()
{
    JobRunner runner;
    JobListModel model(runner, 1);
    JobsPanel panel(model);
    QVERIFY(panel.isHidden());
    std::atomic<bool> goesOn = true;
    QObject owner;
    runner.run<Done>(
        JobLane::Save, {QStringLiteral("Saving a.pth"), {}},
        [&goesOn](const Task& task) -> Result<Done> {
            task.progress.report(430, 1000);
            while (goesOn && !task.isCancelled()) {
                QThread::yieldCurrentThread();
            }
            return Done{};
        },
        &owner);
    QTRY_VERIFY(!panel.isHidden());
    auto* cancel = panel.findChild<QPushButton*>(QStringLiteral("jobButton0"));
    QVERIFY(cancel != nullptr);
    QTRY_COMPARE(cancel->text(), QStringLiteral("Cancel"));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY(panel.isHidden());
    goesOn = false;
}

void TestPanels::savingSaysWhatChangesAndWhatStays()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}});
    const auto lines = saveChanges(*opened.session.opened(), *opened.session.outcome());
    const SaveChange& devices = lineOf(lines, QStringLiteral("Devices"));
    QCOMPARE(devices.devicesAfter, QStringList{QStringLiteral("cpu")});
    QCOMPARE(devices.count, QStringLiteral("5 tensors"));
    const SaveChange& keys = lineOf(lines, QStringLiteral("Keys"));
    QCOMPARE(keys.before, QStringLiteral("module.conv1.weight"));
    QCOMPARE(keys.after, QStringLiteral("conv1.weight"));
    QCOMPARE(keys.count, QStringLiteral("5 keys"));
    QCOMPARE(lineOf(lines, QStringLiteral("Number type")).count, QStringLiteral("unchanged"));
    QCOMPARE(lineOf(lines, QStringLiteral("Everything else")).before, QStringLiteral("2 values"));
}

void TestPanels::savingOverAFileHasToBeAllowed()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}});
    SaveDialog dialog(opened.session, opened.file);
    auto* save = dialog.findChild<QPushButton*>(QStringLiteral("saveAccept"));
    auto* replace = dialog.findChild<QCheckBox*>(QStringLiteral("saveReplace"));
    QVERIFY(!save->isEnabled());
    QVERIFY(!replace->isHidden());
    replace->setChecked(true);
    QVERIFY(save->isEnabled());
    QCOMPARE(dialog.options().overwrite, Overwrite::Yes);
    dialog.findChild<QLineEdit*>(QStringLiteral("saveFile"))
        ->setText(pathToQString(opened.folder.path() / "other.pth"));
    QVERIFY(save->isEnabled());
    QVERIFY(replace->isHidden());
    QCOMPARE(dialog.options().overwrite, Overwrite::No);
}

void TestPanels::savingWithoutAFolderIsRefused()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}});
    SaveDialog dialog(opened.session, pathToQString(opened.folder.path() / "none" / "x.pth"));
    auto* complaint = dialog.findChild<QLabel*>(QStringLiteral("saveComplaint"));
    QVERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("saveAccept"))->isEnabled());
    QVERIFY(complaint->text().contains(QStringLiteral("none")));
    dialog.findChild<QLineEdit*>(QStringLiteral("saveFile"))->clear();
    QVERIFY(!complaint->text().isEmpty());
}

void TestPanels::verificationIsAChoice()
{
    Opened opened;
    opened.plan({MapLocation{"cpu", {}, {}}});
    SaveDialog dialog(opened.session, pathToQString(opened.folder.path() / "x.pth"));
    QCOMPARE(dialog.options().verification, Verification::Structure);
    QTest::mouseClick(dialog.findChild<QToolButton*>(QStringLiteral("verifyEveryByte")), Qt::LeftButton);
    QCOMPARE(dialog.options().verification, Verification::Full);
    dialog.findChild<QCheckBox*>(QStringLiteral("saveVerify"))->setChecked(false);
    QCOMPARE(dialog.options().verification, Verification::None);
    dialog.findChild<QComboBox*>(QStringLiteral("saveFormat"))->setCurrentIndex(1);
    QCOMPARE(dialog.options().format, SaveFormat::Legacy);
}

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
