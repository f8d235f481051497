// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/meaning/storage_table.h"
#include "tests/support/graph_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using pthf::tests::GraphBuilder;
using pthf::tests::WholeRecords;

class TestStorageTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstReferenceOfAKeyDecides();
    void viewsOfOldLegacyStreamsAreRunsOfTheirRoot();
    void aViewThatNoTensorIsOverIsAStorage();
    void storagesInsideThePickleAreAskedFor();
    void storagesInAttributesOfTensorsAreFound();
};

void TestStorageTable::firstReferenceOfAKeyDecides()
{
    GraphBuilder builder;
    const ValueId first = builder.rebuilt(builder.storage("7", 4, "FloatStorage", "cuda:0"), 0, {4}, {1});
    const ValueId second = builder.rebuilt(builder.storage("7", 9, "LongStorage", "cpu"), 1, {2}, {1});
    builder.content.root = builder.list({first, second});
    WholeRecords resolver;
    Problems problems;
    QVERIFY(interpretAll(builder.content, resolver, problems, pthf::tests::quietTask()));
    QCOMPARE(resolver.asked, std::vector<std::string>{"7"});
    QCOMPARE(builder.content.storages.size(), std::size_t{1});
    QCOMPARE(builder.content.storages[0].elements, std::uint64_t{4});
    QCOMPARE(builder.content.storages[0].device, std::string("cuda:0"));
    const TensorValue& tensor = builder.content.tensor(builder.content.tensorAt(second));
    QVERIFY(tensor.dtype == DType::Float32);
    QVERIFY(tensor.storage == builder.content.tensor(builder.content.tensorAt(first)).storage);
}

void TestStorageTable::viewsOfOldLegacyStreamsAreRunsOfTheirRoot()
{
    GraphBuilder b;
    const auto id = [&](ValueId view) {
        return b.content.graph.addPersistent(b.tuple(
            {b.text("storage"), b.global("torch", "FloatStorage"), b.text("100"), b.text("cpu"), b.integer(10), view}));
    };
    const ValueId whole = b.rebuilt(id(b.none()), 0, {10}, {1});
    const ValueId viewed = b.rebuilt(id(b.tuple({b.text("200"), b.integer(6), b.integer(4)})), 1, {3}, {1});
    const ValueId outside = b.rebuilt(id(b.tuple({b.text("300"), b.integer(6), b.integer(5)})), 0, {1}, {1});
    const Problems problems = b.interpret(b.list({whole, viewed, outside}));
    const TensorValue& view = b.content.tensor(b.content.tensorAt(viewed));
    QVERIFY(view.storage == b.content.tensor(b.content.tensorAt(whole)).storage); // they share, as they did
    QCOMPARE(view.layout.offset, std::int64_t{7});
    QVERIFY(!view.isOutOfBounds);
    QCOMPARE(b.content.storages.size(), std::size_t{1});
    QVERIFY(problems.hasErrors()); // of the one that reaches outside
}

void TestStorageTable::aViewThatNoTensorIsOverIsAStorage()
{
    GraphBuilder b;
    const ValueId view = b.content.graph.addPersistent(b.tuple({b.text("storage"), b.global("torch", "FloatStorage"),
        b.text("100"), b.text("cpu"), b.integer(10), b.tuple({b.text("200"), b.integer(6), b.integer(4)})}));
    QVERIFY(b.interpret(b.list({view})).isEmpty());
    const StorageValue& storage = b.content.storage(b.content.storageAt(view));
    QCOMPARE(storage.key, std::string("200"));
    QCOMPARE(storage.elements, std::uint64_t{4});
    QCOMPARE(storage.place.offset, std::uint64_t{24});
    QCOMPARE(storage.place.available, std::uint64_t{16});
}

void TestStorageTable::storagesInsideThePickleAreAskedFor()
{
    GraphBuilder b;
    const ValueId storage = b.call("torch.storage", "_load_from_bytes", {b.bytes("0123456789abcdef")});
    const ValueId first = b.rebuilt(storage, 0, {4}, {1});
    const ValueId second = b.rebuilt(storage, 2, {2}, {1});
    QVERIFY(b.interpret(b.list({first, second})).isEmpty());
    QCOMPARE(b.content.storages.size(), std::size_t{1});
    QCOMPARE(b.content.storages[0].key, std::string("n1:0"));
    QVERIFY(b.content.storageAt(storage) != kNoStorage);
}

void TestStorageTable::storagesInAttributesOfTensorsAreFound()
{
    GraphBuilder b;
    const ValueId attribute = b.tensor({5});
    const ValueId parameter = b.call("torch._utils", "_rebuild_parameter_with_state",
        {b.tensor({2}), b.flag(true), b.call("collections", "OrderedDict"),
            b.dict({{"original", b.list({attribute})}})});
    b.interpret(b.list({parameter}));
    QCOMPARE(b.content.storages.size(), std::size_t{2});
    QVERIFY(b.content.tensor(b.content.tensorAt(attribute)).isPart);
}

QTEST_GUILESS_MAIN(TestStorageTable)
#include "tst_storage_table.moc"
