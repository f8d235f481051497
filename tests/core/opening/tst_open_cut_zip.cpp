// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <QtTest>

#include "tests/support/checkpoint_builder.h"
#include "tests/support/open_bytes.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// The records of a checkpoint, deflated, as another program zipped them again.
Bytes zippedAgain(bool hasFolder, bool isDescriptionLast) // NOLINT: two facts of one file
{
    std::vector<ZipItem> items =
        CheckpointBuilder().tensor("a", DType::Float32, {1000}).tensor("b", DType::Float32, {9}).zipItems();
    if (isDescriptionLast) {
        std::rotate(items.begin(), items.begin() + 1, items.end());
    }
    ZipBuilder zip;
    if (hasFolder) {
        zip.add("archive/", "").add("archive/data/", "");
    }
    for (ZipItem& item : items) {
        item.isDeflated = true;
        item.hasDescriptor = false;
        item.name = hasFolder ? item.name : item.name.substr(item.name.find('/') + 1);
        zip.add(std::move(item));
    }
    return zip.alignment(1).build();
}

/// The bytes before the first place where a text stands, and some more.
Bytes cutAt(const Bytes& bytes, std::string_view text, std::ptrdiff_t more = 0)
{
    const Bytes wanted = bytesOf(text);
    const auto place = std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
    return {bytes.begin(), place + more};
}

} // namespace

class TestOpenCutZip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anArchiveOfAnotherProgramShowsItsTree_data()
    {
        QTest::addColumn<bool>("hasFolder");
        QTest::addColumn<bool>("isDescriptionLast");
        QTest::newRow("folders first") << true << false;
        QTest::newRow("folders first, data.pkl last") << true << true;
        QTest::newRow("without a folder") << false << false;
        QTest::newRow("without a folder, data.pkl last") << false << true;
    }
    void anArchiveOfAnotherProgramShowsItsTree()
    {
        QFETCH(bool, hasFolder);
        QFETCH(bool, isDescriptionLast);
        const auto document = openBytes(cutAt(zippedAgain(hasFolder, isDescriptionLast), "PK\1\2"));
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        QVERIFY((*document)->isDamaged());
        QCOMPARE((*document)->content.tensors.size(), std::size_t(2));
        for (const StorageValue& storage : (*document)->content.storages) {
            QVERIFY(storage.stored() == Stored::Whole);
        }
        QCOMPARE(elementsOf(**document, 0), CheckpointBuilder().tensor("a", DType::Float32, {1000}).storageBytes(0));
    }

    void aDescriptionThatIsCutIsAnError()
    {
        const auto document = openBytes(cutAt(zippedAgain(true, true), "data.pkl", 28));
        QVERIFY(!document);
        QCOMPARE(document.error().code(), ErrorCode::Truncated);
    }
};

QTEST_GUILESS_MAIN(TestOpenCutZip)
#include "tst_open_cut_zip.moc"
