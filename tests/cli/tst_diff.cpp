// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/types/dtype.h"
#include "tests/cli/run_pthf.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

class TestDiff : public QObject {
    Q_OBJECT

    static CheckpointBuilder network()
    {
        CheckpointBuilder builder;
        return builder.tensor("conv.weight", DType::Float32, {2, 3}).tensor("fc.bias", DType::Float32, {4});
    }

    QString write(const char* name, const std::vector<std::byte>& bytes)
    {
        return QString::fromStdString(m_folder.write(name, bytes).string());
    }

    TempFolder m_folder;

private Q_SLOTS:
    void equalFilesAreStatusNought()
    {
        const QString a = write("a.pth", network().zip());
        const QString b = write("b.pth", network().legacy());
        QCOMPARE(runPthf({"diff", a, b}).status, 0);
        const Answer answer = runPthf({"diff", a, b, "--values", "--json"});
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.object().value("counts").toObject().value("compared").toInt(), 2);
        QVERIFY(answer.object().value("equal").toBool());
    }

    void membersAreThoseThatTheHelpNames()
    {
        const QString a = write("a.pth", network().value("epoch", 3).wrapper("model").zip());
        const QString b =
            write("b.pth", network().tensor("x.w", DType::Int64, {1}).value("epoch", 4).wrapper("model").zip());
        const Answer answer = runPthf({"diff", a, b, "--values", "--json"});
        QCOMPARE(answer.status, 1);
        const QByteArray help = runPthf({"diff", "--help"}).out;
        const QJsonObject object = answer.object();
        const QJsonObject first = object.value("rows").toArray().at(0).toObject();
        const QStringList names = object.keys() + object.value("counts").toObject().keys() + first.keys()
            + first.value("a").toObject().keys() + first.value("values").toObject().keys();
        for (const QString& name : names) {
            QVERIFY2(help.contains('"' + name.toUtf8() + '"'), qPrintable(name));
        }
        const QJsonObject counts = object.value("counts").toObject();
        QCOMPARE(counts.value("changed").toInt(), 1);
        QCOMPARE(counts.value("only_in_b").toInt(), 1);
    }

    void theTextNamesWhatDiffers()
    {
        const QString a = write("a.pth", network().value("epoch", 3).wrapper("model").zip());
        const QString b = write("b.pth", network().value("epoch", 4).wrapper("model").zip());
        const Answer answer = runPthf({"diff", a, b});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.out.contains("2 same, 1 changed, 0 only in the first"));
        QVERIFY(answer.out.contains("~ epoch  int 3 → int 4"));
    }

    void aMissingFileIsNamed()
    {
        const Answer answer = runPthf({"diff", write("a.pth", network().zip()), "/nowhere.pth", "--json"});
        QCOMPARE(answer.status, 3);
        QCOMPARE(answer.error().value("file").toString(), "/nowhere.pth");
    }
};

QTEST_GUILESS_MAIN(TestDiff)
#include "tst_diff.moc"
