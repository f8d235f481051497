// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QtTest>

#include "tests/cli/run_pthf.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

constexpr int kFiles = 12;

std::string nameOf(int number)
{
    return "c" + std::to_string(10 + number) + ".pth";
}

/// A folder with several checkpoints and one file that is none.
class Bench {
public:
    Bench()
    {
        for (int i = 0; i < kFiles; ++i) {
            m_folder.write(nameOf(i),
                CheckpointBuilder()
                    .tensor("fc.weight", DType::Float32, {4, 3}, "cuda:0")
                    .prefix("module.")
                    .value("epoch", i)
                    .wrapper("model")
                    .zip());
        }
    }

    QString path(const char* name) const { return QString::fromStdString((m_folder.path() / name).string()); }
    QStringList inputs() const
    {
        QStringList files;
        for (int i = 0; i < kFiles; ++i) {
            files << path(nameOf(i).c_str());
        }
        return files;
    }

    Answer convert(const QStringList& files, const QStringList& more = {}) const
    {
        return runPthf(
            QStringList{QStringLiteral("convert"), QStringLiteral("--map-location"), QStringLiteral("cpu"),
                QStringLiteral("--remove-prefix"), QStringLiteral("module."), QStringLiteral("--out-dir"), path("out")}
            + more + files);
    }

    /// Writes a file below the folder, whose own folders are made.
    void write(const char* name, const std::vector<std::byte>& bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        m_folder.write(name, bytes);
    }

    QStringList outputs() const { return QDir(path("out")).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

private:
    TempFolder m_folder;
};

QStringList statusesOf(const QJsonArray& lines)
{
    QStringList statuses;
    for (const auto& line : lines) {
        statuses << line.toObject().value(QStringLiteral("status")).toString();
    }
    return statuses;
}

} // namespace

/// convert with many files.
class BatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void badFilesDoNotStopTheOthers()
    {
        const Bench bench;
        bench.write("bad.pth", std::vector<std::byte>(50, std::byte{'x'}));
        const Answer answer = bench.convert(QStringList{bench.path("bad.pth")} + bench.inputs());
        QCOMPARE(answer.status, 3);
        QCOMPARE(bench.outputs().size(), kFiles);
        QVERIFY(answer.err.contains("bad.pth"));
        QVERIFY(answer.out.contains("13 files: 12 saved, 1 failed"));
    }

    void whatIsRightAlreadyIsSkipped()
    {
        const Bench bench;
        QCOMPARE(bench.convert(bench.inputs()).status, 0);
        QFile::remove(bench.path("out/c13.pth"));
        bench.write("out/c14.pth", CheckpointBuilder().tensor("other", DType::Float32, {1}).zip());
        const Answer again = bench.convert(bench.inputs(), {QStringLiteral("--json"), QStringLiteral("--overwrite")});
        QCOMPARE(again.status, 0);
        QStringList expected;
        for (int i = 0; i < kFiles; ++i) {
            expected << (i == 3 || i == 4 ? QStringLiteral("saved") : QStringLiteral("skipped"));
        }
        QCOMPARE(statusesOf(again.array()), expected);
    }

    void anotherFileInTheWayIsNotReplaced()
    {
        const Bench bench;
        bench.write("out/c14.pth", CheckpointBuilder().tensor("other", DType::Float32, {1}).zip());
        const Answer answer = bench.convert(bench.inputs());
        QCOMPARE(answer.status, 4);
        QVERIFY(answer.err.contains("--overwrite"));
        QCOMPARE(bench.outputs().size(), kFiles);
    }

    void theReceiptHasALineAFile()
    {
        const Bench bench;
        const QString receipt = bench.path("r.jsonl");
        const Answer answer =
            bench.convert(bench.inputs(), {QStringLiteral("--receipt"), receipt, QStringLiteral("--sha256")});
        QCOMPARE(answer.status, 0);
        QFile file(receipt);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), kFiles);
        for (int i = 0; i < kFiles; ++i) {
            const QJsonObject line = QJsonDocument::fromJson(lines[i]).object();
            QCOMPARE(line.value(QStringLiteral("status")).toString(), QStringLiteral("saved"));
            QCOMPARE(line.value(QStringLiteral("verified")).toString(), QStringLiteral("structure"));
            QFile output(line.value(QStringLiteral("output")).toString());
            QVERIFY(output.open(QIODevice::ReadOnly));
            QCryptographicHash hash(QCryptographicHash::Sha256);
            hash.addData(output.readAll());
            QCOMPARE(line.value(QStringLiteral("sha256")).toString(), QString::fromLatin1(hash.result().toHex()));
        }
    }

    void twoInputsOfOneNameAreRefused()
    {
        const Bench bench;
        bench.write("other/c10.pth", CheckpointBuilder().tensor("w", DType::Float32, {1}).zip());
        const Answer answer = bench.convert({bench.path("c10.pth"), bench.path("other/c10.pth")});
        QCOMPARE(answer.status, 2);
        QVERIFY(answer.err.contains("would both become"));
        QVERIFY(bench.outputs().isEmpty());
    }

    void foldersKeepTheirShape()
    {
        const Bench bench;
        bench.write("runs/a/last.pth", CheckpointBuilder().tensor("module.w", DType::Float32, {1}).zip());
        const QByteArray text("weights of two runs\n");
        const auto* words = reinterpret_cast<const std::byte*>(text.constData());
        bench.write("runs/README.md", std::vector<std::byte>(words, words + text.size()));
        bench.write("runs/b/last.pth", CheckpointBuilder().tensor("module.w", DType::Float32, {1}).zip());
        const Answer answer = bench.convert({bench.path("runs")}, {QStringLiteral("--recursive")});
        QCOMPARE(answer.status, 0);
        QVERIFY(QFile::exists(bench.path("out/a/last.pth")));
        QVERIFY(QFile::exists(bench.path("out/b/last.pth")));
    }

    void theFormatGivesTheExtension()
    {
        const Bench bench;
        const Answer answer =
            bench.convert(bench.inputs(), {QStringLiteral("--format"), QStringLiteral("safetensors")});
        QCOMPARE(answer.status, 0);
        QVERIFY(QFile::exists(bench.path("out/c10.safetensors")));
    }

    void parallelRunsOneFileATask()
    {
        const QString parallel = QStandardPaths::findExecutable(QStringLiteral("parallel"));
        if (parallel.isEmpty()) {
            QSKIP("GNU parallel is not installed");
        }
        const Bench bench;
        const Answer saved =
            runPthf({QStringLiteral("convert"), bench.path("c10.pth"), QStringLiteral("--map-location"),
                QStringLiteral("cpu"), QStringLiteral("--save-recipe"), bench.path("laptop.json")});
        QCOMPARE(saved.status, 0);
        QProcess process;
        process.start(parallel,
            QStringList{QStringLiteral(PTHF_PROGRAM), QStringLiteral("convert"), QStringLiteral("--recipe"),
                bench.path("laptop.json"), QStringLiteral("--out-dir"), bench.path("out"), QStringLiteral(":::")}
                + bench.inputs());
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(bench.outputs().size(), kFiles);
    }
};

QTEST_GUILESS_MAIN(BatchTest)
#include "tst_batch.moc"
