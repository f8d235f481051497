// SPDX-License-Identifier: Apache-2.0
#include "core/write/save_safetensors.h"

#include <QtTest>

#include "core/foreign/safetensors_reader.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/fake_sink.h"
#include "tests/support/planned.h"
#include "tests/support/sample_content.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

DocumentPtr opened(std::vector<std::byte> bytes)
{
    auto document = openCheckpoint(std::make_shared<MemorySource>(std::move(bytes)), OpenOptions{}, quietTask());
    return document ? *document : nullptr;
}

/// One of each size, a view with holes, a view within, and a tie.
CheckpointBuilder mixed()
{
    return CheckpointBuilder()
        .tensor("flags", DType::Bool, {3})
        .tensor("fc.weight", DType::Float32, {4, 3}, "cuda:0")
        .tensor("steps", DType::Int64, {2})
        .tensor("half", DType::BFloat16, {5})
        .tensor("none", DType::Float16, {0, 7})
        .tensor("scalar", DType::Float64, {})
        .view("fc.turned", "fc.weight", {3, 4}, {1, 3})
        .view("fc.part", "fc.weight", {2, 3}, {3, 1}, 3)
        .view("fc.tied", "fc.weight", {4, 3}, {3, 1});
}

QString textOf(const SafetensorsHeader& header)
{
    QStringList rows;
    for (const SafetensorsEntry& entry : header.entries) {
        rows << QString::fromStdString(entry.name + " " + std::string(dtypeName(entry.dtype)) + shapeText(entry.shape));
    }
    return rows.join(QStringLiteral("; "));
}

} // namespace

class TestSaveSafetensors : public QObject {
    Q_OBJECT

private:
    static std::vector<std::byte> written(const DocumentPtr& source)
    {
        const PlannedDocument planned = plannedAsIs(source);
        const auto named = namedTensors(planned);
        FakeSink sink;
        const Task task = quietTask();
        SaveProgress progress(task, 1);
        const auto file =
            saveSafetensors(planned, named->tensors, safetensorsMetadata(planned, *named), sink, progress);
        return file ? sink.bytes() : std::vector<std::byte>{};
    }
    static QString refusal(const DocumentPtr& source)
    {
        const auto named = namedTensors(plannedAsIs(source));
        return named ? QString() : QString::fromStdString(named.error().message());
    }

private Q_SLOTS:
    void namesStandInFileOrderAndBytesAreAligned()
    {
        const MemorySource file(written(opened(mixed().zip())));
        const auto header = readSafetensorsHeader(file, Limits{});
        QVERIFY(header.has_value());
        QVERIFY(header->problems.isEmpty());
        QCOMPARE(textOf(*header),
            QStringLiteral(
                "flags bool[3]; fc.weight float32[4, 3]; steps int64[2]; half bfloat16[5]; none float16[0, 7]; "
                "scalar float64[]; fc.turned float32[3, 4]; fc.part float32[2, 3]"));
        QCOMPARE(header->dataOffset % 64, 0U);
        for (const SafetensorsEntry& entry : header->entries) {
            QCOMPARE(entry.offset % dtypeBytes(entry.dtype), 0U);
        }
    }

    void tiesAndTheLibraryAreInTheMetadata()
    {
        const MemorySource file(written(opened(mixed().zip())));
        const std::vector<std::pair<std::string, std::string>> expected{{"format", "pt"}, {"fc.tied", "fc.weight"}};
        QVERIFY(readSafetensorsHeader(file, Limits{})->metadata == expected);
    }

    void viewsAreGathered()
    {
        const MemorySource file(written(opened(mixed().zip())));
        const auto header = readSafetensorsHeader(file, Limits{});
        const auto numbersOf = [&](std::size_t number) {
            std::vector<std::byte> bytes(static_cast<std::size_t>(header->entries[number].bytes));
            return file.readAt(header->entries[number].offset, bytes) ? bytes : std::vector<std::byte>{};
        };
        const auto weight = numbersOf(1);
        const auto turned = numbersOf(6);
        const auto part = numbersOf(7);
        QCOMPARE(weight.size(), 48U);
        for (std::size_t row = 0; row < 4; ++row) {
            for (std::size_t column = 0; column < 3; ++column) {
                QVERIFY(std::equal(weight.begin() + static_cast<std::ptrdiff_t>(4 * (row * 3 + column)),
                    weight.begin() + static_cast<std::ptrdiff_t>(4 * (row * 3 + column) + 4),
                    turned.begin() + static_cast<std::ptrdiff_t>(4 * (column * 4 + row))));
            }
        }
        QVERIFY(std::equal(part.begin(), part.end(), weight.begin() + 12));
    }

    void theSameFileComesOutOfItself()
    {
        const auto once = written(opened(mixed().zip()));
        QVERIFY(!once.empty());
        QVERIFY(once == written(opened(once)));
    }

    void aWrapperGoesAndPlainValuesBecomeText()
    {
        const auto source = opened(mixed().wrapper("model").withMetadata().value("epoch", 12).value("name", "x").zip());
        const auto named = namedTensors(plannedAsIs(source));
        QVERIFY(named.has_value());
        QCOMPARE(named->tensors.front().name, std::string("flags"));
        const std::vector<std::pair<std::string, std::string>> expected{{"epoch", "12"}, {"name", "x"}};
        QVERIFY(named->metadata == expected);
    }

    void aPlainContainerThatStandsTwiceBecomesTextTwice()
    {
        using namespace std::string_view_literals;
        // {"a": [1], "b": the same list}
        constexpr std::string_view kPickle = "\x80\2}(X\1\0\0\0a]q\1K\1aX\1\0\0\0bh\1u."sv;
        const auto bytes = std::as_bytes(std::span(kPickle));
        const auto source = opened({bytes.begin(), bytes.end()});
        QVERIFY(source);
        const auto named = namedTensors(plannedAsIs(source));
        QVERIFY(named.has_value());
        const std::vector<std::pair<std::string, std::string>> expected{{"a/0", "1"}, {"b", "[1]"}};
        QVERIFY(named->metadata == expected);
    }

    void whatCannotBeInItIsNamed_data()
    {
        QTest::addColumn<std::shared_ptr<const Document>>("source");
        QTest::addColumn<QString>("expected");
        const auto with = [](DType dtype) { return opened(CheckpointBuilder().tensor("w", dtype, {2}).zip()); };
        QTest::newRow("a type without a word") << with(
            DType::Complex128) << "w is of type complex128, which safetensors cannot hold: leave it out with --drop";
        QTest::newRow("an optimizer")
            << SampleContent().stateDict("model", {"fc.weight"}).adam("optimizer", 1).document()
            << "safetensors holds the tensors of one state dict; beside it stand optimizer (3 "
               "tensors), which cannot be in it: add --extract model to save that alone, or "
               "drop the rest";
        QTest::newRow("two models")
            << SampleContent().stateDict("G", {"a.weight"}).stateDict("D", {"a.weight"}).document()
            << "safetensors holds the tensors of one state dict, and the file has 2 (G, D): add --extract PATH for one "
               "of "
               "them";
    }
    void whatCannotBeInItIsNamed()
    {
        QFETCH(std::shared_ptr<const Document>, source);
        QFETCH(QString, expected);
        QVERIFY(source != nullptr);
        QCOMPARE(refusal(source), expected);
    }

    void aFullDiskAtAnyByteIsAnError()
    {
        const PlannedDocument planned = plannedAsIs(opened(mixed().zip()));
        const auto named = namedTensors(planned);
        const std::size_t size = written(planned.source).size();
        for (std::size_t capacity = 0; capacity < size; capacity += 7) {
            FakeSink sink(capacity);
            const Task task = quietTask();
            SaveProgress progress(task, 1);
            const auto file = saveSafetensors(planned, named->tensors, {}, sink, progress);
            QVERIFY(!file || sink.bytes().size() <= capacity);
        }
    }

    void theSaveVerifiesWhatItWrote()
    {
        const TempFolder folder;
        const auto source = openCheckpoint(folder.write("in.pth", mixed().zip()), OpenOptions{}, quietTask());
        SaveOptions options;
        options.target = folder.path() / "out.safetensors";
        options.format = SaveFormat::Safetensors;
        options.verification = Verification::Full;
        const auto receipt = saveCheckpoint(plannedAsIs(*source), options, quietTask());
        QVERIFY(receipt.has_value());
        QCOMPARE(receipt->comparedBytes, receipt->copiedBytes + receipt->convertedBytes);
        QCOMPARE(receipt->storages, 8U);
    }
};

QTEST_GUILESS_MAIN(TestSaveSafetensors)
#include "tst_save_safetensors.moc"
