// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/folders/dcp_metadata.h"
#include "core/io/memory_source.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::vector<std::byte> fixture()
{
    return readFile(std::filesystem::path(PTHF_TEST_DATA) / "fixtures/other/dcp/.metadata");
}

Result<DcpMetadata> read(std::vector<std::byte> bytes, Problems& problems)
{
    return readDcpMetadata(std::make_shared<MemorySource>(std::move(bytes)), Limits{}, problems, quietTask());
}

const DcpEntry& entryOf(const DcpMetadata& metadata, std::string_view name)
{
    return *std::ranges::find(metadata.entries, name, &DcpEntry::name);
}

} // namespace

class TestDcpMetadata : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsValuesAndTheirPlacesAreRead()
    {
        Problems problems;
        const auto metadata = read(fixture(), problems);
        QVERIFY2(metadata, metadata ? "" : metadata.error().message().c_str());
        QVERIFY(problems.isEmpty());
        QCOMPARE(metadata->entries.size(), 44U);
        const DcpEntry& weight = entryOf(*metadata, "model.stem.conv.weight");
        const auto* tensor = std::get_if<DcpTensor>(&weight.value);
        QVERIFY(tensor != nullptr);
        QCOMPARE(tensor->dtype, DType::Float32);
        QCOMPARE(tensor->shape, (Dims{4, 3, 3, 3}));
        QCOMPARE(tensor->chunks.size(), 1U);
        QCOMPARE(tensor->chunks[0].sizes, (Dims{4, 3, 3, 3}));
        QVERIFY(tensor->chunks[0].place);
        QCOMPARE(tensor->chunks[0].place->file, std::string("__0_0.distcp"));
        const DcpEntry& rate = entryOf(*metadata, "optim.param_groups.0.lr");
        QCOMPARE(rate.path.size(), 4U);
        QCOMPARE(std::get<std::uint64_t>(rate.path[2]), 0U);
        QCOMPARE(std::get<DcpBytes>(rate.value).place->length, 1261U);
    }

    void everyPrefixIsAnErrorOrTellsWhatItLacks()
    {
        const std::vector<std::byte> whole = fixture();
        for (std::size_t length = 0; length < whole.size(); length += 7) {
            Problems problems;
            const auto metadata = read({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}, problems);
            QVERIFY(!metadata);
        }
    }

    void anotherPickleIsRefused()
    {
        // {} by protocol 2
        const std::vector<std::byte> empty{
            std::byte{0x80}, std::byte{2}, std::byte{'}'}, std::byte{'q'}, std::byte{0}, std::byte{'.'}};
        Problems problems;
        const auto metadata = read(empty, problems);
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().code(), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestDcpMetadata)
#include "tst_dcp_metadata.moc"
