// SPDX-License-Identifier: Apache-2.0
#include "core/save/salvage_checkpoint.h"

#include <map>

#include <QtTest>

#include "core/checkpoint/tensor_bytes.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/damage.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

CheckpointBuilder sample()
{
    return CheckpointBuilder()
        .tensor("a", DType::Float32, {40})
        .view("a.head", "a", {4}, {1})
        .view("a.tail", "a", {4}, {1}, 36)
        .tensor("b", DType::Int64, {9})
        .tensor("none", DType::Float32, {0})
        .tensor("c", DType::Float16, {30})
        .wrapper("model")
        .value("epoch", 12);
}

using Numbers = std::map<std::string, std::vector<std::byte>>;

/// Every tensor's elements by its path.
Numbers numbersOf(const Document& document)
{
    const auto tree = indexTree(document.content, quietTask());
    Numbers found;
    for (const Leaf& leaf : tree->leaves) {
        if (leaf.tensor != kNoTensor) {
            const TensorValue& tensor = document.content.tensor(leaf.tensor);
            auto& bytes = found[tree->pathTextOf(document.content, leaf.place)];
            const BlockSink sink = [&bytes](std::span<const std::byte> block) -> Status {
                bytes.insert(bytes.end(), block.begin(), block.end());
                return Done{};
            };
            if (!readElements(document, tensor, 0, tensor.elements(), sink, quietTask())) {
                bytes.clear();
            }
        }
    }
    return found;
}

struct Salvaged {
    bool isOpened = false;
    std::optional<SalvageReceipt> receipt;
    DocumentPtr file; ///< what was written
};

Salvaged salvage(const TempFolder& folder, const std::vector<std::byte>& bytes)
{
    Salvaged result;
    const auto opened = openCheckpoint(folder.write("in.pth", bytes), OpenOptions{}, quietTask());
    result.isOpened = opened.has_value();
    if (!opened) {
        return result;
    }
    const auto tree = indexTree((*opened)->content, quietTask());
    SaveOptions options;
    options.target = folder.path() / "out.pth";
    options.overwrite = Overwrite::Yes;
    options.verification = Verification::Full;
    auto salvaged = salvageCheckpoint(*opened, *tree, options, quietTask());
    if (salvaged) {
        result.receipt = std::move(*salvaged);
        const auto again = openCheckpoint(options.target, OpenOptions{}, quietTask());
        result.file = again && !(*again)->isDamaged() ? *again : nullptr;
    }
    return result;
}

QStringList lostOf(const SalvageReceipt& receipt)
{
    QStringList paths;
    for (const LostTensor& lost : receipt.lost) {
        paths << QString::fromStdString(pathText(lost.path));
    }
    return paths;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<std::byte>)

class TestSalvageCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileCutAnywhereGivesWholeTensorsOrNone_data()
    {
        QTest::addColumn<std::vector<std::byte>>("bytes");
        QTest::newRow("zip") << sample().zip();
        QTest::newRow("deflated zip") << sample().deflated().zip();
        QTest::newRow("zip of another program") << sample().deflated().withoutDescriptors().zip();
        QTest::newRow("legacy") << sample().legacy();
    }
    void aFileCutAnywhereGivesWholeTensorsOrNone()
    {
        QFETCH(std::vector<std::byte>, bytes);
        const TempFolder folder;
        const Numbers all = numbersOf(*salvage(folder, bytes).file);
        QCOMPARE(all.size(), 6U);
        std::size_t most = 0;
        for (std::size_t length = 1; length < bytes.size(); length += 37) {
            const Salvaged cut = salvage(folder, {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)});
            if (!cut.isOpened) {
                continue;
            }
            QVERIFY(cut.receipt.has_value());
            QVERIFY(cut.file != nullptr);
            const Numbers kept = numbersOf(*cut.file);
            QCOMPARE(kept.size() + cut.receipt->lost.size(), all.size());
            QCOMPARE(kept.size(), cut.receipt->whole);
            for (const auto& [path, numbers] : kept) {
                QVERIFY2(numbers == all.at(path), path.c_str());
            }
            QVERIFY(kept.size() >= most); // more of the file never gives less
            most = kept.size();
        }
        QVERIFY(most >= 3);
    }

    void whatDoesNotMatchItsChecksumIsLost()
    {
        auto bytes = sample().zip();
        const auto whole = sample().storageBytes(1);
        const auto place = std::search(bytes.begin(), bytes.end(), whole.begin(), whole.end());
        QVERIFY(place != bytes.end());
        *place ^= std::byte{0x10};
        const TempFolder folder;
        const Salvaged flipped = salvage(folder, bytes);
        QVERIFY(flipped.file != nullptr);
        QCOMPARE(lostOf(*flipped.receipt), QStringList{QStringLiteral("model/b")});
        QVERIFY(flipped.receipt->lost.front().stored == Stored::Whole);
        QVERIFY(numbersOf(*flipped.file).contains("model/c"));
    }

    void withoutLossTheFileComesOutAsItIs()
    {
        const TempFolder folder;
        const Salvaged good = salvage(folder, sample().zip());
        QVERIFY(good.receipt->lost.empty());
        QCOMPARE(good.receipt->whole, 6U);
        QCOMPARE(good.file->content.storages.size(), std::size_t{4});
    }

    void aWholeViewOfAPartlyThereStorageIsSaved()
    {
        const auto bytes = sample().legacy();
        const auto whole = sample().storageBytes(0);
        const auto place = std::search(bytes.begin(), bytes.end(), whole.begin(), whole.end());
        QVERIFY(place != bytes.end());
        const TempFolder folder;
        const Salvaged cut = salvage(folder, {bytes.begin(), place + 40});
        QVERIFY(cut.file != nullptr);
        QVERIFY(numbersOf(*cut.file).contains("model/a.head"));
        QVERIFY(lostOf(*cut.receipt).contains(QStringLiteral("model/a.tail")));
        QCOMPARE(cut.file->content.storages.front().elements, 10U);
    }
};

QTEST_GUILESS_MAIN(TestSalvageCheckpoint)
#include "tst_salvage_checkpoint.moc"
