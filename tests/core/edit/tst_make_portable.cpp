// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/meaning/known_globals.h"
#include "core/value/graph_walk.h"
#include "tests/core/edit/workbench.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Names that weights_only=True would refuse.
std::string refusedNames(const PlannedDocument& planned)
{
    std::string names;
    GraphWalk walk(planned.content.graph, planned.content.root);
    while (const auto id = walk.next()) {
        if (planned.content.storageAt(*id) != kNoStorage) {
            walk.skipParts(); // written as a persistent id
        } else if (planned.content.graph.kind(*id) == ValueKind::Global
            && !infoOf(planned.content.graph, *id).isAllowed) {
            names += globalText(planned.content.graph, *id) + " ";
        }
    }
    return names;
}

/// A DTensor of one size of which the file holds another.
ValueId distributed(GraphBuilder& b, const Dims& whole, const Dims& local)
{
    const ValueId type = b.global("torch.distributed.tensor", "DTensor");
    const ValueId layout = b.call("torch.serialization", "_get_layout", {b.text("torch.strided")});
    const ValueId arguments = b.tuple({type, b.global("torch", "float32"), b.integers(whole), b.integers({2, 1}),
        b.integer(0), layout, b.call("torch", "device", {b.text("cpu")}), b.flag(false)});
    const ValueId state = b.tuple({b.none(), b.dict({{"_local_tensor", b.tensor(local)}})});
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch._utils", "_rebuild_wrapper_subclass"), type, arguments, state});
}

/// A tensor of a project's own class, which is made of others.
ValueId made(GraphBuilder& b, const std::vector<GraphBuilder::Named>& state)
{
    const ValueId type = b.global("project", "Packed");
    const ValueId layout = b.call("torch.serialization", "_get_layout", {b.text("torch.strided")});
    const ValueId arguments = b.tuple({type, b.global("torch", "float32"), b.integers({2, 3}), b.integers({3, 1}),
        b.integer(0), layout, b.call("torch", "device", {b.text("cpu")}), b.flag(false)});
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch._utils", "_rebuild_wrapper_subclass"), type, arguments, b.dict(state)});
}

} // namespace

class TestMakePortable : public QObject {
    Q_OBJECT

    using Maker = ValueId (*)(GraphBuilder&);

private Q_SLOTS:
    void valuesBecomePlain_data()
    {
        QTest::addColumn<Maker>("make");
        QTest::addColumn<std::string>("leaves");
        const auto row = [](const char* name, Maker make, const char* leaves) {
            QTest::newRow(name) << make << std::string(leaves);
        };
        row(
            "plain stays",
            [](GraphBuilder& b) {
                return b.list({b.integer(1), b.text("a"), b.none()});
            },
            "v/0 int 1\nv/1 str 'a'\nv/2 NoneType None\n");
        row(
            "numpy float",
            [](GraphBuilder& b) { return b.numpyScalar("f8", std::string_view("\0\0\0\0\0\0\xf8\x3f", 8)); },
            "v float 1.5\n");
        row(
            "numpy int", [](GraphBuilder& b) { return b.numpyScalar("i4", std::string_view("\x07\0\0\0", 4)); },
            "v int 7\n");
        row(
            "numpy array of objects",
            [](GraphBuilder& b) {
                return b.numpyArray("O8", {2, 2}, b.list({b.integer(1), b.integer(2), b.text("a"), b.none()}));
            },
            "v/0/0 int 1\nv/0/1 int 2\nv/1/0 str 'a'\nv/1/1 NoneType None\n");
        row(
            "numpy array of one object",
            [](GraphBuilder& b) {
                return b.numpyArray("O8", {}, b.list({b.dict({{"k", b.integer(1)}})}));
            },
            "v/k int 1\n");
        row(
            "numpy texts",
            [](GraphBuilder& b) {
                return b.numpyArray("S1", {2, 1}, b.bytes("ab"));
            },
            "v/0/0 bytes b'a'\nv/1/0 bytes b'b'\n");
        row(
            "numpy array",
            [](GraphBuilder& b) {
                return b.numpyArray("f4", {1, 2}, b.bytes(std::string_view("\0\0\x80?\0\0\0@", 8)));
            },
            "v float32 [1, 2] cpu 0+0\n");
        row(
            "numpy array of texts",
            [](GraphBuilder& b) {
                return b.numpyArray("U2", {2}, b.bytes(std::string_view("a\0\0\0b\0\0\0c\0\0\0\0\0\0\0", 16)));
            },
            "v/0 str 'ab'\nv/1 str 'c'\n");
        row(
            "numpy array of bytes",
            [](GraphBuilder& b) { return b.numpyArray("S2", {2}, b.bytes(std::string_view("ab\0\0", 4))); },
            "v/0 bytes b'ab'\nv/1 bytes b''\n");
        row(
            "Namespace",
            [](GraphBuilder& b) {
                return b.object("argparse", "Namespace", {}, b.dict({{"lr", b.number(0.5)}, {"name", b.text("x")}}));
            },
            "v/lr float 0.5\nv/name str 'x'\n");
        row(
            "path",
            [](GraphBuilder& b) {
                return b.call("pathlib", "PosixPath", {b.text("/"), b.text("a"), b.text("b")});
            },
            "v str '/a/b'\n");
        row(
            "datetime",
            [](GraphBuilder& b) {
                return b.call("datetime", "datetime",
                    {b.bytes(std::string_view("\x07\xe8\x02\x1d\x0c\x22\x38\x00\x00\x05", 10))});
            },
            "v str '2024-02-29 12:34:56.000005'\n");
        row(
            "timedelta",
            [](GraphBuilder& b) {
                return b.call("datetime", "timedelta", {b.integer(2), b.integer(3723), b.integer(0)});
            },
            "v str '2 days, 1:02:03'\n");
        row(
            "Python 2 string", [](GraphBuilder& b) { return b.content.graph.addByteText("abc"); }, "v str 'abc'\n");
        row(
            "Python 2 bytes", [](GraphBuilder& b) { return b.content.graph.addByteText("\xFF"); },
            "v bytes b'\\xff'\n");
        row(
            "enum", [](GraphBuilder& b) { return b.call("project.modes", "Mode", {b.text("fast")}); },
            "v str 'fast'\n");
        row(
            "defaultdict",
            [](GraphBuilder& b) {
                return b.withEntries(
                    b.call("collections", "defaultdict", {b.global("builtins", "list")}), {{"a", b.integer(1)}});
            },
            "v/a int 1\n");
        row(
            "object of an unknown class",
            [](GraphBuilder& b) {
                return b.object("project.config", "Config", {}, b.dict({{"depth", b.integer(50)}}));
            },
            "v/depth int 50\n");
        row(
            "named tuple",
            [](GraphBuilder& b) {
                return b.object("project", "Point", {b.integer(1), b.integer(2)});
            },
            "v/0 int 1\nv/1 int 2\n");
        row(
            "named tuple of protocol 0",
            [](GraphBuilder& b) {
                const ValueId fields = b.tuple({b.integer(1), b.integer(2)});
                return b.call(
                    "copyreg", "_reconstructor", {b.global("project", "Point"), b.global("builtins", "tuple"), fields});
            },
            "v/0 int 1\nv/1 int 2\n");
        row(
            "a distributed tensor that is whole",
            [](GraphBuilder& b) {
                return distributed(b, {4, 2}, {4, 2});
            },
            "v float32 [4, 2] cpu 0+0\n");
        row(
            "a tensor made of others",
            [](GraphBuilder& b) {
                const ValueId inner = made(b, {{"codes", b.tensor({6})}, {"block", b.integer(32)}});
                return made(b, {{"inner", inner}, {"scale", b.tensor({2})}});
            },
            "v.inner.codes float32 [6] cpu 0+0\nv.scale float32 [2] cpu 1+0\n");
        row(
            "the same in a list",
            [](GraphBuilder& b) {
                return b.list({made(b, {{"codes", b.tensor({6})}, {"scale", b.tensor({2})}})});
            },
            "v/0/codes float32 [6] cpu 0+0\nv/0/scale float32 [2] cpu 1+0\n");
        row(
            "a tensor made of nothing",
            [](GraphBuilder& b) {
                return made(b, {{"block", b.integer(32)}});
            },
            "v NoneType None\n");
        row(
            "numpy date",
            [](GraphBuilder& b) {
                const std::string_view ticks("\x05\0\0\0\0\0\0\0", 8);
                return b.numpyScalar("M8[D]", ticks);
            },
            "v str '1970-01-06'\n");
        row(
            "numpy bytes", [](GraphBuilder& b) { return b.numpyScalar("S2", "ab"); }, "v bytes b'ab'\n");
        row(
            "a class by itself", [](GraphBuilder& b) { return b.global("torch.nn", "ReLU"); },
            "v str 'torch.nn.ReLU'\n");
        row(
            "a dtype stays", [](GraphBuilder& b) { return b.global("torch", "float32"); },
            "v torch.dtype torch.float32\n");
        row(
            "something that runs code", [](GraphBuilder& b) { return b.call("os", "system", {b.text("echo")}); },
            "v NoneType None\n");
    }
    void valuesBecomePlain()
    {
        QFETCH(Maker, make);
        Workbench bench;
        bench.setRoot(bench.build.dict({{"v", make(bench.build)}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QTEST(leavesOf(*planned), "leaves");
        QCOMPARE(refusedNames(*planned), std::string());
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void ofADistributedTensorThePartStays()
    {
        Workbench bench;
        bench.setRoot(bench.build.dict({{"v", distributed(bench.build, {8, 2}, {4, 2})}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(leavesOf(*planned), std::string("v float32 [4, 2] cpu 0+0\n"));
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
        QCOMPARE(planned->problems.kept()[0].message,
            std::string("only the part that the process which wrote this file had of them: 1 tensor"));
    }

    void whatIsLostIsNamed()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"a", b.dict({{"b", b.call("os", "system", {b.text("x"), b.text("y")})}})}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
        QCOMPARE(planned->problems.kept()[0].where, std::string("a/b"));
        QCOMPARE(planned->effects[0].text, std::string("1 value, 1 value lost"));
    }

    void keysStayHashable()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId frozen = b.content.graph.addSequence(ValueKind::FrozenSet, std::vector{b.integer(1)});
        bench.setRoot(b.dictOf(
            {{frozen, b.integer(1)}, {b.object("project", "Key", {}, b.dict({{"x", b.integer(1)}})), b.integer(2)},
                {b.numpyScalar("i4", std::string_view("\x07\0\0\0", 4)), b.integer(3)}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(keysOf(*planned), std::string("@=\"(1,)\"\nproject.Key({'x': 1})\n7\n"));
    }

    void keysStayDifferent()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const auto named = [&b] { return b.call("project.modes", "Mode", {b.text("fast")}); };
        const auto key = [&b](std::int64_t x) { return b.object("project", "Key", {}, b.dict({{"x", b.integer(x)}})); };
        bench.setRoot(b.dictOf({{named(), b.integer(1)}, {b.text("fast"), b.integer(2)}, {key(1), b.integer(3)},
            {key(2), b.integer(4)}, {key(1), b.integer(5)}, {b.text("fast (2)"), b.integer(6)}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(keysOf(*planned),
            std::string("fast (3)\nfast\nproject.Key({'x': 1})\nproject.Key({'x': 2})\nproject.Key({'x': 1}) (2)\n"
                        "fast (2)\n"));
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void cyclesEnd()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId state = b.dict({});
        const ValueId config = b.object("omegaconf", "DictConfig", {}, state);
        const Entry parent{b.text("parent"), config};
        b.content.graph.append(state, std::span(&parent, 1));
        bench.setRoot(b.dict({{"cfg", config}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(refusedNames(*planned), std::string());
        QCOMPARE(keysOf(*planned), std::string("cfg/parent\n"));
    }

    void whatOthersAreToldByIsTurnedLast()
    {
        // gymnasium's spaces: arrays, and beside them the number type that these share.
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId array = b.numpyArray("f8", {1}, b.bytes(std::string_view("\0\0\0\0\0\0\xf8\x3f", 8)));
        const ValueGraph& graph = b.content.graph;
        const auto told = graph.items(graph.instance(array).state);
        const ValueId dtype = told[told.size() - 3];
        const ValueId object = b.object("project", "Space", {}, b.dict({{"low", b.integer(1)}}));
        const ValueId type = graph.instance(object).callee;
        bench.setRoot(b.dict({{"low", array}, {"dtype", dtype}, {"space", object}, {"class", type}}));
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(leavesOf(*planned),
            std::string("low float64 [1] cpu 0+0\ndtype str 'float64'\nspace/low int 1\nclass str 'project.Space'\n"));
    }

    void bigEndianArraysAreTurned()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.numpyArray("u2", {2}, b.bytes(std::string_view("\x01\x02\x03\x04", 4))));
        const ValueId dtype = b.numpyDtype("i2", ">");
        (void)dtype;
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        const PlannedStorage& storage = planned->storages[0];
        QVERIFY(storage.made != nullptr);
        QCOMPARE(storage.made->size(), std::size_t{4});
        QCOMPARE(storage.source, kNoStorage);
    }

    void realFilesBecomePortable_data()
    {
        QTest::addColumn<std::string>("fixture");
        for (const char* fixture :
            {"torch1.13-py311/numpy.pth", "torch1.13-py311/things.pth", "torch1.5-py36/training_adam_mixed.pth",
                "torch2.15-py311/lightning.ckpt", "torch2.15-py311/whole_in_dict.pth", "torch2.15-py311/whole_dp.pth",
                "torch2.15-py311/training_adam_mixed__proto4.pth", "other/subclass.pth", "torch1.0-py27/things.pth",
                "torch2.15-py311/plain_pickle.pkl"}) {
            QTest::newRow(fixture) << std::string(fixture);
        }
    }
    void realFilesBecomePortable()
    {
        QFETCH(std::string, fixture);
        Workbench bench;
        bench.open(fixture);
        const PlannedDocumentPtr planned = bench.planned({MakePortable{}});
        QCOMPARE(refusedNames(*planned), std::string());
        // Nothing is left to do.
        QCOMPARE(bench.planned({MakePortable{}, MakePortable{}})->effects[1].changed, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestMakePortable)
#include "tst_make_portable.moc"
