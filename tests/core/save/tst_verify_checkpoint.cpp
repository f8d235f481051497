// SPDX-License-Identifier: Apache-2.0
#include "core/save/verify_checkpoint.h"

#include <functional>

#include <QtTest>

#include "core/opening/open_checkpoint.h"
#include "core/write/save_legacy.h"
#include "core/write/save_zip.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/fake_sink.h"
#include "tests/support/planned.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// What stands between the writing and the checking: everything that a test may spoil.
struct Saved {
    PlannedDocument planned;
    WrittenFile written;
    std::vector<std::byte> bytes;
};

using Spoil = std::function<void(Saved&)>;

Saved save(const TempFolder& folder, SaveFormat format)
{
    const auto builder = CheckpointBuilder()
                             .tensor("a", DType::Float32, {4, 5})
                             .view("b", "a", {5}, {1}, 5)
                             .tensor("c", DType::Float32, {3})
                             .wrapper("model")
                             .value("epoch", 7);
    Saved saved{
        plannedAsIs(openCheckpoint(folder.write("in.pth", builder.zip()), OpenOptions{}, quietTask()).value()), {}, {}};
    saved.planned.content.storages[1].dtype = DType::Float16; // "c" is cast
    saved.planned.content.tensors[2].dtype = DType::Float16;
    FakeSink sink;
    const Task task = quietTask();
    SaveProgress progress(task, 0);
    auto written =
        format == SaveFormat::Zip ? saveZip(saved.planned, sink, progress) : saveLegacy(saved.planned, sink, progress);
    saved.written = std::move(written).value();
    saved.bytes = sink.bytes();
    return saved;
}

/// What the verification says, or nothing.
std::string verdict(const TempFolder& folder, const Saved& saved, Verification verification)
{
    const Task task = quietTask();
    SaveProgress progress(task, 0);
    const auto compared =
        verifyCheckpoint(saved.planned, saved.written, folder.write("out.pth", saved.bytes), verification, progress);
    return compared ? std::string() : compared.error().message();
}

/// Flips a bit in the middle of the last occurrence of some bytes.
void spoilBytes(std::vector<std::byte>& all, const std::vector<std::byte>& part)
{
    const auto place = std::find_end(all.begin(), all.end(), part.begin(), part.end());
    *(place + static_cast<std::ptrdiff_t>(part.size() / 2)) ^= std::byte{4};
}

} // namespace

class TestVerifyCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasPlannedAndWrittenIsFound_data()
    {
        QTest::addColumn<SaveFormat>("format");
        QTest::newRow("zip") << SaveFormat::Zip;
        QTest::newRow("legacy") << SaveFormat::Legacy;
    }
    void whatWasPlannedAndWrittenIsFound()
    {
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        const Saved saved = save(folder, format);
        QCOMPARE(verdict(folder, saved, Verification::Structure), std::string());
        QCOMPARE(verdict(folder, saved, Verification::Full), std::string());
    }

    void everyDifferenceIsSeen_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* words, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << QByteArray(words);
        };
        row("device", "device planned as cuda:1, the file has cpu",
            [](Saved& saved) { saved.planned.content.storages[0].device = "cuda:1"; });
        row("dtype", "dtype planned as bfloat16, the file has float16",
            [](Saved& saved) { saved.planned.content.tensors[2].dtype = DType::BFloat16; });
        row("shape", "model/a: shape planned as [5, 4]", [](Saved& saved) {
            saved.planned.content.tensors[0].layout.shape = {5, 4};
        });
        row("strides", "strides planned as [1, 4]", [](Saved& saved) {
            saved.planned.content.tensors[0].layout.strides = {1, 4};
        });
        row("offset", "offset planned as 6", [](Saved& saved) { saved.planned.content.tensors[1].layout.offset = 6; });
        row("requires_grad", "another kind of tensor",
            [](Saved& saved) { saved.planned.content.tensors[0].requiresGrad = true; });
        row("sharing", "share storages otherwise",
            [](Saved& saved) { saved.planned.content.tensors[1].storage = StorageId{1}; });
        row("storage size", "80 of 80", [](Saved& saved) { saved.planned.content.storages[0].elements = 21; });
        row("key", "in its place", [](Saved& saved) {
            auto& graph = saved.planned.content.graph;
            const Place& place = saved.planned.tree.places[index(saved.planned.tree.leaves[0].place)];
            graph.replace(place.step.key, graph.addText("z"));
        });
        row("value", "planned as 8", [](Saved& saved) {
            auto& graph = saved.planned.content.graph;
            for (const Leaf& leaf : saved.planned.tree.leaves) {
                if (leaf.tensor == kNoTensor) {
                    graph.replace(saved.planned.tree.places[index(leaf.place)].step.value, graph.addInt(8));
                }
            }
        });
        row("a leaf too few", "leaves were planned", [](Saved& saved) { saved.planned.tree.leaves.pop_back(); });
        row("sum in the directory", "not listed as it was written",
            [](Saved& saved) { saved.written.storages[0].crc = 1; });
        row("another storage's key", "belongs to another tensor",
            [](Saved& saved) { std::swap(saved.written.storages[0].key, saved.written.storages[1].key); });
        row("converted bytes", "storage 1 has other bytes in the file", [](Saved& saved) {
            // Six bytes of float16 are the only ones of their kind.
            std::vector<std::byte> halves(6);
            ConvertCounts counts;
            convertNumbers(
                DType::Float32, CheckpointBuilder::pattern(DType::Float32, 3, 1), DType::Float16, halves, counts);
            spoilBytes(saved.bytes, halves);
        });
    }
    void everyDifferenceIsSeen()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QByteArray, words);
        const TempFolder folder;
        Saved saved = save(folder, SaveFormat::Zip);
        spoil(saved);
        const std::string said = verdict(folder, saved, Verification::Structure);
        QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
    }

    void copiedBytesAreSeenOnlyWhenEverythingIsRead_data() { whatWasPlannedAndWrittenIsFound_data(); }
    void copiedBytesAreSeenOnlyWhenEverythingIsRead()
    {
        QFETCH(SaveFormat, format);
        const TempFolder folder;
        Saved saved = save(folder, format);
        spoilBytes(saved.bytes, CheckpointBuilder::pattern(DType::Float32, 20, 0));
        QCOMPARE(verdict(folder, saved, Verification::Structure), std::string());
        const std::string said = verdict(folder, saved, Verification::Full);
        QVERIFY2(said.find("storage 0 has other bytes in the file") != std::string::npos, said.c_str());
    }

    void aFileThatCannotBeOpenedIsNoResult()
    {
        const TempFolder folder;
        Saved saved = save(folder, SaveFormat::Zip);
        saved.bytes.resize(saved.bytes.size() / 2);
        QVERIFY(!verdict(folder, saved, Verification::Structure).empty());
    }
};

QTEST_GUILESS_MAIN(TestVerifyCheckpoint)
#include "tst_verify_checkpoint.moc"
