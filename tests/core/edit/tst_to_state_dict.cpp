// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/core/edit/workbench.h"
#include "tests/support/temp_folder.h"

using namespace pthf;
using namespace pthf::tests;

class TestToStateDict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modulesBecomeWhatTorchGives_data()
    {
        QTest::addColumn<std::string>("fixture");
        QTest::newRow("DataParallel") << std::string("torch2.15-py311/whole_dp.pth");
        QTest::newRow("inside a dictionary") << std::string("torch2.15-py311/whole_in_dict.pth");
    }
    void modulesBecomeWhatTorchGives()
    {
        QFETCH(std::string, fixture);
        Workbench bench;
        bench.open(fixture);
        const PlannedDocumentPtr planned = bench.planned({ToStateDict{}});
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));

        // What torch's own state_dict() said of the file.
        const auto bytes = readFile(std::filesystem::path(PTHF_TEST_DATA) / "fixtures" / (fixture + ".expect.json"));
        const QJsonObject wanted =
            QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())))
                .object();
        const QJsonArray dicts = wanted[QStringLiteral("state_dicts")].toArray();
        QVERIFY(!dicts.isEmpty());
        std::string keys;
        std::string ours;
        for (const QJsonValue& entry : dicts[0].toObject()[QStringLiteral("entries")].toArray()) {
            keys += entry.toObject()[QStringLiteral("name")].toString().toStdString() + "\n";
        }
        for (const Leaf& leaf : planned->tree.leaves) {
            const bool isEntry = leaf.tensor != kNoTensor;
            if (isEntry) {
                const KeyPath path = planned->tree.pathOf(planned->content, leaf.place);
                ours += displaySegment(path.back()) + "\n";
                QVERIFY(!planned->content.tensor(leaf.tensor).requiresGrad);
                QVERIFY(!planned->content.tensor(leaf.tensor).isParameter);
            }
        }
        QVERIFY2(!keys.empty() && ours.find(keys) != std::string::npos, (keys + "\nours:\n" + ours).c_str());
    }

    void tiesVersionsAndOrderAreKept()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId weight = b.parameter(b.tensor({2, 3}));
        const ValueId bn = b.module("torch.nn.modules.batchnorm.BatchNorm2d", {{"weight", b.parameter(b.tensor({2}))}},
            {{"running_mean", b.tensor({2})}, {"num_batches_tracked", b.tensor({}, "LongStorage")}}, {});
        const ValueId head =
            b.module("torch.nn.modules.linear.Linear", {{"weight", weight}, {"bias", b.none()}}, {}, {});
        const ValueId net = b.module("__main__.Net", {{"scale", weight}}, {}, {{"bn", bn}, {"head", head}});
        bench.setRoot(b.dict({{"net", net}, {"again", net}, {"epoch", b.integer(1)}}));
        const PlannedDocumentPtr planned = bench.planned({ToStateDict{}});
        const std::string leaves = leavesOf(*planned);
        QVERIFY2(
            leaves.starts_with("net/scale float32 [2, 3] cpu 0+0\nnet/bn.weight float32 [2] cpu 1+0\n"
                               "net/bn.running_mean float32 [2] cpu 2+0\nnet/bn.num_batches_tracked int64 [] cpu 3+0\n"
                               "net/head.weight float32 [2, 3] cpu 0+0\n"),
            leaves.c_str());
        QCOMPARE(modulesOf(*planned, "net"), std::string("'' 1\n'bn' 2\n'head' 1\n"));
        QCOMPARE(*valueAt(planned->content, pathOf("net")), *valueAt(planned->content, pathOf("again")));
        QCOMPARE(planned->effects[0].text, std::string("1 model, 5 tensors"));
        QCOMPARE(rereadLeaves(*planned), leaves);
    }

    void filesWithoutModelsStayAsTheyAre()
    {
        Workbench bench;
        bench.open("torch2.15-py311/training_sgd_cuda.pth");
        const PlannedDocumentPtr planned = bench.planned({ToStateDict{}});
        QCOMPARE(planned->effects[0].text, std::string("no whole model"));
        QCOMPARE(changesOf(bench, *planned), std::string());
    }
};

QTEST_GUILESS_MAIN(TestToStateDict)
#include "tst_to_state_dict.moc"
