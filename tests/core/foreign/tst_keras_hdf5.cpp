// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/foreign/keras_hdf5.h"
#include "core/io/file_source.h"
#include "core/io/helper_process.h"
#include "tests/support/open_bytes.h"
#include "tests/support/qtest_printers.h"
#include "tests/support/zip_builder.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Bytes weights()
{
    const auto file = FileSource::open(std::filesystem::path(PTHF_TEST_DATA) / "fixtures/other/weights.h5");
    Bytes bytes(file ? static_cast<std::size_t>((*file)->size()) : 0);
    return file && (*file)->readAt(0, bytes) ? bytes : Bytes{};
}

} // namespace

/// With the helper program itself, as it was built.
class TestKerasHdf5 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsAreDictionariesAndDatasetsTensors()
    {
        const auto document = openBytes(weights());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::KerasH5);
        QCOMPARE((*document)->what, std::string("Keras weights (HDF5)"));
        QCOMPARE((*document)->content.tensors.size(), std::size_t(4));
        QVERIFY(!(*document)->isDamaged());
        const std::string text = textOfBytes(weights());
        QVERIFY2(
            text.find("kernel:0") != std::string::npos && text.find("tensorflow") != std::string::npos, text.c_str());
    }

    void contiguousDatasetsAreRangesOfTheFile()
    {
        const auto document = openBytes(weights());
        QVERIFY(document);
        for (const StorageValue& storage : (*document)->content.storages) {
            QCOMPARE(storage.place.source, 0U);
            QCOMPARE(storage.stored(), Stored::Whole);
        }
        const Bytes bias = elementsOf(**document, 0); // 0, 1, 2, 3
        QCOMPARE(bias.size(), std::size_t(16));
        QCOMPARE(std::to_integer<int>(bias[7]), 0x3F);
    }

    void aKerasArchiveIsReadInPlaceOrInflated_data()
    {
        QTest::addColumn<bool>("isDeflated");
        QTest::newRow("stored") << false;
        QTest::newRow("deflated") << true;
    }

    void aKerasArchiveIsReadInPlaceOrInflated()
    {
        QFETCH(bool, isDeflated);
        const auto document =
            openBytes(ZipBuilder()
                          .add("metadata.json", R"({"keras_version": "3.0"})")
                          .add("config.json", "{}")
                          .add({.name = "model.weights.h5", .bytes = weights(), .isDeflated = isDeflated})
                          .build());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QCOMPARE((*document)->kind, FileKind::KerasH5);
        QCOMPARE((*document)->content.tensors.size(), std::size_t(4));
        QCOMPARE(elementsOf(**document, 0).size(), std::size_t(16));
    }

    void everyPrefixIsRefusedOrDamaged()
    {
        const Bytes whole = weights();
        for (std::size_t length = 0; length < whole.size(); length += 509) {
            const auto document = openBytes(truncateAt(whole, length));
            QVERIFY2(!document || (*document)->isDamaged(), std::to_string(length).c_str());
        }
    }

    void flippedBitsGiveAnAnswer()
    {
        const Bytes whole = weights();
        for (std::size_t bit = 0; bit < 4096; bit += 61) {
            const auto document = openBytes(flipBit(whole, bit));
            QVERIFY(document || !document.error().message().empty());
        }
    }

    void aMissingHelperIsASentence()
    {
        const auto read =
            readHdf5(std::make_shared<MemorySource>(weights()), "/nowhere/pthf-hdf5", Limits{}, quietTask());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Unsupported);
        QVERIFY(read.error().message().find("pthf-hdf5 is missing") != std::string::npos);
    }

    void aHelperThatSaysNothingIsASentence()
    {
        const auto read = readHdf5(std::make_shared<MemorySource>(weights()), "/bin/true", Limits{}, quietTask());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Corrupt);
    }

    void aHelperThatSaysNonsenseIsASentence()
    {
        const auto read = readHdf5(std::make_shared<MemorySource>(weights()), "/bin/echo", Limits{}, quietTask());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestKerasHdf5)
#include "tst_keras_hdf5.moc"
