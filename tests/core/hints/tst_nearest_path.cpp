// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/hints/nearest_path.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/qtest_printers.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestNearestPath : public QObject {
    Q_OBJECT

    static DocumentPtr checkpoint()
    {
        CheckpointBuilder builder;
        builder.wrapper("model");
        for (const char* name : {"conv1.weight", "layer1.0.bn.weight", "layer1.1.bn.weight", "fc.weight", "fc.bias"}) {
            builder.tensor(name, DType::Float32, {1});
        }
        builder.value("epoch", 3);
        return openCheckpoint(std::make_shared<MemorySource>(builder.zip()), OpenOptions{}, quietTask()).value();
    }

private Q_SLOTS:
    void whatAPathMayHaveMeantIsFound_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::addColumn<std::string>("meant");
        const auto row = [](const char* path, const char* meant) {
            QTest::newRow(path) << std::string(path) << std::string(meant);
        };
        row("model/fc.wieght", "model/fc.weight");
        row("modle/fc.weight", "model/fc.weight");
        row("modle/fc.wight", "model");
        row("fc.weight", "model/fc.weight");
        row("fc.wieght", "model/fc.weight");
        row("model/fc/weight", "model/fc.weight");
        row("model/layer1/0/bn/weight", "model/layer1.0.bn.weight");
        row("fc/weight", "model/fc.weight");
        row("model.fc.weight", "model/fc.weight");
        row("0.bn.weight", "model/layer1.0.bn.weight");
        row("bn.weight", ""); // two of them
        row("epcoh", "epoch");
        row("model/fc.weight", ""); // it is there
        row("scheduler", "");
    }
    void whatAPathMayHaveMeantIsFound()
    {
        QFETCH(std::string, path);
        const DocumentPtr document = checkpoint();
        QTEST(nearestPath(document->content, parsePath(path).value()), "meant");
    }

    void whatAGlobMayHaveMeantIsFound_data()
    {
        QTest::addColumn<std::string>("glob");
        QTest::addColumn<std::string>("meant");
        const auto row = [](const char* glob, const char* meant) {
            QTest::newRow(glob) << std::string(glob) << std::string(meant);
        };
        row("fc.wieght", "fc.weight");
        row("/modle/fc.weight", "/model/fc.weight");
        row("epoch", "/epoch"); // a place, not a key of a state dict
        row("model", "/model");
        row("fc.weight", "");
        row("fc.*", "");
        row("", "");
    }
    void whatAGlobMayHaveMeantIsFound()
    {
        QFETCH(std::string, glob);
        const DocumentPtr document = checkpoint();
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        QTEST(nearestKey(document->content, tree, glob), "meant");
    }

    void aHintEndsASentence()
    {
        QCOMPARE(meantText("model/fc.weight"), std::string("; is model/fc.weight meant?"));
        QCOMPARE(meantText({}), std::string());
    }
};

QTEST_GUILESS_MAIN(TestNearestPath)
#include "tst_nearest_path.moc"
