// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>

#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/value/value_graph.h"

using namespace pthf;

class TstValueGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainValuesComeBackAsTheyWent();
    void integersOfAnyLengthBecomeTheirSmallestKind();
    void listsGrowOneByOneWhileOthersGrowToo();
    void dictionariesTakePairs();
    void aListCanTakeItsOwnItems();
    void textOfTheGraphCanBeAddedToIt();
    void settingContentsChangesOneValueOnly();
    void aReplacedValueSharesUntilEitherChanges();
    void replacedInstancesAreChangedApart();
    void equalGlobalsHaveOneNumber();
    void copiesKeepIdsAndGoTheirOwnWay();
};

namespace {

std::vector<ValueId> copyOf(std::span<const ValueId> items)
{
    return {items.begin(), items.end()};
}

} // namespace

void TstValueGraph::plainValuesComeBackAsTheyWent()
{
    ValueGraph graph;
    QVERIFY(graph.kind(graph.addNone()) == ValueKind::None);
    QVERIFY(graph.boolValue(graph.addBool(true)));
    QVERIFY(!graph.boolValue(graph.addBool(false)));
    QCOMPARE(graph.intValue(graph.addInt(-90'000)), std::int64_t{-90'000});
    QCOMPARE(graph.floatValue(graph.addFloat(0.7428)), 0.7428);
    const ValueId text = graph.addText("größe");
    QVERIFY(graph.kind(text) == ValueKind::Text);
    QVERIFY(graph.text(text) == "größe");
    QCOMPARE(graph.byteLength(text), std::uint64_t{7});
    QVERIFY(graph.text(graph.addByteText("\xff")) == "\xff");
    QVERIFY(graph.text(graph.addBytes(asBytes("ab"))) == "ab");
    QVERIFY(graph.kind(graph.addByteArray({})) == ValueKind::ByteArray);
    const ValueId far = graph.addExternalBytes(ValueKind::Bytes, {.source = nullptr, .offset = 7, .length = 1'000'000});
    QCOMPARE(graph.byteLength(far), std::uint64_t{1'000'000});
    QCOMPARE(graph.external(far)->offset, std::uint64_t{7});
    QVERIFY(graph.external(text) == nullptr);
    const ValueId global = graph.addGlobal("torch._utils", "_rebuild_tensor_v2");
    QVERIFY(graph.globalModule(global) == "torch._utils");
    QVERIFY(graph.globalName(global) == "_rebuild_tensor_v2");
    QVERIFY(graph.persistentId(graph.addPersistent(text)) == text);
    QCOMPARE(graph.tensorNumber(graph.addTensor(5)), 5U);
}

void TstValueGraph::integersOfAnyLengthBecomeTheirSmallestKind()
{
    ValueGraph graph;
    const auto add = [&graph](const char* hex) {
        const QByteArray bytes = QByteArray::fromHex(hex);
        return graph.addBigInt(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    };
    QCOMPARE(graph.intValue(add("")), std::int64_t{0});
    QCOMPARE(graph.intValue(add("ff")), std::int64_t{-1});
    QCOMPARE(graph.intValue(add("ff00")), std::int64_t{255});
    QCOMPARE(graph.intValue(add("ffffffffffffff7f")), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(graph.intValue(add("0000000000000080ffff")), std::numeric_limits<std::int64_t>::min());
    const ValueId big = add("00000000000000800000");
    QVERIFY(graph.kind(big) == ValueKind::BigInt);
    QCOMPARE(graph.byteLength(big), std::uint64_t{9});
}

void TstValueGraph::listsGrowOneByOneWhileOthersGrowToo()
{
    ValueGraph graph;
    const ValueId first = graph.addSequence(ValueKind::List);
    const ValueId second = graph.addSequence(ValueKind::List);
    std::vector<ValueId> odd;
    std::vector<ValueId> even;
    for (int i = 0; i < 1'000; ++i) {
        const ValueId item = graph.addInt(i);
        graph.append(i % 2 == 0 ? first : second, std::array{item});
        (i % 2 == 0 ? even : odd).push_back(item);
    }
    QVERIFY(copyOf(graph.items(first)) == even);
    QVERIFY(copyOf(graph.items(second)) == odd);
    QVERIFY2(graph.mentionCount() < 5'000, "what lists leave behind is bounded");
}

void TstValueGraph::dictionariesTakePairs()
{
    ValueGraph graph;
    const ValueId key = graph.addText("k");
    const ValueId value = graph.addInt(1);
    const ValueId dict = graph.addDict();
    graph.appendPairs(dict, std::array{key, value, value, key});
    graph.append(dict, std::array{Entry{.key = key, .value = key}});
    QCOMPARE(graph.entries(dict).size(), std::size_t{3});
    QVERIFY(graph.entries(dict)[1] == (Entry{.key = value, .value = key}));
    QVERIFY(graph.entries(dict)[2] == (Entry{.key = key, .value = key}));
}

void TstValueGraph::aListCanTakeItsOwnItems()
{
    ValueGraph graph;
    const ValueId list = graph.addSequence(ValueKind::List, std::array{graph.addInt(1), graph.addInt(2)});
    const std::vector<ValueId> before = copyOf(graph.items(list));
    for (int i = 0; i < 10; ++i) {
        graph.append(list, graph.items(list));
    }
    QCOMPARE(graph.items(list).size(), std::size_t{2'048});
    QVERIFY(graph.items(list)[2'047] == before[1]);
    graph.setItems(list, graph.items(list).subspan(1, 2));
    QVERIFY(copyOf(graph.items(list)) == (std::vector{before[1], before[0]}));
}

void TstValueGraph::textOfTheGraphCanBeAddedToIt()
{
    ValueGraph graph;
    ValueId text = graph.addText("abc");
    for (int i = 0; i < 100; ++i) {
        text = graph.addText(graph.text(text));
    }
    QVERIFY(graph.text(text) == "abc");
    const ValueId global = graph.addGlobal(graph.text(text), graph.text(text));
    QVERIFY(graph.globalModule(global) == "abc");
}

void TstValueGraph::settingContentsChangesOneValueOnly()
{
    ValueGraph graph;
    const ValueId item = graph.addNone();
    const ValueId first = graph.addSequence(ValueKind::Tuple, std::array{item, item});
    const ValueId second = graph.addSequence(ValueKind::Tuple, std::array{item});
    graph.setItems(first, std::array{second, second, second});
    QVERIFY(copyOf(graph.items(first)) == (std::vector{second, second, second}));
    QVERIFY(copyOf(graph.items(second)) == (std::vector{item}));
    graph.setItems(first, {});
    QVERIFY(graph.items(first).empty());
}

void TstValueGraph::aReplacedValueSharesUntilEitherChanges()
{
    ValueGraph graph;
    const ValueId item = graph.addNone();
    const ValueId list = graph.addSequence(ValueKind::List, std::array{item});
    const ValueId other = graph.addInt(7);
    graph.replace(other, list);
    QVERIFY(graph.kind(other) == ValueKind::List);
    QVERIFY(copyOf(graph.items(other)) == (std::vector{item}));

    graph.append(list, std::array{list});
    graph.append(other, std::array{other});
    QVERIFY(copyOf(graph.items(list)) == (std::vector{item, list}));
    QVERIFY(copyOf(graph.items(other)) == (std::vector{item, other}));

    graph.replace(other, list);
    graph.setItems(other, std::array{other});
    QVERIFY(copyOf(graph.items(list)) == (std::vector{item, list}));
}

void TstValueGraph::replacedInstancesAreChangedApart()
{
    ValueGraph graph;
    const ValueId global = graph.addGlobal("m", "f");
    const ValueId call = graph.addCall(global, graph.addSequence(ValueKind::Tuple));
    const ValueId other = graph.addNone();
    graph.replace(other, call);
    Instance changed = graph.instance(other);
    changed.state = global;
    graph.setInstance(other, changed);
    QVERIFY(graph.instance(call).state == kNoValue);
    QVERIFY(graph.instance(other).state == global);
}

void TstValueGraph::equalGlobalsHaveOneNumber()
{
    ValueGraph graph;
    const ValueId first = graph.addGlobal("torch", "float32");
    const ValueId other = graph.addGlobal("torchfloat", "32");
    const ValueId again = graph.addGlobal("torch", "float32");
    QVERIFY(first != again);
    QCOMPARE(graph.globalNumber(first), graph.globalNumber(again));
    QVERIFY(graph.globalNumber(first) != graph.globalNumber(other));
    QCOMPARE(graph.globalCount(), std::size_t{2});
    QVERIFY(graph.globalName(other) == "32");
}

void TstValueGraph::copiesKeepIdsAndGoTheirOwnWay()
{
    ValueGraph graph;
    const ValueId list = graph.addSequence(ValueKind::List);
    ValueGraph copy = graph;
    copy.append(list, std::array{copy.addText("new")});
    QVERIFY(graph.items(list).empty());
    QCOMPARE(copy.items(list).size(), std::size_t{1});
    QVERIFY(copy.memoryBytes() > 0);
}

QTEST_GUILESS_MAIN(TstValueGraph)
#include "tst_value_graph.moc"
