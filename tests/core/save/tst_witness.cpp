// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <algorithm>

#include "core/base/crc32.h"
#include "core/checkpoint/tree_index.h"
#include "core/compute/compute_loader.h"
#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

// LibTorch as a witness: its reader of zips lists the records that we wrote, its unpickler reads plain dicts.

using namespace pthf;
using namespace pthf::tests;

class WitnessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto engine = loadComputeEngine();
        if (!engine) {
            QSKIP(engine.error().message().c_str());
        }
        m_engine = *engine;
    }

    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        const auto bytes = CheckpointBuilder()
                               .tensor("conv.weight", DType::Float32, {4, 3}, "cuda:0")
                               .tensor("steps", DType::Int64, {3})
                               .tensor("half", DType::Float16, {5})
                               .wrapper("model")
                               .zip();
        const auto document = openCheckpoint(m_folder->write("in.pth", bytes), {}, quietTask());
        const auto tree = indexTree((*document)->content, quietTask());
        MapLocation map;
        map.device = "cpu";
        const auto planned = planDocument(*document, *tree, {{map, PlainDict{}}}, {}, quietTask());
        SaveOptions options;
        options.target = m_folder->path() / "out.pth";
        QVERIFY(saveCheckpoint(**planned, options, quietTask()).has_value());
        m_file = options.target;
    }

    void everyRecordIsListedWithItsSize()
    {
        const auto records = m_engine->witnessRecords(m_file);
        QVERIFY2(records.has_value(), records ? "" : records.error().message().c_str());
        const auto sizeOf = [&](const char* name) {
            const auto found = std::ranges::find(*records, name, &WitnessedRecord::name);
            return found == records->end() ? std::uint64_t{0} : found->bytes;
        };
        QCOMPARE(sizeOf("data/0"), std::uint64_t{48});
        QCOMPARE(sizeOf("data/1"), std::uint64_t{24});
        QCOMPARE(sizeOf("data/2"), std::uint64_t{10});
        QVERIFY(sizeOf("data.pkl") > 0);
        QCOMPARE(sizeOf("version"), std::uint64_t{2});
    }

    void plainDictsAreReadWithTheirBytes()
    {
        const auto tensors = m_engine->witnessTensors(m_file, quietTask());
        QVERIFY2(tensors.has_value(), tensors ? "" : tensors.error().message().c_str());
        QCOMPARE(tensors->size(), std::size_t{3});
        QCOMPARE((*tensors)[0].path, std::string("model/conv.weight"));
        QVERIFY((*tensors)[0].shape == Dims({4, 3}));
        QCOMPARE((*tensors)[0].bytes, std::uint64_t{48});
        QVERIFY((*tensors)[0].crc == crc32(CheckpointBuilder::pattern(DType::Float32, 12, 0)));
        QCOMPARE((*tensors)[1].dtype, DType::Int64);
        QVERIFY((*tensors)[2].crc == crc32(CheckpointBuilder::pattern(DType::Float16, 5, 2)));
    }

    void whatIsNoZipIsRefusedInWords()
    {
        const auto path = m_folder->write("text.pth", "no zip at all");
        QVERIFY(!m_engine->witnessRecords(path));
        QVERIFY(!m_engine->witnessTensors(path, quietTask()));
        QVERIFY(!m_engine->witnessTensors(m_folder->path() / "missing.pth", quietTask()));
    }

private:
    std::shared_ptr<ComputeEngine> m_engine;
    std::unique_ptr<TempFolder> m_folder;
    std::filesystem::path m_file;
};

QTEST_GUILESS_MAIN(WitnessTest)
#include "tst_witness.moc"
