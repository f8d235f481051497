// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/edit/workbench.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::string bytesOf(const PlannedDocument& planned)
{
    std::string text;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        const PlannedStorage& storage = planned.storages[i];
        if (storage.isUsed) {
            text += (text.empty() ? "" : ", ") + std::to_string(i) + ": " + std::to_string(storage.firstByte) + "+"
                + std::to_string(storage.byteCount) + " of " + std::to_string(index(storage.source))
                + (storage.gathered ? " gathered" : "");
        }
    }
    return text;
}

} // namespace

class TestEditForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void viewsGetStoragesOfTheirOwnSize()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId big = b.storage("0", 1000);
        const ValueId full = b.storage("1", 6);
        bench.setRoot(b.dict({
            {"a", b.rebuilt(big, 10, {2, 3}, {3, 1})},
            {"tied", b.rebuilt(big, 12, {4}, {1})},
            {"far", b.parameter(b.rebuilt(big, 900, {5}, {2}))},
            {"empty", b.rebuilt(big, 500, {0}, {1})},
            {"x", b.rebuilt(full, 0, {3}, {1})},
            {"y", b.rebuilt(full, 3, {3}, {1})},
        }));
        const PlannedDocumentPtr planned = bench.planned({Compact{}});
        QCOMPARE(leavesOf(*planned),
            std::string("a float32 [2, 3] cpu 0+0\ntied float32 [4] cpu 0+2\nfar float32 [5] cpu 2+0 grad parameter\n"
                        "empty float32 [0] cpu 0+0\nx float32 [3] cpu 1+0\ny float32 [3] cpu 1+3\n"));
        QCOMPARE(bytesOf(*planned), std::string("0: 40+24 of 0, 1: 0+24 of 1, 2: 3600+36 of 0"));
        QCOMPARE(planned->effects[0].text, std::string("4 tensors, −3.9 KB"));
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void storagesThatAreMentionedThemselvesStayWhole()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId big = b.storage("0", 1000);
        bench.setRoot(b.dict({{"a", b.rebuilt(big, 10, {2}, {1})}, {"storage", big}}));
        const PlannedDocumentPtr planned = bench.planned({Compact{}});
        QCOMPARE(planned->effects[0].text, std::string("0 tensors, 0 B"));
        QVERIFY(!planned->refusal);
    }

    void whatWasCastIsCutInTheFilesBytes()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"a.b", b.rebuilt(b.storage("0", 100), 10, {5}, {1})}}));
        const PlannedDocumentPtr planned = bench.planned({Cast{DType::Float16, "/*"}, Compact{}});
        QCOMPARE(bytesOf(*planned), std::string("0: 40+20 of 0"));
        QCOMPARE(planned->bytesAfter, std::uint64_t{10});
        const PlannedDocumentPtr other = bench.planned({Compact{}, Cast{DType::Float16, "/*"}});
        QCOMPARE(bytesOf(*other), bytesOf(*planned));
        QCOMPARE(leavesOf(*other), leavesOf(*planned));
    }

    void tiesAreCutOnPurpose()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        const ValueId storage = b.storage("9", 6);
        const ValueId one = b.rebuilt(storage, 0, {2, 3}, {3, 1});
        bench.setRoot(b.dict({
            {"embed", one},
            {"head", one},
            {"same", b.rebuilt(storage, 0, {6}, {1})},
            {"column", b.rebuilt(storage, 1, {2}, {3})},
            {"turned", b.parameter(b.rebuilt(storage, 0, {3, 2}, {1, 3}))},
            {"alone", b.tensor({2})},
        }));
        const PlannedDocumentPtr planned = bench.planned({Untie{}});
        QCOMPARE(leavesOf(*planned),
            std::string("embed float32 [2, 3] cpu 0+0\nhead float32 [2, 3] cpu 2+0\nsame float32 [6] cpu 3+0\n"
                        "column float32 [2] cpu 4+0\nturned float32 [3, 2] cpu 5+0 grad parameter\n"
                        "alone float32 [2] cpu 1+0\n"));
        QCOMPARE(bytesOf(*planned),
            std::string("0: 0+24 of 0, 1: 0+8 of 1, 2: 0+24 of 0, 3: 0+24 of 0, 4: 0+24 of 0 gathered, 5: 0+24 of 0"));
        QCOMPARE(planned->effects[0].text, std::string("4 tensors, +80 B"));
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
        // Untied twice is untied once.
        QCOMPARE(bench.planned({Untie{}, Untie{}})->effects[1].changed, std::uint64_t{0});
    }

    void repeatedElementsStayOne()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"a", b.rebuilt(b.storage("0", 4), 1, {1'000'000, 1'000'000}, {0, 0})}}));
        const PlannedDocumentPtr planned = bench.planned({Untie{}});
        QCOMPARE(bytesOf(*planned), std::string("1: 4+4 of 0"));
        QCOMPARE(planned->bytesAfter, std::uint64_t{4});
    }

    void realViewsBecomeCompact()
    {
        Workbench bench;
        bench.open("torch1.5-py36/views.pth");
        const PlannedDocumentPtr planned = bench.planned({Compact{}});
        QVERIFY(planned->bytesAfter <= planned->bytesBefore);
        const PlannedDocumentPtr untied = bench.planned({Untie{}});
        for (const Leaf& leaf : untied->tree.leaves) {
            if (leaf.tensor != kNoTensor) {
                const TensorValue& tensor = untied->content.tensor(leaf.tensor);
                QVERIFY(fitsIn(tensor.layout, untied->content.storage(tensor.storage).elements));
            }
        }
    }

    void dictionariesBecomePlain()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.orderedDict({{"model", b.stateDict({{"a.w", b.tensor({2})}})},
            {"counts",
                b.withEntries(
                    b.call("collections", "defaultdict", {b.global("builtins", "int")}), {{"x", b.integer(1)}})},
            {"plain", b.dict({{"y", b.integer(2)}})}}));
        const PlannedDocumentPtr planned = bench.planned({PlainDict{}});
        QCOMPARE(leavesOf(*planned), std::string("model/a.w float32 [2] cpu 0+0\ncounts/x int 1\nplain/y int 2\n"));
        QCOMPARE(planned->effects[0].text, std::string("4 dictionaries"));
        QCOMPARE(modulesOf(*planned, "model"), std::string());
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
        for (const Place& place : planned->tree.places) {
            QVERIFY(viewOf(planned->content, place.step.value).typeName != "OrderedDict");
        }
    }

    void pythonTwosPairsBecomePlain()
    {
        Workbench bench;
        bench.open("torch1.0-py27/training_adam.pth");
        const std::string before = keysOf(*bench.planned({}));
        const PlannedDocumentPtr planned = bench.planned({PlainDict{}});
        QCOMPARE(keysOf(*planned), before);
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }
};

QTEST_GUILESS_MAIN(TestEditForm)
#include "tst_edit_form.moc"
