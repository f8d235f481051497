// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/meaning/distributed.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
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
