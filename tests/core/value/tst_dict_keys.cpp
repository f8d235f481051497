// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <limits>

#include <QtTest/QTest>

#include "core/base/byte_reader.h"
#include "core/value/dict_keys.h"

using namespace pthf;

using MakeKey = std::function<ValueId(ValueGraph&)>;
Q_DECLARE_METATYPE(MakeKey)

class TstDictKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreEqualAsInPython_data();
    void keysAreEqualAsInPython();
    void aRepeatedKeyStandsAtItsFirstPlaceWithItsLastValue_data();
    void aRepeatedKeyStandsAtItsFirstPlaceWithItsLastValue();
    void keysThatDifferStayAsTheyAre();
    void tuplesThatDoubleThirtyTimesCostLittle();
    void longTextsAreNotComparedForEver();
};

void TstDictKeys::keysAreEqualAsInPython_data()
{
    QTest::addColumn<MakeKey>("first");
    QTest::addColumn<MakeKey>("second");
    QTest::addColumn<bool>("equal");

    const auto text = [](std::string value) { return MakeKey([value](ValueGraph& g) { return g.addText(value); }); };
    const auto integer = [](std::int64_t value) { return MakeKey([value](ValueGraph& g) { return g.addInt(value); }); };
    const auto number = [](double value) { return MakeKey([value](ValueGraph& g) { return g.addFloat(value); }); };
    const auto pair = [](MakeKey a, MakeKey b) {
        return MakeKey([a, b](ValueGraph& g) {
            const std::array items{a(g), b(g)};
            return g.addSequence(ValueKind::Tuple, items);
        });
    };
    const MakeKey none = [](ValueGraph& g) { return g.addNone(); };
    const MakeKey yes = [](ValueGraph& g) { return g.addBool(true); };
    const MakeKey list = [](ValueGraph& g) { return g.addSequence(ValueKind::List); };
    const auto big = [](unsigned top) {
        return MakeKey([top](ValueGraph& g) {
            std::vector<std::byte> bytes(10, std::byte{0});
            bytes.back() = static_cast<std::byte>(top);
            return g.addBigInt(bytes);
        });
    };
    const MakeKey global = [](ValueGraph& g) { return g.addGlobal("torch", "float32"); };
    const MakeKey otherGlobal = [](ValueGraph& g) { return g.addGlobal("torch", "float16"); };
    const MakeKey oldText = [](ValueGraph& g) { return g.addByteText("a"); };
    const MakeKey bytes = [](ValueGraph& g) { return g.addBytes(asBytes("a")); };

    QTest::newRow("equal texts") << text("a") << text("a") << true;
    QTest::newRow("texts that differ") << text("a") << text("b") << false;
    QTest::newRow("text of Python 2") << text("a") << oldText << true;
    QTest::newRow("text and bytes") << text("a") << bytes << false;
    QTest::newRow("bytes") << bytes << bytes << true;
    QTest::newRow("text and integer") << text("1") << integer(1) << false;
    QTest::newRow("integer and float") << integer(1) << number(1.0) << true;
    QTest::newRow("integer and bool") << integer(1) << yes << true;
    QTest::newRow("float and bool") << number(1.0) << yes << true;
    QTest::newRow("zeros of either sign") << number(0.0) << number(-0.0) << true;
    QTest::newRow("half and one") << number(0.5) << integer(1) << false;
    QTest::newRow("negative integers") << integer(-300) << number(-300.0) << true;
    QTest::newRow("2 to the 72 both ways") << big(1) << number(std::ldexp(1.0, 72)) << true;
    QTest::newRow("minus 2 to the 72 both ways") << big(0xFF) << number(-std::ldexp(1.0, 72)) << true;
    QTest::newRow("2 to the 73 and 72") << big(2) << number(std::ldexp(1.0, 72)) << false;
    QTest::newRow("2 to the 63") << integer(std::numeric_limits<std::int64_t>::min()) << number(-std::ldexp(1.0, 63))
                                 << true;
    QTest::newRow("two NaN") << number(std::nan("")) << number(std::nan("")) << false;
    QTest::newRow("two infinities") << number(HUGE_VAL) << number(HUGE_VAL) << true;
    QTest::newRow("None") << none << none << true;
    QTest::newRow("None and nought") << none << integer(0) << false;
    QTest::newRow("tuples") << pair(text("a"), integer(1)) << pair(text("a"), yes) << true;
    QTest::newRow("tuples of tuples") << pair(pair(text("a"), none), none) << pair(pair(text("a"), none), none) << true;
    QTest::newRow("tuples nested otherwise")
        << pair(pair(text("a"), none), none) << pair(text("a"), pair(none, none)) << false;
    QTest::newRow("one global twice") << global << global << true;
    QTest::newRow("two globals") << global << otherGlobal << false;
    QTest::newRow("two lists are two") << list << list << false;
}

void TstDictKeys::keysAreEqualAsInPython()
{
    QFETCH(MakeKey, first);
    QFETCH(MakeKey, second);
    QFETCH(bool, equal);
    ValueGraph graph;
    const ValueId a = first(graph);
    const ValueId b = second(graph);
    DictKeys keys(graph);
    QCOMPARE(keys.areEqual(a, b), equal);
    QCOMPARE(keys.areEqual(b, a), equal);
    QVERIFY(keys.areEqual(a, a));
}

void TstDictKeys::aRepeatedKeyStandsAtItsFirstPlaceWithItsLastValue_data()
{
    QTest::addColumn<int>("others");
    QTest::newRow("in a small dictionary") << 3;
    QTest::newRow("in a large one") << 1'000;
}

void TstDictKeys::aRepeatedKeyStandsAtItsFirstPlaceWithItsLastValue()
{
    QFETCH(int, others);
    ValueGraph graph;
    std::vector<Entry> entries{{.key = graph.addText("twice"), .value = graph.addInt(1)}};
    for (int i = 0; i < others; ++i) {
        entries.push_back({.key = graph.addText("key" + std::to_string(i)), .value = graph.addInt(i)});
    }
    const ValueId last = graph.addInt(2);
    entries.push_back({.key = graph.addText("twice"), .value = last});
    const ValueId dict = graph.addDict(entries);

    DictKeys(graph).mergeRepeated(dict);

    const auto merged = graph.entries(dict);
    QCOMPARE(merged.size(), entries.size() - 1);
    QVERIFY(graph.text(merged[0].key) == "twice");
    QVERIFY(merged[0].value == last);
    QVERIFY(graph.text(merged[1].key) == "key0");
}

void TstDictKeys::keysThatDifferStayAsTheyAre()
{
    ValueGraph graph;
    std::vector<Entry> entries;
    for (int i = 0; i < 500; ++i) {
        entries.push_back({.key = graph.addText(std::to_string(i)), .value = graph.addNone()});
        entries.push_back({.key = graph.addInt(i), .value = graph.addNone()});
    }
    const ValueId dict = graph.addDict(entries);
    DictKeys(graph).mergeRepeated(dict);
    const auto after = graph.entries(dict);
    QVERIFY(std::equal(after.begin(), after.end(), entries.begin(), entries.end()));
}

void TstDictKeys::tuplesThatDoubleThirtyTimesCostLittle()
{
    ValueGraph graph;
    const auto doubling = [&graph] {
        ValueId tuple = graph.addSequence(ValueKind::Tuple);
        for (int i = 0; i < 30; ++i) {
            const std::array both{tuple, tuple};
            tuple = graph.addSequence(ValueKind::Tuple, both);
        }
        return tuple;
    };
    std::vector<Entry> entries;
    for (int i = 0; i < 2'000; ++i) {
        entries.push_back({.key = doubling(), .value = graph.addNone()});
    }
    const ValueId dict = graph.addDict(entries);
    DictKeys(graph).mergeRepeated(dict);
    QCOMPARE(graph.entries(dict).size(), entries.size()); // too costly to tell: they count as different
}

void TstDictKeys::longTextsAreNotComparedForEver()
{
    ValueGraph graph;
    const std::string text(1'000'000, 'a');
    const ValueId first = graph.addText(text);
    const ValueId second = graph.addText(text);
    DictKeys keys(graph);
    for (int i = 0; i < 20'000; ++i) {
        const std::array entries{Entry{.key = first, .value = first}, Entry{.key = second, .value = second}};
        keys.mergeRepeated(graph.addDict(entries));
    }
    QVERIFY(keys.areEqual(first, first));
}

QTEST_GUILESS_MAIN(TstDictKeys)
#include "tst_dict_keys.moc"
