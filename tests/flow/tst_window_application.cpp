// SPDX-License-Identifier: Apache-2.0
// What stands around a window: settings that take effect at once, other windows, sessions, files that change on disk.
#include <filesystem>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include "app/application.h"
#include "tests/support/window_stage.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// The program, with settings in a folder of its own.
struct Program {
    TempFolder folder;
    std::unique_ptr<Application> application;

    explicit Program(const QStringList& files = {}) { start(files); }
    void start(const QStringList& files = {})
    {
        application.reset();
        CommandLine line;
        line.files = files;
        line.settingsFile = pathToQString(folder.path() / "settings.ini");
        application = std::make_unique<Application>(line);
    }
    MainWindow& window(qsizetype number = 0) const { return *application->windows().at(number); }
    QString copyOfSample(const char* name) const
    {
        std::filesystem::copy_file(PTHF_SAMPLE_FILE, folder.path() / name);
        return pathToQString(folder.path() / name);
    }
};

bool isOpen(const MainWindow& window)
{
    return window.windowTitle().contains(QStringLiteral(".pth"));
}

template<typename T>
T* find(const QWidget& in, const char* name)
{
    return in.findChild<T*>(QLatin1String(name));
}

} // namespace

class TestWindowApplication : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::setFont(m_font); }

    void languageAndTypeChangeAtOnceAndKeepTheWork()
    {
        Program program({QStringLiteral(PTHF_SAMPLE_FILE)});
        QTRY_VERIFY(isOpen(program.window()));
        program.window().edit().ask(Untie{});
        QTRY_VERIFY(find<QDialog>(program.window(), "operationDialog") != nullptr);
        auto* accept = find<QPushButton>(program.window(), "operationAccept");
        QTRY_VERIFY(accept->isEnabled());
        accept->click();
        QCOMPARE(find<QLabel>(program.window(), "changeCount")->text(), QStringLiteral("1 change"));
        const int row = program.window().fontMetrics().height();

        program.window().actions().settings->trigger();
        auto* language = find<QComboBox>(program.window(), "settingsLanguage");
        QVERIFY(language != nullptr);
        language->setCurrentIndex(language->findData(QStringLiteral("zh_CN")));
        find<QSpinBox>(program.window(), "settingsFontScale")->setValue(150);
        find<QDialog>(program.window(), "settingsDialog")->accept();
        QTRY_VERIFY(program.window().fontMetrics().height() > row);
        QVERIFY(isOpen(program.window()));
        QVERIFY(program.window().isVisible());
        QCOMPARE(program.application->windows().size(), 1);
        QVERIFY(program.window().menuBar()->actions().first()->text() != QStringLiteral("&File"));
        QVERIFY(find<QLabel>(program.window(), "changeCount")->text() != QStringLiteral("1 change"));
        QVERIFY(program.window().actions().undo->isEnabled()); // the plan is still there

        program.application->settings().setLanguage(QStringLiteral("en"));
        program.application->settings().setFontScale(100);
        program.application->applySettings();
        QCOMPARE(program.window().menuBar()->actions().first()->text(), QStringLiteral("&File"));
    }

    void filesOfTheLastTimeAreOpenedAgain()
    {
        Program program;
        const QString one = program.copyOfSample("one.pth");
        const QString other = program.copyOfSample("other.pth");
        program.start({one, other});
        QCOMPARE(program.application->windows().size(), 2);
        QTRY_VERIFY(isOpen(program.window(0)) && isOpen(program.window(1)));
        program.window(0).actions().quit->trigger();
        QTRY_VERIFY(program.application->windows().isEmpty());
        program.start();
        QCOMPARE(program.application->windows().size(), 2);
        QTRY_COMPARE(program.window(0).windowTitle(), QStringLiteral("one.pth – Pthfinder"));
        QTRY_COMPARE(program.window(1).windowTitle(), QStringLiteral("other.pth – Pthfinder"));

        program.application->settings().setRestoresSession(false);
        program.start();
        QCOMPARE(program.application->windows().size(), 1);
        QVERIFY(!isOpen(program.window()));
    }

    void severalDroppedFilesGetWindowsOfTheirOwn()
    {
        Program program;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(program.copyOfSample("one.pth")),
            QUrl::fromLocalFile(program.copyOfSample("other.pth"))});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&program.window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&program.window(), &drop);
        QCOMPARE(program.application->windows().size(), 2);
        QTRY_VERIFY(isOpen(program.window(0)) && isOpen(program.window(1)));
        program.window(1).close();
        QTRY_COMPARE(program.application->windows().size(), 1);
    }

    void aFileThatChangesIsOfferedToBeReadAgain()
    {
        Program program;
        const QString file = program.copyOfSample("one.pth");
        program.start({file});
        QTRY_VERIFY(isOpen(program.window()));
        QFile::remove(file);
        QVERIFY(QFile::copy(QStringLiteral(PTHF_OTHER_FILE), file));
        auto* action = find<QPushButton>(program.window(), "noticeAction");
        QTRY_VERIFY(action->isVisible());
        action->click();
        QTRY_VERIFY(!action->isVisible());
        QTRY_VERIFY(isOpen(program.window()));
    }

    void theSheetListsEveryKeyAndIsFiltered()
    {
        Program program;
        QVERIFY(QTest::qWaitForWindowActive(&program.window()));
        QTest::keyClick(&program.window(), Qt::Key_F1);
        auto* table = find<QTableWidget>(program.window(), "shortcutTable");
        QVERIFY(table != nullptr);
        QVERIFY(table->rowCount() >= 25);
        QSet<QString> keys;
        for (int row = 0; row < table->rowCount() - 8; ++row) { // the last ones are keys of views
            const QString key = table->item(row, 1)->text();
            QVERIFY2(!keys.contains(key), qPrintable(key));
            keys.insert(key);
        }
        QVERIFY(keys.contains(QStringLiteral("Ctrl+,"))); // settings
        const QList<QTableWidgetItem*> undo = table->findItems(QStringLiteral("Undo"), Qt::MatchExactly);
        QCOMPARE(undo.size(), 1);
        auto* filter = find<QLineEdit>(program.window(), "shortcutFilter");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("Save converted"));
        int shown = 0;
        for (int row = 0; row < table->rowCount(); ++row) {
            shown += table->isRowHidden(row) ? 0 : 1;
        }
        QCOMPARE(shown, 1);
    }

    void aboutHasTheLicences()
    {
        Program program;
        program.window().actions().about->trigger();
        const auto* text = find<QPlainTextEdit>(program.window(), "licenceText");
        QVERIFY(text != nullptr);
        QVERIFY(text->toPlainText().contains(QStringLiteral("GNU GENERAL PUBLIC LICENSE")));
        QVERIFY(text->toPlainText().contains(QStringLiteral("Apache License")));
    }

private:
    const QFont m_font = QApplication::font();
};

QTEST_MAIN(TestWindowApplication)
#include "tst_window_application.moc"
