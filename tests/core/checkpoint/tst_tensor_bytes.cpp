// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/checkpoint/tensor_bytes.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

DocumentPtr opened(std::vector<std::byte> bytes)
{
    auto document = openCheckpoint(std::make_shared<MemorySource>(std::move(bytes)), OpenOptions{}, quietTask());
    return document ? *document : nullptr;
}

Result<std::vector<std::byte>> elementsOf(
    const Document& document, std::size_t tensor, std::uint64_t first = 0, std::uint64_t count = UINT64_MAX)
{
    std::vector<std::byte> all;
    PTHF_TRY(readElements(
        document, document.content.tensors[tensor], first, count,
        [&all](std::span<const std::byte> block) -> Status {
            all.insert(all.end(), block.begin(), block.end());
            return Done{};
        },
        quietTask()));
    return all;
}

} // namespace

class TestTensorBytes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elementsAreThoseOfTheStorage_data()
    {
        QTest::addColumn<QByteArray>("form");
        for (const char* form : {"zip", "deflated", "legacy"}) {
            QTest::newRow(form) << QByteArray(form);
        }
    }

    void elementsAreThoseOfTheStorage()
    {
        QFETCH(QByteArray, form);
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {4, 6}).tensor("b", DType::Int64, {5});
        if (form == "deflated") {
            builder.deflated();
        }
        const auto document = opened(form == "legacy" ? builder.legacy() : builder.zip());
        QVERIFY(document);
        for (std::size_t i = 0; i < 2; ++i) {
            const auto elements = elementsOf(*document, i);
            QVERIFY2(elements, elements ? "" : elements.error().message().c_str());
            QCOMPARE(*elements, builder.storageBytes(i));
        }
    }

    void aTransposedViewIsReadInItsOwnOrder()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Int32, {2, 3}).view("t", "a", {3, 2}, {1, 3});
        const auto document = opened(builder.zip());
        QVERIFY(document);
        const auto plain = builder.storageBytes(0);
        std::vector<std::byte> wanted;
        for (const std::size_t element : {0U, 3U, 1U, 4U, 2U, 5U}) {
            for (std::size_t i = 0; i < 4; ++i) {
                wanted.push_back(plain[element * 4 + i]);
            }
        }
        const auto elements = elementsOf(*document, 1);
        QVERIFY(elements);
        QCOMPARE(*elements, wanted);
        const auto middle = elementsOf(*document, 1, 2, 3);
        QVERIFY(middle);
        QCOMPARE(*middle, std::vector<std::byte>(wanted.begin() + 8, wanted.begin() + 20));
    }

    void anyStridesAreReadFromAnyElementOn_data()
    {
        QTest::addColumn<QList<std::int64_t>>("shape");
        QTest::addColumn<QList<std::int64_t>>("strides");
        using L = QList<std::int64_t>;
        QTest::newRow("Fortran order") << L{5, 7, 3} << L{1, 5, 35};
        QTest::newRow("middle first") << L{5, 7, 3} << L{3, 15, 1};
        QTest::newRow("every other column") << L{6, 4} << L{8, 2};
        QTest::newRow("expanded") << L{3, 4, 5} << L{5, 0, 1};
        QTest::newRow("windows that overlap") << L{9, 4} << L{2, 1};
        QTest::newRow("dimensions of one") << L{1, 6, 1, 4} << L{99, 1, 50, 6};
    }

    void anyStridesAreReadFromAnyElementOn()
    {
        QFETCH(QList<std::int64_t>, shape);
        QFETCH(QList<std::int64_t>, strides);
        CheckpointBuilder builder;
        builder.tensor("a", DType::Int16, {200});
        builder.view("v", "a", Dims(shape.begin(), shape.end()), Dims(strides.begin(), strides.end()));
        const auto document = opened(builder.zip());
        QVERIFY(document);
        const auto plain = builder.storageBytes(0);
        const std::uint64_t total = document->content.tensors[1].elements();
        std::vector<std::byte> wanted;
        for (std::uint64_t element = 0; element < total; ++element) {
            std::int64_t at = 0;
            std::uint64_t rest = element;
            for (qsizetype i = shape.size(); i-- > 0;) {
                at += static_cast<std::int64_t>(rest % static_cast<std::uint64_t>(shape[i])) * strides[i];
                rest /= static_cast<std::uint64_t>(shape[i]);
            }
            wanted.push_back(plain[static_cast<std::size_t>(at) * 2]);
            wanted.push_back(plain[static_cast<std::size_t>(at) * 2 + 1]);
        }
        for (std::uint64_t first = 0; first < total; ++first) {
            for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{6}, std::uint64_t{23}, total}) {
                const auto elements = elementsOf(*document, 1, first, count);
                QVERIFY(elements);
                const auto begin = wanted.begin() + static_cast<std::ptrdiff_t>(first * 2);
                const auto end = wanted.begin() + static_cast<std::ptrdiff_t>(std::min(first + count, total) * 2);
                QCOMPARE(*elements, std::vector<std::byte>(begin, end));
            }
        }
    }

    void aMatrixInFortranOrderIsReadInLongRuns()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {40'000, 60}).view("t", "a", {40'000, 60}, {1, 40'000});
        const auto source = std::make_shared<FakeSource>(builder.zip());
        const auto document = openCheckpoint(source, OpenOptions{}, quietTask());
        QVERIFY(document);
        const std::uint64_t before = source->bytesRead();
        const std::uint64_t calls = source->reads();
        QVERIFY(elementsOf(**document, 1));
        QVERIFY(source->bytesRead() - before < 2 * 40'000 * 60 * 4); // with what lies between the runs
        QVERIFY(source->reads() - calls < 500);
    }

    void bigEndianElementsAreSwapped()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Int16, {3}).bigEndian();
        const auto document = opened(builder.zip());
        QVERIFY(document);
        auto wanted = builder.storageBytes(0);
        for (std::size_t i = 0; i < wanted.size(); i += 2) {
            std::swap(wanted[i], wanted[i + 1]);
        }
        const auto elements = elementsOf(*document, 0);
        QVERIFY(elements);
        QCOMPARE(*elements, wanted);
    }

    void aStrideOfZeroCostsNoMemory()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::UInt8, {1}).view("huge", "a", {1LL << 40}, {0});
        const auto document = opened(builder.zip());
        QVERIFY(document);
        const auto few = elementsOf(*document, 1, 1LL << 39, 4);
        QVERIFY(few);
        QCOMPARE(few->size(), std::size_t(4));
    }

    void bytesThatAreNotThereAreSaidToBeTruncated()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {1000}).tensor("b", DType::Float32, {1000});
        const auto whole = builder.legacy();
        const auto document = opened(truncateAt(whole, whole.size() - 3500));
        QVERIFY(document);
        int truncated = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            const auto elements = elementsOf(*document, i);
            truncated += !elements && elements.error().code() == ErrorCode::Truncated ? 1 : 0;
        }
        QCOMPARE(truncated, 1);
    }
};

QTEST_GUILESS_MAIN(TestTensorBytes)
#include "tst_tensor_bytes.moc"
