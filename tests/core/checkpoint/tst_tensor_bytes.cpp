// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/checkpoint/tensor_bytes.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
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
