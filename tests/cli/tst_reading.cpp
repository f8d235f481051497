// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <sys/stat.h>

#include "tests/cli/run_pthf.h"
#include "tests/cli/sample_file.h"
#include "tests/support/damage.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QString written(const TempFolder& folder, const std::vector<std::byte>& bytes, const char* name = "m.pth")
{
    return QString::fromStdString(folder.write(name, bytes).string());
}

} // namespace

/// info, ls, check and devices: their answers, their exit status, their errors.
class ReadingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void infoPrintsACard()
    {
        const TempFolder folder;
        const QString file = written(folder, builder().zip());
        const Answer answer = runPthf({QStringLiteral("info"), QStringLiteral("--json"), file});
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.err, QByteArray());
        const QJsonObject card = answer.object();
        QCOMPARE(card.value(QStringLiteral("kind")).toString(), QStringLiteral("torch-zip"));
        QCOMPARE(card.value(QStringLiteral("tensors")).toInt(), 2);
        QCOMPARE(card.value(QStringLiteral("parameters")).toInt(), 16);
        QCOMPARE(card.value(QStringLiteral("file")).toObject().value(QStringLiteral("path")).toString(), file);
        QVERIFY(card.value(QStringLiteral("weights_only")).toObject().value(QStringLiteral("loads")).toBool());
        const Answer text = runPthf({QStringLiteral("info"), file});
        QCOMPARE(text.status, 0);
        QVERIFY(text.out.contains("cuda:0"));
    }

    void aReportIsMarkdown()
    {
        const TempFolder folder;
        const Answer answer =
            runPthf({QStringLiteral("info"), QStringLiteral("--markdown"), written(folder, builder().zip())});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.out.startsWith("### m.pth\n"));
        QVERIFY(answer.out.contains("| cuda:1 | 1 |"));
        QVERIFY(answer.out.contains("memory to train"));
    }

    void onlyWhatWasSoughtIsListed()
    {
        const TempFolder folder;
        const QString file = written(folder, builder().zip());
        const Answer found = runPthf(
            {QStringLiteral("ls"), QStringLiteral("--json"), QStringLiteral("--find"), QStringLiteral("BIAS"), file});
        QCOMPARE(found.status, 0);
        QCOMPARE(found.array().size(), 1);
        const Answer below = runPthf(
            {QStringLiteral("ls"), QStringLiteral("--json"), QStringLiteral("--find"), QStringLiteral("model"), file});
        QCOMPARE(below.array().size(), 3); // its two tensors and its _metadata
        const Answer nothing = runPthf({QStringLiteral("ls"), QStringLiteral("--find"), QStringLiteral("zzz"), file});
        QCOMPARE(nothing.status, 1);
        QCOMPARE(nothing.out.trimmed(), QByteArray());
    }

    void severalFilesAreAnArrayOfCards()
    {
        const TempFolder folder;
        const QString a = written(folder, builder().zip(), "a.pth");
        const QString b = written(folder, builder().legacy(), "b.pth");
        const Answer answer = runPthf({QStringLiteral("info"), QStringLiteral("--json"), a, b});
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.array().size(), 2);
        QCOMPARE(
            answer.array().at(1).toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("torch-legacy"));
    }

    void aFolderListsItsCheckpoints()
    {
        const TempFolder folder;
        written(folder, builder().zip(), "a.pth");
        folder.write("notes.txt", "no checkpoint");
        const Answer answer =
            runPthf({QStringLiteral("info"), QStringLiteral("--json"), QString::fromStdString(folder.path().string())});
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.array().size(), 1);
    }

    void standardInputIsAFileToo()
    {
        const auto bytes = builder().zip();
        const QByteArray input(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        const Answer answer = runPthf({QStringLiteral("ls"), QStringLiteral("--json"), QStringLiteral("-")}, input);
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.array().size(), 4);
    }

    void aPipeByNameIsReadToItsEnd()
    {
        const auto bytes = builder().zip();
        const TempFolder folder;
        const QString pipe = QString::fromStdString((folder.path() / "pipe").string());
        QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QProcess process;
        process.start(QStringLiteral(PTHF_PROGRAM), {QStringLiteral("ls"), QStringLiteral("--json"), pipe});
        QFile writer(pipe);
        QVERIFY(writer.open(QIODevice::WriteOnly)); // waits for the reader
        writer.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
        writer.close();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(QJsonDocument::fromJson(process.readAllStandardOutput()).array().size(), 4);
    }

    void aFullDiskBehindStandardOutputIsSaid()
    {
        const TempFolder folder;
        const QString file = written(folder, builder().zip());
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(PTHF_PROGRAM), {QStringLiteral("ls"), file});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("standard output cannot be written"));
    }

    void lsShowsWhatStandsBelowAPath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("leaves");
        QTest::newRow("a dictionary") << "model" << 0 << 3;
        QTest::newRow("a tensor") << "model/module.conv.bias" << 0 << 1;
        QTest::newRow("not there") << "model/module.conv.scale" << 2 << 0;
        QTest::newRow("no path") << "model//x" << 2 << 0;
    }
    void lsShowsWhatStandsBelowAPath()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(int, leaves);
        const TempFolder folder;
        const QString file = written(folder, builder().zip());
        const Answer answer = runPthf({QStringLiteral("ls"), QStringLiteral("--json"), file, path});
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.array().size(), leaves);
        if (status != 0) {
            QCOMPARE(answer.error().value(QStringLiteral("code")).toString(), QStringLiteral("invalid_argument"));
            QCOMPARE(answer.error().value(QStringLiteral("file")).toString(), file);
        }
    }

    void filesThatAreNoneAnswerInWords_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("infoStatus");
        QTest::addColumn<int>("lsStatus");
        QTest::newRow("empty") << QByteArray() << "unreadable" << 3 << 3;
        QTest::newRow("zeros") << QByteArray(4096, '\0') << "unreadable" << 3 << 3;
        QTest::newRow("LFS pointer") << QByteArray(
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
                                     << "other" << 0 << 3;
        QTest::newRow("web page") << QByteArray("<!DOCTYPE html><title>Quota exceeded</title>") << "other" << 0 << 3;
    }
    void filesThatAreNoneAnswerInWords()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, kind);
        QFETCH(int, infoStatus);
        QFETCH(int, lsStatus);
        const TempFolder folder;
        const QString file = QString::fromStdString(
            folder.write("m.pth", std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())))
                .string());
        const Answer card = runPthf({QStringLiteral("info"), QStringLiteral("--json"), file});
        QCOMPARE(card.object().value(QStringLiteral("kind")).toString(), kind);
        QVERIFY(!card.object().value(QStringLiteral("what")).toString().isEmpty());
        QCOMPARE(card.status, infoStatus);
        QCOMPARE(card.object().contains(QStringLiteral("error")), infoStatus != 0);
        const Answer listing = runPthf({QStringLiteral("ls"), QStringLiteral("--json"), file});
        QCOMPARE(listing.status, lsStatus);
        QVERIFY(!listing.error().value(QStringLiteral("message")).toString().isEmpty());
    }

    void missingFilesAreUnreadable_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : {"info", "ls", "check", "undo"}) {
            QTest::newRow(command) << QString::fromLatin1(command);
        }
    }
    void missingFilesAreUnreadable()
    {
        QFETCH(QString, command);
        const Answer answer = runPthf({command, QStringLiteral("--json"), QStringLiteral("/nowhere/m.pth")});
        QCOMPARE(answer.status, 3);
        QCOMPARE(answer.error().value(QStringLiteral("code")).toString(), QStringLiteral("io_failed"));
        QCOMPARE(answer.error().value(QStringLiteral("file")).toString(), QStringLiteral("/nowhere/m.pth"));
        const Answer text = runPthf({command, QStringLiteral("/nowhere/m.pth")});
        QCOMPARE(text.status, 3);
        QVERIFY(text.err.startsWith("pthf: /nowhere/m.pth: "));
        QCOMPARE(text.out, QByteArray());
    }

    void checkTellsGoodFromDamaged()
    {
        const TempFolder folder;
        const auto bytes = builder().zip();
        const Answer good = runPthf({QStringLiteral("check"), QStringLiteral("--json"), written(folder, bytes)});
        QCOMPARE(good.status, 0);
        QVERIFY(good.object().value(QStringLiteral("good")).toBool());
        auto flipped = bytes;
        const auto payload = builder().storageBytes(0);
        const auto at = std::search(flipped.begin(), flipped.end(), payload.begin(), payload.end());
        QVERIFY(at != flipped.end());
        *at ^= std::byte{1};
        const Answer bad =
            runPthf({QStringLiteral("check"), QStringLiteral("--json"), written(folder, flipped, "bad.pth")});
        QCOMPARE(bad.status, 1);
        QVERIFY(!bad.object().value(QStringLiteral("good")).toBool(true));
        QVERIFY(!bad.object().value(QStringLiteral("problems")).toArray().isEmpty());
    }

    void aCutFileIsListedAndSaidToBeDamaged()
    {
        const TempFolder folder;
        auto bytes = builder().zip();
        bytes.resize(bytes.size() * 6 / 10);
        const Answer answer = runPthf({QStringLiteral("ls"), QStringLiteral("--json"), written(folder, bytes)});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.array().at(0).toObject().contains(QStringLiteral("stored")));
    }

    void wrongUsageIsStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("no such subcommand") << QStringList{QStringLiteral("explode")};
        QTest::newRow("no such option") << QStringList{
            QStringLiteral("info"), QStringLiteral("--explode"), QStringLiteral("x")};
        QTest::newRow("no file") << QStringList{QStringLiteral("info")};
        QTest::newRow("not yet a subcommand") << QStringList{QStringLiteral("salvage"), QStringLiteral("x")};
    }
    void wrongUsageIsStatusTwo()
    {
        QFETCH(QStringList, arguments);
        const Answer answer = runPthf(arguments);
        QCOMPARE(answer.status, 2);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY(!answer.err.isEmpty());
        const Answer json = runPthf(arguments + QStringList{QStringLiteral("--json")});
        QCOMPARE(json.status, 2);
        QCOMPARE(json.error().value(QStringLiteral("code")).toString(), QStringLiteral("invalid_argument"));
    }

    void whatWasMeantIsAsked_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("meant");
        QTest::newRow("a subcommand") << "inof x.pth"
                                      << "there is no subcommand inof; is info meant?";
        QTest::newRow("an option") << "ls x.pth --jsno"
                                   << "there is no option --jsno; is --json meant?";
        QTest::newRow("an option with a value") << "convert a b --map-loaction=cpu"
                                                << "there is no option --map-loaction; is --map-location meant?";
        QTest::newRow("nothing near") << "ls x.pth --quickly"
                                      << "The following argument was not expected: --quickly";
    }
    void whatWasMeantIsAsked()
    {
        QFETCH(QString, words);
        QFETCH(QString, meant);
        const Answer answer = runPthf(words.split(u' '));
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.err.contains(meant.toUtf8()), answer.err.constData());
        const Answer json = runPthf((words + u" --json"_qs).split(u' '));
        QCOMPARE(json.error().value(QStringLiteral("message")).toString(), meant);
    }

    void versionAndHelpAreAnswers_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("version") << QStringList{QStringLiteral("--version")} << QByteArray("pthf ");
        QTest::newRow("help") << QStringList{QStringLiteral("--help")} << QByteArray("Exit status");
        QTest::newRow("info") << QStringList{QStringLiteral("info"), QStringLiteral("--help")}
                              << QByteArray("findings");
        QTest::newRow("ls") << QStringList{QStringLiteral("ls"), QStringLiteral("--help")}
                            << QByteArray("requires_grad");
        QTest::newRow("convert") << QStringList{QStringLiteral("convert"), QStringLiteral("--help")}
                                 << QByteArray("--remove-prefix");
        QTest::newRow("check") << QStringList{QStringLiteral("check"), QStringLiteral("--help")} << QByteArray("good");
        QTest::newRow("devices") << QStringList{QStringLiteral("devices"), QStringLiteral("--help")}
                                 << QByteArray("memory_bytes");
    }
    void versionAndHelpAreAnswers()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, part);
        const Answer answer = runPthf(arguments);
        QCOMPARE(answer.status, 0);
        QVERIFY2(answer.out.contains(part), answer.out.constData());
    }

    void devicesSayWhatAutoMeans()
    {
        const Answer answer = runPthf({QStringLiteral("devices"), QStringLiteral("--json")});
        QCOMPARE(answer.status, 0);
        const QJsonArray devices = answer.object().value(QStringLiteral("devices")).toArray();
        QCOMPARE(devices.at(0).toObject().value(QStringLiteral("device")).toString(), QStringLiteral("cpu"));
        const QString expected = devices.size() > 1 ? QStringLiteral("cuda:0") : QStringLiteral("cpu");
        QCOMPARE(answer.object().value(QStringLiteral("auto")).toString(), expected);
    }
};

QTEST_GUILESS_MAIN(ReadingTest)
#include "tst_reading.moc"
