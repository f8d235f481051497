// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/checkpoint/tree_index.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

class TestTreeIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesStandInFileOrderWithTheirPaths()
    {
        CheckpointBuilder builder;
        builder.wrapper("model")
            .tensor("b.weight", DType::Float32, {2})
            .tensor("a.weight", DType::Float32, {2})
            .value("epoch", 3);
        const auto document = openCheckpoint(std::make_shared<MemorySource>(builder.zip()), OpenOptions{}, quietTask());
        QVERIFY(document);
        const Content& content = (*document)->content;
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        QStringList paths;
        for (const Leaf& leaf : tree->leaves) {
            paths.append(QString::fromStdString(tree->pathTextOf(content, leaf.place)));
        }
        QCOMPARE(paths, QStringList({"model/b.weight", "model/a.weight", "epoch"}));
        QCOMPARE(tree->stateDicts.size(), std::size_t(1));
        QCOMPARE(tree->stateDicts[0].role, Role::Model);
        QCOMPARE(tree->pathTextOf(content, tree->stateDicts[0].place), std::string("model"));
        const auto entries = stateDictEntries(content, tree->stateDicts[0]);
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].key, std::string("b.weight"));
    }

    void aContainerReachedTwiceIsUnfoldedOnce()
    {
        Content content;
        ValueGraph& graph = content.graph;
        const ValueId shared = graph.addSequence(ValueKind::List, std::vector{graph.addInt(1)});
        const ValueId first = graph.addText("first");
        const ValueId second = graph.addText("second");
        content.root = graph.addDict(std::vector<Entry>{{first, shared}, {second, shared}});
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        QCOMPARE(tree->leaves.size(), std::size_t(2));
        QVERIFY(!tree->leaves[0].isReference);
        QVERIFY(tree->leaves[1].isReference);
        QCOMPARE(tree->pathTextOf(content, tree->leaves[1].first), std::string("first"));
    }

    void aCycleEnds()
    {
        Content content;
        ValueGraph& graph = content.graph;
        content.root = graph.addSequence(ValueKind::List);
        graph.append(content.root, std::vector{content.root});
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        QCOMPARE(tree->leaves.size(), std::size_t(1));
        QVERIFY(tree->leaves[0].isReference);
    }

    void aMillionLevelsAreWalked()
    {
        Content content;
        ValueGraph& graph = content.graph;
        ValueId inner = graph.addInt(1);
        for (int i = 0; i < 1'000'000; ++i) {
            inner = graph.addSequence(ValueKind::List, std::vector{inner});
        }
        content.root = inner;
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        QCOMPARE(tree->leaves.size(), std::size_t(1));
        QCOMPARE(tree->pathOf(content, tree->leaves[0].place).size(), std::size_t(1'000'000));
    }

    void doublingReferencesStaySmall()
    {
        Content content;
        ValueGraph& graph = content.graph;
        ValueId inner = graph.addSequence(ValueKind::List, std::vector{graph.addInt(1)});
        for (int i = 0; i < 60; ++i) {
            inner = graph.addSequence(ValueKind::List, std::vector{inner, inner});
        }
        content.root = inner;
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        QVERIFY(tree->leaves.size() < 100);
    }

    void anEmptyContainerIsALeaf()
    {
        Content content;
        content.root = content.graph.addDict();
        const auto tree = indexTree(content, quietTask());
        QVERIFY(tree);
        QCOMPARE(tree->leaves.size(), std::size_t(1));
        QVERIFY(tree->pathOf(content, tree->leaves[0].place).empty());
    }
};

QTEST_GUILESS_MAIN(TestTreeIndex)
#include "tst_tree_index.moc"
