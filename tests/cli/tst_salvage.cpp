// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "tests/cli/run_pthf.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

CheckpointBuilder builder()
{
    return CheckpointBuilder()
        .tensor("a.weight", DType::Float32, {64})
        .tensor("b.weight", DType::Float32, {64})
        .value("epoch", 3);
}

/// A folder for one damaged checkpoint and what is salvaged of it.
class Bench {
public:
    QString path(const char* name) const { return QString::fromStdString((m_folder.path() / name).string()); }
    void write(const char* name, const Bytes& bytes) const { m_folder.write(name, bytes); }
    Answer salvage(const char* name, const QStringList& more = {}) const
    {
        return runPthf(
            QStringList{QStringLiteral("salvage"), path(name), path("out.pth"), QStringLiteral("--json")} + more);
    }

private:
    TempFolder m_folder;
};

} // namespace

/// salvage: its statuses, and that a file is written whenever there is a description.
class SalvageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStatusSaysWhetherSomethingIsLost_data()
    {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("whole");
        const Bytes good = builder().zip();
        QTest::newRow("a good file") << good << 0 << 2;
        QTest::newRow("without its directory") << truncateAt(good, lastPlaceOf(good, "PK\5\6")) << 0 << 2;
        QTest::newRow("cut within the last storage") << truncateAt(good, placeOf(good, "data/1", 0) + 100) << 1 << 1;
        QTest::newRow("cut behind the description") << truncateAt(good, placeOf(good, "data/0") + 50) << 1 << 0;
        QTest::newRow("nothing but a header") << truncateAt(good, 60) << 3 << 0;
        QTest::newRow("something else") << bytesOf("<html></html>") << 3 << 0;
    }
    void theStatusSaysWhetherSomethingIsLost()
    {
        QFETCH(Bytes, bytes);
        QFETCH(int, status);
        QFETCH(int, whole);
        const Bench bench;
        bench.write("m.pth", bytes);
        const Answer answer = bench.salvage("m.pth");
        QVERIFY2(answer.status == status, answer.out + answer.err);
        QCOMPARE(QFile::exists(bench.path("out.pth")), status != 3);
        if (status != 3) {
            QCOMPARE(answer.object().value(QStringLiteral("whole")).toInt(), whole);
            QCOMPARE(answer.object().value(QStringLiteral("lost")).toArray().size(), 2 - whole);
            QCOMPARE(runPthf({QStringLiteral("check"), bench.path("out.pth")}).status, 0);
        }
    }

    void whatAMissingShardTookIsLost()
    {
        const Bench bench;
        bench.write("m-00001-of-00002.bin", CheckpointBuilder().tensor("a.w", DType::Float32, {4}).zip());
        bench.write("m.bin.index.json",
            bytesOf(R"({"weight_map": {"a.w": "m-00001-of-00002.bin", "b.w": "m-00002-of-00002.bin"}})"));
        const Answer answer = bench.salvage("m.bin.index.json");
        QVERIFY2(answer.status == 1, answer.out + answer.err);
        QVERIFY(!answer.object().value(QStringLiteral("notes")).toArray().isEmpty());
        QCOMPARE(answer.object().value(QStringLiteral("whole")).toInt(), 1);
    }

    void anExistingFileIsReplacedOnlyWhenAskedTo()
    {
        const Bench bench;
        bench.write("m.pth", builder().zip());
        bench.write("out.pth", bytesOf("mine"));
        QCOMPARE(bench.salvage("m.pth").status, 4);
        QCOMPARE(bench.salvage("m.pth", {QStringLiteral("--overwrite")}).status, 0);
        QCOMPARE(bench.salvage("nothing.pth", {QStringLiteral("--overwrite")}).status, 3);
    }
};

QTEST_GUILESS_MAIN(SalvageTest)
#include "tst_salvage.moc"
