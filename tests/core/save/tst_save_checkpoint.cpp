// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_checkpoint.h"

#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/container/container.h"
#include "core/convert/number_convert.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/planned.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

DocumentPtr opened(const std::filesystem::path& path)
{
    auto document = openCheckpoint(path, OpenOptions{}, quietTask());
    return document ? *document : nullptr;
}

std::vector<std::byte> bytesOf(const Document& document, StorageId storage)
{
    const auto source = openStorage(document, storage);
    std::vector<std::byte> bytes(source ? static_cast<std::size_t>((*source)->size()) : 0);
    return source && (*source)->readAt(0, bytes) ? bytes : std::vector<std::byte>{};
}

/// The leaf at a path like "model/w".
std::optional<TensorValue> tensorAt(const Document& document, std::string_view path)
{
    const auto tree = indexTree(document.content, quietTask());
    for (const Leaf& leaf : tree->leaves) {
        if (leaf.tensor != kNoTensor && tree->pathTextOf(document.content, leaf.place) == path) {
            return document.content.tensor(leaf.tensor);
        }
    }
    return std::nullopt;
}

CheckpointBuilder training()
{
    return CheckpointBuilder()
        .tensor("conv.weight", DType::Float32, {4, 3, 2}, "cuda:0")
        .parameter("fc.weight", DType::Float16, {5, 7}, "cuda:1")
        .view("fc.part", "fc.weight", {2, 3}, {7, 1}, 4)
        .tensor("steps", DType::Int64, {3})
        .tensor("none", DType::Float32, {0, 4})
        .tensor("scalar", DType::BFloat16, {})
        .prefix("module.")
        .wrapper("model")
        .value("epoch", 12)
        .value("best", 0.75)
        .value("name", "r\xC3\xA9sum\xC3\xA9")
        .withMetadata();
}

SaveOptions optionsFor(const std::filesystem::path& target, SaveFormat format = SaveFormat::Zip)
{
    SaveOptions options;
    options.target = target;
    options.format = format;
    options.verification = Verification::Full;
    return options;
}

using Build = std::vector<std::byte> (*)();

} // namespace

class TestSaveCheckpoint : public QObject {
    Q_OBJECT

private:
    static QString failure(const Result<Receipt>& saved)
    {
        return saved ? QString() : QString::fromStdString(saved.error().message());
    }

private Q_SLOTS:
    void whatIsNotEditedComesOutAsItWentIn_data()
    {
        QTest::addColumn<Build>("build");
        QTest::addColumn<SaveFormat>("format");
        const auto rows = [](const char* name, Build build) {
            QTest::addRow("%s to zip", name) << build << SaveFormat::Zip;
            QTest::addRow("%s to legacy", name) << build << SaveFormat::Legacy;
        };
        rows("zip", [] { return training().zip(); });
        rows("legacy", [] { return training().legacy(); });
        rows("deflated zip", [] { return training().deflated().zip(); });
        rows("zip without sums", [] { return training().withoutCrc().zip(); });
        rows("zip of Python's", [] { return training().withoutDescriptors().zip(); });
        rows("zip with protocol 4", [] { return training().protocol(4).zip(); });
        rows("zip of another name", [] { return training().rootFolder("checkpoint.epoch").zip(); });
        rows("plain dictionaries", [] { return training().plainDict().zip(); });
    }
    void whatIsNotEditedComesOutAsItWentIn()
    {
        QFETCH(Build, build);
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth", build()));
        QVERIFY(source != nullptr);
        const PlannedDocument planned = plannedAsIs(source);
        const auto saved = saveCheckpoint(planned, optionsFor(folder.path() / "out.pth", format), quietTask());
        QCOMPARE(failure(saved), QString());
        QCOMPARE(saved->tensors, 6U);
        QCOMPARE(saved->storages, 5U);
        QCOMPARE(saved->comparedBytes, saved->copiedBytes);
        QCOMPARE(saved->convertedBytes, 0U);

        const auto again = opened(folder.path() / "out.pth");
        QVERIFY(again != nullptr);
        QCOMPARE(again->kind, format == SaveFormat::Zip ? FileKind::TorchZip : FileKind::TorchLegacy);
        QCOMPARE(again->fileBytes, saved->targetBytes);
        const auto part = tensorAt(*again, "model/module.fc.part");
        QVERIFY(part.has_value());
        QCOMPARE(part->layout, (TensorLayout{{2, 3}, {7, 1}, 4}));
        QCOMPARE(part->storage, tensorAt(*again, "model/module.fc.weight")->storage);
        QCOMPARE(again->content.deviceOf(*part), std::string_view("cuda:1"));
        QVERIFY(bytesOf(*again, part->storage) == training().storageBytes(1));
        QCOMPARE(folder.names(), (std::vector<std::string>{"in.pth", "out.pth"}));
    }

    void aStateDictMayBecomeEmpty_data()
    {
        QTest::addColumn<SaveFormat>("format");
        QTest::newRow("zip") << SaveFormat::Zip;
        QTest::newRow("legacy") << SaveFormat::Legacy;
    }
    void aStateDictMayBecomeEmpty()
    {
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth",
            CheckpointBuilder()
                .tensor("a", DType::Float32, {2})
                .value("epoch", 3)
                .wrapper("model")
                .withMetadata()
                .zip()));
        const auto tree = indexTree(source->content, quietTask());
        const auto planned =
            planDocument(source, *tree, EditPlan{{Drop{{"/model/*"}, {}, {}}}}, PlanContext{}, quietTask());
        QVERIFY(planned.has_value());
        const auto saved = writeCheckpoint(**planned, optionsFor(folder.path() / "out.pth", format), quietTask());
        QCOMPARE(failure(saved), QString());
    }

    void recordsOfNoUseAreLeftOut()
    {
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth",
            CheckpointBuilder()
                .tensor("a", DType::Float32, {2})
                .tensor("b", DType::Float32, {2})
                .record("data/7", "a storage that nothing mentions")
                .record("data/notes.txt", "somebody's own")
                .record(".Data/Serialization_ID", "another case")
                .zip()));
        QVERIFY(!source->isDamaged());
        QCOMPARE(source->problems.kept().back().message,
            std::string("1 record of 31 B are used by nothing in the file: a copy is saved without them"));
        const auto saved = saveCheckpoint(plannedAsIs(source), optionsFor(folder.path() / "out.pth"), quietTask());
        QCOMPARE(failure(saved), QString());
        QVERIFY(!saved->notes.empty() && saved->notes.front().find("has the name of another one") != std::string::npos);
        const auto again = opened(folder.path() / "out.pth");
        const Container& records = *again->sources.front().container;
        QVERIFY(records.find("archive/data/notes.txt").has_value());
        QVERIFY(!records.find("archive/data/7").has_value());
    }

    void aStorageOfNobodyKnowsWhatIsRefused()
    {
        const TempFolder folder;
        auto bytes = CheckpointBuilder().tensor("a", DType::Float32, {2}).withoutCrc().zip();
        bytes[placeOf(bytes, "FloatStorage")] = std::byte{'G'};
        const auto source = opened(folder.write("in.pth", bytes));
        QVERIFY(source != nullptr);
        const auto saved = saveCheckpoint(plannedAsIs(source), optionsFor(folder.path() / "out.pth"), quietTask());
        QCOMPARE(failure(saved),
            QString("storage 0 is of a class whose elements are unknown: nobody knows how many bytes are its own"));
        QCOMPARE(folder.names(), (std::vector<std::string>{"in.pth"}));
    }

    void bigEndianBytesAreSwappedOnTheWay()
    {
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth",
            CheckpointBuilder().tensor("w", DType::Float32, {3}).tensor("c", DType::Complex64, {2}).bigEndian().zip()));
        const PlannedDocument planned = plannedAsIs(source);
        const auto saved = saveCheckpoint(planned, optionsFor(folder.path() / "out.pth"), quietTask());
        QCOMPARE(failure(saved), QString());
        QCOMPARE(saved->convertedBytes, 3U * 4 + 2 * 8);
        const auto again = opened(folder.path() / "out.pth");
        for (const char* name : {"w", "c"}) {
            auto swapped = bytesOf(*source, tensorAt(*source, name)->storage);
            for (std::size_t at = 0; at < swapped.size(); at += 4) {
                std::reverse(swapped.begin() + static_cast<std::ptrdiff_t>(at),
                    swapped.begin() + static_cast<std::ptrdiff_t>(at + 4));
            }
            const auto tensor = tensorAt(*again, name);
            QVERIFY(!again->content.storage(tensor->storage).isBigEndian);
            QVERIFY(bytesOf(*again, tensor->storage) == swapped);
        }
    }

    void devicesAreWrittenAsPlanned_data()
    {
        QTest::addColumn<SaveFormat>("format");
        QTest::newRow("zip") << SaveFormat::Zip;
        QTest::newRow("legacy") << SaveFormat::Legacy;
    }
    void devicesAreWrittenAsPlanned()
    {
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        PlannedDocument planned = plannedAsIs(opened(folder.write("in.pth", training().zip())));
        for (StorageValue& storage : planned.content.storages) {
            storage.device = storage.device == "cuda:1" ? "cuda:7" : "cpu";
        }
        const auto saved = saveCheckpoint(planned, optionsFor(folder.path() / "out.pth", format), quietTask());
        QCOMPARE(failure(saved), QString());
        const auto again = opened(folder.path() / "out.pth");
        QCOMPARE(again->content.deviceOf(*tensorAt(*again, "model/module.fc.part")), std::string_view("cuda:7"));
        QCOMPARE(again->content.deviceOf(*tensorAt(*again, "model/module.conv.weight")), std::string_view("cpu"));
        QVERIFY(asText(readFile(folder.path() / "out.pth")).find("cuda:0") == std::string_view::npos);
    }

    void castsAreWrittenConvertedAndChecked_data()
    {
        QTest::addColumn<DType>("to");
        for (const DType to :
            {DType::Float64, DType::Float16, DType::BFloat16, DType::Float8E4M3FN, DType::Float8E5M2}) {
            QTest::newRow(std::string(dtypeName(to)).c_str()) << to;
        }
    }
    void castsAreWrittenConvertedAndChecked()
    {
        QFETCH(DType, to);
        const TempFolder folder;
        const auto builder = CheckpointBuilder()
                                 .tensor("w", DType::Float32, {300, 1000}, "cuda:0")
                                 .parameter("p", DType::Float32, {10})
                                 .tensor("i", DType::Int64, {3});
        const auto source = opened(folder.write("in.pth", builder.zip()));
        PlannedDocument planned = plannedAsIs(source);
        for (const std::size_t number : {std::size_t{0}, std::size_t{1}}) {
            planned.content.storages[number].dtype = to;
        }
        for (TensorValue& tensor : planned.content.tensors) {
            tensor.dtype = tensor.dtype == DType::Float32 ? to : tensor.dtype;
        }
        const auto saved = saveCheckpoint(planned, optionsFor(folder.path() / "out.pth"), quietTask());
        QCOMPARE(failure(saved), QString());
        QCOMPARE(saved->convertedBytes, 300'010U * dtypeBytes(to));
        QCOMPARE(saved->copiedBytes, 24U);
        const auto again = opened(folder.path() / "out.pth");
        const auto tensor = tensorAt(*again, "w");
        QCOMPARE(tensor->dtype, to);
        std::vector<std::byte> expected(300'000U * static_cast<std::size_t>(dtypeBytes(to)));
        ConvertCounts counts;
        convertNumbers(DType::Float32, builder.storageBytes(0), to, expected, counts);
        QVERIFY(bytesOf(*again, tensor->storage) == expected);
        QVERIFY(tensorAt(*again, "p")->isParameter);
    }

    void oneRunOrGatheredElementsOfAStorageAreTaken()
    {
        const TempFolder folder;
        const auto builder = CheckpointBuilder()
                                 .tensor("w", DType::Float32, {4, 5})
                                 .view("rows", "w", {2, 5}, {5, 1}, 5)
                                 .view("column", "w", {4}, {5}, 2);
        const auto source = opened(folder.write("in.pth", builder.zip()));
        PlannedDocument planned = plannedAsIs(source);
        const auto give = [&planned](
                              std::string_view path, StorageValue storage, PlannedStorage plan, TensorLayout layout) {
            for (const Leaf& leaf : planned.tree.leaves) {
                if (planned.tree.pathTextOf(planned.content, leaf.place) == path) {
                    TensorValue& tensor = planned.content.tensor(leaf.tensor);
                    tensor.storage = StorageId{static_cast<std::uint32_t>(planned.content.storages.size())};
                    tensor.layout = std::move(layout);
                }
            }
            storage.key = std::string(path);
            planned.content.storages.push_back(std::move(storage));
            planned.storages.push_back(std::move(plan));
        };
        StorageValue rows = planned.content.storages[0];
        rows.elements = 10;
        PlannedStorage run = planned.storages[0];
        run.firstByte = 20;
        run.byteCount = 40;
        give("rows", rows, run, {{2, 5}, {5, 1}, 0});
        StorageValue column = planned.content.storages[0];
        column.elements = 4;
        PlannedStorage gathered = planned.storages[0];
        gathered.gathered = std::make_shared<const TensorLayout>(TensorLayout{{4}, {5}, 2});
        give("column", column, gathered, {{4}, {1}, 0});

        const auto saved = saveCheckpoint(planned, optionsFor(folder.path() / "out.pth"), quietTask());
        QCOMPARE(failure(saved), QString());
        const auto again = opened(folder.path() / "out.pth");
        const auto whole = builder.storageBytes(0);
        const auto rowBytes = bytesOf(*again, tensorAt(*again, "rows")->storage);
        QVERIFY(std::equal(rowBytes.begin(), rowBytes.end(), whole.begin() + 20, whole.begin() + 60));
        const auto columnBytes = bytesOf(*again, tensorAt(*again, "column")->storage);
        QCOMPARE(columnBytes.size(), 16U);
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(std::equal(columnBytes.begin() + static_cast<std::ptrdiff_t>(4 * i),
                columnBytes.begin() + static_cast<std::ptrdiff_t>(4 * i + 4),
                whole.begin() + static_cast<std::ptrdiff_t>(20 * i + 8)));
        }
    }

    void otherRecordsComeAlong()
    {
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth", training().record("extra/notes.txt", "keep me").zip()));
        const auto saved = saveCheckpoint(plannedAsIs(source), optionsFor(folder.path() / "out.pth"), quietTask());
        QCOMPARE(failure(saved), QString());
        const auto again = opened(folder.path() / "out.pth");
        const Container& container = *again->sources[0].container;
        const auto record = container.find("archive/extra/notes.txt");
        QVERIFY(record.has_value());
        std::vector<std::string> names;
        for (const RecordInfo& info : container.records()) {
            names.emplace_back(info.name.substr(8));
        }
        // torch's own order since 2.7, with strangers before the version.
        QCOMPARE(names,
            (std::vector<std::string>{"data.pkl", ".format_version", ".storage_alignment", "byteorder", "data/0",
                "data/1", "data/2", "data/3", "data/4", "extra/notes.txt", "version", ".data/serialization_id"}));
    }

    void theSamePlanGivesTheSameBytes()
    {
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth", training().zip()));
        for (const char* name : {"a.pth", "b.pth"}) {
            QVERIFY(saveCheckpoint(plannedAsIs(source), optionsFor(folder.path() / name), quietTask()).has_value());
        }
        QVERIFY(readFile(folder.path() / "a.pth") == readFile(folder.path() / "b.pth"));
        // And saving what was saved changes nothing any more.
        const auto again = opened(folder.path() / "a.pth");
        QVERIFY(saveCheckpoint(plannedAsIs(again), optionsFor(folder.path() / "c.pth"), quietTask()).has_value());
        QVERIFY(readFile(folder.path() / "a.pth") == readFile(folder.path() / "c.pth"));
    }

    void savingOverTheSourceIsOrdinary()
    {
        const TempFolder folder;
        const auto path = folder.write("in.pth", training().zip());
        PlannedDocument planned = plannedAsIs(opened(path));
        for (StorageValue& storage : planned.content.storages) {
            storage.device = "cpu";
        }
        SaveOptions options = optionsFor(path);
        const auto refused = saveCheckpoint(planned, options, quietTask());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::InvalidArgument);
        options.overwrite = Overwrite::Yes;
        const auto saved = saveCheckpoint(planned, options, quietTask());
        QCOMPARE(failure(saved), QString());
        const auto again = opened(path);
        QVERIFY(bytesOf(*again, tensorAt(*again, "model/module.conv.weight")->storage) == training().storageBytes(0));
        QCOMPARE(folder.names(), std::vector<std::string>{"in.pth"});
    }

    void whatMustNotBeWrittenIsRefusedBefore_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("the plan's refusal") << 0 << ErrorCode::InvalidArgument << QByteArray("no state dict has it");
        QTest::newRow("a damaged source") << 1 << ErrorCode::Corrupt << QByteArray("pthf salvage");
        QTest::newRow("a program") << 2 << ErrorCode::Unsupported << QByteArray("torchscript");
        QTest::newRow("no tensor left") << 3 << ErrorCode::InvalidArgument << QByteArray("none of the 6 tensors");
        QTest::newRow("float8 in a legacy stream") << 4 << ErrorCode::Unsupported << QByteArray("float8_e5m2");
    }
    void whatMustNotBeWrittenIsRefusedBefore()
    {
        QFETCH(int, reason);
        QFETCH(ErrorCode, code);
        QFETCH(QByteArray, words);
        const TempFolder folder;
        const auto source = opened(folder.write("in.pth", training().zip()));
        PlannedDocument planned = plannedAsIs(source);
        auto changed = std::make_shared<Document>(*source);
        SaveOptions options = optionsFor(folder.path() / "out.pth");
        if (reason == 0) {
            planned.refusal = "no state dict has it";
        } else if (reason == 1) {
            changed->problems.add(Severity::Error, ErrorCode::Corrupt, "two records overlap");
        } else if (reason == 2) {
            changed->kind = FileKind::TorchScript;
            planned.plan.operations = {Cast{DType::Float16, {}}};
        } else if (reason == 3) {
            std::erase_if(planned.tree.leaves, [](const Leaf& leaf) { return leaf.tensor != kNoTensor; });
        } else {
            options.format = SaveFormat::Legacy;
            planned.content.storages[0].dtype = DType::Float8E5M2;
            planned.content.tensors[0].dtype = DType::Float8E5M2;
        }
        planned.source = changed;
        const auto saved = saveCheckpoint(planned, options, quietTask());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code(), code);
        QVERIFY2(
            saved.error().message().find(words.toStdString()) != std::string::npos, saved.error().message().c_str());
        QCOMPARE(folder.names(), std::vector<std::string>{"in.pth"});
    }

    void aSourceThatDoesNotKeepItsChecksumIsFoundByReadingEverything()
    {
        const TempFolder folder;
        auto bytes = training().zip();
        const auto payload = training().storageBytes(0);
        const auto place = std::search(bytes.begin(), bytes.end(), payload.begin(), payload.end());
        QVERIFY(place != bytes.end());
        *place ^= std::byte{1};
        const auto source = opened(folder.write("in.pth", bytes));
        SaveOptions options = optionsFor(folder.path() / "out.pth");
        const auto saved = saveCheckpoint(plannedAsIs(source), options, quietTask());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code(), ErrorCode::Corrupt);
        QVERIFY2(saved.error().message().find("the source is damaged") != std::string::npos,
            saved.error().message().c_str());
        QCOMPARE(folder.names(), std::vector<std::string>{"in.pth"});
    }

    void theEstimateIsCloseToTheFile()
    {
        const TempFolder folder;
        CheckpointBuilder builder;
        for (int i = 0; i < 40; ++i) {
            builder.tensor("layer" + std::to_string(i), DType::Float32, {100, 100});
        }
        const PlannedDocument planned = plannedAsIs(opened(folder.write("in.pth", builder.zip())));
        for (const SaveFormat format : {SaveFormat::Zip, SaveFormat::Legacy}) {
            const auto target = folder.path() / std::string(saveFormatName(format));
            const auto saved = saveCheckpoint(planned, optionsFor(target, format), quietTask());
            QCOMPARE(failure(saved), QString());
            const auto estimate = static_cast<double>(estimateBytes(planned, format));
            QVERIFY(std::abs(estimate / static_cast<double>(saved->targetBytes) - 1) < 0.02);
        }
    }
};

QTEST_GUILESS_MAIN(TestSaveCheckpoint)
#include "tst_save_checkpoint.moc"
