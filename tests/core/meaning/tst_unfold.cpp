// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <QtTest>

#include "core/meaning/unfold.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

using Make = std::function<ValueId(GraphBuilder&)>;

/// "a=1 b=2": the children of a value, one level deep, by path and leaf.
std::string childrenText(const Content& content, ValueId value)
{
    std::string text;
    for (const ChildStep& step : childrenOf(content, value)) {
        text += text.empty() ? "" : " ";
        text += segmentText(segmentOf(content, step)) + "=" + leafText(content, step.value);
    }
    return text;
}

ValueId pair(GraphBuilder& b, std::string_view name, std::int64_t value)
{
    return b.list({b.text(name), b.integer(value)});
}

} // namespace

Q_DECLARE_METATYPE(Make)

class TestUnfold : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void childrenStandAsPeopleNameThem_data();
    void childrenStandAsPeopleNameThem();
    void leavesAreReadAsTheirValue_data();
    void leavesAreReadAsTheirValue();
    void tensorsAndStoragesAreLeaves();
    void pathsLeadToValues_data();
    void pathsLeadToValues();
    void ownersAndSlotsSayWhereAChildIsHeld();
    void arraysOfObjectsAreLists();
    void numbersAreReadFromPythonAndNumpy();
    void textOfPython2IsReadable();
    void longLeavesAreCut();
};

void TestUnfold::childrenStandAsPeopleNameThem_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("children");
    const auto row = [](const char* title, ViewKind kind, const char* type, const char* children, Make make) {
        QTest::newRow(title) << std::move(make) << int(kind) << QString(type) << QString(children);
    };
    row("dict", ViewKind::Dict, "dict", "a=1 b=2", [](GraphBuilder& b) {
        return b.dict({{"a", b.integer(1)}, {"b", b.integer(2)}});
    });
    row("list", ViewKind::List, "list", "0=1 1='x'", [](GraphBuilder& b) {
        return b.list({b.integer(1), b.text("x")});
    });
    row("empty tuple", ViewKind::Tuple, "tuple", "", [](GraphBuilder& b) { return b.tuple({}); });
    row("keys that are no text", ViewKind::Dict, "dict",
        "7=0 @=\"None\"=0 @=\"True\"=0 @=\"2.5\"=0 @=\"(1, 'a')\"=0 \"7\"=0", [](GraphBuilder& b) {
            const ValueId zero = b.integer(0);
            return b.dictOf({{b.integer(7), zero}, {b.none(), zero}, {b.flag(true), zero}, {b.number(2.5), zero},
                {b.tuple({b.integer(1), b.text("a")}), zero}, {b.text("7"), zero}});
        });
    row("a key beyond 64 bits", ViewKind::Dict, "dict", "18446744073709551616=0", [](GraphBuilder& b) {
        std::vector<std::byte> big(9, std::byte{0});
        big[8] = std::byte{1};
        return b.dictOf({{b.content.graph.addBigInt(big), b.integer(0)}});
    });
    row("ordered dict", ViewKind::Dict, "OrderedDict", "a=1", [](GraphBuilder& b) {
        return b.orderedDict({{"a", b.integer(1)}});
    });
    row("ordered dict of Python 2", ViewKind::Dict, "OrderedDict", "a=1 b=2", [](GraphBuilder& b) {
        return b.call("collections", "OrderedDict", {b.list({pair(b, "a", 1), pair(b, "b", 2)})});
    });
    row("ordered dict with attributes", ViewKind::Dict, "OrderedDict", "w=1 @_metadata={}", [](GraphBuilder& b) {
        return b.withState(b.orderedDict({{"w", b.integer(1)}}), b.dict({{"_metadata", b.dict({})}}));
    });
    row("default dict", ViewKind::Dict, "defaultdict", "a=1", [](GraphBuilder& b) {
        const ValueId made = b.call("collections", "defaultdict", {b.global("builtins", "list")});
        return b.withEntries(made, {{"a", b.integer(1)}});
    });
    row("counter", ViewKind::Dict, "Counter", "a=3", [](GraphBuilder& b) {
        return b.call("collections", "Counter", {b.dict({{"a", b.integer(3)}})});
    });
    row("set of protocol 2", ViewKind::Set, "set", "0=3 1=4", [](GraphBuilder& b) {
        return b.call("__builtin__", "set", {b.list({b.integer(3), b.integer(4)})});
    });
    row("torch.Size", ViewKind::Tuple, "torch.Size", "0=2 1=3", [](GraphBuilder& b) {
        return b.call("torch", "Size", {b.integers({2, 3})});
    });
    row("device", ViewKind::Object, "torch.device", "@#0='cuda' @#1=1", [](GraphBuilder& b) {
        return b.call("torch", "device", {b.text("cuda"), b.integer(1)});
    });
    row("namespace", ViewKind::Object, "argparse.Namespace", "@lr=0.1 @arch='resnet50'", [](GraphBuilder& b) {
        return b.object("argparse", "Namespace", {}, b.dict({{"lr", b.number(0.1)}, {"arch", b.text("resnet50")}}));
    });
    row("named tuple", ViewKind::Object, "heldnet.Point", "@#0=1 @#1='p'", [](GraphBuilder& b) {
        return b.object("heldnet", "Point", {b.integer(1), b.text("p")});
    });
    row("object with slots", ViewKind::Object, "m.Slotted", "@a=1 @b=2", [](GraphBuilder& b) {
        const ValueId state = b.tuple({b.dict({{"a", b.integer(1)}}), b.dict({{"b", b.integer(2)}})});
        return b.object("m", "Slotted", {}, state);
    });
    row("object with slots only", ViewKind::Object, "m.Slotted", "@b=2", [](GraphBuilder& b) {
        return b.object("m", "Slotted", {}, b.tuple({b.none(), b.dict({{"b", b.integer(2)}})}));
    });
    row("a state of its own", ViewKind::Object, "m.Own", "@__setstate__=(1, 2)", [](GraphBuilder& b) {
        return b.object("m", "Own", {}, b.integers({1, 2}));
    });
    row("dict by inheritance", ViewKind::Object, "m.AttrDict", "lr=1 @note='x'", [](GraphBuilder& b) {
        const ValueId made = b.withEntries(b.object("m", "AttrDict"), {{"lr", b.integer(1)}});
        return b.withState(made, b.dict({{"note", b.text("x")}}));
    });
    row("list by inheritance", ViewKind::Object, "m.Names", "0='a'",
        [](GraphBuilder& b) { return b.withItems(b.object("m", "Names"), {b.text("a")}); });
    row("object of protocol 0", ViewKind::Object, "m.Box", "@a=1", [](GraphBuilder& b) {
        const ValueId made =
            b.call("copy_reg", "_reconstructor", {b.global("m", "Box"), b.global("__builtin__", "object"), b.none()});
        return b.withState(made, b.dict({{"a", b.integer(1)}}));
    });
    row("dict by inheritance of protocol 0", ViewKind::Object, "m.AttrDict", "lr=1", [](GraphBuilder& b) {
        return b.call("copy_reg", "_reconstructor",
            {b.global("m", "AttrDict"), b.global("__builtin__", "dict"), b.dict({{"lr", b.integer(1)}})});
    });
    row("typed list of TorchScript", ViewKind::List, "list", "0=1 1=2", [](GraphBuilder& b) {
        return b.call("torch.jit._pickle", "build_intlist", {b.list({b.integer(1), b.integer(2)})});
    });
    row("an unknown factory", ViewKind::Object, "m.make", "@#0=5 @w=1", [](GraphBuilder& b) {
        return b.withState(b.call("m", "make", {b.integer(5)}), b.dict({{"w", b.integer(1)}}));
    });
    row("an enum of CPython 3.11.2", ViewKind::Object, "getattr", "@#0=heldnet.Phase @#1='cosine'",
        [](GraphBuilder& b) {
            return b.call("__builtin__", "getattr", {b.global("heldnet", "Phase"), b.text("cosine")});
        });
}

void TestUnfold::childrenStandAsPeopleNameThem()
{
    QFETCH(Make, make);
    QFETCH(int, kind);
    QFETCH(QString, type);
    QFETCH(QString, children);
    GraphBuilder builder;
    const ValueId value = make(builder);
    builder.interpret(value);
    const ValueView view = viewOf(builder.content, value);
    QCOMPARE(int(view.kind), kind);
    QCOMPARE(QString::fromStdString(view.typeName), type);
    QCOMPARE(QString::fromStdString(childrenText(builder.content, value)), children);
    QCOMPARE(hasChildren(builder.content, value), !children.isEmpty());
}

void TestUnfold::leavesAreReadAsTheirValue_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* title, ViewKind kind, const char* text, Make make) {
        QTest::newRow(title) << std::move(make) << int(kind) << QString(text);
    };
    row("none", ViewKind::None, "None", [](GraphBuilder& b) { return b.none(); });
    row("true", ViewKind::Bool, "True", [](GraphBuilder& b) { return b.flag(true); });
    row("integer", ViewKind::Int, "-90000", [](GraphBuilder& b) { return b.integer(-90000); });
    row("float", ViewKind::Float, "0.7428", [](GraphBuilder& b) { return b.number(0.7428); });
    row("whole float", ViewKind::Float, "1.0", [](GraphBuilder& b) { return b.number(1); });
    row("text", ViewKind::Text, "'it\\ns'", [](GraphBuilder& b) { return b.text("it\ns"); });
    row("bytes", ViewKind::Bytes, "b'\\x00a'", [](GraphBuilder& b) { return b.bytes(std::string_view("\0a", 2)); });
    row("bytes of protocol 2", ViewKind::Bytes, "b'a\\xff'", [](GraphBuilder& b) {
        return b.call("_codecs", "encode", {b.text("a\u00ff"), b.text("latin1")});
    });
    row("no bytes", ViewKind::Bytes, "b''", [](GraphBuilder& b) { return b.call("__builtin__", "bytes"); });
    row("byte array", ViewKind::Bytes, "b'ab'",
        [](GraphBuilder& b) { return b.call("builtins", "bytearray", {b.bytes("ab")}); });
    row("complex", ViewKind::Complex, "(1-2j)", [](GraphBuilder& b) {
        return b.call("__builtin__", "complex", {b.number(1), b.number(-2)});
    });
    row("element type", ViewKind::Global, "torch.float16",
        [](GraphBuilder& b) { return b.global("torch", "float16"); });
    row("class", ViewKind::Global, "m.Net", [](GraphBuilder& b) { return b.global("m", "Net"); });
    row("layout", ViewKind::Global, "torch.strided",
        [](GraphBuilder& b) { return b.call("torch.serialization", "_get_layout", {b.text("torch.strided")}); });
    row("numpy element type", ViewKind::Global, "dtype('float32')", [](GraphBuilder& b) { return b.numpyDtype("f4"); });
    row("numpy integer", ViewKind::Int, "7",
        [](GraphBuilder& b) { return b.numpyScalar("i8", std::string_view("\7\0\0\0\0\0\0\0", 8)); });
    row("numpy array", ViewKind::Array, "float32 [2, 1]: 1.6688934e-07, 4.3681084e-05", [](GraphBuilder& b) {
        return b.numpyArray("f4", {2, 1}, b.bytes("12345678"));
    });
    row("device", ViewKind::Object, "device('cuda:0')", [](GraphBuilder& b) {
        return b.call("torch", "device", {b.text("cuda"), b.integer(0)});
    });
    row("tensor", ViewKind::Tensor, "float32 [2, 3]", [](GraphBuilder& b) { return b.tensor({2, 3}); });
}

void TestUnfold::leavesAreReadAsTheirValue()
{
    QFETCH(Make, make);
    QFETCH(int, kind);
    QFETCH(QString, text);
    GraphBuilder builder;
    const ValueId value = make(builder);
    builder.interpret(value);
    QCOMPARE(int(viewOf(builder.content, value).kind), kind);
    QCOMPARE(QString::fromStdString(leafText(builder.content, value)), text);
}

void TestUnfold::tensorsAndStoragesAreLeaves()
{
    GraphBuilder b;
    const ValueId parameter = b.parameter(b.tensor({2}));
    const ValueId storage = b.storage("9", 4, "LongStorage");
    b.interpret(b.list({parameter, storage}));
    QVERIFY(childrenOf(b.content, parameter).empty());
    QVERIFY(!hasChildren(b.content, parameter));
    QCOMPARE(viewOf(b.content, parameter).typeName, std::string("Parameter"));
    QVERIFY(childrenOf(b.content, storage).empty());
    QCOMPARE(viewOf(b.content, storage).typeName, std::string("torch.LongStorage"));
}

void TestUnfold::pathsLeadToValues_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("found");
    QTest::newRow("the root")
        << ""
        << "{'model': {'7': 1, 7: 2, '8': 3}, 'list': [4, 5], 'args': argparse.Namespace({'lr': 6})}";
    QTest::newRow("by name") << "model/8"
                             << "3";
    QTest::newRow("an integer before its text") << "model/7"
                                                << "2";
    QTest::newRow("a text by quotes") << "model/\"7\""
                                      << "1";
    QTest::newRow("by position") << "list/1"
                                 << "5";
    QTest::newRow("an attribute") << "args/@lr"
                                  << "6";
    QTest::newRow("nothing") << "model/9"
                             << "";
    QTest::newRow("below a leaf") << "list/1/0"
                                  << "";
}

void TestUnfold::pathsLeadToValues()
{
    QFETCH(QString, path);
    QFETCH(QString, found);
    GraphBuilder b;
    const ValueId model =
        b.dictOf({{b.text("7"), b.integer(1)}, {b.integer(7), b.integer(2)}, {b.text("8"), b.integer(3)}});
    const ValueId args = b.object("argparse", "Namespace", {}, b.dict({{"lr", b.integer(6)}}));
    b.interpret(b.dict({{"model", model}, {"list", b.list({b.integer(4), b.integer(5)})}, {"args", args}}));
    const auto parsed = parsePath(path.toStdString());
    QVERIFY(parsed.has_value());
    const auto value = valueAt(b.content, *parsed);
    QCOMPARE(value.has_value(), !found.isEmpty());
    if (value) {
        QCOMPARE(QString::fromStdString(leafText(b.content, *value)), found);
    }
}

void TestUnfold::ownersAndSlotsSayWhereAChildIsHeld()
{
    GraphBuilder b;
    const ValueId pairs = b.list({pair(b, "a", 1), pair(b, "b", 2)});
    const ValueId old = b.call("collections", "OrderedDict", {pairs});
    const auto children = childrenOf(b.content, old);
    QCOMPARE(children.size(), std::size_t{2});
    QVERIFY(children[1].owner == b.content.graph.items(pairs)[1]);
    QCOMPARE(children[1].slot, 1U);
    const ValueId dict = b.orderedDict({{"x", b.integer(1)}, {"y", b.integer(2)}});
    const auto entries = childrenOf(b.content, dict);
    QVERIFY(entries[1].owner == b.content.graph.instance(dict).dictItems);
    QCOMPARE(entries[1].slot, 1U);
    QVERIFY(childByName(b.content, old, "b") == children[1].value);
    QVERIFY(childByName(b.content, dict, "z") == kNoValue);
}

void TestUnfold::arraysOfObjectsAreLists()
{
    GraphBuilder b;
    const ValueId held = b.integer(7);
    const ValueId array = b.numpyArray("O8", {1, 2}, b.list({held, b.none()}));
    const ValueView view = viewOf(b.content, array);
    QCOMPARE(view.kind, ViewKind::List);
    QCOMPARE(view.typeName, std::string("numpy.ndarray"));
    const auto children = childrenOf(b.content, array);
    QCOMPARE(children.size(), std::size_t{2});
    QVERIFY(children[0].value == held);
}

void TestUnfold::numbersAreReadFromPythonAndNumpy()
{
    GraphBuilder b;
    const ValueId scalar = b.numpyScalar("f8", std::string_view("\0\0\0\0\0\0\xd0\x3f", 8));
    QCOMPARE(numberOf(b.content, scalar), std::optional(0.25));
    QCOMPARE(integerOf(b.content, scalar), std::optional<std::int64_t>());
    QCOMPARE(integerOf(b.content, b.flag(true)), std::optional<std::int64_t>());
    QCOMPARE(numberOf(b.content, b.integer(3)), std::optional(3.0));
    const ValueView view = viewOf(b.content, scalar);
    QVERIFY(view.isNumpyScalar);
    QCOMPARE(view.numpyDtype, std::string("float64"));
}

void TestUnfold::textOfPython2IsReadable()
{
    GraphBuilder b;
    QCOMPARE(readableTextOf(b.content, b.content.graph.addByteText("caf\xe9")), std::optional<std::string>("café"));
    QCOMPARE(readableTextOf(b.content, b.content.graph.addByteText("café")), std::optional<std::string>("café"));
    QVERIFY(!bytesOf(b.content, b.content.graph.addByteText("x")).has_value());
    const auto bytes = bytesOf(b.content, b.bytes("0123456789"), 4);
    QCOMPARE(bytes->length, std::uint64_t{10});
    QCOMPARE(bytes->head, std::string("0123"));
}

void TestUnfold::longLeavesAreCut()
{
    GraphBuilder b;
    const std::string text = leafText(b.content, b.text(std::string(500, 'x')), 20);
    QCOMPARE(text, "'" + std::string(16, 'x') + "…");
}

QTEST_GUILESS_MAIN(TestUnfold)
#include "tst_unfold.moc"
