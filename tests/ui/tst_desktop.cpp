// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/temp_folder.h"
#include "ui/base/text.h"
#include "ui/desktop/long_work.h"
#include "ui/desktop/notice_bar.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/file_watch.h"
#include "ui/session/settings.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestDesktop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsToldOnceWhenTheFileRests()
    {
        TempFolder folder;
        const QString path = pathToQString(folder.write("model.pth", "one"));
        FileWatch watch;
        watch.watch(path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        write(path, "longer than before");
        write(path, "and longer still, in a second step");
        QVERIFY(changed.wait());
        QTest::qWait(700); // long enough for another one
        QCOMPARE(changed.size(), 1);
    }

    void aFileThatIsReplacedOrRemovedIsTold()
    {
        TempFolder folder;
        const QString path = pathToQString(folder.write("model.pth", "one"));
        const QString other = pathToQString(folder.write("new.pth", "another one"));
        FileWatch watch;
        watch.watch(path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        QSignalSpy removed(&watch, &FileWatch::removed);
        QFile::remove(path);
        QVERIFY(QFile::rename(other, path));
        QVERIFY(changed.wait());
        QVERIFY(removed.isEmpty());
        QFile::remove(path);
        QVERIFY(removed.wait());
    }

    void whatIsWatchedAnewIsKnown()
    {
        TempFolder folder;
        const QString path = pathToQString(folder.write("model.pth", "one"));
        FileWatch watch;
        watch.watch(path);
        write(path, "we wrote this ourselves");
        watch.watch(path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        QTest::qWait(700);
        QVERIFY(changed.isEmpty());
    }

    void longWorkIsToldToWhoLooksElsewhere_data()
    {
        QTest::addColumn<bool>("notifies");
        QTest::addColumn<QString>("title");
        QTest::addColumn<int>("told");
        QTest::newRow("told") << true << QStringLiteral("Saving") << 1;
        QTest::newRow("switched off") << false << QStringLiteral("Saving") << 0;
        QTest::newRow("nobody sees it") << true << QString() << 0;
    }

    void longWorkIsToldToWhoLooksElsewhere()
    {
        QFETCH(const bool, notifies);
        QFETCH(const QString, title);
        QFETCH(const int, told);
        TempFolder folder;
        Settings settings(pathToQString(folder.path() / "settings.ini"));
        settings.setNotifies(notifies);
        JobRunner runner;
        QWidget window; // never shown: it is not the one that is looked at
        LongWork work(runner, settings, window);
        work.setLeast(0);
        QSignalSpy spy(&work, &LongWork::told);
        QSignalSpy idle(&runner, &JobRunner::idle);
        runner.run<int>(
            JobLane::Save, JobLabel{title, {}}, [](const Task&) -> Result<int> { return 1; }, &runner);
        QVERIFY(idle.wait());
        QCOMPARE(spy.size(), told);
    }

    void aNoticeOffersOneThing()
    {
        NoticeBar bar;
        QVERIFY(bar.isHidden());
        bar.show(QStringLiteral("changed"), QStringLiteral("Read it again"));
        QCOMPARE(bar.text(), QStringLiteral("changed"));
        QSignalSpy asked(&bar, &NoticeBar::actionRequested);
        bar.findChild<QPushButton*>(QStringLiteral("noticeAction"))->click();
        QCOMPARE(asked.size(), 1);
        QVERIFY(bar.isHidden());
    }
};

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
