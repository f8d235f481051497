// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <QtTest/QTest>

#include "core/value/graph_walk.h"

using namespace pthf;

class TstGraphWalk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueComesOnceParentsFirstInFileOrder();
    void cyclesEnd();
    void aDepthOfAMillionIsNoDifficulty();
    void partsCanBeLeftOut();
    void nothingIsReachedFromNoValue();
};

namespace {

std::vector<ValueId> walked(const ValueGraph& graph, ValueId root)
{
    std::vector<ValueId> ids;
    GraphWalk walk(graph, root);
    while (const auto id = walk.next()) {
        ids.push_back(*id);
    }
    return ids;
}

} // namespace

void TstGraphWalk::everyValueComesOnceParentsFirstInFileOrder()
{
    ValueGraph graph;
    const ValueId key = graph.addText("w");
    const ValueId global = graph.addGlobal("m", "f");
    const ValueId arguments = graph.addSequence(ValueKind::Tuple, std::array{key});
    const ValueId call = graph.addCall(global, arguments);
    const ValueId state = graph.addNone();
    Instance instance = graph.instance(call);
    instance.state = state;
    graph.setInstance(call, instance);
    const ValueId held = graph.addPersistent(arguments);
    const ValueId dict =
        graph.addDict(std::array{Entry{.key = key, .value = call}, Entry{.key = state, .value = held}});

    const std::vector<ValueId> expected{dict, key, call, global, arguments, state, held};
    QVERIFY(walked(graph, dict) == expected);
}

void TstGraphWalk::cyclesEnd()
{
    ValueGraph graph;
    const ValueId list = graph.addSequence(ValueKind::List);
    const ValueId tuple = graph.addSequence(ValueKind::Tuple, std::array{list});
    graph.append(list, std::array{tuple, list});
    QVERIFY(walked(graph, tuple) == (std::vector{tuple, list}));
}

void TstGraphWalk::aDepthOfAMillionIsNoDifficulty()
{
    ValueGraph graph;
    ValueId outer = graph.addNone();
    for (int i = 0; i < 1'000'000; ++i) {
        outer = graph.addSequence(ValueKind::List, std::array{outer});
    }
    QCOMPARE(walked(graph, outer).size(), graph.size());
}

void TstGraphWalk::partsCanBeLeftOut()
{
    ValueGraph graph;
    const ValueId inner = graph.addNone();
    const ValueId list = graph.addSequence(ValueKind::List, std::array{inner});
    const ValueId root = graph.addSequence(ValueKind::Tuple, std::array{list});
    GraphWalk walk(graph, root);
    QVERIFY(walk.next() == root);
    QVERIFY(walk.next() == list);
    walk.skipParts();
    QVERIFY(!walk.next().has_value());
    QVERIFY(walk.isVisited(list));
    QVERIFY(!walk.isVisited(inner));
}

void TstGraphWalk::nothingIsReachedFromNoValue()
{
    const ValueGraph graph;
    QVERIFY(walked(graph, kNoValue).empty());
}

QTEST_GUILESS_MAIN(TstGraphWalk)
#include "tst_graph_walk.moc"
