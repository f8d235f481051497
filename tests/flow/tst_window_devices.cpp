// SPDX-License-Identifier: Apache-2.0
// This computer's devices in the window, and the check that planned weights arrive on one: with nothing there, and with
// the stand-in accelerator, which fits, does not fit, is lost, turns a bit, is slow.
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include "core/compute/compute_loader.h"
#include "tests/support/patience.h"
#include "tests/support/stand_in_module.h"
#include "tests/support/window_stage.h"
#include "ui/devices/check_dialog.h"
#include "ui/devices/devices_dialog.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr int kLong = 20'000; // LibTorch may have to be loaded

template<typename T>
T* part(const QDialog* dialog, const char* name)
{
    return dialog == nullptr ? nullptr : dialog->findChild<T*>(QLatin1String(name));
}

QString words(const QDialog* dialog, const char* name)
{
    const auto* label = part<QLabel>(dialog, name);
    return label == nullptr ? QString() : label->text();
}

/// A window with the sample open and the check asked for.
struct CheckStage : WindowStage {
    CheckDialog* dialog = nullptr;

    bool openCheck()
    {
        if (!openSample()) {
            return false;
        }
        window.actions().checkOnDevice->trigger();
        dialog = window.findChild<CheckDialog*>();
        return dialog != nullptr && settles();
    }
    bool openCheckOn(const char* device) { return openCheck() && choose(device); }
    bool settles() const
    {
        return QTest::qWaitFor(
            [this] {
                const auto state = dialog->check().state();
                return state != DeviceCheck::State::Asking && state != DeviceCheck::State::Running;
            },
            kLong);
    }
    bool choose(const char* device) const
    {
        auto* combo = part<QComboBox>(dialog, "checkDevice");
        const int place = combo->findData(QLatin1String(device));
        if (place < 0) {
            return false;
        }
        combo->setCurrentIndex(place);
        Q_EMIT combo->activated(place); // what a person's choice does
        return settles();
    }
    bool canStart() const { return part<QPushButton>(dialog, "checkStart")->isEnabled(); }
    void start() const { QTest::mouseClick(part<QPushButton>(dialog, "checkStart"), Qt::LeftButton); }
    QString result() const { return words(dialog, "checkResult"); }
    std::uint64_t bytes() const { return dialog->check().forecasts().front().bytes; }
};

#ifdef PTHF_STAND_IN_FOLDER
/// A module in which two devices of their own answer well, until they are told otherwise.
struct WellBehavedModule : StandInModule {
    WellBehavedModule()
        : StandInModule(PTHF_STAND_IN_FOLDER)
    {
        if (isThere()) {
            behave({});
        }
    }
};
#endif

} // namespace

class TestWindowDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void withoutAModuleTheDialogsSayWhy()
    {
        const TempFolder empty;
        qputenv("PTHF_MODULE_DIR", empty.path().c_str());
        CheckStage stage;
        QVERIFY(stage.openCheck());
        QVERIFY(!stage.canStart());
        QVERIFY2(stage.result().startsWith(QStringLiteral("It cannot be checked: this needs the compute module")),
            qPrintable(stage.result()));
        stage.dialog->close();

        stage.window.actions().showDevices->trigger();
        auto* devices = stage.window.findChild<DevicesDialog*>();
        QVERIFY(devices != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.devices().machine().isComplete(), kLong);
        QVERIFY(words(devices, "deviceModules").startsWith(QStringLiteral("none in ")));
        QCOMPARE(words(devices, "deviceLibtorch"), QStringLiteral("not loaded"));
        QVERIFY2(words(devices, "deviceWhy").contains(QStringLiteral("holds none")),
            qPrintable(words(devices, "deviceWhy")));
        QCOMPARE(
            part<QTableView>(devices, "deviceTable")->model()->index(0, 0).data().toString(), QStringLiteral("cpu"));
        QTest::mouseClick(part<QPushButton>(devices, "devicesCopy"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("cpu\n")));
        qunsetenv("PTHF_MODULE_DIR");
    }

#ifdef PTHF_STAND_IN_FOLDER
    void theDevicesAreListedAsPthfListsThem()
    {
        const WellBehavedModule module;
        QVERIFY(module.isThere());
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.window.actions().showDevices->trigger();
        auto* devices = stage.window.findChild<DevicesDialog*>();
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.devices().machine().isComplete(), kLong);
        const QAbstractItemModel* model = part<QTableView>(devices, "deviceTable")->model();
        const int last = model->rowCount() - 1;
        QCOMPARE(model->index(last, DeviceModel::Device).data().toString(), QStringLiteral("privateuseone:1"));
        QCOMPARE(model->index(last, DeviceModel::Free).data().toString(), shownSize(std::uint64_t{64} << 20U));
        QVERIFY(words(devices, "deviceModules").endsWith(QStringLiteral("in use")));
        QVERIFY(!part<QLabel>(devices, "deviceWhy")->isVisible());

        StandIn behaviour;
        behaviour.memoryBytes = 1'000'000;
        module.behave(behaviour);
        QTest::mouseClick(part<QPushButton>(devices, "devicesRefresh"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(model->index(last, DeviceModel::Free).data().toString(), shownSize(1'000'000), kLong);
        QTest::mouseClick(part<QPushButton>(devices, "devicesCopy"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("privateuseone:1  1.0 MB, 1.0 MB free")));

        // The picker of the tool bar knows them too.
        QMenu* menu = stage.window.pickers().device()->menu();
        Q_EMIT menu->aboutToShow();
        const auto* action = menu->findChild<QAction*>(QStringLiteral("device_privateuseone:0"));
        QVERIFY(action != nullptr);
        QVERIFY2(action->text().contains(QStringLiteral("this computer: 1.0 MB of 1.0 MB free")),
            qPrintable(action->text()));
    }

    void whatFitsArrivesAndComesBack()
    {
        const WellBehavedModule module;
        CheckStage stage;
        QVERIFY(stage.openCheck());
        // The sample is for GPUs that are not here.
        QVERIFY2(stage.result().contains(QStringLiteral("there is no cuda:")), qPrintable(stage.result()));
        QVERIFY(!stage.canStart());
        QVERIFY(stage.choose("privateuseone:1"));
        QVERIFY2(words(stage.dialog, "checkForecast").startsWith(QStringLiteral("needs ")),
            qPrintable(words(stage.dialog, "checkForecast")));
        QVERIFY(stage.canStart());
        stage.start();
        QCOMPARE(stage.dialog->check().state(), DeviceCheck::State::Running);
        QVERIFY(stage.settles());
        QVERIFY2(stage.result().contains(QStringLiteral("compared, all equal")), qPrintable(stage.result()));
        QVERIFY(stage.result().startsWith(QStringLiteral("privateuseone:1: ")));
        QVERIFY(stage.result().contains(QStringLiteral("GB/s there")));
        QCOMPARE(module.allocated(), std::uint64_t{0});
        QTest::mouseClick(part<QPushButton>(stage.dialog, "checkCopy"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("all equal\n")));
    }

    void whatDoesNotFitIsSaidBeforeAndTheCastMendsIt()
    {
        const WellBehavedModule module;
        CheckStage stage;
        QVERIFY(stage.openCheckOn("privateuseone:0"));
        StandIn behaviour;
        behaviour.memoryBytes = stage.bytes() * 2 / 3;
        module.behave(behaviour);
        stage.dialog->check().refresh();
        QVERIFY(stage.settles());
        QVERIFY(!stage.canStart());
        const QString forecast = words(stage.dialog, "checkForecast");
        QVERIFY2(forecast.contains(QStringLiteral("free on privateuseone:0; as bfloat16 ")), qPrintable(forecast));
        QCOMPARE(module.copies(), std::uint64_t{0});

        QTest::mouseClick(part<QPushButton>(stage.dialog, "checkCast"), Qt::LeftButton);
        QCOMPARE(stage.session.changeCount(), 1);
        QVERIFY(stage.settles());
        QVERIFY2(stage.canStart(), qPrintable(stage.result()));
        stage.start();
        QVERIFY(stage.settles());
        QVERIFY2(stage.result().contains(QStringLiteral("all equal")), qPrintable(stage.result()));
        QCOMPARE(module.allocated(), std::uint64_t{0});
    }

    void whatGoesWrongIsSaidAndTheWindowGoesOn_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("the device is lost")
            << QStringLiteral("lost") << QStringLiteral("The check broke off, and the device's memory is given back: ");
        QTest::newRow("its memory is in pieces")
            << QStringLiteral("memory") << QStringLiteral("The memory did not suffice, and is given back: ");
        QTest::newRow("a bit turns") << QStringLiteral("bit") << QStringLiteral("came back changed:");
    }
    void whatGoesWrongIsSaidAndTheWindowGoesOn()
    {
        QFETCH(QString, what);
        QFETCH(QString, sentence);
        const WellBehavedModule module;
        CheckStage stage;
        QVERIFY(stage.openCheckOn("privateuseone:0"));
        StandIn behaviour;
        (what == QStringLiteral("lost")            ? behaviour.failAtCopy
                : what == QStringLiteral("memory") ? behaviour.failAtAllocation
                                                   : behaviour.corruptCopy) = 3;
        module.behave(behaviour);
        stage.start();
        QVERIFY(stage.settles());
        QVERIFY2(stage.result().contains(sentence), qPrintable(stage.result()));
        QCOMPARE(module.allocated(), std::uint64_t{0});
        module.behave({});
        QVERIFY(stage.canStart());
        stage.start();
        QVERIFY(stage.settles());
        QVERIFY2(stage.result().contains(QStringLiteral("all equal")), qPrintable(stage.result()));
    }

    void memoryThatGoesMeanwhileIsSaid()
    {
        const WellBehavedModule module;
        CheckStage stage;
        QVERIFY(stage.openCheckOn("privateuseone:0"));
        StandIn behaviour;
        behaviour.memoryBytes = stage.bytes() / 2;
        module.behave(behaviour);
        stage.start();
        QVERIFY(stage.settles());
        QVERIFY2(stage.result().contains(QStringLiteral("It does not fit; nothing was carried")),
            qPrintable(stage.result()));
        QVERIFY(!stage.canStart());
        QCOMPARE(module.copies(), std::uint64_t{0});
    }

    void aSlowCheckIsCancelledWhileTheWindowAnswers()
    {
        const WellBehavedModule module;
        CheckStage stage;
        QVERIFY(stage.openCheckOn("privateuseone:0"));
        StandIn behaviour;
        behaviour.delay = std::chrono::milliseconds(50);
        module.behave(behaviour);
        QSignalSpy progressed(&stage.dialog->check(), &DeviceCheck::progressed);
        stage.start();
        QVERIFY(progressed.wait(kLong));
        // The window goes on meanwhile: another view, a filter.
        stage.window.actions().showTensors->trigger();
        QVERIFY(stage.find<QLineEdit>("tensorFilter")->isVisible());
        QCOMPARE(stage.dialog->check().state(), DeviceCheck::State::Running);
        QElapsedTimer timer;
        timer.start();
        QTest::mouseClick(part<QPushButton>(stage.dialog, "checkCancel"), Qt::LeftButton);
        QVERIFY(stage.settles());
        QVERIFY2(timer.elapsed() < promptTime(), qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(stage.result(), QStringLiteral("Cancelled. The device's memory is given back."));
        QCOMPARE(module.allocated(), std::uint64_t{0});
        QVERIFY(stage.canStart());
    }

    void closingTheDialogStopsTheCheck()
    {
        const WellBehavedModule module;
        CheckStage stage;
        QVERIFY(stage.openCheckOn("privateuseone:0"));
        StandIn behaviour;
        behaviour.delay = std::chrono::milliseconds(50);
        module.behave(behaviour);
        stage.start();
        stage.dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.findChild<CheckDialog*>() == nullptr, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(stage.runner.isIdle(), kLong);
        QCOMPARE(module.allocated(), std::uint64_t{0});
    }

    void aSaveIsProvedAndWitnessedWhenAsked()
    {
        const WellBehavedModule module;
        WindowStage stage;
        QVERIFY(stage.openSample());
        MapLocation map;
        map.device = "cpu";
        stage.session.addOperations({map, PlainDict{}}, QStringLiteral("move"));
        QTRY_VERIFY(stage.session.isSettled());
        stage.window.actions().save->trigger();
        QDialog* save = stage.dialog("saveDialog");
        QVERIFY(save != nullptr);
        part<QLineEdit>(save, "saveFile")->setText(pathToQString(stage.folder.path() / "proved.pth"));
        part<QCheckBox>(save, "saveWitness")->setChecked(true);
        part<QCheckBox>(save, "saveProve")->setChecked(true);
        part<QComboBox>(save, "saveProveOn")->setEditText(QStringLiteral("privateuseone:1"));
        QTest::mouseClick(part<QPushButton>(save, "saveAccept"), Qt::LeftButton);
        QDialog* receipt = stage.dialog("receipt");
        QVERIFY(receipt != nullptr);
        auto* check = qobject_cast<CheckDialog*>(stage.dialog("checkDialog"));
        QVERIFY(check != nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(check->check().state(), DeviceCheck::State::Finished, kLong);
        QVERIFY2(
            words(check, "checkResult").contains(QStringLiteral("all equal")), qPrintable(words(check, "checkResult")));
        const auto* text = receipt->findChild<QPlainTextEdit*>();
        QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().contains(QStringLiteral("LibTorch's own reader")), kLong);
        QVERIFY2(!text->toPlainText().contains(QStringLiteral("differs")), qPrintable(text->toPlainText()));
    }
#endif
};

QTEST_MAIN(TestWindowDevices)
#include "tst_window_devices.moc"
