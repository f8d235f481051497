// SPDX-License-Identifier: Apache-2.0
// Parts of a model on devices of their own, names of other code, and what a cast loses, through the window.
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include "tests/support/checkpoint_builder.h"
#include "tests/support/window_stage.h"
#include "ui/dialogs/save_dialog.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QAction* actionOf(const WindowStage& stage, const char* name)
{
    auto* action = stage.find<QAction>(name);
    return action != nullptr && action->isEnabled() ? action : nullptr;
}

} // namespace

class TestWindowPlacement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void theBytesAreSharedOut()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        QAction* spread = actionOf(stage, "edit_spread");
        QVERIFY(spread != nullptr);
        spread->trigger();
        QDialog* dialog = stage.dialog("placementDialog");
        QVERIFY(dialog != nullptr);
        auto* devices = dialog->findChild<QLineEdit*>(QStringLiteral("placementDevices"));
        const auto* answer = dialog->findChild<QLabel*>(QStringLiteral("placementAnswer"));
        auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("placementAccept"));
        devices->setText(QStringLiteral("cuda:0, not a device"));
        QVERIFY(!accept->isEnabled());
        devices->setText(QString());
        QVERIFY(!accept->isEnabled());
        devices->setText(QStringLiteral("cuda:6, cuda:7"));
        QVERIFY(answer->text().contains(QStringLiteral("cuda:6")) && answer->text().contains(QStringLiteral("cuda:7")));
        QTest::mouseClick(accept, Qt::LeftButton);
        QCOMPARE(stage.session.changeCount(), 1);
        const auto& map = std::get<MapLocation>(stage.session.plan().items.front().operation);
        QCOMPARE(map.rules.front().to, std::string("cuda:6"));
        QCOMPARE(map.rules.back().to, std::string("cuda:7"));
        stage.session.undoStack().undo();
        QCOMPARE(stage.session.changeCount(), 0);
    }

    void aRoleGoesToADeviceOfItsOwn()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        actionOf(stage, "edit_spread")->trigger();
        QDialog* dialog = stage.dialog("placementDialog");
        dialog->findChild<QComboBox*>(QStringLiteral("placementWay"))->setCurrentIndex(1);
        auto* role = dialog->findChild<QComboBox*>(QStringLiteral("placementRole"));
        role->setCurrentIndex(role->findData(QStringLiteral("optimizer")));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("placementAccept")), Qt::LeftButton);
        const auto& map = std::get<MapLocation>(stage.session.plan().items.front().operation);
        QCOMPARE(map.rules.size(), std::size_t{1});
        QCOMPARE(map.rules.front().glob, std::string("/optimizer/*"));
        QCOMPARE(map.rules.front().to, std::string("cpu"));
    }

    void layersThatAreNotThereAreRefused()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        actionOf(stage, "edit_spread")->trigger();
        QDialog* dialog = stage.dialog("placementDialog");
        dialog->findChild<QComboBox*>(QStringLiteral("placementWay"))->setCurrentIndex(2);
        dialog->findChild<QLineEdit*>(QStringLiteral("placementLayers"))->setText(QStringLiteral("nowhere.0-3"));
        QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("placementAccept"))->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(stage.session.changeCount(), 0);
    }

    void namesOfOtherCodeAreOfferedWhereTheKeysHaveThem()
    {
        WindowStage stage;
        const auto path = stage.folder.write("m.pth",
            CheckpointBuilder()
                .tensor("fc.weight_g", DType::Float32, {4, 1})
                .tensor("fc.weight_v", DType::Float32, {4, 3})
                .tensor("fc.bias", DType::Float32, {4})
                .zip());
        stage.session.open(path);
        QTRY_VERIFY(stage.session.opened() != nullptr);
        auto* names = stage.find<QMenu>("edit_names");
        QVERIFY(names != nullptr);
        Q_EMIT names->aboutToShow();
        QCOMPARE(names->actions().size(), 1);
        QCOMPARE(names->actions().front()->objectName(), QStringLiteral("names_weight-norm-new"));
        names->actions().front()->trigger();
        QCOMPARE(stage.session.changeCount(), 2);
        Q_EMIT names->aboutToShow();
        QCOMPARE(names->actions().front()->objectName(), QStringLiteral("names_weight-norm-old"));
    }

    void aCastSaysWhatItLosesBeforeItIsAdded()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.window.edit().ask(Cast{DType::Float16, {}});
        QDialog* dialog = stage.dialog("operationDialog");
        QVERIFY(dialog != nullptr);
        const auto* answer = dialog->findChild<QLabel*>(QStringLiteral("operationAnswer"));
        QTRY_VERIFY2(answer->text().contains(QStringLiteral("are rounded")), qPrintable(answer->text()));
        QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("operationAccept"))->isEnabled());
    }

    void theSaveDialogSaysWhatCastsLose()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations({Cast{DType::BFloat16, {}}}, QStringLiteral("cast"));
        QTRY_VERIFY(stage.session.isSettled());
        SaveDialog dialog(stage.session, pathToQString(stage.folder.path() / "out.pth"));
        const auto* losses = dialog.findChild<QLabel*>(QStringLiteral("saveLosses"));
        QTRY_VERIFY2(losses->text().contains(QStringLiteral("are rounded")), qPrintable(losses->text()));
    }
};

QTEST_MAIN(TestWindowPlacement)
#include "tst_window_placement.moc"
