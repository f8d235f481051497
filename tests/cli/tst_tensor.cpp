// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <algorithm>
#include <array>

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

    void checkFindsValuesThatAreNoNumbers()
    {
        auto bytes = CheckpointBuilder().tensor("w", DType::Float32, {2, 3}).withoutCrc().zip();
        const std::array<std::byte, 8> first{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{0xC1}, std::byte{0},
            std::byte{0}, std::byte{0xF8}, std::byte{0xC0}}; // -8, -7.75
        const auto found = std::ranges::search(bytes, first);
        QVERIFY(!found.empty());
        found.front() = std::byte{1};
        *(found.begin() + 2) = std::byte{0xC0};
        *(found.begin() + 3) = std::byte{0x7F};
        const QString file = QString::fromStdString(m_folder->write("nan.pth", bytes).string());
        QCOMPARE(runPthf({QStringLiteral("check"), file}).status, 0);
        const Answer answer =
            runPthf({QStringLiteral("check"), file, QStringLiteral("--values"), QStringLiteral("--json")});
        QCOMPARE(answer.status, 1);
        QCOMPARE(answer.object().value(QStringLiteral("good")).toBool(true), false);
        const QJsonObject problem = answer.object().value(QStringLiteral("problems")).toArray().last().toObject();
        QCOMPARE(problem.value(QStringLiteral("where")).toString(), QStringLiteral("w"));
        QCOMPARE(problem.value(QStringLiteral("message")).toString(), QStringLiteral("1 value of 6 NaN"));
        QCOMPARE(runPthf({QStringLiteral("check"), m_file, QStringLiteral("--values")}).status, 0);
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
                                     << QStringLiteral("w") << 4;
        QTest::newRow("no such folder") << QStringList{QStringLiteral("--npy"), QStringLiteral("/nowhere/w.npy")}
                                        << QStringLiteral("w") << 4;
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
