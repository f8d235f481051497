// SPDX-License-Identifier: Apache-2.0
#include "core/appendix/edit_mark.h"

#include <QtTest>

#include "core/appendix/zip_appendix.h"
#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

using Bytes = std::vector<std::byte>;

std::shared_ptr<const ByteSource> source(const Bytes& bytes)
{
    return std::make_shared<MemorySource>(bytes);
}

std::shared_ptr<const ZipReader> zipOf(const Bytes& bytes)
{
    const auto zip = ZipReader::open(source(bytes), Limits{}, quietTask());
    return zip ? *zip : nullptr;
}

Bytes sample()
{
    return CheckpointBuilder().tensor("w", DType::Float32, {6}).record("notes.txt", "kept").zip();
}

/// The same with "data.pkl" replaced by other bytes, as an edit in place does it.
Bytes edited(
    const Bytes& before, std::string_view text = "new description", std::span<const std::string_view> left = {})
{
    const auto bytes = asBytes(text);
    const std::array records{ReplacedRecord{"data.pkl", Bytes(bytes.begin(), bytes.end())}};
    const auto appendix = makeAppendix(*zipOf(before), before.size(), records, left);
    Bytes all = before;
    all.insert(all.end(), appendix->bytes.begin(), appendix->bytes.end());
    return all;
}

std::string textOf(const ZipReader& zip, std::string_view name)
{
    const auto record = zip.findInRoot(name);
    const auto bytes = zip.open(*record);
    std::string text(static_cast<std::size_t>((*bytes)->size()), '\0');
    return (*bytes)->readAt(0, std::as_writable_bytes(std::span(text))) ? text : std::string();
}

} // namespace

class TestEditMark : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewDirectoryHasTheNewRecordInThePlaceOfTheOld()
    {
        const Bytes before = sample();
        const Bytes after = edited(before);
        const auto old = zipOf(before);
        const auto zip = zipOf(after);
        QVERIFY(zip != nullptr);
        QVERIFY(zip->problems().isEmpty());
        QCOMPARE(zip->records().size(), old->records().size() + 1);
        QCOMPARE(textOf(*zip, "data.pkl"), std::string("new description"));
        for (std::size_t i = 0; i < old->records().size(); ++i) {
            QCOMPARE(zip->records()[i].name, old->records()[i].name);
            if (zip->nameInRoot(static_cast<std::uint32_t>(i)) != "data.pkl") {
                QVERIFY(zip->records()[i] == old->records()[i]);
            }
        }
        const auto record = zip->findInRoot("data.pkl");
        QCOMPARE(*zip->payloadOffset(*record) % 64, 0U);
    }

    void theMarkTellsTheLengthBefore()
    {
        const Bytes first = sample();
        const Bytes second = edited(first);
        const Bytes third = edited(second, "newer");
        QVERIFY(!lengthBeforeEdit(source(first), *zipOf(first), quietTask())->has_value());
        QCOMPARE(**lengthBeforeEdit(source(second), *zipOf(second), quietTask()), std::uint64_t{first.size()});
        QCOMPARE(**lengthBeforeEdit(source(third), *zipOf(third), quietTask()), std::uint64_t{second.size()});
    }

    void recordsThatAreLeftOutAreNotInTheDirectory()
    {
        constexpr std::array<std::string_view, 1> kLeft{"notes.txt"};
        const Bytes after = edited(sample(), "x", kLeft);
        QVERIFY(!zipOf(after)->findInRoot("notes.txt").has_value());
    }

    void anAppendixCutAtAnyByteIsRecognised()
    {
        const Bytes before = sample();
        const Bytes after = edited(before);
        for (std::size_t length = before.size() + 1; length < after.size(); ++length) {
            const Bytes cut(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(length));
            const auto found = lengthBeforeInterruptedEdit(source(cut), Limits{}, quietTask());
            QVERIFY(found.has_value() && found->has_value());
            QCOMPARE(**found, std::uint64_t{before.size()});
        }
        QVERIFY(!lengthBeforeInterruptedEdit(source(before), Limits{}, quietTask())->has_value());
        QVERIFY(!lengthBeforeInterruptedEdit(source(after), Limits{}, quietTask())->has_value());
    }

    void anAppendixLongerThanTorchLooksIsRecognised()
    {
        const Bytes before = sample();
        const Bytes after = edited(before, std::string(3'000'000, 'x'));
        const Bytes cut(after.begin(), after.end() - 10);
        QCOMPARE(**lengthBeforeInterruptedEdit(source(cut), Limits{}, quietTask()), std::uint64_t{before.size()});
    }

    void otherBytesBehindAZipAreNoEdit()
    {
        Bytes bytes = sample();
        bytes.insert(bytes.end(), 100, std::byte{'x'});
        QVERIFY(!lengthBeforeInterruptedEdit(source(bytes), Limits{}, quietTask())->has_value());
    }

    void aMarkThatLiesIsDamage()
    {
        const Bytes before = sample();
        Bytes after = edited(before);
        constexpr std::string_view kWord = "\"length\":";
        const std::string_view text = asText(after);
        const std::size_t place = text.find(kWord, before.size());
        QVERIFY(place != std::string_view::npos);
        after[place + kWord.size()] ^= std::byte{1};
        const auto length = lengthBeforeEdit(source(after), *zipOf(after), quietTask());
        QVERIFY(!length.has_value());
        QVERIFY(length.error().code() == ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestEditMark)
#include "tst_edit_mark.moc"
