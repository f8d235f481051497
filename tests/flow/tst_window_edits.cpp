// SPDX-License-Identifier: Apache-2.0
// Every operation through the window: the edit menu, the menu of rows, the editor with its preview, the plan panel.
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/support/window_stage.h"
#include "ui/operations/recipe_files.h"
#include "ui/widgets/tree_view.h"

using namespace pthf;
using namespace pthf::tests;

class TestWindowEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void everyOperationOpensItsEditor()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        const QList<QAction*> actions = stage.window.edit().all();
        QVERIFY(actions.size() >= 18);
        for (QAction* action : actions) {
            QVERIFY2(action->isEnabled(), qPrintable(action->text()));
            action->trigger();
            QDialog* dialog = stage.dialog("operationDialog");
            QVERIFY2(dialog != nullptr, qPrintable(action->text()));
            const auto* kind = dialog->findChild<QComboBox*>(QStringLiteral("operationKind"));
            QVERIFY(action->text().startsWith(kind->currentText()));
            QTest::keyClick(dialog, Qt::Key_Escape);
            QTRY_VERIFY(stage.find<QDialog>("operationDialog") == nullptr);
        }
        QCOMPARE(stage.session.changeCount(), 0);
    }

    void aRuleShowsItsEffectBeforeItIsAdded()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier);
        QDialog* dialog = stage.dialog("operationDialog");
        QVERIFY(dialog != nullptr);
        auto* kind = dialog->findChild<QComboBox*>(QStringLiteral("operationKind"));
        kind->setFocus();
        QTest::keyClicks(kind, QStringLiteral("Remove p"));
        QCOMPARE(kind->currentText(), QStringLiteral("Remove prefix"));
        auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("fieldLine"));
        auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("operationAccept"));
        const auto* answer = dialog->findChild<QLabel*>(QStringLiteral("operationAnswer"));
        QVERIFY(!accept->isEnabled());
        QTest::keyClicks(line, QStringLiteral("nothing."));
        QTRY_VERIFY(answer->text().contains(QStringLiteral("nothing.")));
        QVERIFY(!accept->isEnabled());
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("module."));
        QTRY_VERIFY(accept->isEnabled());
        QVERIFY2(answer->text().contains(QStringLiteral("0 collisions")), qPrintable(answer->text()));
        const auto* rows = dialog->findChild<QTableView*>(QStringLiteral("operationRows"));
        QVERIFY(rows->model()->rowCount() > 0);
        QTest::mouseClick(accept, Qt::LeftButton);
        QCOMPARE(stage.session.changeCount(), 1);
        QVERIFY(stage.session.plan().items.front().operation == Operation(RemovePrefix{"module.", {}}));
    }

    void theRowMenuChangesTheChosenRows()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        auto* tree = stage.find<TreeView>("tree");
        tree->setCurrentIndex(tree->model()->index(1, 0));
        const QString name = tree->currentIndex().data().toString();
        QMenu menu;
        stage.window.edit().fillRowMenu(menu, stage.window.workspace().chosenRows());
        auto* drop = menu.findChild<QAction*>(QStringLiteral("row_drop"));
        QVERIFY(drop != nullptr);
        QVERIFY(drop->text().contains(name));
        drop->trigger();
        QCOMPARE(stage.session.changeCount(), 1);
        QVERIFY(std::holds_alternative<Drop>(stage.session.plan().items.front().operation));
        QVERIFY(stage.session.planned() != nullptr);
    }

    void tensorsOfTheTableAreCastTogether()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.window.workspace().showView(Workspace::Tensors);
        auto* table = stage.find<QTableView>("tensorTable");
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(stage.window.workspace().chosenRows().size(), std::size_t{2});
        QMenu menu;
        stage.window.edit().fillRowMenu(menu, stage.window.workspace().chosenRows());
        menu.findChild<QAction*>(QStringLiteral("row_cast_float16"))->trigger();
        QCOMPARE(stage.session.changeCount(), 2);
        QCOMPARE(stage.session.planned()->effects[0].changed + stage.session.planned()->effects[1].changed,
            std::uint64_t{2});
    }

    void aMatrixIsTransposedFromItsMenu()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.window.workspace().showView(Workspace::Tensors);
        auto* table = stage.find<QTableView>("tensorTable");
        bool isDone = false;
        for (int row = 0; row < table->model()->rowCount() && !isDone; ++row) {
            table->selectRow(row);
            QMenu menu;
            stage.window.edit().fillRowMenu(menu, stage.window.workspace().chosenRows());
            QVERIFY(menu.findChild<QAction*>(QStringLiteral("row_initialise")) != nullptr);
            QVERIFY(menu.findChild<QAction*>(QStringLiteral("row_replace")) != nullptr);
            auto* transpose = menu.findChild<QAction*>(QStringLiteral("row_transpose"));
            if (transpose != nullptr && transpose->text() == QStringLiteral("Transpose")) { // else it asks which two
                transpose->trigger();
                isDone = true;
            }
        }
        QVERIFY(isDone);
        QCOMPARE(stage.session.changeCount(), 1);
        QVERIFY(std::holds_alternative<Transpose>(stage.session.plan().items.front().operation));
        QVERIFY(stage.session.planned() != nullptr);
        QCOMPARE(stage.session.planned()->effects[0].changed, std::uint64_t{1});
    }

    void anOperationOfThePlanIsEditedWhereItStands()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}}, QStringLiteral("two"));
        stage.window.actions().showPlan->setChecked(true);
        auto* list = stage.find<QListView>("planList");
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QDialog* dialog = stage.dialog("operationDialog");
        QVERIFY(dialog != nullptr);
        auto* device = dialog->findChild<QComboBox*>(QStringLiteral("fieldDevice"));
        QCOMPARE(device->currentText(), QStringLiteral("cpu"));
        device->setCurrentText(QStringLiteral("cuda:1"));
        auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("operationAccept"));
        QTRY_VERIFY(accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
        QCOMPARE(stage.session.plan().items.size(), std::size_t{2});
        QVERIFY(stage.session.plan().items[0].operation == Operation(MapLocation{"cuda:1", {}, {}}));
    }

    void aRecipeComesBackAndSaysWhatDoesNotFit()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations({MapLocation{"cpu", {}, {}}, RemovePrefix{"module.", {}}}, QStringLiteral("two"));
        const PlanState plan = stage.session.plan();
        const QString good = pathToQString(stage.folder.path() / "good.json");
        stage.window.recipes().write(good);
        stage.session.setPlan({}, QStringLiteral("none"));
        stage.window.recipes().apply(good);
        QTRY_COMPARE(stage.session.changeCount(), 2);
        QVERIFY(stage.session.plan() == plan);

        stage.session.setPlan({}, QStringLiteral("none"));
        const auto mixed = stage.folder.write("mixed.json",
            R"({"pthfinder_recipe": 1, "operations": [{"op": "extract", "path": ["nowhere"]}, )"
            R"({"op": "map_location", "device": "cpu"}]})");
        stage.window.recipes().apply(pathToQString(mixed));
        QDialog* dialog = stage.dialog("recipeDialog");
        QVERIFY(dialog != nullptr);
        QCOMPARE(stage.session.changeCount(), 0);
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("recipeIntro"))->text().contains(QStringLiteral("1 of 2")));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("recipeAdd")), Qt::LeftButton);
        QCOMPARE(stage.session.changeCount(), 1);
        QVERIFY(stage.session.plan().items.front().operation == Operation(MapLocation{"cpu", {}, {}}));
    }

    void theHistoryGoesBackAndForward()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations({MapLocation{"cpu", {}, {}}}, QStringLiteral("one"));
        stage.session.addOperations({Untie{}}, QStringLiteral("two"));
        stage.window.actions().showPlan->setChecked(true);
        auto* menu = stage.find<QMenu>("historyMenu");
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 3);
        QVERIFY(menu->actions().last()->isChecked());
        menu->actions().first()->trigger();
        QCOMPARE(stage.session.changeCount(), 0);
        Q_EMIT menu->aboutToShow();
        menu->actions().last()->trigger();
        QCOMPARE(stage.session.changeCount(), 2);
    }
};

QTEST_MAIN(TestWindowEdits)
#include "tst_window_edits.moc"
