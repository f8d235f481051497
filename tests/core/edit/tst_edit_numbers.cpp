// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/edit/workbench.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Workbench training()
{
    Workbench bench;
    GraphBuilder& b = bench.build;
    const ValueId shared = b.storage("9", 6);
    bench.setRoot(b.dict({
        {"model",
            b.stateDict({{"a.weight", b.tensor({2, 3})}, {"a.half", b.tensor({2}, "HalfStorage")},
                {"n.count", b.tensor({}, "LongStorage")}, {"b.weight", b.rebuilt(shared, 0, {6}, {1})},
                {"b.part", b.rebuilt(shared, 2, {2}, {1})}, {"c.weight", b.parameter(b.tensor({4}))}})},
        {"optimizer",
            b.dict({{"state", b.dictOf({{b.integer(0), b.dict({{"step", b.tensor({})}})}})},
                {"param_groups", b.list({b.dict({{"lr", b.number(0.1)}})})}})},
    }));
    return bench;
}

std::string typesOf(const PlannedDocument& planned)
{
    std::string types;
    for (const Leaf& leaf : planned.tree.leaves) {
        if (leaf.tensor != kNoTensor) {
            types += (types.empty() ? "" : " ") + std::string(dtypeName(planned.content.tensor(leaf.tensor).dtype));
        }
    }
    return types;
}

} // namespace

class TestEditNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void castsTouchWhatTheyMean_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("types");
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* name, Cast cast, const char* types, const char* text) {
            QTest::newRow(name) << Operation(std::move(cast)) << std::string(types) << std::string(text);
        };
        row("models, not the optimizer, not integers", Cast{DType::Float16, {}},
            "float16 float16 int64 float16 float16 float16 float32", "4 tensors, −32 B");
        row("bfloat16 takes halves too", Cast{DType::BFloat16, {}},
            "bfloat16 bfloat16 int64 bfloat16 bfloat16 bfloat16 float32", "5 tensors, −32 B");
        row("up", Cast{DType::Float64, {}}, "float64 float64 int64 float64 float64 float64 float32",
            "5 tensors, +76 B");
        row("float8 needs another call", Cast{DType::Float8E4M3FN, {}},
            "float8_e4m3fn float8_e4m3fn int64 float8_e4m3fn float8_e4m3fn float8_e4m3fn float32", "5 tensors, −50 B");
        row("a glob", Cast{DType::Float16, "a.*"}, "float16 float16 int64 float32 float32 float32 float32",
            "1 tensor, −12 B");
        row("by path", Cast{DType::Float16, "/optimizer/*"}, "float32 float16 int64 float32 float32 float32 float16",
            "1 tensor, −2 B");
        row("what shares a storage goes along", Cast{DType::Float16, "b.part"},
            "float32 float16 int64 float16 float16 float32 float32", "2 tensors, −12 B");
        row("nothing to do", Cast{DType::Float32, "a.weight"}, "float32 float16 int64 float32 float32 float32 float32",
            "0 tensors, 0 B");
    }
    void castsTouchWhatTheyMean()
    {
        QFETCH(Operation, operation);
        const Workbench bench = training();
        const PlannedDocumentPtr planned = bench.planned({operation});
        QTEST(typesOf(*planned), "types");
        QTEST(planned->effects[0].text, "text");
        QVERIFY(!planned->refusal);
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void storagesSayHowTheirBytesAreMade()
    {
        const PlannedDocumentPtr planned = training().planned({Cast{DType::Float8E5M2, "a.weight"}});
        const StorageId id = planned->content.tensor(planned->tree.leaves[0].tensor).storage;
        const StorageValue& storage = planned->content.storage(id);
        const PlannedStorage& from = planned->storages[index(id)];
        QVERIFY(!from.isCopy(storage));
        QCOMPARE(storage.bytes(), std::uint64_t{6});
        QVERIFY(storage.isUntyped);
        QCOMPARE(from.sourceDtype, DType::Float32);
        QCOMPARE(from.byteCount, std::uint64_t{24});
        // There and back nothing is to be done: the bytes are those of the file.
        const PlannedDocumentPtr back =
            training().planned({Cast{DType::Float8E5M2, "a.weight"}, Cast{DType::Float32, "a.weight"}});
        QVERIFY(back->storages[index(id)].isCopy(back->content.storage(id)));
        QCOMPARE(rereadLeaves(*back), leavesOf(*training().planned({})));
    }

    void blocksOfAGgufFileBecomeNumbers()
    {
        Workbench bench;
        bench.open("../foreign/tiny.gguf");
        const PlannedDocumentPtr planned = bench.planned({Cast{DType::Float16, "q"}});
        QCOMPARE(planned->effects[0].changed, std::uint64_t{1});
        const TensorValue& tensor = planned->content.tensor(planned->tree.leaves[1].tensor);
        QVERIFY(tensor.form == TensorForm::Strided);
        QCOMPARE(tensor.dtype, DType::Float16);
        QCOMPARE(tensor.layout.strides, (Dims{64, 1}));
        const PlannedStorage& from = planned->storages[index(tensor.storage)];
        QVERIFY(from.external);
        QCOMPARE(from.byteCount, std::uint64_t{256});
        QCOMPARE(from.sourceDtype, DType::Float32);
        QCOMPARE(planned->content.storage(tensor.storage).bytes(), std::uint64_t{128});
        const PlannedDocumentPtr left = bench.planned({Cast{DType::Float16, "w"}});
        QVERIFY(left->content.tensor(left->tree.leaves[1].tensor).form == TensorForm::Wrapper);
    }

    void newTypesOfRealFilesAreCast_data()
    {
        QTest::addColumn<std::string>("fixture");
        QTest::newRow("float8 and friends") << std::string("torch2.15-py311/dtypes_new.pth");
        QTest::newRow("sparse") << std::string("torch2.15-py311/sparse.pth");
        QTest::newRow("parameters with state") << std::string("torch2.15-py311/params.pth");
        QTest::newRow("quantized") << std::string("torch1.5-py36/quantized.pth");
        QTest::newRow("Python 2") << std::string("torch1.0-py27/things.pth");
    }
    void newTypesOfRealFilesAreCast()
    {
        QFETCH(std::string, fixture);
        Workbench bench;
        bench.open(fixture);
        for (const DType dtype : {DType::Float16, DType::Float8E4M3FN, DType::Float64}) {
            const PlannedDocumentPtr planned = bench.planned({Cast{dtype, "/*"}});
            for (const Leaf& leaf : planned->tree.leaves) {
                if (leaf.tensor != kNoTensor) {
                    const TensorValue& tensor = planned->content.tensor(leaf.tensor);
                    const std::string path = planned->tree.pathTextOf(planned->content, leaf.place);
                    QVERIFY2(!isFloating(tensor.dtype) || tensor.dtype == dtype, path.c_str());
                    const bool isWhole = tensor.storage == kNoStorage
                        || planned->content.storage(tensor.storage).stored() == Stored::Whole;
                    QVERIFY2(isWhole, path.c_str()); // else the window says that bytes are missing
                }
            }
        }
    }

    void whatTorchCannotLoadWithGradientsLosesThem()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId leaf = b.tensor({2});
        bench.setRoot(b.stateDict({{"a.w", leaf}, {"b.w", b.parameter(b.tensor({2}))}}));
        const PlannedDocumentPtr planned =
            bench.planned({SetRequiresGrad{"*", true}, Cast{DType::Float8E4M3FN, {}}, SetRequiresGrad{"*", true}});
        QCOMPARE(leavesOf(*planned).substr(0, leavesOf(*planned).find("@_metadata")),
            std::string("a.w float8_e4m3fn [2] cpu 0+0\nb.w float8_e4m3fn [2] cpu 1+0 grad parameter\n"));
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
    }

    void gradientsAreFrozen()
    {
        Workbench bench;
        bench.open("torch2.15-py311/params.pth");
        const std::string before = leavesOf(*bench.planned({}));
        QVERIFY(before.find(" grad") != std::string::npos);
        const PlannedDocumentPtr frozen = bench.planned({SetRequiresGrad{"/*", false}});
        QVERIFY2(leavesOf(*frozen).find(" grad") == std::string::npos, leavesOf(*frozen).c_str());
        QCOMPARE(rereadLeaves(*frozen).find(" grad"), std::string::npos);
        QVERIFY(frozen->effects[0].changed > 0);
        const PlannedDocumentPtr thawed = training().planned({SetRequiresGrad{"*", true}});
        QCOMPARE(thawed->effects[0].changed, std::uint64_t{4}); // integers cannot, one does already
        QCOMPARE(rereadLeaves(*thawed), leavesOf(*thawed));
    }
};

QTEST_GUILESS_MAIN(TestEditNumbers)
#include "tst_edit_numbers.moc"
