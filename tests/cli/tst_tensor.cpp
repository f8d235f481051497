// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <QFile>

#include "tests/cli/run_pthf.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QJsonArray numbers(std::initializer_list<double> values)
{
    QJsonArray array;
    for (const double value : values) {
        array.append(value);
    }
    return array;
}

} // namespace

class TensorCommandTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        const auto file = CheckpointBuilder().tensor("w", DType::Float32, {2, 3}).zip(); // -8, -7.75, …
        m_file = QString::fromStdString(m_folder->write("w.pth", file).string());
    }

    void jsonHasStatisticsHistogramAndValues()
    {
        const QJsonObject answer = ask({}).object();
        QCOMPARE(answer.value(QStringLiteral("path")).toArray(), QJsonArray{QStringLiteral("w")});
        QCOMPARE(answer.value(QStringLiteral("dtype")).toString(), QStringLiteral("float32"));
        QCOMPARE(answer.value(QStringLiteral("shape")).toArray(), numbers({2, 3}));
        QCOMPARE(answer.value(QStringLiteral("values")).toArray(), numbers({-8, -7.75, -7.5, -7.25, -7, -6.75}));
        QCOMPARE(answer.value(QStringLiteral("elided")).toInt(), 0);
        const QJsonObject statistics = answer.value(QStringLiteral("statistics")).toObject();
        if (statistics.isEmpty()) {
            QSKIP("no compute module here");
        }
        QCOMPARE(statistics.value(QStringLiteral("count")).toInt(), 6);
        QCOMPARE(statistics.value(QStringLiteral("max")).toDouble(), -6.75);
        QCOMPARE(statistics.value(QStringLiteral("zeros")).toInt(), 0);
        QCOMPARE(statistics.value(QStringLiteral("distinct")).toInt(), 6);
        const QJsonObject histogram = answer.value(QStringLiteral("histogram")).toObject();
        QCOMPARE(histogram.value(QStringLiteral("counts")).toArray().size(), 64);
        QCOMPARE(histogram.value(QStringLiteral("edges")).toArray().last().toDouble(), -6.75);
    }

    void slicesAreShownByThemselves()
    {
        const QJsonObject answer = ask({QStringLiteral("--slice"), QStringLiteral("1,:2")}).object();
        QCOMPARE(answer.value(QStringLiteral("values")).toArray(), numbers({-7.25, -7}));
        QCOMPARE(answer.value(QStringLiteral("shape")).toArray(), numbers({2}));
        QCOMPARE(answer.value(QStringLiteral("whole_shape")).toArray(), numbers({2, 3}));
    }

    void valuesBeyondTheLimitAreElidedWithAWord()
    {
        const QJsonObject answer = ask({QStringLiteral("--limit"), QStringLiteral("2")}).object();
        QCOMPARE(answer.value(QStringLiteral("values")).toArray(), numbers({-8, -7.75}));
        QCOMPARE(answer.value(QStringLiteral("elided")).toInt(), 4);
        const Answer text = runPthf(
            {QStringLiteral("tensor"), m_file, QStringLiteral("w"), QStringLiteral("--limit"), QStringLiteral("2")});
        QVERIFY2(text.out.contains("and 4 more"), text.out.constData());
    }

    void withoutTheModuleValuesAndFilesAreStillGiven()
    {
        const QString out = QString::fromStdString((m_folder->path() / "w.npy").string());
        qputenv("PTHF_MODULE_DIR", "/nowhere");
        const Answer answer = ask({QStringLiteral("--npy"), out});
        qunsetenv("PTHF_MODULE_DIR");
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.object().value(QStringLiteral("statistics")).isNull());
        QVERIFY(answer.object().value(QStringLiteral("note")).toString().contains(QStringLiteral("compute module")));
        QCOMPARE(answer.object().value(QStringLiteral("values")).toArray().size(), 6);
        QFile npy(out);
        QVERIFY(npy.open(QIODevice::ReadOnly));
        const QByteArray bytes = npy.readAll();
        QVERIFY(bytes.startsWith("\x93NUMPY"));
        QVERIFY(bytes.contains("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
        QCOMPARE(bytes.size(), qsizetype{128 + 24});
    }

    void whatCannotBeShownIsRefused_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("no such path") << QStringList{} << QStringLiteral("v") << 2;
        QTest::newRow("no tensor") << QStringList{} << QString() << 2;
        QTest::newRow("slice out of range")
            << QStringList{QStringLiteral("--slice"), QStringLiteral("7")} << QStringLiteral("w") << 2;
        QTest::newRow("no slice") << QStringList{QStringLiteral("--slice"), QStringLiteral("a")} << QStringLiteral("w")
                                  << 2;
        QTest::newRow("file exists") << QStringList{QStringLiteral("--npy"), QStringLiteral("/dev/null")}
                                     << QStringLiteral("w") << 2;
    }
    void whatCannotBeShownIsRefused()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, path);
        QFETCH(int, status);
        const Answer answer =
            runPthf(QStringList{QStringLiteral("tensor"), m_file, path, QStringLiteral("--json")} + options);
        QCOMPARE(answer.status, status);
        QVERIFY(!answer.error().value(QStringLiteral("message")).toString().isEmpty());
    }

private:
    Answer ask(const QStringList& options) const
    {
        return runPthf(
            QStringList{QStringLiteral("tensor"), m_file, QStringLiteral("w"), QStringLiteral("--json")} + options);
    }

    std::unique_ptr<TempFolder> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TensorCommandTest)
#include "tst_tensor.moc"
