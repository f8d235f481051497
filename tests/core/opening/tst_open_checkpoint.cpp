// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/checkpoint/document_text.h"
#include "core/checkpoint/tree_index.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Result<DocumentPtr> openBytes(std::vector<std::byte> bytes)
{
    return openCheckpoint(std::make_shared<MemorySource>(std::move(bytes)), OpenOptions{}, quietTask());
}

CheckpointBuilder training()
{
    CheckpointBuilder builder;
    builder.wrapper("model")
        .prefix("module.")
        .withMetadata()
        .parameter("conv.weight", DType::Float32, {4, 3, 3, 3}, "cuda:0")
        .tensor("bn.running_mean", DType::Float32, {4}, "cuda:1")
        .tensor("bn.num_batches_tracked", DType::Int64, {}, "cuda:1")
        .view("conv.row", "conv.weight", {27}, {1}, 27)
        .value("epoch", 12)
        .value("best_acc", 0.5)
        .value("arch", "small");
    return builder;
}

QByteArray textOf(const Document& document)
{
    const auto tree = indexTree(document.content, quietTask());
    return tree ? QByteArray::fromStdString(documentText(document, *tree)) : QByteArray("no tree");
}

/// The leaves alone: what zip and legacy must agree on, storage keys aside.
QByteArrayList leavesOf(const Document& document)
{
    QByteArrayList lines;
    for (const QByteArray& line : textOf(document).split('\n')) {
        if (!line.startsWith("kind") && !line.startsWith("problem") && !line.isEmpty()) {
            const auto at = line.indexOf(" storage ");
            const auto end = at < 0 ? -1 : line.indexOf(' ', at + 9);
            lines.append(at < 0 ? line : line.left(at) + (end < 0 ? QByteArray() : line.mid(end)));
        }
    }
    return lines;
}

} // namespace

class TestOpenCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDescriptionThatWasChangedIsTold()
    {
        const auto good = CheckpointBuilder().tensor("w", DType::Float32, {3}, "cuda:0");
        auto changed = good.zip();
        changed[placeOf(changed, "cuda:0") + 5] = std::byte{'7'};
        const auto document = openBytes(changed);
        QVERIFY(document.has_value() && !(*document)->isDamaged()); // torch loads it as well
        QCOMPARE((*document)->problems.kept().size(), std::size_t{1});
        QVERIFY((*document)->problems.kept().front().message.find("do not match their CRC-32") != std::string::npos);
        // Nobody took a sum of these.
        auto unsummed = CheckpointBuilder(good).withoutCrc().zip();
        unsummed[placeOf(unsummed, "cuda:0") + 5] = std::byte{'7'};
        const auto trusted = openBytes(unsummed);
        QVERIFY(trusted.has_value() && (*trusted)->problems.kept().empty());
    }

    void zipAndLegacyHoldTheSame()
    {
        const auto zip = openBytes(training().zip());
        QVERIFY2(zip, zip ? "" : zip.error().message().c_str());
        const auto legacy = openBytes(training().legacy());
        QVERIFY2(legacy, legacy ? "" : legacy.error().message().c_str());
        QCOMPARE((*zip)->kind, FileKind::TorchZip);
        QCOMPARE((*legacy)->kind, FileKind::TorchLegacy);
        QVERIFY((*zip)->problems.isEmpty());
        QVERIFY((*legacy)->problems.isEmpty());
        QCOMPARE(leavesOf(**zip), leavesOf(**legacy));
        QCOMPARE(leavesOf(**zip).first(),
            QByteArray("model/module.conv.weight\tfloat32 [4, 3, 3, 3] cuda:0 parameter requires_grad"));
    }

    void zipsOpenHoweverTheyWerePacked_data()
    {
        QTest::addColumn<QByteArray>("packing");
        for (const char* packing :
            {"deflated", "without crc", "without descriptors", "other root", "dotted root", "protocol 4"}) {
            QTest::newRow(packing) << QByteArray(packing);
        }
    }

    void zipsOpenHoweverTheyWerePacked()
    {
        QFETCH(QByteArray, packing);
        auto builder = training();
        if (packing == "deflated") {
            builder.deflated();
        } else if (packing == "without crc") {
            builder.withoutCrc();
        } else if (packing == "without descriptors") {
            builder.withoutDescriptors();
        } else if (packing == "other root") {
            builder.rootFolder("checkpoint");
        } else if (packing == "dotted root") {
            builder.rootFolder("my.model.v2");
        } else {
            builder.protocol(4);
        }
        const auto plain = openBytes(training().zip());
        const auto packed = openBytes(builder.zip());
        QVERIFY(plain && packed);
        QCOMPARE(leavesOf(**packed), leavesOf(**plain));
        QVERIFY(!(*packed)->isDamaged());
    }

    void unknownRecordsAreRemembered()
    {
        const auto document = openBytes(training().record("extra/notes.txt", "mine").zip());
        QVERIFY(document);
        QCOMPARE((*document)->otherRecords.size(), std::size_t(1));
    }

    void aViewSharesItsStorage()
    {
        const auto document = openBytes(training().zip());
        QVERIFY(document);
        const auto& tensors = (*document)->content.tensors;
        QCOMPARE(tensors.size(), std::size_t(4));
        QCOMPARE((*document)->content.storages.size(), std::size_t(3));
    }

    void aMissingRecordIsALostStorage()
    {
        auto items = training().zipItems();
        std::erase_if(items, [](const ZipItem& item) { return item.name.ends_with("data/1"); });
        ZipBuilder zip;
        for (auto& item : items) {
            zip.add(std::move(item));
        }
        const auto document = openBytes(zip.build());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QCOMPARE((*document)->content.storages[1].stored(), Stored::Lost);
        QCOMPARE((*document)->content.storages[0].stored(), Stored::Whole);
    }

    void aCutZipShowsItsTree_data()
    {
        QTest::addColumn<int>("percent");
        QTest::newRow("half") << 60;
        QTest::newRow("nearly all") << 99;
    }

    void aCutZipShowsItsTree()
    {
        QFETCH(int, percent);
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {1000})
            .tensor("b", DType::Float32, {1000})
            .tensor("c", DType::Float32, {1000});
        const auto whole = builder.zip();
        const auto document = openBytes(truncateAt(whole, whole.size() * static_cast<std::size_t>(percent) / 100));
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->hasDescriptionOnly);
        QVERIFY((*document)->isDamaged());
        QCOMPARE((*document)->content.tensors.size(), std::size_t(3));
        QCOMPARE((*document)->content.storages[0].stored(), Stored::Whole);
        if (percent == 60) {
            QCOMPARE((*document)->content.storages[2].stored(), Stored::Lost);
        }
    }

    void aCutLegacyFileShowsItsTree()
    {
        CheckpointBuilder builder;
        builder.tensor("a", DType::Float32, {1000}).tensor("b", DType::Float32, {1000});
        const auto whole = builder.legacy();
        const auto document = openBytes(truncateAt(whole, whole.size() - 100));
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QCOMPARE((*document)->content.tensors.size(), std::size_t(2));
    }

    void everyPrefixIsRefusedOrDamaged_data()
    {
        QTest::addColumn<bool>("isZip");
        QTest::newRow("zip") << true;
        QTest::newRow("legacy") << false;
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        QFETCH(bool, isZip);
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {3}).value("n", 1);
        const auto whole = isZip ? builder.zip() : builder.legacy();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto document = openBytes(truncateAt(whole, length));
            QVERIFY2(!document || (*document)->isDamaged(), qPrintable(QString::number(length)));
        }
    }

    void everyFlippedBitIsSurvived_data() { everyPrefixIsRefusedOrDamaged_data(); }

    void everyFlippedBitIsSurvived()
    {
        QFETCH(bool, isZip);
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {3}).value("n", 1);
        const auto whole = isZip ? builder.zip() : builder.legacy();
        int opened = 0;
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            const auto document = openBytes(flipBit(whole, bit));
            if (document) {
                // Whatever was understood can be walked and shown.
                QVERIFY(!textOf(**document).isEmpty());
                ++opened;
            } else {
                QVERIFY(!document.error().message().empty());
            }
        }
        QVERIFY(opened > 0);
    }

    void whatIsNoCheckpointIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("empty") << QByteArray("") << QByteArray("empty");
        QTest::newRow("zeros") << QByteArray(4096, '\0') << QByteArray("zero");
        QTest::newRow("git lfs") << QByteArray(
            "version https://git-lfs.github.com/spec/v1\noid sha256:"
            "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n")
                                 << QByteArray("git lfs pull");
        QTest::newRow("web page") << QByteArray(
            "<!DOCTYPE html><html><head><title>Quota exceeded</title></head></html>")
                                  << QByteArray("Quota exceeded");
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\x00", 4) + QByteArray(100, 'x') << QByteArray("gzip");
    }

    void whatIsNoCheckpointIsNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, word);
        const auto data = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        const auto document = openBytes({data.begin(), data.end()});
        QVERIFY(!document);
        QVERIFY2(
            QByteArray::fromStdString(document.error().message()).contains(word), document.error().message().c_str());
    }

    void aPathThatIsNotThereIsSaidSo()
    {
        const auto document = openCheckpoint("/nowhere/at/all.pth", OpenOptions{}, quietTask());
        QVERIFY(!document);
        QCOMPARE(document.error().code(), ErrorCode::IoFailed);
    }

    void aFolderIsNoCheckpoint()
    {
        const TempFolder folder;
        const auto document = openCheckpoint(folder.path(), OpenOptions{}, quietTask());
        QVERIFY(!document);
    }

    void aCancelledOpenSaysSo()
    {
        std::stop_source stop;
        stop.request_stop();
        SilentProgress progress;
        CheckpointBuilder builder;
        builder.tensor("w", DType::Float32, {3});
        const auto document = openCheckpoint(
            std::make_shared<MemorySource>(builder.zip()), OpenOptions{}, Task{stop.get_token(), progress});
        QVERIFY(!document);
        QCOMPARE(document.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestOpenCheckpoint)
#include "tst_open_checkpoint.moc"
