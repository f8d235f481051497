// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/edit/tensor_layers.h"
#include "core/opening/open_checkpoint.h"
#include "tests/core/edit/workbench.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

const InitialValues kNormal{InitialKind::Normal, 0, 0.02, FanMode::In, 1};

/// "storage: layers" of those that the plan puts together.
std::string layersText(const PlannedDocument& planned)
{
    std::string text;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        for (const PlannedLayer& layer : planned.storages[i].layers) {
            text += std::to_string(i) + ": "
                + (layer.isFilling() ? initialValuesText(layer.values) + " " + shapeText(layer.filled)
                                     : "of " + std::to_string(index(layer.bytes->source)))
                + " over " + shapeText(layer.layout.shape) + " by " + shapeText(layer.layout.strides) + "\n";
        }
    }
    return text;
}

} // namespace

class TestEditTensors : public QObject {
    Q_OBJECT

    /// A state dict with a matrix, a tie to it, a view of its first row, a bias and integers.
    static void buildModel(Workbench& bench)
    {
        GraphBuilder& b = bench.build;
        const ValueId storage = b.storage("w", 6, "FloatStorage", "cuda:0");
        bench.setRoot(
            b.dict({{"model",
                        b.stateDict({{"fc.weight", b.rebuilt(storage, 0, {2, 3}, {3, 1})},
                            {"head.weight", b.rebuilt(storage, 0, {2, 3}, {3, 1})},
                            {"row.weight", b.rebuilt(storage, 0, {3}, {1})}, {"fc.bias", b.parameter(b.tensor({2}))},
                            {"steps.weight", b.tensor({4}, "LongStorage")}})},
                {"epoch", b.integer(3)}}));
    }

private Q_SLOTS:
    void aTransposedTensorGetsAStorageOfItsOwn()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Transpose{"fc.weight"}});
        QCOMPARE(planned->effects[0].text, std::string("2 tensors, +24 B"));
        const std::string leaves = leavesOf(*planned);
        QVERIFY2(leaves.starts_with("model/fc.weight float32 [3, 2] cuda:0 3+0\n"
                                    "model/head.weight float32 [3, 2] cuda:0 3+0\n"
                                    "model/row.weight float32 [3] cuda:0 0+0\n"
                                    "model/fc.bias float32 [2] cpu 1+0 grad parameter\n"
                                    "model/steps.weight int64 [4] cpu 2+0\n"),
            leaves.c_str());
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
        QCOMPARE(layersText(*planned), std::string("3: of 0 over [3, 2] by [1, 3]\n"));
        QCOMPARE(planned->problems.kept().front().message,
            std::string("model/fc.weight gets numbers of its own: 1 tensor that saw parts of them keeps the old ones"));
    }

    void transposingTwiceChangesNothing()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Transpose{"fc.weight"}, Transpose{"fc.weight", -1, -2}});
        QCOMPARE(layersText(*planned), std::string("3: of 0 over [3, 2] by [1, 3]\n"));
        const TensorValue& tensor = planned->content.tensor(planned->tree.leaves[0].tensor);
        const PlannedStorage& now = planned->storages[index(tensor.storage)];
        QVERIFY(now.layers.empty() && now.source == StorageId{0} && now.byteCount == 24);
        QVERIFY(!planned->storages[3].isUsed);
    }

    void stepsAddUp()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Resize{"fc.weight", {4, 3}, kNormal, {}}, Transpose{"fc.weight"},
            Cast{DType::Float16, {}}, Resize{"fc.weight", {2, 5}, {}, {}}});
        const TensorValue& tensor = planned->content.tensor(planned->tree.leaves[0].tensor);
        QCOMPARE(tensor.layout.shape, (Dims{2, 5}));
        const std::string number = std::to_string(index(tensor.storage)) + ": ";
        const std::string text = layersText(*planned);
        QVERIFY2(
            text.ends_with(number + "zeros [2, 5] over [2, 5] by [5, 1]\n" + number
                + "normal(0,0.02,seed=1) [4, 3] over [2, 4] by [1, 3]\n" + number + "of 0 over [2, 2] by [1, 3]\n"),
            text.c_str());
        QVERIFY(planned->storages[index(tensor.storage)].isDrawn());
    }

    void dimensionsOfOneComeAndGo()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Transpose{"fc.weight"}, Resize{"fc.weight", {3, 1, 2, 1}, {}, {}},
            Resize{"fc.weight", {1, 3, 2}, {}, {}}});
        QCOMPARE(planned->content.tensor(planned->tree.leaves[0].tensor).layout.shape, (Dims{1, 3, 2}));
        QVERIFY(layersText(*planned).ends_with(": of 0 over [1, 3, 2] by [1, 1, 3]\n"));
    }

    void cuttingRowsIsARunOfTheFile()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Resize{"fc.weight", {1, 3}, kNormal, {}}});
        QCOMPARE(planned->effects[0].text, std::string("[2, 3] → [1, 3], with 1 tensor tied to it, +12 B"));
        QCOMPARE(layersText(*planned), std::string());
        QCOMPARE(planned->storages[3].byteCount, std::uint64_t{12});
        QVERIFY(!planned->storages[3].isDrawn());
    }

    void newTensorsStandAtTheEnd()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({InitTensor{"new.weight", {}, {7}, DType::BFloat16, {}},
            InitTensor{"/extra", kNormal, {2}, DType::Float32, {}},
            InitTensor{"fc.bias", {}, {3}, DType::Float64, {}}});
        QCOMPARE(planned->effects[0].text, std::string("new, [7] bfloat16, +14 B"));
        QCOMPARE(planned->effects[2].text, std::string("[2] → [3] float64, +16 B"));
        const std::string leaves = leavesOf(*planned);
        QVERIFY2(
            leaves.find("model/fc.bias float64 [3] cpu 5+0 grad parameter\n") != std::string::npos, leaves.c_str());
        QVERIFY2(leaves.find("model/steps.weight int64 [4] cpu 2+0\nmodel/new.weight bfloat16 [7] cuda:0 3+0\n")
                != std::string::npos,
            leaves.c_str());
        QVERIFY2(leaves.ends_with("epoch int 3\nextra float32 [2] cpu 4+0\n"), leaves.c_str());
        QCOMPARE(rereadLeaves(*planned), leaves);
        QCOMPARE(
            changesOf(bench, *planned), std::string("model/fc.bias → model/fc.bias\n+ model/new.weight\n+ extra\n"));
    }

    void rowsSayWhatBecomesOfNumbers()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Resize{"fc.bias", {5}, {}, {}}, Transpose{"fc.weight"}});
        const auto rows = plannedRows(*planned, bench.tree, quietTask());
        QVERIFY(rows.has_value());
        QCOMPARE((*rows)[0].valueBefore + " → " + (*rows)[0].valueAfter, std::string("[2, 3] → [3, 2] laid out anew"));
        QCOMPARE((*rows)[3].valueBefore + " → " + (*rows)[3].valueAfter, std::string("[2] → [5] zeros"));
        QVERIFY((*rows)[2].change == PlannedRow::Change::Same);
    }

    void tensorsOfOtherFilesAreTaken()
    {
        const TempFolder folder;
        const auto file = folder.write("b.pth",
            CheckpointBuilder()
                .tensor("fc.weight", DType::Float16, {4, 2})
                .view("turned", "fc.weight", {2, 4}, {1, 2})
                .value("text", "x")
                .wrapper("net")
                .zip());
        Workbench bench;
        buildModel(bench);
        const std::string name = file.string();
        const auto planned = bench.planned({SetTensor{"fc.weight", name, tests::pathOf("net/fc.weight"), {}},
            SetTensor{"other.weight", name, {{std::string("turned")}}, {}}});
        QCOMPARE(planned->effects[0].text, std::string("[2, 3] → [4, 2] float16, with 1 tensor tied to it, +16 B"));
        const std::string leaves = leavesOf(*planned);
        QVERIFY2(leaves.starts_with("model/fc.weight float16 [4, 2] cuda:0 3+0\n"
                                    "model/head.weight float16 [4, 2] cuda:0 3+0\n"),
            leaves.c_str());
        QVERIFY2(leaves.find("model/other.weight float16 [2, 4] cuda:0 4+0\n") != std::string::npos, leaves.c_str());
        QVERIFY(planned->storages[3].layers.empty() && planned->storages[3].other != nullptr);
        QCOMPARE(layersText(*planned), std::string("4: of 0 over [2, 4] by [1, 2]\n"));
        QCOMPARE(numbersText(planned->storages[4]), std::string("from b.pth"));

        const auto refused = [&](const char* path) {
            return bench.refused({SetTensor{"fc.weight", name, tests::pathOf(path), {}}});
        };
        QCOMPARE(refused("net/gone"), "operation 1 (set_tensor): there is nothing at net/gone in " + name);
        QCOMPARE(
            refused("text"), "operation 1 (set_tensor): text of " + name + " is a value of type str, not a tensor");
        const std::string missing =
            bench.refused({SetTensor{"fc.weight", (folder.path() / "no.pth").string(), {}, {}}});
        QVERIFY2(missing.find("no.pth") != std::string::npos, missing.c_str());
    }

    void whatCannotBeIsSaid_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("message");
        const auto row = [](const char* message, Operation operation) {
            QTest::newRow(message) << std::move(operation) << std::string(message);
        };
        row("no state dict has the key \"gone\" (a path from the root begins with /)", Resize{"gone", {1}, {}, {}});
        row("there is nothing at model/gone", Resize{"/model/gone", {1}, {}, {}});
        row("epoch is a value of type int, not a tensor", InitTensor{"/epoch", {}, {1}, DType::Float32, {}});
        row("there is nothing at gone/x", InitTensor{"/gone/x", {}, {1}, DType::Float32, {}});
        row("fc.weight is [2, 3], of 2 dimensions, and [12] has 1", Resize{"fc.weight", {12}, {}, {}});
        row("steps.weight: numbers are drawn as float64, float32, float16 or bfloat16, not as int64",
            Resize{"steps.weight", {5}, kNormal, {}});
        row("fc.weight: the shape [2199023255552, 2] of float32 has 4,398,046,511,104 elements",
            Resize{"fc.weight", {std::int64_t{1} << 41, 3}, {}, {}});
        row("no tensor matches \"gone.*\"", Transpose{"gone.*"});
        row("nothing can be transposed: model/fc.bias is [2]", Transpose{"fc.bias"});
        row("there is nothing at gone", Resize{"fc.weight", {1, 1}, {}, {tests::pathOf("gone")}});
    }
    void whatCannotBeIsSaid()
    {
        QFETCH(Operation, operation);
        QFETCH(std::string, message);
        Workbench bench;
        buildModel(bench);
        const std::string said = bench.refused({operation});
        const bool isShape = message.find("2199023255552") != std::string::npos;
        QVERIFY2(
            isShape ? said.find("6,597,069,766,656 elements") != std::string::npos : said.ends_with(": " + message),
            said.c_str());
    }

    void aNewKeyAmongSeveralStateDictsNeedsAPlace()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"model", b.stateDict({{"a.weight", b.tensor({2, 2})}})},
            {"ema", b.stateDict({{"a.weight", b.tensor({2, 2})}})}}));
        const InitTensor init{"b.weight", {}, {1}, DType::Float32, {}};
        QCOMPARE(bench.refused({init}),
            std::string(
                "operation 1 (init_tensor): \"b.weight\" is new, and the file has 2 state dicts (model, ema): say "
                "with --in which one gets it"));
        InitTensor placed = init;
        placed.in = {tests::pathOf("ema")};
        QCOMPARE(keysOf(*bench.planned({placed})), std::string("model/a.weight\nema/a.weight\nema/b.weight\n"));
        QCOMPARE(bench.planned({Resize{"a.weight", {3, 2}, {}, {}}})->effects[0].changed, std::uint64_t{2});
    }

    void optimizerSlotsThatNoLongerFitAreNamed()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const auto keptFor = [&](const Dims& shape) {
            return b.dict({{"exp_avg", b.tensor(shape)}, {"exp_avg_sq", b.tensor(shape)}});
        };
        const ValueId group = b.dict({{"lr", b.number(0.1)}, {"betas", b.list({})}, {"eps", b.number(0)},
            {"params", b.list({b.integer(0), b.integer(1)})}});
        const ValueId optimizer =
            b.dict({{"state", b.dictOf({{b.integer(0), keptFor({2, 3})}, {b.integer(1), keptFor({2})}})},
                {"param_groups", b.list({group})}});
        bench.setRoot(b.dict({{"model", b.stateDict({{"fc.weight", b.tensor({2, 3})}, {"fc.bias", b.tensor({2})}})},
            {"optimizer", optimizer}}));
        const auto planned = bench.planned({Resize{"fc.weight", {5, 3}, {}, {}}});
        QCOMPARE(planned->problems.count(), std::uint64_t{1});
        QCOMPARE(planned->problems.kept().front().message,
            std::string(
                "exp_avg of the optimizer is [2, 3] for fc.weight, which is [5, 3] now (and 1 more like it): after "
                "load_state_dict the optimizer's step() would fail; leave it out (--drop-role optimizer) or build "
                "it anew"));
        const auto without = bench.planned({Drop{{}, {Role::Optimizer}, {}}, Resize{"fc.weight", {5, 3}, {}, {}}});
        QVERIFY(without->problems.isEmpty());
    }

    void untieGivesEachNameItsOwn()
    {
        Workbench bench;
        buildModel(bench);
        const auto planned = bench.planned({Transpose{"fc.weight"}, Untie{}});
        const auto& content = planned->content;
        const auto storageAt = [&](std::size_t leaf) {
            return content.tensor(planned->tree.leaves[leaf].tensor).storage;
        };
        QVERIFY(storageAt(0) != storageAt(1));
        QCOMPARE(planned->storages[index(storageAt(1))].layers.size(), std::size_t{1});
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }
};

QTEST_GUILESS_MAIN(TestEditTensors)
#include "tst_edit_tensors.moc"
