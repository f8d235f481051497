// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <QtTest>

#include "core/meaning/torch_rebuild.h"
#include "tests/support/graph_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using pthf::tests::GraphBuilder;
using pthf::tests::WholeRecords;

namespace {

using Make = std::function<ValueId(GraphBuilder&)>;

/// "float32 [2, 3] [3, 1] +0 strided cpu grad parameter": a tensor in one line.
std::string lineOf(const Content& content, const TensorValue& tensor)
{
    std::string line = std::string(dtypeName(tensor.dtype)) + " " + shapeText(tensor.layout.shape) + " "
        + shapeText(tensor.layout.strides) + " +" + std::to_string(tensor.layout.offset) + " "
        + std::string(tensorFormName(tensor.form)) + " " + std::string(content.deviceOf(tensor));
    line += tensor.requiresGrad ? " grad" : "";
    line += tensor.isParameter ? " parameter" : "";
    line += tensor.isConjugate ? " conj" : "";
    line += tensor.isOutOfBounds ? " OUT" : "";
    if (tensor.extras) {
        for (const TensorPart& part : tensor.extras->parts) {
            line += " " + part.name + shapeText(content.tensor(part.tensor).layout.shape);
        }
        line += tensor.extras->quantizer.scheme.empty() ? "" : " " + tensor.extras->quantizer.scheme;
        line += tensor.extras->className.empty() ? "" : " " + tensor.extras->className;
    }
    return line;
}

ValueId hooks(GraphBuilder& b)
{
    return b.call("collections", "OrderedDict");
}

ValueId layout(GraphBuilder& b, std::string_view name)
{
    return b.call("torch.serialization", "_get_layout", {b.text(name)});
}

ValueId utils(GraphBuilder& b, std::string_view name, const std::vector<ValueId>& arguments)
{
    return b.call("torch._utils", name, arguments);
}

ValueId dtensor(GraphBuilder& b)
{
    const ValueId type = b.global("torch.distributed.tensor", "DTensor");
    const ValueId arguments =
        b.tuple({type, b.global("torch", "float32"), b.integers({8, 2}), b.integers({2, 1}), b.integer(0),
            layout(b, "torch.strided"), b.call("torch", "device", {b.text("cuda"), b.integer(1)}), b.flag(true)});
    const ValueId state = b.tuple({b.none(), b.dict({{"_local_tensor", b.tensor({4, 2})}, {"_spec", b.none()}})});
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch._utils", "_rebuild_wrapper_subclass"), type, arguments, state});
}

/// The box of a ShardedTensor that begins at a row.
ValueId shardMetadata(GraphBuilder& b, std::int64_t row)
{
    const auto integers = [&b](std::int64_t first, std::int64_t second) {
        return b.list({b.integer(first), b.integer(second)});
    };
    const ValueId device = b.call("torch", "device", {b.text("cuda"), b.integer(1)});
    const ValueId holder = b.object("torch.distributed.remote_device", "_remote_device", {},
        b.dict({{"_worker_name", b.none()}, {"_rank", b.integer(3)}, {"_device", device}}));
    return b.object("torch.distributed._shard.metadata", "ShardMetadata", {},
        b.tuple({b.none(),
            b.dict({{"shard_offsets", integers(row, 0)}, {"shard_sizes", integers(4, 2)}, {"placement", holder}})}));
}

ValueId shardedTensor(GraphBuilder& b)
{
    const ValueId type = b.global("torch.distributed._shard.sharded_tensor.api", "ShardedTensor");
    const ValueId arguments = b.tuple({type, b.global("torch", "float32"), b.integers({8, 2}), b.integers({2, 1}),
        b.integer(0), layout(b, "torch.strided"), b.call("torch", "device", {b.text("cuda:1")}), b.flag(false)});
    const ValueId shard = b.object("torch.distributed._shard.sharded_tensor.shard", "Shard", {},
        b.tuple({b.none(), b.dict({{"tensor", b.tensor({4, 2})}, {"metadata", shardMetadata(b, 4)}})}));
    const ValueId metadata = b.object("torch.distributed._shard.sharded_tensor.metadata", "ShardedTensorMetadata", {},
        b.dict({{"shards_metadata", b.list({shardMetadata(b, 0), shardMetadata(b, 4)})}}));
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch._utils", "_rebuild_wrapper_subclass"), type, arguments,
            b.tuple({b.list({shard}), metadata, b.none(), b.none(), b.flag(false)})});
}

ValueId jagged(GraphBuilder& b)
{
    const ValueId named = b.dict({{"values", b.tensor({6, 3})}, {"offsets", b.tensor({3}, "LongStorage")},
        {"lengths", b.none()}, {"_ragged_idx", b.integer(1)}, {"requires_grad", b.flag(true)}});
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch.nested._internal.nested_tensor", "_rebuild_njt"),
            b.global("torch.nested._internal.nested_tensor", "NestedTensor"), b.tuple({named}), b.dict({})});
}

ValueId fromType(GraphBuilder& b, std::string_view module, std::string_view name, ValueId state)
{
    const ValueId arguments =
        b.tuple({b.storage("0", 6), b.integer(0), b.integers({6}), b.integers({1}), b.flag(true), hooks(b)});
    return b.call("torch._tensor", "_rebuild_from_type_v2",
        {b.global("torch._utils", "_rebuild_tensor_v2"), b.global(module, name), arguments, state});
}

} // namespace

Q_DECLARE_METATYPE(Make)

class TestTorchRebuild : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormIsRead_data();
    void everyFormIsRead();
    void whatTorchWouldRefuseStaysAValue_data();
    void whatTorchWouldRefuseStaysAValue();
    void idsOfTarFilesAreAskedFor();
    void innerTensorsOfParametersAreNotListed();
    void partsAreToldFromTensorsOfTheTree();
    void cyclesAndDepthAreNoDifficulty();
    void cancelIsHeard();
    void plainTensorsAreFoundInsideParameters();
};

void TestTorchRebuild::everyFormIsRead_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* title, const char* expected, Make make) {
        QTest::newRow(title) << std::move(make) << QString(expected);
    };
    row("plain", "float32 [2, 3] [3, 1] +0 strided cuda:1", [](GraphBuilder& b) {
        return b.tensor({2, 3}, "FloatStorage", "cuda:1");
    });
    row("torch 0.3", "int64 [4] [1] +2 strided cpu", [](GraphBuilder& b) {
        return utils(
            b, "_rebuild_tensor", {b.storage("0", 6, "LongStorage"), b.integer(2), b.integers({4}), b.integers({1})});
    });
    row("scalar", "float64 [] [] +0 strided cpu", [](GraphBuilder& b) { return b.tensor({}, "DoubleStorage"); });
    row("empty", "float32 [0, 3] [3, 1] +0 strided cpu", [](GraphBuilder& b) { return b.tensor({0, 3}); });
    row("stride 0", "float32 [1000, 3] [0, 1] +0 strided cpu", [](GraphBuilder& b) {
        return b.rebuilt(b.storage("0", 3), 0, {1000, 3}, {0, 1});
    });
    row("torch.Size as size", "float32 [6] [1] +0 strided cpu", [](GraphBuilder& b) {
        const ValueId size = b.call("torch", "Size", {b.integers({6})});
        return utils(b, "_rebuild_tensor", {b.storage("0", 6), b.integer(0), size, b.integers({1})});
    });
    row("conjugate view", "complex64 [2] [1] +0 strided cpu conj", [](GraphBuilder& b) {
        return utils(b, "_rebuild_tensor_v2",
            {b.storage("0", 2, "ComplexFloatStorage"), b.integer(0), b.integers({2}), b.integers({1}), b.flag(false),
                hooks(b), b.dict({{"conj", b.flag(true)}, {"neg", b.flag(false)}})});
    });
    row("float8 over bytes", "float8_e4m3fn [4] [1] +4 strided cpu", [](GraphBuilder& b) {
        return utils(b, "_rebuild_tensor_v3",
            {b.storage("0", 8, "UntypedStorage"), b.integer(4), b.integers({4}), b.integers({1}), b.flag(false),
                hooks(b), b.global("torch", "float8_e4m3fn")});
    });
    row("uint16 beyond its bytes", "uint16 [5] [1] +0 strided cpu OUT", [](GraphBuilder& b) {
        return utils(b, "_rebuild_tensor_v3",
            {b.storage("0", 8, "UntypedStorage"), b.integer(0), b.integers({5}), b.integers({1}), b.flag(false),
                hooks(b), b.global("torch", "uint16")});
    });
    row("beyond its storage", "float32 [7] [1] +0 strided cpu OUT",
        [](GraphBuilder& b) { return b.rebuilt(b.storage("0", 6), 0, {7}, {1}); });
    row("negative size", "float32 [-1] [1] +0 strided cpu OUT",
        [](GraphBuilder& b) { return b.rebuilt(b.storage("0", 6), 0, {-1}, {1}); });
    row("product that overflows", "float32 [4611686018427387904, 4611686018427387904] [0, 0] +0 strided cpu OUT",
        [](GraphBuilder& b) {
            return b.rebuilt(b.storage("0", 6), 0, {1LL << 62, 1LL << 62}, {0, 0});
        });
    row("parameter", "float32 [2] [1] +0 strided cpu grad parameter",
        [](GraphBuilder& b) { return b.parameter(b.tensor({2})); });
    row("frozen parameter", "float32 [2] [1] +0 strided cpu parameter", [](GraphBuilder& b) {
        return utils(b, "_rebuild_parameter", {b.tensor({2}), b.flag(false), hooks(b)});
    });
    row("parameter with attributes", "float32 [2] [1] +0 strided cpu grad parameter", [](GraphBuilder& b) {
        return utils(b, "_rebuild_parameter_with_state",
            {b.tensor({2}), b.flag(true), hooks(b), b.dict({{"tag", b.text("x")}})});
    });
    row("parameter of 0.4.1", "float32 [2] [1] +0 strided cpu parameter", [](GraphBuilder& b) {
        return b.call("torch.nn.parameter", "Parameter", {b.tensor({2}), b.flag(false)});
    });
    row("parameter of 0.3", "float32 [2] [1] +0 strided cpu grad parameter", [](GraphBuilder& b) {
        return b.object(
            "torch.nn.parameter", "Parameter", {b.tensor({2})}, b.tuple({b.flag(true), b.flag(false), hooks(b)}));
    });
    row("variable", "float32 [2] [1] +0 strided cpu", [](GraphBuilder& b) {
        return b.object(
            "torch.autograd.variable", "Variable", {b.tensor({2})}, b.tuple({b.flag(false), b.flag(false), hooks(b)}));
    });
    row("oldest variable", "float32 [2] [1] +0 strided cpu grad", [](GraphBuilder& b) {
        return b.object("torch.autograd.variable", "Variable", {},
            b.tuple({b.tensor({2}), b.none(), hooks(b), b.flag(true), b.flag(false)}));
    });
    row("tensor object of 0.1", "float32 [3] [2] +0 strided cpu", [](GraphBuilder& b) {
        return b.object(
            "torch", "FloatTensor", {}, b.tuple({b.storage("0", 6), b.integer(0), b.integers({3}), b.integers({2})}));
    });
    row("quantized", "quint8 [4] [1] +0 quantized cpu per_tensor_affine", [](GraphBuilder& b) {
        const ValueId quantizer = b.tuple({b.global("torch", "per_tensor_affine"), b.number(0.5), b.integer(3)});
        return utils(b, "_rebuild_qtensor",
            {b.storage("0", 4, "QUInt8Storage"), b.integer(0), b.integers({4}), b.integers({1}), quantizer,
                b.flag(false), hooks(b)});
    });
    row("quantized by channel", "qint8 [2, 2] [2, 1] +0 quantized cpu scales[2] zero_points[2] per_channel_affine",
        [](GraphBuilder& b) {
            const ValueId quantizer = b.tuple({b.global("torch", "per_channel_affine"), b.tensor({2}, "DoubleStorage"),
                b.tensor({2}, "LongStorage"), b.integer(0)});
            return utils(b, "_rebuild_qtensor",
                {b.storage("q", 4, "QInt8Storage"), b.integer(0), b.integers({2, 2}), b.integers({2, 1}), quantizer,
                    b.flag(false), hooks(b)});
        });
    row("two numbers a byte", "quint4x2 [7] [1] +0 quantized cpu per_tensor_affine", [](GraphBuilder& b) {
        const ValueId quantizer = b.tuple({b.global("torch", "per_tensor_affine"), b.number(0.5), b.integer(3)});
        return utils(b, "_rebuild_qtensor",
            {b.storage("0", 4, "QUInt4x2Storage"), b.integer(0), b.integers({7}), b.integers({1}), quantizer,
                b.flag(false), hooks(b)});
    });
    row("sparse", "float32 [3, 4] [] +0 sparse_coo cpu indices[2, 5] values[5]", [](GraphBuilder& b) {
        const ValueId size = b.call("torch", "Size", {b.integers({3, 4})});
        return utils(b, "_rebuild_sparse_tensor",
            {layout(b, "torch.sparse_coo"),
                b.tuple({b.tensor({2, 5}, "LongStorage"), b.tensor({5}), size, b.flag(true)})});
    });
    row("sparse rows", "float32 [3, 4] [] +0 sparse_csr cpu crow_indices[4] col_indices[5] values[5]",
        [](GraphBuilder& b) {
            return utils(b, "_rebuild_sparse_csr_tensor",
                {layout(b, "torch.sparse_csr"),
                    b.tuple({b.tensor({4}, "LongStorage"), b.tensor({5}, "LongStorage"), b.tensor({5}),
                        b.integers({3, 4})})});
        });
    row("sparse of C++", "float32 [3, 4] [] +0 sparse_coo cpu grad indices[2, 5] values[5]", [](GraphBuilder& b) {
        return utils(b, "_rebuild_sparse_tensor",
            {b.integer(1), b.integers({3, 4}), b.flag(true), b.tensor({2, 5}, "LongStorage"), b.tensor({5}), hooks(b)});
    });
    row("nested", "float32 [12] [] +0 nested cpu buffer[12] sizes[2, 2] strides[2, 2] storage_offsets[2]",
        [](GraphBuilder& b) {
            return utils(b, "_rebuild_nested_tensor",
                {b.tensor({12}), b.tensor({2, 2}, "LongStorage"), b.tensor({2, 2}, "LongStorage"),
                    b.tensor({2}, "LongStorage")});
        });
    row("meta", "bfloat16 [3] [1] +0 meta meta grad", [](GraphBuilder& b) {
        return utils(b, "_rebuild_meta_tensor_no_storage",
            {b.global("torch", "bfloat16"), b.integers({3}), b.integers({1}), b.flag(true)});
    });
    row("distributed",
        "float32 [8, 2] [2, 1] +0 wrapper cuda:1 grad _local_tensor[4, 2] torch.distributed.tensor.DTensor", dtensor);
    row("distributed parameter",
        "float32 [8, 2] [2, 1] +0 wrapper cuda:1 grad parameter _local_tensor[4, 2] torch.distributed.tensor.DTensor",
        [](GraphBuilder& b) { return b.parameter(dtensor(b)); });
    row("sharded",
        "float32 [8, 2] [2, 1] +0 wrapper cuda:1 shard [4, 0][4, 2] "
        "torch.distributed._shard.sharded_tensor.api.ShardedTensor",
        shardedTensor);
    row("jagged",
        "float32 [6, 3] [] +0 nested cpu grad values[6, 3] offsets[3] "
        "torch.nested._internal.nested_tensor.NestedTensor",
        jagged);
    row("tensor with attributes", "float32 [6] [1] +0 strided cpu grad", [](GraphBuilder& b) {
        return fromType(b, "torch", "Tensor", b.dict({{"note", b.text("x")}}));
    });
    row("subclass", "float32 [6] [1] +0 strided cpu grad models.Tagged",
        [](GraphBuilder& b) { return fromType(b, "models", "Tagged", b.dict({})); });
    row("another device by way of the cpu", "bfloat16 [2] [1] +0 strided xla:0 grad", [](GraphBuilder& b) {
        return utils(b, "_rebuild_device_tensor_from_cpu_tensor",
            {b.tensor({2}), b.global("torch", "bfloat16"), b.text("xla:0"), b.flag(true)});
    });
    row("another device by way of numpy", "float32 [2] [1] +0 strided xla:1", [](GraphBuilder& b) {
        return utils(b, "_rebuild_xla_tensor",
            {b.numpyArray("f4", {2}, b.bytes("12345678")), b.global("torch", "float32"), b.text("xla:1"),
                b.flag(false)});
    });
}

void TestTorchRebuild::everyFormIsRead()
{
    QFETCH(Make, make);
    QFETCH(QString, expected);
    GraphBuilder builder;
    const ValueId value = make(builder);
    const Problems problems = builder.interpret(builder.list({value}));
    const TensorId tensor = builder.content.tensorAt(value);
    QVERIFY(tensor != kNoTensor);
    QCOMPARE(builder.content.tensor(tensor).value, value);
    QCOMPARE(QString::fromStdString(lineOf(builder.content, builder.content.tensor(tensor))), expected);
    QCOMPARE(problems.hasErrors(), expected.endsWith("OUT"));
}

void TestTorchRebuild::whatTorchWouldRefuseStaysAValue_data()
{
    QTest::addColumn<Make>("make");
    const auto row = [](const char* title, Make make) { QTest::newRow(title) << std::move(make); };
    row("no arguments", [](GraphBuilder& b) { return utils(b, "_rebuild_tensor_v2", {}); });
    row("a text for a storage", [](GraphBuilder& b) { return b.rebuilt(b.text("0"), 0, {1}, {1}); });
    row("a text for a size", [](GraphBuilder& b) {
        return utils(b, "_rebuild_tensor", {b.storage("0", 1), b.integer(0), b.text("1"), b.integers({1})});
    });
    row("a negative count", [](GraphBuilder& b) { return b.rebuilt(b.storage("0", -1), 0, {1}, {1}); });
    row("a count beyond any file",
        [](GraphBuilder& b) { return b.rebuilt(b.storage("0", 1LL << 62, "DoubleStorage"), 0, {1}, {1}); });
    row("a parameter around a number", [](GraphBuilder& b) { return b.parameter(b.integer(1)); });
    row("sparse without parts", [](GraphBuilder& b) {
        return utils(b, "_rebuild_sparse_tensor", {layout(b, "torch.sparse_coo"), b.tuple({})});
    });
    row("an unknown layout", [](GraphBuilder& b) {
        return utils(b, "_rebuild_sparse_tensor", {layout(b, "torch.odd"), b.tuple({})});
    });
    row("parameters within parameters", [](GraphBuilder& b) {
        ValueId value = b.tensor({1});
        for (int i = 0; i < 100; ++i) {
            value = b.parameter(value);
        }
        return value;
    });
}

void TestTorchRebuild::whatTorchWouldRefuseStaysAValue()
{
    QFETCH(Make, make);
    GraphBuilder builder;
    const ValueId value = make(builder);
    const Problems problems = builder.interpret(value);
    QVERIFY(builder.content.tensorAt(value) == kNoTensor);
    QVERIFY(!problems.isEmpty());
}

void TestTorchRebuild::idsOfTarFilesAreAskedFor()
{
    GraphBuilder b;
    const ValueId tensor = b.content.graph.addPersistent(b.text("12345"));
    b.interpret(b.list({tensor}));
    QVERIFY(b.content.tensorAt(tensor) != kNoTensor);
    QCOMPARE(b.content.tensors[0].layout.shape, Dims{5});
}

void TestTorchRebuild::innerTensorsOfParametersAreNotListed()
{
    GraphBuilder b;
    const ValueId inner = b.tensor({2});
    const ValueId parameter = b.parameter(inner);
    b.interpret(b.list({parameter}));
    QCOMPARE(b.content.tensors.size(), std::size_t{1});
    QVERIFY(b.content.tensorAt(inner) == kNoTensor);
}

void TestTorchRebuild::partsAreToldFromTensorsOfTheTree()
{
    GraphBuilder b;
    const ValueId indices = b.tensor({1, 2}, "LongStorage");
    const ValueId values = b.tensor({2});
    const ValueId sparse = utils(
        b, "_rebuild_sparse_tensor", {layout(b, "torch.sparse_coo"), b.tuple({indices, values, b.integers({4})})});
    b.interpret(b.list({sparse, values}));
    QVERIFY(b.content.tensor(b.content.tensorAt(indices)).isPart);
    QVERIFY(!b.content.tensor(b.content.tensorAt(values)).isPart); // stands in the list too
    QVERIFY(!b.content.tensor(b.content.tensorAt(sparse)).isPart);
}

void TestTorchRebuild::cyclesAndDepthAreNoDifficulty()
{
    GraphBuilder b;
    const ValueId tensor = b.tensor({2});
    ValueId inner = b.list({tensor});
    for (int depth = 0; depth < 1'000'000; ++depth) {
        inner = b.list({inner});
    }
    const ValueId root = b.list({inner});
    b.content.graph.append(root, std::vector{root});
    QVERIFY(b.interpret(root).isEmpty());
    QVERIFY(b.content.tensorAt(tensor) != kNoTensor);
}

void TestTorchRebuild::cancelIsHeard()
{
    GraphBuilder b;
    std::vector<ValueId> many;
    for (int i = 0; i < 10'000; ++i) {
        many.push_back(b.list({}));
    }
    b.content.root = b.list(many);
    std::stop_source stop;
    stop.request_stop();
    SilentProgress silent;
    WholeRecords resolver;
    Problems problems;
    const Status status = interpretAll(b.content, resolver, problems, Task{stop.get_token(), silent});
    QVERIFY(!status);
    QVERIFY(status.error().code() == ErrorCode::Cancelled);
}

void TestTorchRebuild::plainTensorsAreFoundInsideParameters()
{
    GraphBuilder b;
    const ValueId plain = b.tensor({2});
    const ValueId parameter = b.parameter(plain);
    QVERIFY(plainTensorOf(b.content, parameter) == plain);
    QVERIFY(plainTensorOf(b.content, plain) == plain);
}

QTEST_GUILESS_MAIN(TestTorchRebuild)
#include "tst_torch_rebuild.moc"
