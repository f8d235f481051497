// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_writer.h"
#include "core/io/memory_source.h"
#include "core/numbers/nested_pieces.h"
#include "tests/support/qtest_printers.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// A document of parts, each with a storage of int64, and a nested tensor over them.
class Parts {
public:
    Parts& add(std::string name, Dims shape, const std::vector<std::int64_t>& numbers)
    {
        ByteWriter bytes;
        for (const std::int64_t number : numbers) {
            bytes.little(number);
        }
        Content& content = m_document.content;
        StorageValue storage;
        storage.key = name;
        storage.dtype = DType::Int64;
        storage.elements = numbers.size();
        storage.place.kind = StoragePlace::Kind::Range;
        storage.place.source = static_cast<std::uint32_t>(m_document.sources.size());
        storage.place.available = storage.bytes();
        m_document.sources.push_back({std::make_shared<MemorySource>(std::move(bytes).take()), nullptr});
        TensorValue tensor;
        tensor.storage = StorageId{static_cast<std::uint32_t>(content.storages.size())};
        tensor.dtype = DType::Int64;
        tensor.layout = {shape, contiguousStrides(shape), 0};
        m_extras.parts.push_back({std::move(name), TensorId{static_cast<std::uint32_t>(content.tensors.size())}});
        content.storages.push_back(std::move(storage));
        content.tensors.push_back(std::move(tensor));
        return *this;
    }

    Result<NestedPieces> pieces(std::uint64_t limit, TensorForm form = TensorForm::Nested) const
    {
        TensorValue nested;
        nested.form = form;
        nested.extras = std::make_shared<const TensorExtras>(m_extras);
        return readNestedPieces(m_document, nested, limit, quietTask());
    }

private:
    Document m_document;
    TensorExtras m_extras;
};

} // namespace

class TestNestedPieces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stridedOnesStateTheirSizes()
    {
        const Parts parts = Parts().add("buffer", {7}, {}).add("sizes", {3, 2}, {2, 1, 4, 1, 1, 1});
        const auto all = parts.pieces(10);
        QCOMPARE(all->count, std::uint64_t{3});
        QCOMPARE(all->shapes, (std::vector<Dims>{{2, 1}, {4, 1}, {1, 1}}));
        const auto first = parts.pieces(1);
        QCOMPARE(first->count, std::uint64_t{3});
        QCOMPARE(first->shapes, (std::vector<Dims>{{2, 1}}));
    }

    void jaggedOnesAreCutAtTheirOffsets_data()
    {
        QTest::addColumn<Dims>("values");
        QTest::addColumn<std::vector<std::int64_t>>("lengths");
        QTest::addColumn<std::vector<Dims>>("shapes");
        QTest::newRow("rows") << Dims{6, 3} << std::vector<std::int64_t>{} << std::vector<Dims>{{2, 3}, {4, 3}};
        QTest::newRow("columns") << Dims{7, 6} << std::vector<std::int64_t>{} << std::vector<Dims>{{7, 2}, {7, 4}};
        QTest::newRow("narrowed") << Dims{9, 3} << std::vector<std::int64_t>{1, 3} << std::vector<Dims>{{1, 3}, {3, 3}};
    }
    void jaggedOnesAreCutAtTheirOffsets()
    {
        QFETCH(Dims, values);
        QFETCH(std::vector<std::int64_t>, lengths);
        QFETCH(std::vector<Dims>, shapes);
        Parts parts;
        parts.add("values", values, {}).add("offsets", {3}, {0, 2, 6});
        if (!lengths.empty()) {
            parts.add("lengths", {2}, lengths);
        }
        const auto pieces = parts.pieces(10);
        QVERIFY2(pieces, pieces ? "" : pieces.error().message().c_str());
        QCOMPARE(pieces->count, std::uint64_t{2});
        QCOMPARE(pieces->shapes, shapes);
    }

    void whatHasNoPiecesSaysSo()
    {
        QCOMPARE(Parts().pieces(1).error().code(), ErrorCode::Unsupported);
        const Parts parts = Parts().add("sizes", {1, 1}, {4});
        QCOMPARE(parts.pieces(1, TensorForm::Wrapper).error().code(), ErrorCode::Unsupported);
        QCOMPARE(Parts().add("sizes", {2, 1}, {4}).pieces(2).error().code(), ErrorCode::Corrupt);
        QCOMPARE(Parts().add("values", {2}, {}).add("offsets", {1}, {0}).pieces(2)->count, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestNestedPieces)
#include "tst_nested_pieces.moc"
