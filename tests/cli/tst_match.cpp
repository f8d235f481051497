// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QTest>

#include "core/types/dtype.h"
#include "tests/cli/run_pthf.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

class TestMatch : public QObject {
    Q_OBJECT

    static CheckpointBuilder network()
    {
        CheckpointBuilder builder;
        builder.tensor("conv.weight", DType::Float32, {4, 3, 3, 3}).tensor("fc.weight", DType::Float32, {10, 4});
        return builder.tensor("fc.bias", DType::Float32, {10});
    }

    QString write(const char* name, const std::vector<std::byte>& bytes)
    {
        return QString::fromStdString(m_folder.write(name, bytes).string());
    }
    QString writeText(const QString& name, const QByteArray& text)
    {
        const QString path = QString::fromStdString((m_folder.path() / name.toStdString()).string());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("the folder of the test cannot be written to");
        }
        return path;
    }

    TempFolder m_folder;

private Q_SLOTS:
    void membersAreThoseThatTheHelpNames()
    {
        const QString file = write("file.pth", network().prefix("module.").wrapper("state_dict").zip());
        const QString reference = write("reference.pth", network().zip());
        const Answer answer = runPthf({"match", file, reference, "--json"});
        QCOMPARE(answer.status, 1);
        const QByteArray help = runPthf({"match", "--help"}).out;
        const QJsonObject object = answer.object();
        QStringList names = object.keys();
        for (const char* member : {"file", "reference", "counts", "coverage", "strict", "non_strict"}) {
            names += object.value(QLatin1String(member)).toObject().keys();
        }
        names += object.value("suggestions").toArray().at(0).toObject().keys();
        names += object.value("rows").toArray().at(0).toObject().keys();
        for (const QString& name : names) {
            QVERIFY2(help.contains('"' + name.toUtf8() + '"'), qPrintable(name));
        }
        QCOMPARE(object.value("file").toObject().value("state_dict").toArray(), QJsonArray{"state_dict"});
        QCOMPARE(object.value("counts").toObject().value("only_in_file").toInt(), 3);
        QCOMPARE(object.value("coverage").toObject().value("parameters").toInt(), 108 + 40 + 10);
        const QJsonObject first = object.value("suggestions").toArray().at(0).toObject();
        QCOMPARE(first.value("text").toString(), "Remove module.");
        QCOMPARE(first.value("effect").toString(), "0 → 3 of 3 match");
        QVERIFY(first.value("command").toString().contains("--remove-prefix module."));
    }

    void whatFitsIsStatusNought()
    {
        const QString file = write("file.pth", network().zip());
        const Answer answer = runPthf({"match", file, write("reference.pth", network().wrapper("model").zip())});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.out.contains("100 % of parameters get their values: 3 of 3 model keys"));
        QVERIFY(answer.out.contains("<All keys matched successfully>"));
    }

    void aPastedErrorComesOnStandardInput()
    {
        const QString file = write("file.pth", network().zip());
        const QByteArray text =
            "RuntimeError: Error(s) in loading state_dict for Net:\n\tsize mismatch for fc.bias: copying a "
            "param with shape torch.Size([10]) from checkpoint, the shape in current model is "
            "torch.Size([7]).";
        const Answer answer = runPthf({"match", file, "-", "--json"}, text);
        QCOMPARE(answer.status, 1);
        QCOMPARE(answer.object().value("reference").toObject().value("kind").toString(), "load_error");
        QCOMPARE(
            "RuntimeError: " + answer.object().value("strict").toObject().value("report").toString(), QString(text));
    }

    void aTextOfNamesIsAReference()
    {
        const QString names = writeText("net.txt", "conv.weight [4, 3, 3, 3]\nfc.weight [7, 4]\nfc.scale [1]\n");
        const Answer answer = runPthf({"match", write("file.pth", network().zip()), names});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.out.contains(
            "Error(s) in loading state_dict for net:\n\tMissing key(s) in state_dict: \"fc.scale\". \n"
            "\tUnexpected key(s) in state_dict: \"fc.bias\". \n\tsize mismatch for fc.weight"));
        QVERIFY(answer.out.contains("≠ fc.weight  [10, 4] in the file, [7, 4] in the model"));
    }

    void aStateDictCanBeChosenOnEitherSide()
    {
        const QString file = write("file.pth", network().wrapper("a").zip());
        const QString other = write("other.pth", network().wrapper("b").zip());
        QCOMPARE(runPthf({"match", file, other, "--in", "a", "--reference-in", "b"}).status, 0);
        QCOMPARE(runPthf({"match", file, other, "--in", "nowhere"}).status, 2);
        QCOMPARE(runPthf({"match", file, other, "--reference-in", "nowhere"}).status, 2);
    }

    void whatCannotBeReadIsNamed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::newRow("no reference") << QStringList{"FILE"} << 2;
        QTest::newRow("reference is missing") << QStringList{"FILE", "/nowhere.pth"} << 3;
        QTest::newRow("file is missing") << QStringList{"/nowhere.pth", "FILE"} << 3;
        QTest::newRow("text without names") << QStringList{"FILE", "EMPTY"} << 3;
        QTest::newRow("both from standard input") << QStringList{"-", "-"} << 2;
    }
    void whatCannotBeReadIsNamed()
    {
        QFETCH(QStringList, words);
        words.replaceInStrings("FILE", write("file.pth", network().zip()));
        words.replaceInStrings("EMPTY", writeText("empty.txt", "1 2 3\n"));
        const Answer answer = runPthf(QStringList{"match"} + words + QStringList{"--json"});
        QTEST(answer.status, "status");
        QVERIFY(!answer.error().value("message").toString().isEmpty());
    }

    void theSnippetIsPrinted()
    {
        const Answer answer = runPthf({"match", "--snippet"});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.out.contains("model.state_dict().items()"));
    }

    void namesAreGivenByPosition()
    {
        CheckpointBuilder numbered;
        numbered.tensor("x.0", DType::Float32, {4, 3, 3, 3}).tensor("x.1", DType::Float32, {10, 4});
        const QString file = write("file.pth", numbered.tensor("x.2", DType::Float32, {10}).zip());
        const QString reference = write("reference.pth", network().zip());
        const QString out = QString::fromStdString((m_folder.path() / "out.pth").string());
        const Answer answer = runPthf({"convert", file, out, "--rename-by-position", reference});
        QVERIFY2(answer.status == 0, answer.err.constData());
        QCOMPARE(runPthf({"match", out, reference}).status, 0);
        const QString other = writeText("other.txt", "a.w [4, 3, 3, 3]\nb.w [11, 4]\nc.w [10]\n");
        const Answer refused = runPthf({"convert", file, out, "--overwrite", "--rename-by-position", other});
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.err.contains("x.1 [10, 4] in the file, b.w [11, 4] in the reference"));
    }
};

QTEST_GUILESS_MAIN(TestMatch)
#include "tst_match.moc"
