// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include <QDir>
#include <QFile>
#include <QtTest>

#include "tests/cli/run_pthf.h"
#include "tests/cli/sample_file.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A folder with m.pth in it.
class Bench {
public:
    Bench() { m_folder.write("m.pth", builder().zip()); }

    QString path(const char* name) const { return QString::fromStdString((m_folder.path() / name).string()); }
    const TempFolder& folder() const { return m_folder; }

    /// convert m.pth out.pth with more arguments.
    Answer convert(const QStringList& more) const
    {
        return runPthf(QStringList{QStringLiteral("convert"), path("m.pth"), path("out.pth")} + more);
    }
    /// "key device; key device" of the state dict of a file.
    QString listed(const char* name) const
    {
        QStringList rows;
        for (const auto& leaf : runPthf({QStringLiteral("ls"), QStringLiteral("--json"), path(name)}).array()) {
            const QJsonObject tensor = leaf.toObject();
            if (tensor.value(QStringLiteral("type")).toString() == QStringLiteral("tensor")) {
                rows << tensor.value(QStringLiteral("path")).toArray().last().toString() + QLatin1Char(' ')
                        + tensor.value(QStringLiteral("device")).toString();
            }
        }
        return rows.join(QStringLiteral("; "));
    }

private:
    TempFolder m_folder;
};

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// convert: options to operations, in their order; statuses; what is left in the folder.
class ConvertTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void optionsAreOperationsInTheOrderWritten_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("expected");
        const auto words = [](const char* line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); };
        QTest::newRow("one device") << words("--map-location cpu") << "module.conv.weight cpu; module.conv.bias cpu";
        QTest::newRow("several rows are one table") << words("--map-device cuda:0=cuda:1 --map-device cuda:1=cuda:0")
                                                    << "module.conv.weight cuda:1; module.conv.bias cuda:0";
        QTest::newRow("a rule before the device") << words("--device-rule *.bias=>cuda:3 --map-location cpu")
                                                  << "module.conv.weight cpu; module.conv.bias cuda:3";
        QTest::newRow("a target cuda gets its number")
            << words("--map-location cuda") << "module.conv.weight cuda:0; module.conv.bias cuda:0";
        QTest::newRow("remove") << words("--remove-prefix module.") << "conv.weight cuda:0; conv.bias cuda:1";
        QTest::newRow("remove, then add")
            << words("--remove-prefix module. --add-prefix net") << "net.conv.weight cuda:0; net.conv.bias cuda:1";
        QTest::newRow("named state dict")
            << words("--remove-prefix module --in model") << "conv.weight cuda:0; conv.bias cuda:1";
        QTest::newRow("named beforehand")
            << words("--in model --remove-prefix module") << "conv.weight cuda:0; conv.bias cuda:1";
        QTest::newRow("pattern") << words("--rename conv\\.(\\w+)=>c.\\1")
                                 << "module.c.weight cuda:0; module.c.bias cuda:1";
        QTest::newRow("drop") << words("--drop *.bias") << "module.conv.weight cuda:0";
        QTest::newRow("two keeps are one choice")
            << words("--keep *.bias --keep *.weight") << "module.conv.weight cuda:0; module.conv.bias cuda:1";
        QTest::newRow("by role") << words("--device-role model=>cuda:5")
                                 << "module.conv.weight cuda:5; module.conv.bias cuda:5";
        QTest::newRow("shared out") << words("--split-devices cuda:6,cuda:7")
                                    << "module.conv.weight cuda:6; module.conv.bias cuda:7";
        QTest::newRow("shared out under the names of then")
            << words("--remove-prefix module. --split-devices cuda:6,cuda:7") << "conv.weight cuda:6; conv.bias cuda:7";
        QTest::newRow("laptop") << words("--laptop") << "conv.weight cpu; conv.bias cpu";
    }
    void optionsAreOperationsInTheOrderWritten()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, expected);
        const Bench bench;
        const Answer answer = bench.convert(options);
        QVERIFY2(answer.status == 0, answer.err.constData());
        QCOMPARE(bench.listed("out.pth"), expected);
    }

    void whatFailsWritesNothing_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("status");
        const auto words = [](const char* line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); };
        QTest::newRow("no state dict has the prefix") << words("--remove-prefix nothing.") << 1;
        QTest::newRow("in place has no OUT") << words("--in-place --map-location cpu") << 2;
        QTest::newRow("no device at all") << QStringList{QStringLiteral("--map-location"), QString()} << 2;
        QTest::newRow("a word that is no device") << words("--map-location gpu") << 2;
        QTest::newRow("no size at all") << QStringList{QStringLiteral("--shard-size"), QString()} << 2;
        QTest::newRow("not a device") << words("--map-location a:b:c") << 2;
        QTest::newRow("half a table row") << words("--map-device cuda:0") << 2;
        QTest::newRow("no such type") << words("--cast float12") << 2;
        QTest::newRow("no JSON") << words("--set-value epoch=twelve") << 2;
        QTest::newRow("no such role") << words("--drop-role engine") << 2;
        QTest::newRow("nothing of the role") << words("--device-role ema=>cpu") << 2;
        QTest::newRow("no layers") << words("--device-layers 0-3=>cpu") << 2;
        QTest::newRow("no devices") << words("--split-devices ,") << 2;
        QTest::newRow("no such family") << words("--rename-family batch-norm") << 2;
        QTest::newRow("no names of the family") << words("--rename-family weight-norm-new") << 2;
        QTest::newRow("no such place") << words("--extract nowhere") << 2;
        QTest::newRow("a pattern that is none") << words("--rename ([=>x") << 2;
        QTest::newRow("no such format") << words("--format onnx") << 2;
        QTest::newRow("a recipe that is not there") << words("--recipe /nowhere/r.json") << 3;
        QTest::newRow("a folder that is not there") << words("--save-recipe /nowhere/r.json") << 4;
    }
    void whatFailsWritesNothing()
    {
        QFETCH(QStringList, options);
        QFETCH(int, status);
        const Bench bench;
        const Answer answer = bench.convert(options + QStringList{QStringLiteral("--json")});
        QVERIFY2(answer.status == status, answer.out.constData());
        QVERIFY(!answer.error().value(QStringLiteral("message")).toString().isEmpty());
        QCOMPARE(bench.folder().names(), std::vector<std::string>{"m.pth"});
    }

    void standardOutputIsNoTarget()
    {
        const Bench bench;
        const QString file = QString::fromStdString((bench.folder().path() / "m.pth").string());
        const Answer answer = runPthf({QStringLiteral("convert"), file, QStringLiteral("-"), QStringLiteral("--json")});
        QCOMPARE(answer.status, 2);
        QVERIFY(answer.error().value(QStringLiteral("message")).toString().contains(QStringLiteral("./-")));
    }

    void standardInputIsConverted()
    {
        const Bench bench;
        const Answer answer = runPthf({QStringLiteral("convert"), QStringLiteral("-"), bench.path("out.pth"),
                                          QStringLiteral("--map-location"), QStringLiteral("cpu")},
            contents(bench.path("m.pth")));
        QVERIFY2(answer.status == 0, answer.err.constData());
        QCOMPARE(bench.listed("out.pth"), QStringLiteral("module.conv.weight cpu; module.conv.bias cpu"));
    }

    void aSignMayStandInAKey()
    {
        const Bench bench;
        bench.folder().write("m.pth", CheckpointBuilder().tensor("w", DType::Float32, {1}).value("a=b", 1).zip());
        const Answer answer = bench.convert({QStringLiteral("--set-value"), QStringLiteral(R"("a=b"=[2])")});
        QVERIFY2(answer.status == 0, answer.err.constData());
    }

    void theReceiptIsOneObject()
    {
        const Bench bench;
        const Answer answer = bench.convert({QStringLiteral("--map-location"), QStringLiteral("cpu"),
            QStringLiteral("--json"), QStringLiteral("--verify"), QStringLiteral("full")});
        QCOMPARE(answer.status, 0);
        const QJsonObject receipt = answer.object();
        QCOMPARE(receipt.value(QStringLiteral("tensors")).toInt(), 2);
        QCOMPARE(receipt.value(QStringLiteral("verified")).toString(), QStringLiteral("full"));
        QCOMPARE(receipt.value(QStringLiteral("format")).toString(), QStringLiteral("zip"));
    }

    void anExistingFileIsReplacedOnlyWhenAskedTo()
    {
        const Bench bench;
        bench.folder().write("out.pth", "precious");
        const Answer refused = bench.convert({QStringLiteral("--map-location"), QStringLiteral("cpu")});
        QCOMPARE(refused.status, 4);
        QVERIFY(refused.err.contains("--overwrite"));
        QCOMPARE(contents(bench.path("out.pth")), QByteArray("precious"));
        QCOMPARE(bench.convert({QStringLiteral("--map-location"), QStringLiteral("cpu"), QStringLiteral("--overwrite")})
                     .status,
            0);
        QCOMPARE(bench.listed("out.pth"), QStringLiteral("module.conv.weight cpu; module.conv.bias cpu"));
    }

    void theSourceMayBeTheTarget()
    {
        const Bench bench;
        const Answer refused = runPthf({QStringLiteral("convert"), bench.path("m.pth"), bench.path("m.pth"),
            QStringLiteral("--map-location"), QStringLiteral("cpu")});
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.err.contains("--overwrite"));
        const Answer answer = runPthf({QStringLiteral("convert"), bench.path("m.pth"), bench.path("m.pth"),
            QStringLiteral("--map-location"), QStringLiteral("cpu"), QStringLiteral("--overwrite")});
        QVERIFY2(answer.status == 0, answer.err.constData());
        QCOMPARE(bench.listed("m.pth"), QStringLiteral("module.conv.weight cpu; module.conv.bias cpu"));
    }

    void anUnwritableTargetIsStatusFour()
    {
        const Bench bench;
        const Answer answer = runPthf({QStringLiteral("convert"), bench.path("m.pth"),
            QStringLiteral("/nowhere/out.pth"), QStringLiteral("--map-location"), QStringLiteral("cpu")});
        QCOMPARE(answer.status, 4);
    }

    void aDryRunShowsRowsAndWritesNothing()
    {
        const Bench bench;
        const Answer answer = bench.convert({QStringLiteral("--remove-prefix"), QStringLiteral("module."),
            QStringLiteral("--dry-run"), QStringLiteral("--json")});
        QCOMPARE(answer.status, 0);
        const QJsonArray rows = answer.object().value(QStringLiteral("rows")).toArray();
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows.at(0).toObject().value(QStringLiteral("change")).toString(), QStringLiteral("changed"));
        QCOMPARE(rows.at(0).toObject().value(QStringLiteral("after")).toArray().last().toString(),
            QStringLiteral("conv.weight"));
        QCOMPARE(bench.folder().names(), std::vector<std::string>{"m.pth"});
    }

    void aDryRunCountsWhatACastLoses()
    {
        const Bench bench;
        const Answer plain = bench.convert(QStringList{QStringLiteral("--dry-run"), QStringLiteral("--json")});
        QVERIFY(plain.object().value(QStringLiteral("losses")).isNull());
        const Answer cast = bench.convert(QStringList{QStringLiteral("--cast"), QStringLiteral("float16"),
            QStringLiteral("--dry-run"), QStringLiteral("--json")});
        const QJsonObject losses = cast.object().value(QStringLiteral("losses")).toObject();
        QVERIFY(losses.value(QStringLiteral("numbers")).toInt() > 0);
        QCOMPARE(losses.value(QStringLiteral("overflows")).toInt(-1), 0);
        QCOMPARE(losses.value(QStringLiteral("underflows")).toInt(-1), 0);
        QVERIFY(losses.value(QStringLiteral("rounded")).isDouble());
    }

    void aRecipeSavedDoesTheSameAgain()
    {
        const Bench bench;
        QCOMPARE(bench
                     .convert({QStringLiteral("--remove-prefix"), QStringLiteral("module."),
                         QStringLiteral("--map-location"), QStringLiteral("cpu"), QStringLiteral("--save-recipe"),
                         bench.path("r.json")})
                     .status,
            0);
        const Answer again = runPthf({QStringLiteral("convert"), bench.path("m.pth"), bench.path("again.pth"),
            QStringLiteral("--recipe"), bench.path("r.json")});
        QVERIFY2(again.status == 0, again.err.constData());
        QCOMPARE(contents(bench.path("again.pth")), contents(bench.path("out.pth")));
    }

    void aBatchEndsWithTheHighestStatus()
    {
        const Bench bench;
        bench.folder().write("bad.pth", "<html>");
        QDir(bench.path("")).mkdir(QStringLiteral("out"));
        const Answer answer =
            runPthf({QStringLiteral("convert"), bench.path("m.pth"), bench.path("bad.pth"), QStringLiteral("--out-dir"),
                bench.path("out"), QStringLiteral("--map-location"), QStringLiteral("cpu"), QStringLiteral("--json")});
        QCOMPARE(answer.status, 3);
        QCOMPARE(answer.array().size(), 2);
        QVERIFY(QFile::exists(bench.path("out/m.pth")));
        QVERIFY(!QFile::exists(bench.path("out/bad.pth")));
    }

    void pythonIsPrintedAndNothingWritten()
    {
        const Bench bench;
        const Answer answer =
            bench.convert({QStringLiteral("--map-location"), QStringLiteral("cpu"), QStringLiteral("--print-python")});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.out.contains("import torch"));
        QCOMPARE(bench.folder().names(), std::vector<std::string>{"m.pth"});
    }

    void ctrlCLeavesTheOldFile()
    {
        const Bench bench;
        bench.folder().write("out.pth", "precious");
        QProcess process;
        process.start(QStringLiteral(PTHF_PROGRAM),
            {QStringLiteral("convert"), QStringLiteral("-"), bench.path("out.pth"), QStringLiteral("--overwrite"),
                QStringLiteral("--map-location"), QStringLiteral("cpu")});
        QVERIFY(process.waitForStarted());
        // More than a pipe holds: once it is gone, the program is reading, and waits for the rest.
        process.write(QByteArray(4'000'000, 'x'));
        while (process.bytesToWrite() > 0) {
            QVERIFY(process.waitForBytesWritten());
        }
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(contents(bench.path("out.pth")), QByteArray("precious"));
        QCOMPARE(bench.folder().names(), (std::vector<std::string>{"m.pth", "out.pth"}));
    }

    void aDamagedFileIsRefused()
    {
        const Bench bench;
        auto bytes = builder().zip();
        bytes.resize(bytes.size() * 6 / 10);
        bench.folder().write("m.pth", bytes);
        const Answer answer = bench.convert({QStringLiteral("--map-location"), QStringLiteral("cpu")});
        QCOMPARE(answer.status, 3);
        QCOMPARE(bench.folder().names(), std::vector<std::string>{"m.pth"});
    }

    void legacyStaysLegacyUnlessAskedOtherwise()
    {
        const Bench bench;
        bench.folder().write("m.pth", builder().legacy());
        QCOMPARE(bench.convert({QStringLiteral("--map-location"), QStringLiteral("cpu")}).status, 0);
        const auto kindOf = [&bench](const char* name) {
            return runPthf({QStringLiteral("info"), QStringLiteral("--json"), bench.path(name)})
                .object()
                .value(QStringLiteral("kind"))
                .toString();
        };
        QCOMPARE(kindOf("out.pth"), QStringLiteral("torch-legacy"));
        QCOMPARE(runPthf({QStringLiteral("convert"), bench.path("m.pth"), bench.path("zip.pth"),
                             QStringLiteral("--format"), QStringLiteral("zip")})
                     .status,
            0);
        QCOMPARE(kindOf("zip.pth"), QStringLiteral("torch-zip"));
        // What a legacy stream cannot hold makes a zip of it.
        QCOMPARE(runPthf({QStringLiteral("convert"), bench.path("m.pth"), bench.path("new.pth"),
                             QStringLiteral("--cast"), QStringLiteral("float8_e4m3fn")})
                     .status,
            0);
        QCOMPARE(kindOf("new.pth"), QStringLiteral("torch-zip"));
    }
};

QTEST_GUILESS_MAIN(ConvertTest)
#include "tst_convert.moc"
