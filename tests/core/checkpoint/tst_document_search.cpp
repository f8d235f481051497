// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/checkpoint/document_search.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestDocumentSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysValuesAndPathsAreSearched_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("key") << QByteArray("conv") << QStringList{"model/conv1.weight", "model/conv2.weight"};
        QTest::newRow("other case") << QByteArray("CONV1") << QStringList{"model/conv1.weight"};
        QTest::newRow("value") << QByteArray("resnet") << QStringList{"arch = value"};
        QTest::newRow("number") << QByteArray("90000") << QStringList{"iteration = value"};
        QTest::newRow("container") << QByteArray("mod") << QStringList{"model"};
        QTest::newRow("path") << QByteArray("el/conv2") << QStringList{"model/conv2.weight"};
        QTest::newRow("beyond ASCII") << QByteArray("größe") << QStringList{"größe"};
        QTest::newRow("nothing") << QByteArray("") << QStringList{};
        QTest::newRow("nowhere") << QByteArray("zzz") << QStringList{};
    }

    void keysValuesAndPathsAreSearched()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, found);
        CheckpointBuilder builder;
        builder.wrapper("model")
            .tensor("conv1.weight", DType::Float32, {1})
            .tensor("conv2.weight", DType::Float32, {1});
        builder.value("arch", "ResNet50").value("iteration", 90000).value("größe", 1);
        const auto document =
            openCheckpoint(std::make_shared<MemorySource>(builder.zip()), OpenOptions{}, quietTask()).value();
        const TreeIndex tree = indexTree(document->content, quietTask()).value();
        const auto hits = searchDocument(document->content, tree, text.toStdString(), 100, quietTask());
        QVERIFY(hits);
        QStringList paths;
        for (const SearchHit& hit : hits->hits) {
            paths.append(QString::fromStdString(tree.pathTextOf(document->content, hit.place))
                + (hit.isInValue ? QStringLiteral(" = value") : QString()));
        }
        for (QString& path : paths) {
            path.remove(QLatin1Char('"'));
        }
        QCOMPARE(paths, found);
        const auto first = searchDocument(document->content, tree, text.toStdString(), 1, quietTask());
        QCOMPARE(first->total, static_cast<std::uint64_t>(found.size()));
        QVERIFY(first->hits.size() <= 1);
    }
};

QTEST_GUILESS_MAIN(TestDocumentSearch)
#include "tst_document_search.moc"
