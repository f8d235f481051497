// SPDX-License-Identifier: Apache-2.0
// Debugging a mismatch, through the window: paste an error or names, see both sides, take a suggestion, link by hand.
#include <cmath>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/types/dtype.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/window_stage.h"
#include "ui/base/item_roles.h"
#include "ui/compare/diff_panel.h"
#include "ui/compare/difference_chart.h"
#include "ui/match/filling_edit.h"
#include "ui/match/match_menu.h"
#include "ui/match/match_panel.h"
#include "ui/match/write_choices.h"
#include "ui/operations/operation_dialog.h"
#include "ui/panels/details_panel.h"
#include "ui/panels/plan_panel.h"
#include "ui/widgets/tree_view.h"
#include "ui/window/match_views.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr int kTimeout = 10'000;

CheckpointBuilder network()
{
    CheckpointBuilder builder;
    builder.tensor("conv1.weight", DType::Float32, {8, 3, 3, 3}).tensor("layer1.0.weight", DType::Float32, {8, 8});
    builder.tensor("layer1.1.weight", DType::Float32, {8, 8}).tensor("fc.weight", DType::Float32, {10, 8});
    return builder.tensor("fc.bias", DType::Float32, {10});
}

const QString kBirds = QStringLiteral("# model: Birds\nconv1.weight [8, 3, 3, 3]\nlayer1.0.weight [8, 8]\n"
                                      "layer1.1.weight [8, 8]\nfc.weight [7, 8]\nfc.scale [10]\n");

/// A window with a wrapped checkpoint open.
struct Stage : WindowStage {
    Stage()
    {
        folder.write("file.pth", network().prefix("module.").wrapper("model").value("epoch", 3).zip());
        window.openFile(pathToQString(folder.path() / "file.pth"));
        if (!QTest::qWaitFor([this] { return session.opened() != nullptr; }, kTimeout)) {
            qFatal("the checkpoint does not open");
        }
    }
    MatchSession& match() { return window.match().session(); }
    bool waitForMatch()
    {
        return QTest::qWaitFor(
            [this] { return match().result() && !match().isWorking() && session.isSettled(); }, kTimeout);
    }
    bool waitFor(std::uint64_t same)
    {
        return QTest::qWaitFor(
            [this, same] { return match().result() && match().result()->match.counts.same == same; }, kTimeout);
    }
    /// The keys without their prefix laid over kBirds, with the tab in sight: three are the same.
    bool matchUnwrapped()
    {
        session.addOperations({RemovePrefix{"module.", {}}}, QStringLiteral("test"));
        match().matchText(kBirds, QStringLiteral("birds.txt"));
        window.match().show();
        return waitFor(3);
    }
    MatchTreeModel* model() const { return qobject_cast<MatchTreeModel*>(find<TreeView>("matchTree")->model()); }
    void chooseRow(const char* key) const
    {
        find<TreeView>("matchTree")->setCurrentIndex(model()->indexOf(QString::fromLatin1(key)));
    }
    const Operation& lastOperation() const { return session.plan().items.back().operation; }
    /// The words of a row by its name.
    QString answerOf(const QString& key) const
    {
        return model()->indexOf(key).siblingAtColumn(MatchTreeModel::Answer).data().toString();
    }
};

} // namespace

class TestWindowMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }
    void init() { QApplication::clipboard()->clear(); }

    void theTabSaysHowToBegin()
    {
        Stage stage;
        QTest::keyClick(&stage.window, Qt::Key_6, Qt::ControlModifier);
        auto* begin = stage.find<QToolButton>("matchWithHere");
        QVERIFY(begin->isVisible());
        QVERIFY(stage.find<QToolButton>("matchButton")->isVisible());
    }

    void thePlanStandsAboveTheDetailsAndTakesNoWidth()
    {
        Stage stage;
        auto* plan = stage.find<PlanPanel>("planPanel");
        auto* details = stage.find<DetailsPanel>("detailsPanel");
        QTest::keyClick(&stage.window, Qt::Key_P, Qt::ControlModifier);
        QVERIFY(plan->isVisible());
        QTRY_VERIFY(details->isVisible() && details->width() > 300);
        const int width = details->width();
        QVERIFY(stage.matchUnwrapped());
        QVERIFY(stage.window.match().panel()->isAncestorOf(plan));
        QTRY_COMPARE(stage.window.match().panel()->width(), stage.window.width());
        auto* rowDetails = stage.find<QWidget>("matchDetails");
        const auto topOf = [&](const QWidget* widget) { return widget->mapTo(&stage.window, QPoint()).y(); };
        QTRY_VERIFY(plan->isVisible() && topOf(plan) < topOf(rowDetails));

        // Without a row's details it begins where the views begin, and the details come back as wide as they were.
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&stage.window, Qt::Key_1, Qt::ControlModifier);
            QTRY_VERIFY(plan->isVisible());
            QTRY_VERIFY(topOf(plan) <= topOf(stage.find<QWidget>("overviewView")));
            QTest::keyClick(&stage.window, Qt::Key_2, Qt::ControlModifier);
            QTRY_VERIFY(details->isVisible());
            QTRY_COMPARE(details->width(), width);
        }
    }

    void anErrorInTheClipboardIsOfferedWhereTheMatchWillBe()
    {
        Stage stage;
        QTest::keyClick(&stage.window, Qt::Key_6, Qt::ControlModifier);
        auto* paste = stage.find<QPushButton>("matchClipboardHere");
        QVERIFY(!paste->isVisible());
        QApplication::clipboard()->setText(
            QStringLiteral("RuntimeError: Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "
                           "\"fc.weight\". \n\tUnexpected key(s) in state_dict: \"module.fc.weight\". "));
        QTRY_VERIFY(paste->isVisible());
        QTest::mouseClick(paste, Qt::LeftButton);
        QVERIFY(stage.waitForMatch());
        QVERIFY(stage.match().result()->match.counts.onlyInModel > 0);
    }

    void aSuggestionIsOneClickAndCanBeTakenBack()
    {
        Stage stage;
        stage.match().matchText(kBirds, QStringLiteral("birds.txt"));
        stage.window.match().show();
        QVERIFY(stage.waitForMatch());
        QCOMPARE(stage.match().result()->match.counts.same, std::uint64_t{0});
        auto* chip = stage.find<QPushButton>("suggestion0");
        QVERIFY(chip->isVisible());
        QVERIFY(chip->text().startsWith(QStringLiteral("Remove module.")));
        QVERIFY(chip->text().contains(QStringLiteral("0 → 3 of 5 match")));
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(stage.waitFor(3));
        QCOMPARE(stage.session.changeCount(), 1);
        QCOMPARE(stage.answerOf(QStringLiteral("conv1.weight")), QStringLiteral("same"));
        QCOMPARE(stage.answerOf(QStringLiteral("fc.weight")), QStringLiteral("shape differs  torch: size mismatch"));
        QCOMPARE(stage.answerOf(QStringLiteral("fc.bias")), QStringLiteral("in file only  torch: unexpected"));
        QCOMPARE(stage.answerOf(QStringLiteral("fc.scale")), QStringLiteral("model only  torch: missing"));

        // It stays as an applied one, and a click takes it back.
        auto* applied = stage.find<QPushButton>("suggestion0");
        QTRY_VERIFY(stage.find<QPushButton>("suggestion0")->isChecked());
        QCOMPARE(stage.match().applied().size(), std::size_t{1});
        applied = stage.find<QPushButton>("suggestion0");
        QTest::mouseClick(applied, Qt::LeftButton);
        QVERIFY(stage.waitFor(0));
        QCOMPARE(stage.session.changeCount(), 0);
    }

    void undoMovesTheCountsToo()
    {
        Stage stage;
        stage.match().matchText(kBirds, QStringLiteral("birds.txt"));
        stage.window.match().show();
        QVERIFY(stage.waitForMatch());
        QTest::mouseClick(stage.find<QPushButton>("suggestion0"), Qt::LeftButton);
        QVERIFY(stage.waitFor(3));
        QTest::keyClick(&stage.window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stage.waitFor(0));
        QVERIFY(stage.match().applied().empty());
    }

    void whatTorchWouldPrintIsThereToCopy()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        const QString report = QStringLiteral(
            "Error(s) in loading state_dict for Birds:\n\tMissing key(s) in state_dict: \"fc.scale\". \n\tUnexpected "
            "key(s) in state_dict: \"fc.bias\". \n\tsize mismatch for fc.weight: copying a param with shape "
            "torch.Size([10, 8]) from checkpoint, the shape in current model is torch.Size([7, 8]).");
        auto* text = stage.find<QPlainTextEdit>("loadReport");
        QTRY_COMPARE(text->toPlainText(), report);
        QTest::mouseClick(stage.find<QToolButton>("copyReport"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), report);
        QTest::mouseClick(stage.find<QCheckBox>("strictReport"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!text->toPlainText().contains(QStringLiteral("Missing")));
        QTest::mouseClick(stage.find<QToolButton>("openReport"), Qt::LeftButton);
        QVERIFY(stage.dialog("reportDialog") != nullptr);
    }

    void theErrorInTheClipboardIsOffered()
    {
        Stage stage;
        auto* menu = stage.find<QMenu>("matchMenu");
        const auto action = [menu](const char* name) { return menu->findChild<QAction*>(QLatin1String(name)); };
        Q_EMIT menu->aboutToShow();
        QVERIFY(!action("matchClipboard")->isEnabled());
        QApplication::clipboard()->setText(
            QStringLiteral("RuntimeError: Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "
                           "\"conv1.weight\", \"layer1.0.weight\", \"layer1.1.weight\", \"fc.weight\", \"fc.bias\". "
                           "\n\tUnexpected key(s) in state_dict: \"module.conv1.weight\", \"module.layer1.0.weight\", "
                           "\"module.layer1.1.weight\", \"module.fc.weight\", \"module.fc.bias\". "));
        Q_EMIT menu->aboutToShow();
        QVERIFY(action("matchClipboard")->isEnabled());
        action("matchClipboard")->trigger();
        QVERIFY(stage.waitForMatch());
        QVERIFY(stage.find<QPushButton>("suggestion0")->text().contains(QStringLiteral("0 → 5 of 5 match")));
        QTest::mouseClick(stage.find<QPushButton>("suggestion0"), Qt::LeftButton);
        QVERIFY(stage.waitFor(5));
        QTRY_COMPARE(
            stage.find<QPlainTextEdit>("loadReport")->toPlainText(), QStringLiteral("<All keys matched successfully>"));
    }

    void namesAreTypedAndJudged()
    {
        Stage stage;
        QTest::keyClick(&stage.window, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QDialog* dialog = stage.dialog("referenceDialog");
        QVERIFY(dialog != nullptr);
        auto* match = dialog->findChild<QPushButton*>(QStringLiteral("matchText"));
        QVERIFY(!match->isEnabled());
        auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("referenceText"));
        text->setPlainText(QStringLiteral("1 2 3"));
        QVERIFY(!match->isEnabled());
        text->setPlainText(kBirds);
        QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("referenceJudgement"))->text(), QStringLiteral("5 names"));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("copySnippet")), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("state_dict()")));
        QTest::mouseClick(match, Qt::LeftButton);
        QVERIFY(stage.waitForMatch());
        QCOMPARE(stage.match().result()->match.counts.onlyInModel, std::uint64_t{5});
    }

    void aFileOfTheFolderIsAReference()
    {
        Stage stage;
        stage.folder.write("other.pth", network().zip());
        auto* menu = stage.find<QMenu>("matchMenu");
        Q_EMIT menu->aboutToShow();
        auto* folder = menu->findChild<QMenu*>(QStringLiteral("matchFolder"));
        QCOMPARE(folder->actions().size(), 1);
        QCOMPARE(folder->actions().first()->text(), QStringLiteral("other.pth"));
        folder->actions().first()->trigger();
        QVERIFY(stage.waitForMatch());
        QCOMPARE(stage.match().reference()->kind, Reference::Kind::Checkpoint);
        QVERIFY(stage.find<QPushButton>("suggestion0")->text().contains(QStringLiteral("0 → 5 of 5 match")));
    }

    void aReferenceThatCannotBeReadIsToldInTheTab()
    {
        Stage stage;
        stage.folder.write("bad.pth", std::string_view("PK\x03\x04 nothing"));
        stage.window.match().show();
        stage.match().matchFile(stage.folder.path() / "bad.pth");
        auto* failure = stage.find<QLabel>("matchFailure");
        QTRY_VERIFY(failure->isVisible());
        QVERIFY(failure->text().startsWith(QStringLiteral("bad.pth: ")));
    }

    void statesAndKeysAreFiltered()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        QTest::mouseClick(stage.find<QToolButton>("matchState2"), Qt::LeftButton); // shape differs
        QVERIFY(stage.model()->indexOf(QStringLiteral("fc.weight")).isValid());
        QVERIFY(!stage.model()->indexOf(QStringLiteral("fc.bias")).isValid());
        QTest::mouseClick(stage.find<QToolButton>("matchState0"), Qt::LeftButton);
        QTest::keyClick(&stage.window, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(stage.find<QLineEdit>("matchFilter"), QStringLiteral("LAYER"));
        QVERIFY(stage.model()->indexOf(QStringLiteral("layer1.0.weight")).isValid());
        QVERIFY(!stage.model()->indexOf(QStringLiteral("conv1.weight")).isValid());
    }

    void aRowDraggedOnAnotherIsARename()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        auto* tree = stage.find<TreeView>("matchTree");
        const QModelIndex from = stage.model()->indexOf(QStringLiteral("fc.bias"));
        const QModelIndex to = stage.model()->indexOf(QStringLiteral("fc.scale"));
        QVERIFY(from.flags().testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(to.flags().testFlag(Qt::ItemIsDropEnabled));
        QVERIFY(!stage.model()->indexOf(QStringLiteral("conv1.weight")).flags().testFlag(Qt::ItemIsDropEnabled));
        const std::unique_ptr<QMimeData> data(stage.model()->mimeData({from}));
        const QPoint where = tree->visualRect(to).center();
        QDragEnterEvent enter(where, Qt::LinkAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree->viewport(), &enter);
        QDragMoveEvent move(where, Qt::LinkAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree->viewport(), &move);
        QVERIFY(move.isAccepted());
        QDropEvent drop(where, Qt::LinkAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree->viewport(), &drop);
        QVERIFY(stage.waitFor(4));
        const auto& table = std::get<RenameTable>(stage.session.plan().items.back().operation);
        QCOMPARE(table.pairs.size(), std::size_t{1});
        QCOMPARE(table.pairs.front(), (std::pair<std::string, std::string>{"fc.bias", "fc.scale"}));
    }

    void theSameIsDoneByAMenu()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        auto* tree = stage.find<TreeView>("matchTree");
        tree->setCurrentIndex(stage.model()->indexOf(QStringLiteral("fc.bias")));
        QVERIFY(stage.find<QRadioButton>("writeRenamed")->isChecked());
        QCOMPARE(stage.find<QComboBox>("writeNames")->currentText(), QStringLiteral("fc.scale"));
        QTest::mouseClick(stage.find<QPushButton>("applyChoice"), Qt::LeftButton);
        QVERIFY(stage.waitFor(4));
    }

    void whatIsWrittenForANameIsChosenBesideTheTree()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        stage.chooseRow("fc.weight");
        QCOMPARE(stage.find<QLabel>("writeTitle")->text(), QStringLiteral("What to write for fc.weight"));
        auto* cut = stage.find<QRadioButton>("writeResized");
        QVERIFY(cut->isChecked());
        QCOMPARE(cut->text(), QStringLiteral("Cut to [7, 8]"));
        QTest::mouseClick(stage.find<QPushButton>("applyChoice"), Qt::LeftButton);
        QVERIFY(stage.waitFor(4));
        QCOMPARE(std::get<Resize>(stage.lastOperation()).shape, (Dims{7, 8}));
        stage.chooseRow("fc.weight");
        QVERIFY(stage.find<QLabel>("writeMade")->text().contains(QStringLiteral("fc.weight")));
        QTest::mouseClick(stage.find<QPushButton>("applyChoice"), Qt::LeftButton); // take it back
        QVERIFY(stage.waitFor(3));
        QCOMPARE(stage.session.plan().items.size(), std::size_t{1});
    }

    void newValuesAreFilledAsTheFieldsSay()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        stage.chooseRow("fc.weight");
        auto* news = stage.find<QRadioButton>("writeNewValues");
        news->setFocus();
        QTest::keyClick(news, Qt::Key_Space);
        QVERIFY(news->isChecked());
        auto* filling = stage.find<WriteChoices>("writeChoices")->findChildren<FillingEdit*>().last();
        QVERIFY(filling->isVisible());
        auto* kind = filling->findChild<QComboBox*>(QStringLiteral("fillingKind"));
        QTest::keyClicks(kind, QStringLiteral("normal"));
        Q_EMIT kind->activated(kind->currentIndex());
        auto* spread = filling->findChild<QLineEdit*>(QStringLiteral("fillingSecond"));
        QCOMPARE(spread->text(), QStringLiteral("0.02"));
        spread->selectAll();
        QTest::keyClicks(spread, QStringLiteral("wide"));
        auto* apply = stage.find<QPushButton>("applyChoice");
        QVERIFY(!apply->isEnabled());
        spread->selectAll();
        QTest::keyClicks(spread, QStringLiteral("0.5"));
        QTest::mouseClick(stage.find<QPushButton>("copyChoicePython"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("normal_")));
        QTest::mouseClick(apply, Qt::LeftButton);
        QVERIFY(stage.waitFor(4));
        const auto& init = std::get<InitTensor>(stage.lastOperation());
        QCOMPARE(init.shape, (Dims{7, 8}));
        QVERIFY((init.values == InitialValues{InitialKind::Normal, 0, 0.5, FanMode::In, 0}));
    }

    void whatOnlyTheModelHasCanBeTakenFromAFile()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        stage.chooseRow("fc.scale");
        QTest::mouseClick(stage.find<QRadioButton>("writeFromFile"), Qt::LeftButton);
        QTest::mouseClick(stage.find<QPushButton>("applyChoice"), Qt::LeftButton);
        auto* dialog = stage.window.findChild<OperationDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(std::get<SetTensor>(*dialog->operation()).key, std::string("fc.scale"));
        dialog->reject();
    }

    void theTensorOfTheReferenceIsOneClick()
    {
        Stage stage;
        CheckpointBuilder other;
        stage.folder.write("other.pth", other.tensor("fc.weight", DType::Float32, {7, 8}).zip());
        stage.session.addOperations({RemovePrefix{"module.", {}}}, QStringLiteral("test"));
        stage.match().matchFile(stage.folder.path() / "other.pth");
        stage.window.match().show();
        QVERIFY(stage.waitForMatch());
        stage.chooseRow("fc.weight");
        QTest::mouseClick(stage.find<QRadioButton>("writeFromReference"), Qt::LeftButton);
        QTest::mouseClick(stage.find<QPushButton>("applyChoice"), Qt::LeftButton);
        QVERIFY(stage.waitFor(1));
        QCOMPARE(std::get<SetTensor>(stage.lastOperation()).path, (KeyPath{{std::string("fc.weight")}}));
    }

    void twoCheckpointsAreComparedByTheirValues()
    {
        Stage stage;
        CheckpointBuilder other = network();
        other.tensor("more.weight", DType::Float32, {2});
        stage.folder.write("other.pth", other.zip());
        Q_EMIT stage.find<MatchMenu>("matchMenu")->compareRequested(pathToQString(stage.folder.path() / "other.pth"));
        DiffPanel* panel = stage.window.match().diff();
        QTRY_VERIFY_WITH_TIMEOUT(panel->comparison() != nullptr, kTimeout);
        QVERIFY(panel->isVisible());
        auto* title = stage.find<QLabel>("diffTitle");
        QVERIFY2(title->text().startsWith(QStringLiteral("file.pth → other.pth · 5 same")), qPrintable(title->text()));
        QVERIFY(!panel->comparison()->hasValues);
        QTest::mouseClick(stage.find<QPushButton>("compareValues"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(panel->comparison()->hasValues, kTimeout);
        QCOMPARE(panel->comparison()->diff.counts.compared, std::uint64_t{5});
        auto* table = stage.find<QTableView>("diffTable");
        QVERIFY(!table->isColumnHidden(DiffModel::Relative));
        QVERIFY(stage.find<DifferenceChart>("differenceChart")->isVisible());
    }

    void equalCheckpointsAreSaidToBeEqual()
    {
        Stage stage;
        stage.folder.write("other.pth", network().prefix("module.").wrapper("model").value("epoch", 3).zip());
        Q_EMIT stage.find<MatchMenu>("matchMenu")->compareRequested(pathToQString(stage.folder.path() / "other.pth"));
        DiffPanel* panel = stage.window.match().diff();
        QTRY_VERIFY_WITH_TIMEOUT(panel->comparison() != nullptr, kTimeout);
        QVERIFY(panel->comparison()->diff.counts.isEqual());
        QVERIFY(stage.find<QLabel>("nothingDiffers")->isVisible());
        auto* compared = stage.find<QLabel>("whatWasCompared");
        QVERIFY(!compared->text().contains(QStringLiteral("the numbers of")));
        stage.find<QCheckBox>("onlyChanges")->setChecked(false);
        QVERIFY(stage.find<QTableView>("diffTable")->isVisible());
        stage.find<QCheckBox>("onlyChanges")->setChecked(true);
        QTest::mouseClick(stage.find<QPushButton>("compareValues"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(panel->comparison()->hasValues, kTimeout);
        QVERIFY(stage.find<QLabel>("nothingDiffers")->isVisible());
        QVERIFY2(compared->text().contains(QStringLiteral("the numbers of 5 tensor")), qPrintable(compared->text()));
    }

    void differencesAreSortedAndSummedByLayer()
    {
        DocumentDiff diff;
        const auto add = [&diff](const char* path, double relative) {
            DiffRow row;
            row.pathA = row.pathB = path;
            row.kind = DiffRow::Kind::Changed;
            row.values = ValueDifference{};
            row.values->elements = 4;
            row.values->relative = relative;
            diff.rows.push_back(row);
        };
        add("model/stem.weight", 0.5);
        add("model/layers.0.fc.weight", 0.0);
        add("model/layers.0.fc.bias", 1.0);
        add("model/layers.1.fc.weight", 0.25);
        const auto layers = layerDifferences(diff);
        QCOMPARE(layers.size(), std::size_t{3});
        QCOMPARE(layers[0], (LayerDifference{QStringLiteral("stem"), 0.5, 1}));
        QCOMPARE(layers[1].name, QStringLiteral("layers.0"));
        QCOMPARE(layers[1].relative, std::sqrt(0.5));
        QCOMPARE(layers[2].name, QStringLiteral("layers.1"));
    }

    void whatDoesNotFitIsLeftOut()
    {
        Stage stage;
        QVERIFY(stage.matchUnwrapped());
        auto* tree = stage.find<TreeView>("matchTree");
        tree->setCurrentIndex(stage.model()->indexOf(QStringLiteral("fc.weight")));
        QCOMPARE(stage.find<QLabel>("matchRowName")->text(), QStringLiteral("fc.weight"));
        QTest::mouseClick(stage.find<QRadioButton>("leaveOut"), Qt::LeftButton);
        QTest::mouseClick(stage.find<QPushButton>("applyChoice"), Qt::LeftButton);
        QTRY_COMPARE(stage.match().result()->match.counts.shapeDiffers, std::uint64_t{0});
        QCOMPARE(stage.match().result()->match.counts.onlyInModel, std::uint64_t{2});
    }
};

QTEST_MAIN(TestWindowMatch)
#include "tst_window_match.moc"
