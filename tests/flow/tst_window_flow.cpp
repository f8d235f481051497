// SPDX-License-Identifier: Apache-2.0
// The main job, once through the window with mouse and keyboard: open, choose a device, remove a prefix, save.
#include <algorithm>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/opening/open_checkpoint.h"
#include "tests/support/test_task.h"
#include "tests/support/window_stage.h"
#include "ui/base/metrics.h"
#include "ui/models/tensor_table_model.h"
#include "ui/widgets/tree_view.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr int kOpenTimeout = WindowStage::kOpenTimeout;

/// A window in which the sample is asked for as somebody who has touched the keyboard does.
struct Stage : WindowStage {
    bool openSample()
    {
        QTest::keyClick(&window, Qt::Key_F6);
        return WindowStage::openSample();
    }
};

/// Presses a picker and chooses an entry of its menu by the keyboard.
bool choose(PlanPicker& picker, const QString& start)
{
    bool isChosen = false;
    QTimer::singleShot(0, &picker, [&] { // the menu runs its own loop until something is chosen
        QMenu* menu = picker.menu();
        if (!QTest::qWaitFor([menu] { return menu->isVisible(); })) {
            return;
        }
        for (QAction* action : menu->actions()) {
            if (action->text().startsWith(start)) {
                menu->setActiveAction(action);
                QTest::keyClick(menu, Qt::Key_Return);
                isChosen = true;
                return;
            }
        }
        menu->close();
    });
    QTest::mouseClick(&picker, Qt::LeftButton);
    return isChosen;
}

} // namespace

class TestWindowFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void threeClicksMakeAFileForALaptop()
    {
        Stage stage;
        QVERIFY(stage.window.windowTitle().contains(QStringLiteral("Pthfinder")));
        QTest::mouseClick(stage.find<QPushButton>("startSampleButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.opened() != nullptr, kOpenTimeout);
        QTRY_COMPARE(stage.window.windowTitle(), QStringLiteral("sample.pth – Pthfinder"));
        auto* save = stage.find<QToolButton>("saveButton");
        QVERIFY(!save->isEnabled());

        QVERIFY(choose(*stage.window.pickers().device(), QStringLiteral("cpu")));
        QVERIFY(choose(*stage.window.pickers().prefix(), QStringLiteral("Remove module.")));
        QCOMPARE(stage.session.changeCount(), 2);
        QVERIFY(save->isEnabled());
        QCOMPARE(stage.find<QLabel>("changeCount")->text(), QStringLiteral("2 changes"));

        QTest::mouseClick(save, Qt::LeftButton);
        QDialog* dialog = stage.dialog("saveDialog");
        QVERIFY(dialog != nullptr);
        const auto target = stage.folder.path() / "laptop.pth";
        auto* file = dialog->findChild<QLineEdit*>(QStringLiteral("saveFile"));
        QVERIFY(file != nullptr);
        file->selectAll();
        QTest::keyClicks(file, pathToQString(target));
        QSignalSpy saved(&stage.session, &DocumentSession::saved);
        QTest::keyClick(file, Qt::Key_Return);
        QVERIFY(saved.wait(kOpenTimeout));
        const auto receipt = saved.first().first().value<Receipt>();
        QCOMPARE(receipt.verification, Verification::Structure);
        QVERIFY(stage.dialog("receipt") != nullptr);

        const auto written = openCheckpoint(target, OpenOptions{}, quietTask());
        QVERIFY(written);
        const Content& content = (*written)->content;
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        std::size_t tensors = 0;
        for (const Leaf& leaf : tree->leaves) {
            if (leaf.tensor == kNoTensor) {
                continue;
            }
            ++tensors;
            QCOMPARE(content.deviceOf(content.tensor(leaf.tensor)), std::string_view("cpu"));
            QVERIFY(tree->pathTextOf(content, leaf.place).find("/module.") == std::string::npos);
        }
        QCOMPARE(tensors, static_cast<std::size_t>(stage.session.opened()->card.tensors));
    }

    void theOpenDialogShowsEveryFormat()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_O, Qt::ControlModifier);
        auto* dialog = qobject_cast<QFileDialog*>(stage.dialog("openDialog"));
        QVERIFY(dialog != nullptr);
        const QString shown = dialog->nameFilters().join(u' ');
        for (const char* ending : {"*.pth", "*.safetensors", "*.gguf", "*.npz", "*.h5"}) {
            QVERIFY2(shown.contains(QLatin1String(ending)), ending);
        }
    }

    void aSaveIsOfferedANameThatIsFree()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        stage.settings.setSaveFolder(pathToQString(stage.folder.path()));
        QTest::keyClick(&stage.window, Qt::Key_L, Qt::ControlModifier);
        const auto offered = [&] {
            const QDialog* dialog = stage.dialog("saveDialog");
            return dialog == nullptr ? QString() : dialog->findChild<QLineEdit*>(QStringLiteral("saveFile"))->text();
        };
        QCOMPARE(QFileInfo(offered()).fileName(), QStringLiteral("sample.cpu.pth"));
        stage.folder.write("sample.cpu.pth", "x");
        QTest::keyClick(stage.dialog("saveDialog"), Qt::Key_Escape);
        QTRY_VERIFY(stage.find<QDialog>("saveDialog") == nullptr);
        stage.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(QFileInfo(offered()).fileName(), QStringLiteral("sample.cpu-2.pth"));
        QVERIFY(stage.dialog("saveDialog")->findChild<QPushButton*>(QStringLiteral("saveAccept"))->isEnabled());
    }

    void devicesAreOfferedInTheOrderOfTheirNumbers()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        QMenu* menu = stage.window.pickers().device()->menu();
        Q_EMIT menu->aboutToShow();
        QStringList devices;
        for (const QAction* action : menu->actions()) {
            if (action->objectName().startsWith(QLatin1String("device_"))) {
                devices.append(action->objectName().mid(7));
            }
        }
        QCOMPARE(devices.first(), QStringLiteral("cpu"));
        QCOMPARE(devices.last(), QStringLiteral("mps"));
        QStringList gpus = devices.filter(QStringLiteral("cuda:"));
        QVERIFY(gpus.size() >= 2);
        QVERIFY(std::ranges::is_sorted(gpus));
    }

    void treeAndTableLookAtTheSameTensor()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        auto* title = stage.find<QLabel>("detailsTitle");
        auto* table = stage.find<QTableView>("tensorTable");
        QTest::keyClick(&stage.window, Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(table->currentIndex().isValid()); // details of something, not of nothing
        table->setCurrentIndex(table->model()->index(5, 0));
        const QString fifth = title->toolTip();
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(title->toolTip(), fifth);
        auto* tree = stage.find<TreeView>("tree");
        tree->setCurrentIndex(tree->indexBelow(tree->currentIndex()));
        const QString next = title->toolTip();
        QVERIFY(next != fifth);
        QTest::keyClick(&stage.window, Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(title->toolTip(), next);
    }

    void theKeyboardAloneIsEnough()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        QTest::keyClick(&stage.window, Qt::Key_L, Qt::ControlModifier); // laptop copy
        QDialog* dialog = stage.dialog("saveDialog");
        QVERIFY(dialog != nullptr);
        QVERIFY(stage.session.changeCount() > 2);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(stage.find<QDialog>("saveDialog") == nullptr);
        stage.window.activateWindow(); // what a window manager does
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.session.changeCount(), 0);
        QTest::keyClick(&stage.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(stage.session.changeCount() > 2);

        QTest::keyClick(&stage.window, Qt::Key_3, Qt::ControlModifier);
        QTest::keyClick(&stage.window, Qt::Key_F, Qt::ControlModifier);
        auto* filter = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(filter != nullptr);
        QCOMPARE(filter->objectName(), QStringLiteral("tensorFilter"));
    }

    void f6VisitsEveryRegionAndReturns()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        QStringList visited;
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(&stage.window, Qt::Key_F6);
            const QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus != nullptr);
            QVERIFY(stage.window.testAttribute(Qt::WA_KeyboardFocusChange)); // buttons show that they have it
            visited.append(focus->objectName().isEmpty() ? QString::fromLatin1(focus->metaObject()->className())
                                                         : focus->objectName());
        }
        QVERIFY2(visited.contains(QStringLiteral("tree")), qPrintable(visited.join(u' ')));
        QVERIFY2(visited.contains(QStringLiteral("viewTabs")), qPrintable(visited.join(u' ')));
        QVERIFY2(QSet<QString>(visited.begin(), visited.end()).size() >= 5, qPrintable(visited.join(u' ')));
        QCOMPARE(visited.first(), visited.at(visited.indexOf(visited.first(), 1)));
    }

    void aFileThatIsNoneIsExplainedAndTheOpenOneStays()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        const OpenedPtr before = stage.session.opened();
        const auto path = stage.folder.write("page.pth", "<!DOCTYPE html><title>Quota exceeded</title>");
        QSignalSpy failed(&stage.session, &DocumentSession::openFailed);
        stage.window.openFile(pathToQString(path));
        QVERIFY(failed.wait(kOpenTimeout));
        QVERIFY(stage.find<QWidget>("errorPage")->isVisible());
        QVERIFY(stage.find<QLabel>("errorDetail")->text().contains(QStringLiteral("Quota exceeded")));
        QCOMPARE(stage.session.opened(), before);
    }

    void aDroppedFileOpens()
    {
        Stage stage;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral(PTHF_SAMPLE_FILE))});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&stage.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&stage.window, &drop);
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.opened() != nullptr, kOpenTimeout);
        QCOMPARE(stage.recent.files().size(), 1);
    }

    void savingOverTheOpenFileReadsItAgain()
    {
        Stage stage;
        const auto path = stage.folder.path() / "own.pth";
        QVERIFY(QFile::copy(QStringLiteral(PTHF_SAMPLE_FILE), pathToQString(path)));
        QVERIFY(QFile::setPermissions(pathToQString(path), QFile::ReadOwner | QFile::WriteOwner));
        stage.window.openFile(pathToQString(path));
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.opened() != nullptr, kOpenTimeout);
        const OpenedPtr before = stage.session.opened();
        stage.session.addOperations({MapLocation{"cpu", {}, {}}}, QStringLiteral("cpu"));
        QSignalSpy saved(&stage.session, &DocumentSession::saved);
        SaveOptions options;
        options.target = path;
        options.overwrite = Overwrite::Yes;
        stage.session.save(options);
        QVERIFY(saved.wait(kOpenTimeout));
        QTRY_VERIFY_WITH_TIMEOUT(stage.session.opened() != before && stage.session.opened(), kOpenTimeout);
        QCOMPARE(stage.session.changeCount(), 0);
        QCOMPARE(stage.session.opened()->card.devices.size(), std::size_t{1});
    }

    void closingStopsWhatRunsAndThenCloses()
    {
        Stage stage;
        auto* job = stage.runner.run<int>(
            JobLane::Save, JobLabel{QStringLiteral("Saving"), {}},
            [](const Task& task) -> Result<int> {
                while (!task.isCancelled()) { }
                return Error{ErrorCode::Cancelled, "cancelled"};
            },
            &stage.session);
        QSignalSpy started(job, &JobBase::started);
        QVERIFY(started.wait());
        QVERIFY(!stage.window.close());
        QVERIFY(stage.window.isVisible());
        QTRY_VERIFY(!stage.window.isVisible());
        QVERIFY(stage.runner.isIdle());
    }

    void smallWindowsFoldByTheDrawnRules()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        auto* tree = stage.find<TreeView>("tree");
        QVERIFY(!tree->isColumnHidden(1));
        stage.window.resize(800, 520);
        QTRY_VERIFY(tree->isColumnHidden(1));
        QVERIFY(!stage.find<QWidget>("badgeStrip")->isVisible());
        stage.window.resize(1900, 1200);
        QTRY_VERIFY(!tree->isColumnHidden(1));
        QTRY_VERIFY(stage.find<QWidget>("badgeStrip")->isVisible());
    }

    void namesStayReadableInASmallWindowWithThePlanOpen()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations({MapLocation{"cpu", {}, {}}}, QStringLiteral("plan"));
        QTest::keyClick(&stage.window, Qt::Key_3, Qt::ControlModifier);
        auto* tensors = stage.find<QTableView>("tensorTable");
        stage.window.resize(1280, 800);
        QTRY_VERIFY(!tensors->isColumnHidden(TensorTableModel::Storage));
        stage.window.resize(1024, 700);
        const Metrics metrics(&stage.window);
        QTRY_VERIFY(tensors->columnWidth(TensorTableModel::Key) >= metrics.scaled(170));
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::ControlModifier);
        auto* tree = stage.find<TreeView>("tree");
        QTRY_VERIFY(tree->columnWidth(0) >= metrics.scaled(140));
        auto* tabs = stage.find<QTabBar>("viewTabs");
        QTRY_VERIFY(tabs->width() >= tabs->sizeHint().width());
        QTest::keyClick(&stage.window, Qt::Key_3, Qt::ControlModifier);
        stage.window.resize(1280, 800);
        QTRY_VERIFY(!tensors->isColumnHidden(TensorTableModel::Storage));
    }

    void findingsFoldBelowAViewThatWantsThePage()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        auto* findings = stage.find<QListView>("findingsList");
        QVERIFY(findings->isVisible());
        QTest::keyClick(&stage.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!findings->isVisible());
        QTest::mouseClick(stage.find<QToolButton>("findingsHead"), Qt::LeftButton);
        QVERIFY(findings->isVisible());
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::ControlModifier);
        QVERIFY(findings->isVisible());
        QTest::keyClick(&stage.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(findings->isVisible()); // as it was left there
    }

    void detailsThatArePinnedStayWhileOtherRowsAreChosen()
    {
        Stage stage;
        QVERIFY(stage.openSample());
        auto* tree = stage.find<TreeView>("tree");
        auto* title = stage.find<QLabel>("detailsTitle");
        tree->setCurrentIndex(tree->model()->index(0, 0));
        const QString first = title->accessibleName();
        auto* pin = stage.find<QToolButton>("pinDetails");
        QTest::mouseClick(pin, Qt::LeftButton);
        tree->setCurrentIndex(tree->model()->index(1, 0));
        QCOMPARE(title->accessibleName(), first);
        QTest::mouseClick(pin, Qt::LeftButton);
        QVERIFY(title->accessibleName() != first);
        QTest::mouseClick(pin, Qt::LeftButton);
        stage.session.close();
        QTRY_VERIFY(!pin->isChecked());
    }

    void theWindowRemembersItsState()
    {
        const TempFolder folder;
        const QString file = pathToQString(folder.path() / "settings.ini");
        {
            Settings settings(file);
            RecentFiles recent(settings);
            JobRunner runner;
            DocumentSession session(runner, PlanContext{});
            MainWindow window(runner, session, settings, recent, QStringLiteral(PTHF_SAMPLE_FILE));
            window.resize(1111, 700);
            window.show();
            QVERIFY(window.close());
        }
        Settings settings(file);
        RecentFiles recent(settings);
        JobRunner runner;
        DocumentSession session(runner, PlanContext{});
        const MainWindow window(runner, session, settings, recent, QStringLiteral(PTHF_SAMPLE_FILE));
        QCOMPARE(window.size(), QSize(1111, 700));
    }
};

QTEST_MAIN(TestWindowFlow)
#include "tst_window_flow.moc"
