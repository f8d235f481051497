// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/survey/storage_use.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

StorageUses usesOf(const CheckpointBuilder& builder)
{
    const auto document =
        openCheckpoint(std::make_shared<MemorySource>(builder.zip()), OpenOptions{}, quietTask()).value();
    const TreeIndex tree = indexTree(document->content, quietTask()).value();
    return storageUses(document->content, tree, quietTask()).value();
}

} // namespace

class TestStorageUse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharersStandUnderTheirStorage()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {4}).tensor("b", DType::Float32, {2, 3});
        builder.view("tied", "a", {4}, {1});
        const StorageUses uses = usesOf(builder);
        QCOMPARE(uses.storages.size(), std::size_t{2});
        QVERIFY(uses.storages[0].isShared());
        QVERIFY(!uses.storages[1].isShared());
        QCOMPARE(uses.leaves, (std::vector<std::uint32_t>{0, 2, 1}));
        QCOMPARE(uses.storages[0].unusedBytes(), std::uint64_t{0});
    }

    void whatNoTensorShowsIsUnused_data()
    {
        QTest::addColumn<qlonglong>("offset");
        QTest::addColumn<qlonglong>("size");
        QTest::addColumn<qlonglong>("stride");
        QTest::addColumn<qlonglong>("unused"); ///< of a storage of 100 float32, whose first 10 another view shows
        QTest::newRow("apart") << 50LL << 10LL << 1LL << 320LL;
        QTest::newRow("overlapping") << 5LL << 10LL << 1LL << 340LL;
        QTest::newRow("inside") << 2LL << 3LL << 1LL << 360LL;
        QTest::newRow("every second") << 10LL << 5LL << 2LL << 324LL;
        QTest::newRow("empty") << 90LL << 0LL << 1LL << 360LL;
    }

    void whatNoTensorShowsIsUnused()
    {
        QFETCH(qlonglong, offset);
        QFETCH(qlonglong, size);
        QFETCH(qlonglong, stride);
        QFETCH(qlonglong, unused);
        Content content;
        StorageValue storage;
        storage.dtype = DType::Float32;
        storage.elements = 100;
        content.storages.push_back(storage);
        TreeIndex tree;
        tree.places.resize(3);
        for (const TensorLayout& layout : {TensorLayout{{10}, {1}, 0}, TensorLayout{{size}, {stride}, offset}}) {
            TensorValue tensor;
            tensor.storage = StorageId{0};
            tensor.layout = layout;
            tree.leaves.push_back({PlaceId{static_cast<std::uint32_t>(content.tensors.size() + 1)},
                TensorId{static_cast<std::uint32_t>(content.tensors.size())}, {}, false});
            content.tensors.push_back(tensor);
        }
        const auto uses = storageUses(content, tree, quietTask());
        QVERIFY(uses);
        QCOMPARE(uses->storages[0].unusedBytes(), static_cast<std::uint64_t>(unused));
    }

    void shapesPastTheirStorageUseNoMoreThanThereIs()
    {
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {4});
        builder.view("outside", "w", {8}, {1}, 2).view("beyond", "w", {8}, {1}, 1000);
        QCOMPARE(usesOf(builder).storages[0].usedBytes, std::uint64_t{16});
    }
};

QTEST_GUILESS_MAIN(TestStorageUse)
#include "tst_storage_use.moc"
