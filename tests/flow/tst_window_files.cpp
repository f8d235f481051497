// SPDX-License-Identifier: Apache-2.0
// Many files at once, and the ways of saving, through the window.
#include <algorithm>
#include <filesystem>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "core/opening/open_checkpoint.h"
#include "tests/support/test_task.h"
#include "tests/support/window_stage.h"
#include "ui/files/batch_dialog.h"
#include "ui/files/folder_page.h"
#include "ui/window/window_actions.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString copyOfSample(const WindowStage& stage, const char* name)
{
    std::filesystem::copy_file(PTHF_SAMPLE_FILE, stage.folder.path() / name);
    return pathToQString(stage.folder.path() / name);
}

bool isAllOnCpu(const std::filesystem::path& file)
{
    const auto document = openCheckpoint(file, OpenOptions{}, quietTask());
    if (!document) {
        return false;
    }
    const Content& content = (*document)->content;
    return std::ranges::all_of(content.tensors,
        [&](const TensorValue& tensor) { return content.deviceOf(tensor) == std::string_view("cpu"); });
}

} // namespace

class TestWindowFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new PthfStyle(ThemeKind::Light)); }

    void whatIsWholeOfADamagedFileIsSaved()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        const QAction* action = stage.window.actions().salvage;
        QTRY_VERIFY(!action->isEnabled()); // nothing is damaged
        const std::filesystem::path cut = toPath(copyOfSample(stage, "cut.pth"));
        std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
        stage.window.openFile(pathToQString(cut));
        QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), WindowStage::kOpenTimeout);
        auto* button = stage.find<QPushButton>("salvage0");
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        auto* dialog = qobject_cast<QFileDialog*>(stage.dialog("salvageDialog"));
        QVERIFY(dialog != nullptr);
        const QString target = dialog->selectedFiles().value(0);
        QCOMPARE(QFileInfo(target).fileName(), QStringLiteral("cut.whole.pth"));
        QMetaObject::invokeMethod(dialog, "accept"); // as its button does
        QDialog* receipt = stage.dialog("receipt");
        QVERIFY(receipt != nullptr);
        const QString text = receipt->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(text.contains(QStringLiteral("tensors whole, ")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Lost: ")), qPrintable(text));
        const auto written = openCheckpoint(toPath(target), OpenOptions{}, quietTask());
        QVERIFY(written);
        QVERIFY(!(*written)->problems.hasErrors());
    }

    void onePlanIsAppliedToManyFiles()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations({MapLocation{"cpu", {}, {}}}, QStringLiteral("cpu"));
        QTest::keyClick(&stage.window, Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
        auto* batch = qobject_cast<BatchDialog*>(stage.dialog("batchDialog"));
        QVERIFY(batch != nullptr);
        batch->model().clear();
        stage.folder.write("broken.pth", "this is no checkpoint");
        batch->addFiles({copyOfSample(stage, "one.pth"), pathToQString(stage.folder.path() / "broken.pth"),
            copyOfSample(stage, "two.pth"), copyOfSample(stage, "three.pth")});
        QCOMPARE(batch->model().rowCount(), 4);
        batch->setFolder(pathToQString(stage.folder.path()));
        auto* name = batch->findChild<QLineEdit*>(QStringLiteral("batchName"));
        name->setText(QStringLiteral("{name}.cpu.{ext}"));
        QSignalSpy ended(batch, &BatchDialog::ended);
        QTest::mouseClick(batch->findChild<QPushButton*>(QStringLiteral("batchStart")), Qt::LeftButton);
        QVERIFY(ended.wait(WindowStage::kOpenTimeout));
        QCOMPARE(batch->model().count(BatchRow::State::Done), 3);
        QCOMPARE(batch->model().count(BatchRow::State::Failed), 1);
        QVERIFY(!batch->model().rows()[1].note.isEmpty());
        for (const char* file : {"one.cpu.pth", "two.cpu.pth", "three.cpu.pth"}) {
            QVERIFY(isAllOnCpu(stage.folder.path() / file));
        }
        QVERIFY(!std::filesystem::exists(stage.folder.path() / "broken.cpu.pth"));

        // A second time they are there already, just as planned.
        QTest::mouseClick(batch->findChild<QPushButton*>(QStringLiteral("batchStart")), Qt::LeftButton);
        QVERIFY(ended.wait(WindowStage::kOpenTimeout));
        QCOMPARE(batch->model().count(BatchRow::State::Skipped), 3);
        QCOMPARE(batch->model().count(BatchRow::State::Failed), 1);
    }

    void aFolderIsATableOfItsCheckpoints()
    {
        WindowStage stage;
        copyOfSample(stage, "e1.pth");
        copyOfSample(stage, "e10.pth");
        copyOfSample(stage, "e2.pth");
        stage.folder.write("notes.txt", "no checkpoint");
        stage.window.openFile(pathToQString(stage.folder.path()));
        auto* page = stage.find<FolderPage>("folderPage");
        QTRY_COMPARE_WITH_TIMEOUT(page->model().rowCount(), 3, WindowStage::kOpenTimeout);
        QTRY_VERIFY(!page->isReading());
        auto* table = stage.find<QTableView>("folderTable");
        QVERIFY(table->isVisible());
        const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(cell(0, FolderModel::Name), QStringLiteral("e1.pth"));
        QCOMPARE(cell(1, FolderModel::Name), QStringLiteral("e2.pth"));
        QCOMPARE(cell(2, FolderModel::Name), QStringLiteral("e10.pth"));
        QCOMPARE(cell(0, FolderModel::Epoch), QStringLiteral("12"));

        auto* search = stage.find<QLineEdit>("folderSearch");
        QTest::keyClicks(search, QStringLiteral("fc.weight"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(!cell(2, FolderModel::Found).isEmpty());
        QVERIFY(cell(0, FolderModel::Found).toInt() >= 1);

        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Space);
        QDialog* look = stage.dialog("quickLook");
        QVERIFY(look != nullptr);
        QTest::keyClick(look, Qt::Key_Space);
        QTRY_VERIFY(stage.find<QDialog>("quickLook") == nullptr);
        const QPoint place = table->visualRect(table->currentIndex()).center();
        QContextMenuEvent asked(QContextMenuEvent::Mouse, place, table->viewport()->mapToGlobal(place));
        QApplication::sendEvent(table->viewport(), &asked);
        auto* menu = stage.find<QMenu>("folderMenu");
        QVERIFY(menu != nullptr);
        QTRY_VERIFY(menu->isVisible());
        menu->actions().last()->trigger();
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("e2.pth")));
        menu->close();
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(stage.window.windowTitle(), QStringLiteral("e2.pth – Pthfinder"));
        stage.window.actions().backToFolder->trigger();
        QVERIFY(table->isVisible());
    }

    void aFileIsEditedInPlaceAndTakenBack()
    {
        WindowStage stage;
        const QString file = copyOfSample(stage, "mine.pth");
        stage.window.openFile(file);
        QTRY_VERIFY(stage.session.opened() != nullptr);
        const auto before = std::filesystem::file_size(toPath(file));
        stage.session.addOperations({MapLocation{"cpu", {}, {}}}, QStringLiteral("cpu"));
        stage.window.actions().save->trigger();
        QDialog* dialog = stage.dialog("saveDialog");
        QVERIFY(dialog != nullptr);
        auto* inPlace = dialog->findChild<QRadioButton*>(QStringLiteral("saveInPlace"));
        QVERIFY(inPlace->isEnabled());
        inPlace->click();
        auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("saveAccept"));
        QVERIFY(accept->isEnabled());
        QSignalSpy saved(&stage.session, &DocumentSession::saved);
        accept->click();
        QVERIFY(saved.wait(WindowStage::kOpenTimeout));
        QVERIFY(std::filesystem::file_size(toPath(file)) > before);
        QVERIFY(isAllOnCpu(toPath(file)));
        QTRY_VERIFY(!stage.session.isOpening() && stage.session.changeCount() == 0);

        QSignalSpy undone(&stage.session, &DocumentSession::editUndone);
        stage.window.actions().undoInPlace->trigger();
        QVERIFY(undone.wait(WindowStage::kOpenTimeout));
        QCOMPARE(std::filesystem::file_size(toPath(file)), before);
        QVERIFY(!isAllOnCpu(toPath(file)));
    }

    void shardsAreWrittenWithAnIndex()
    {
        WindowStage stage;
        QVERIFY(stage.openSample());
        stage.session.addOperations(
            {Extract{{KeySegment{std::string("model")}}}, MapLocation{"cpu", {}, {}}}, QStringLiteral("model"));
        stage.window.actions().save->trigger();
        QDialog* dialog = stage.dialog("saveDialog");
        QVERIFY(dialog != nullptr);
        auto* format = dialog->findChild<QComboBox*>(QStringLiteral("saveFormat"));
        format->setCurrentIndex(3);
        auto* size = dialog->findChild<QComboBox*>(QStringLiteral("saveShardSize"));
        QVERIFY(size->isVisible());
        size->setCurrentText(QStringLiteral("100KB"));
        auto* file = dialog->findChild<QLineEdit*>(QStringLiteral("saveFile"));
        QVERIFY(file->text().endsWith(QStringLiteral(".safetensors")));
        file->setText(pathToQString(stage.folder.path() / "model.safetensors"));
        QSignalSpy saved(&stage.session, &DocumentSession::saved);
        QSignalSpy failed(&stage.session, &DocumentSession::saveFailed);
        auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("saveAccept"));
        QVERIFY(accept->isEnabled());
        accept->click();
        QTRY_VERIFY_WITH_TIMEOUT(!saved.isEmpty() || !failed.isEmpty(), WindowStage::kOpenTimeout);
        QVERIFY(failed.isEmpty());
        QVERIFY(std::filesystem::exists(stage.folder.path() / "model.safetensors.index.json"));
    }

    void theSaveDialogFitsSmallScreensAndLargeType_data()
    {
        QTest::addColumn<QSize>("window");
        QTest::addColumn<int>("percent");
        QTest::newRow("1280×800") << QSize(1280, 800) << 100;
        QTest::newRow("1024×640") << QSize(1024, 640) << 100;
        QTest::newRow("1280×800 at 200 %") << QSize(1280, 800) << 200;
    }

    void theSaveDialogFitsSmallScreensAndLargeType()
    {
        QFETCH(const QSize, window);
        QFETCH(const int, percent);
        const QFont usual = QApplication::font();
        QFont font = usual;
        font.setPointSizeF(usual.pointSizeF() * percent / 100.0);
        QApplication::setFont(font);
        {
            WindowStage stage;
            stage.window.resize(window);
            QVERIFY(stage.openSample());
            stage.session.addOperations({MapLocation{"cpu", {}, {}}}, QStringLiteral("cpu"));
            stage.window.actions().save->trigger();
            QDialog* dialog = stage.dialog("saveDialog");
            QVERIFY(dialog != nullptr);
            QVERIFY2(dialog->width() <= window.width() && dialog->height() <= window.height(),
                qPrintable(QStringLiteral("%1×%2").arg(dialog->width()).arg(dialog->height())));
            for (const char* name : {"saveAccept", "saveCancel", "saveAsRecipe", "saveCopyCommand"}) {
                auto* button = dialog->findChild<QPushButton*>(QLatin1String(name));
                QVERIFY2(button->visibleRegion().boundingRect() == button->rect(), name);
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), name);
            }
        }
        QApplication::setFont(usual);
    }
};

QTEST_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
