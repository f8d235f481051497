// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/meaning/distributed.h"
#include "tests/support/dims.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::dimsOf;
using pthf::tests::GraphBuilder;

namespace {

/// A tensor of another class, with a state.
ValueId withState(GraphBuilder& b, ValueId state)
{
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch._utils", "_rebuild_wrapper_subclass"), b.global("torch.distributed.tensor", "DTensor"),
            b.tuple({}), state});
}

ValueId placement(GraphBuilder& b, std::string_view name, std::string_view attribute, ValueId value)
{
    return b.object("torch.distributed.tensor.placement_types", name, {}, b.dict({{attribute, value}}));
}

ValueId specified(GraphBuilder& b, ValueId mesh)
{
    const ValueId placements = b.tuple(
        {placement(b, "Shard", "dim", b.integer(1)), b.object("torch.distributed.tensor.placement_types", "Replicate"),
            placement(b, "Partial", "reduce_op", b.text("sum"))});
    const ValueId spec = b.object("torch.distributed.tensor._dtensor_spec", "DTensorSpec", {},
        b.dict({{"mesh", mesh}, {"placements", placements}}));
    return withState(b, b.tuple({b.none(), b.dict({{"_local_tensor", b.tensor({2})}, {"_spec", spec}})}));
}

} // namespace

class TestDistributed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMeshIsToldAsOldAndNewTorchWriteIt_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("with a tensor of ranks") << false;
        QTest::newRow("with axes, since 2.10") << true;
    }
    void aMeshIsToldAsOldAndNewTorchWriteIt()
    {
        QFETCH(bool, isNew);
        GraphBuilder b;
        const auto axis = [&b](ValueId shape) {
            return b.object("torch.distributed._mesh_layout", "_FlatLayout", {}, b.dict({{"shape", shape}}));
        };
        const ValueId axes = b.tuple({axis(b.integers({2})), axis(b.integer(4)), axis(b.tuple({}))});
        const ValueId layout = b.object("torch.distributed._mesh_layout", "_MeshLayout", {}, b.dict({{"axes", axes}}));
        const ValueId names = b.tuple({b.text("dp"), b.text("tp"), b.text("ep")});
        const ValueId state = isNew ? b.dict({{"_device_type", b.text("cuda")}, {"_layout", layout},
                                  {"_mesh_dim_names", names}, {"_coordinate_on_dim", b.integers({1, 3, 0})}})
                                    : b.dict({{"device_type", b.text("cuda")},
                                        {"mesh", b.tensor({2, 4, 1}, "IntStorage")}, {"mesh_dim_names", names}});
        const ValueId mesh = b.object("torch.distributed.device_mesh", "DeviceMesh", {}, state);
        const ValueId tensor = b.parameter(specified(b, mesh));
        b.interpret(b.list({tensor}));
        const auto spread = distributionOf(b.content, tensor);
        QVERIFY(spread);
        QCOMPARE(spread->placements, (std::vector<std::string>{"Shard(1)", "Replicate()", "Partial(sum)"}));
        QCOMPARE(spread->meshDevice, std::string("cuda"));
        QCOMPARE(spread->meshShape, (Dims{2, 4, 1}));
        QCOMPARE(spread->meshNames, (std::vector<std::string>{"dp", "tp", "ep"}));
        QCOMPARE(spread->coordinate, isNew ? (Dims{1, 3, 0}) : Dims{});
    }

    void theBoxOfAProcessIsAsTorchCutsIt_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<QList<int>>("mesh");
        QTest::addColumn<QStringList>("placements"); // "S0", "T0" (strided), "R", "P"
        QTest::addColumn<QList<int>>("coordinate");
        QTest::addColumn<QString>("held");
        QTest::addColumn<int>("boxes");
        // As compute_local_shape_and_global_offset of torch 2.15 says.
        const auto row = [](const char* name, QList<int> shape, QList<int> mesh, QStringList placements,
                             QList<int> coordinate, const char* held, int boxes) {
            QTest::newRow(name) << shape << mesh << placements << coordinate << held << boxes;
        };
        row("rows", {5, 3}, {2}, {"S0"}, {1}, "[2, 3] at [3, 0]", 2);
        row("columns, from behind", {5, 3}, {2}, {"S-1"}, {0}, "[5, 2] at [0, 0]", 2);
        row("both", {7, 6}, {2, 2}, {"S0", "S1"}, {1, 0}, "[3, 3] at [4, 0]", 4);
        row("twice", {9, 2}, {2, 2}, {"S0", "S0"}, {0, 1}, "[2, 2] at [3, 0]", 4);
        row("what FSDP cuts of what was cut", {7, 6}, {2, 2}, {"T0", "S0"}, {1, 0}, "[2, 6] at [2, 0]", 4);
        row("copies", {9, 2}, {2, 2}, {"R", "S0"}, {1, 0}, "[5, 2] at [0, 0]", 2);
        row("nothing", {1, 3}, {4}, {"S0"}, {3}, "[0, 3] at [1, 0]", 2);
        row("more processes than rows", {2, 3}, {4}, {"S0"}, {2}, "[0, 3] at [2, 0]", 3);
        row("an empty one", {0, 4}, {2}, {"S0"}, {1}, "[0, 4] at [0, 0]", 1);
        row("a number", {}, {2}, {"R"}, {1}, "[] at []", 1);
        row("sums that were not made", {4}, {2}, {"P"}, {0}, "", 0);
        row("a dimension that is none", {4}, {2}, {"S1"}, {0}, "", 0);
        row("a process outside of the mesh", {4}, {2}, {"S0"}, {2}, "", 2);
        row("a mesh of another rank", {4}, {2}, {"S0"}, {0, 0}, "", 2);
        row("a mesh without processes", {4}, {0}, {"S0"}, {0}, "", 0);
    }
    void theBoxOfAProcessIsAsTorchCutsIt()
    {
        QFETCH(QList<int>, shape);
        QFETCH(QList<int>, mesh);
        QFETCH(QStringList, placements);
        QFETCH(QList<int>, coordinate);
        QFETCH(QString, held);
        QFETCH(int, boxes);
        GraphBuilder b;
        std::vector<ValueId> placed;
        for (const QString& text : placements) {
            const std::string_view name = text[0] == u'S' ? "Shard"
                : text[0] == u'T'                         ? "_StridedShard"
                : text[0] == u'R'                         ? "Replicate"
                                                          : "Partial";
            placed.push_back(placement(b, name, name.ends_with("Shard") ? "dim" : "reduce_op",
                name.ends_with("Shard") ? b.integer(text.mid(1).toInt()) : b.text("sum")));
        }
        const ValueId state = b.dict(
            {{"mesh", b.tensor(dimsOf(mesh), "IntStorage")}, {"_coordinate_on_dim", b.integers(dimsOf(coordinate))}});
        const ValueId spec = b.object("torch.distributed.tensor._dtensor_spec", "DTensorSpec", {},
            b.dict({{"mesh", b.object("torch.distributed.device_mesh", "DeviceMesh", {}, state)},
                {"placements", b.tuple(placed)}}));
        const ValueId tensor = b.call("torch._tensor", "_rebuild_from_type_v2",
            {b.global("torch._utils", "_rebuild_wrapper_subclass"), b.global("torch.distributed.tensor", "DTensor"),
                b.tuple({b.global("torch.distributed.tensor", "DTensor"), b.global("torch", "float32"),
                    b.integers(dimsOf(shape)), b.integers(dimsOf(shape)), b.integer(0), b.none(), b.text("cpu"),
                    b.flag(false)}),
                b.dict({{"_local_tensor", b.tensor({2})}, {"_spec", spec}})});
        b.interpret(b.list({tensor}));
        const auto spread = distributionOf(b.content, tensor);
        QVERIFY(spread);
        QCOMPARE(static_cast<int>(allShards(*spread, dimsOf(shape)).size()), boxes);
        const auto shards = heldShards(b.content, tensor);
        QCOMPARE(shards.size(), held.isEmpty() ? 0U : 1U);
        if (!shards.empty()) {
            QCOMPARE(shapeText(shards.front().sizes) + " at " + shapeText(shards.front().offsets), held.toStdString());
        }
    }

    void whatIsWholeOrMalformedHasNoDistribution()
    {
        GraphBuilder b;
        for (const ValueId value : {b.tensor({2}), b.none(), b.text("x"), withState(b, b.none()),
                 withState(b, b.dict({{"_spec", b.none()}})), withState(b, b.tuple({b.list({}), b.text("no")}))}) {
            QVERIFY(!distributionOf(b.content, value));
        }
        QCOMPARE(localShardOf(b.content.graph, b.none()).tensor, kNoValue);
    }
};

QTEST_GUILESS_MAIN(TestDistributed)
#include "tst_distributed.moc"
