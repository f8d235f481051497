// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <fstream>

#include <QProcess>

#include "core/checkpoint/tree_index.h"
#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

// Neither LibTorch nor CUDA is loaded by what needs no arithmetic.

using namespace pthf;
using namespace pthf::tests;

namespace {

bool isHeavy(const std::string& line)
{
    return line.find("libtorch") != std::string::npos || line.find("libc10") != std::string::npos
        || line.find("libcuda") != std::string::npos || line.find("pthf_torch") != std::string::npos;
}

/// The first mapped file that is LibTorch's or CUDA's; empty where there is none.
std::string heavyMapping()
{
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        if (isHeavy(line)) {
            return line;
        }
    }
    return {};
}

} // namespace

class LightStartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void openingRenamingRetaggingAndSavingLoadNoLibTorch()
    {
        const TempFolder folder;
        const auto bytes =
            CheckpointBuilder().tensor("w", DType::Float32, {2, 3}, "cuda:0").prefix("module.").wrapper("model").zip();
        const auto document = openCheckpoint(folder.write("in.pth", bytes), {}, quietTask());
        QVERIFY(document.has_value());
        const auto tree = indexTree((*document)->content, quietTask());
        QVERIFY(tree.has_value());
        QCOMPARE(QByteArray::fromStdString(heavyMapping()), QByteArray());

        MapLocation map;
        map.device = "cpu";
        const EditPlan plan{{RemovePrefix{"module.", {}}, map, Cast{DType::Float16, {}}}};
        const auto planned = planDocument(*document, *tree, plan, {}, quietTask());
        QVERIFY(planned.has_value());
        SaveOptions options;
        options.target = folder.path() / "out.pth";
        QVERIFY(saveCheckpoint(**planned, options, quietTask()).has_value());
        QCOMPARE(QByteArray::fromStdString(heavyMapping()), QByteArray());
    }

    void noProgramIsLinkedAgainstLibTorch_data()
    {
        QTest::addColumn<QString>("program");
        for (const char* program : {PTHF_PROGRAMS}) {
            QTest::newRow(program) << QString::fromUtf8(program);
        }
    }
    void noProgramIsLinkedAgainstLibTorch()
    {
        QFETCH(QString, program);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_TRACE_LOADED_OBJECTS"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.start(program, QStringList());
        QVERIFY(process.waitForFinished());
        const QByteArray libraries = process.readAllStandardOutput();
        QVERIFY2(libraries.contains("libc.so"), libraries.constData());
        for (const QByteArray& line : libraries.split('\n')) {
            QVERIFY2(!isHeavy(line.toStdString()), line.constData());
        }
    }
};

QTEST_GUILESS_MAIN(LightStartTest)
#include "tst_light_start.moc"
