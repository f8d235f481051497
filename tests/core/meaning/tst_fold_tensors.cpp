// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <QtTest>

#include "core/meaning/fold_tensors.h"
#include "core/meaning/unfold.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

using Make = std::function<ValueId(GraphBuilder&)>;

/// {"w": what is made, "epoch": 3}, interpreted and folded.
Content folded(const Make& make)
{
    GraphBuilder builder;
    const ValueId made = make(builder);
    builder.interpret(builder.dict({{"w", made}, {"epoch", builder.integer(3)}}));
    foldTensors(builder.content);
    return std::move(builder.content);
}

ValueId hooks(GraphBuilder& b)
{
    return b.call("collections", "OrderedDict");
}

} // namespace

Q_DECLARE_METATYPE(Make)

class TestFoldTensors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainTensorsAreOneValueEach_data()
    {
        QTest::addColumn<Make>("make");
        QTest::addColumn<bool>("folds");
        const auto row = [](const char* name, const Make& make, bool folds) { QTest::newRow(name) << make << folds; };
        row(
            "a tensor",
            [](GraphBuilder& b) {
                return b.tensor({2, 3});
            },
            true);
        row(
            "a view",
            [](GraphBuilder& b) {
                return b.rebuilt(b.storage("7", 12), 2, {2, 2}, {4, 1});
            },
            true);
        row(
            "a parameter", [](GraphBuilder& b) { return b.parameter(b.tensor({4})); }, true);
        row(
            "with hooks",
            [](GraphBuilder& b) {
                return b.call("torch._utils", "_rebuild_tensor_v2",
                    {b.storage("0", 2), b.integer(0), b.integers({2}), b.integers({1}), b.flag(false),
                        b.withEntries(hooks(b), {{"0", b.integer(1)}})});
            },
            false);
        row(
            "with attributes",
            [](GraphBuilder& b) {
                return b.withState(b.tensor({2}), b.dict({{"note", b.text("kept")}}));
            },
            false);
        row(
            "that is conjugated",
            [](GraphBuilder& b) {
                return b.call("torch._utils", "_rebuild_tensor_v2",
                    {b.storage("0", 2, "ComplexFloatStorage"), b.integer(0), b.integers({2}), b.integers({1}),
                        b.flag(false), hooks(b), b.dict({{"conj", b.flag(true)}})});
            },
            false);
        row(
            "out of bounds", [](GraphBuilder& b) { return b.rebuilt(b.storage("7", 1), 0, {5}, {1}); }, false);
        row(
            "of torch 0.3",
            [](GraphBuilder& b) {
                return b.call("torch._utils", "_rebuild_tensor",
                    {b.storage("0", 2), b.integer(0), b.integers({2}), b.integers({1})});
            },
            false);
    }
    void plainTensorsAreOneValueEach()
    {
        QFETCH(Make, make);
        QFETCH(bool, folds);
        const Content content = folded(make);
        const ValueId value = childByName(content, content.root, "w");
        QVERIFY(value != kNoValue);
        QCOMPARE(content.graph.kind(value) == ValueKind::Tensor, folds);
        const TensorId tensor = content.tensorAt(value);
        QVERIFY(tensor != kNoTensor);
        QCOMPARE(content.tensor(tensor).value, value);
        if (folds) {
            QCOMPARE(content.graph.size(), std::size_t{5}); // the dictionary, two keys, the tensor, 3
            QCOMPARE(content.graph.tensorNumber(value), index(tensor));
        }
    }

    void everythingElseStaysWhatItWas()
    {
        GraphBuilder b;
        const ValueId shared = b.tensor({2});
        const ValueId storage = b.storage("9", 3);
        const ValueId list = b.list({b.none(), b.flag(true), b.number(0.5), b.text("text"), b.bytes("bytes")});
        const ValueId loop = b.list({});
        b.content.graph.append(loop, std::vector<ValueId>{loop, shared});
        b.interpret(b.stateDict({{"a", shared}, {"again", shared}, {"storage", storage}, {"list", list}, {"loop", loop},
            {"object", b.object("argparse", "Namespace", {}, b.dict({{"lr", b.number(0.1)}}))}}));
        Content& content = b.content;
        foldTensors(content);
        const auto child = [&content](std::string_view name) { return childByName(content, content.root, name); };
        QCOMPARE(child("a"), child("again"));
        QCOMPARE(content.graph.kind(child("a")), ValueKind::Tensor);
        QVERIFY(content.storageAt(child("storage")) != kNoStorage);
        QCOMPARE(content.graph.kind(child("storage")), ValueKind::Persistent);
        QCOMPARE(content.graph.items(child("list")).size(), std::size_t{5});
        QCOMPARE(content.graph.text(content.graph.items(child("list"))[3]), std::string_view("text"));
        QCOMPARE(content.graph.floatValue(content.graph.items(child("list"))[2]), 0.5);
        QCOMPARE(content.graph.items(child("loop"))[0], child("loop"));
        QCOMPARE(content.graph.items(child("loop"))[1], child("a"));
        QCOMPARE(viewOf(content, child("object")).typeName, std::string("argparse.Namespace"));
        QCOMPARE(viewOf(content, content.root).typeName, std::string("OrderedDict"));
    }

    void whatStandsForNothingTakesNoRoom()
    {
        GraphBuilder b;
        std::vector<std::string> names;
        for (int i = 0; i < 100; ++i) {
            names.push_back("layer" + std::to_string(i) + ".weight");
        }
        std::vector<GraphBuilder::Named> entries;
        for (const std::string& name : names) {
            entries.push_back({name, b.tensor({16, 16, 3, 3})});
        }
        b.interpret(b.dict(entries));
        const std::size_t before = b.content.graph.memoryBytes();
        foldTensors(b.content);
        QVERIFY(b.content.graph.memoryBytes() * 4 < before);
    }
};

QTEST_GUILESS_MAIN(TestFoldTensors)
#include "tst_fold_tensors.moc"
