// SPDX-License-Identifier: Apache-2.0
#include "core/save/edit_in_place.h"

#include <fstream>

#include <QtTest>

#include "core/opening/open_checkpoint.h"
#include "core/save/undo_edit.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

CheckpointBuilder sample()
{
    return CheckpointBuilder()
        .tensor("fc.weight", DType::Float32, {40}, "cuda:1")
        .tensor("fc.bias", DType::Float32, {4}, "cuda:1")
        .prefix("module.")
        .wrapper("model")
        .value("epoch", 12);
}

std::string contents(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Result<PlannedDocumentPtr> planned(const std::filesystem::path& path, const std::vector<Operation>& operations)
{
    const DocumentPtr document = PTHF_TRY(openCheckpoint(path, OpenOptions{}, quietTask()));
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, quietTask()));
    return planDocument(document, tree, EditPlan{operations}, PlanContext{}, quietTask());
}

std::vector<Operation> toCpu()
{
    MapLocation map;
    map.device = "cpu";
    return {map};
}

} // namespace

class TestEditInPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOldBytesStayAndUndoBringsThemBack()
    {
        const TempFolder folder;
        const auto path = folder.write("m.pth", sample().zip());
        const std::string before = contents(path);
        const auto receipt = editInPlace(**planned(path, toCpu()), Verification::Full, quietTask());
        QVERIFY(receipt.has_value());
        QCOMPARE(*receipt->lengthBefore, std::uint64_t{before.size()});
        QVERIFY(contents(path).starts_with(before));
        const auto undone = undoEdit(path, quietTask());
        QVERIFY(undone.has_value());
        QCOMPARE(undone->editsLeft, 0U);
        QVERIFY(contents(path) == before);
        QVERIFY(undoEdit(path, quietTask()).error().code() == ErrorCode::InvalidArgument);
    }

    void aFullDiskAtAnyByteLeavesTheFileAsItWas()
    {
        const TempFolder folder;
        const auto path = folder.write("m.pth", sample().zip());
        const std::string before = contents(path);
        const auto plan = planned(path, toCpu());
        for (std::uint64_t room = 0;; room += 101) {
            const FileSizeLimit limit(before.size() + room);
            if (editInPlace(**plan, Verification::Structure, quietTask())) {
                break;
            }
            QVERIFY(contents(path) == before);
            // Cutting back is a change of its own, and the file is not trusted until it is opened again.
            const auto again = planned(path, toCpu());
            QVERIFY(again.has_value());
            const auto failed = editInPlace(**again, Verification::Structure, quietTask());
            QVERIFY(contents(path) == before || failed.has_value());
            if (failed) {
                break;
            }
        }
        QVERIFY(contents(path).starts_with(before));
    }

    void aFileThatChangedMeanwhileIsNotTouched()
    {
        const TempFolder folder;
        const auto path = folder.write("m.pth", sample().zip());
        const auto plan = planned(path, toCpu());
        folder.write("m.pth", sample().value("more", 1).zip());
        const std::string now = contents(path);
        QVERIFY(!editInPlace(**plan, Verification::Structure, quietTask()).has_value());
        QVERIFY(contents(path) == now);
    }

    void whatCannotBeDoneInPlaceIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isCast");
        const auto array = [](const std::vector<std::byte>& bytes) {
            return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        };
        QTest::newRow("a cast") << array(sample().zip()) << true;
        QTest::newRow("a stream") << array(sample().legacy()) << false;
    }
    void whatCannotBeDoneInPlaceIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isCast);
        const TempFolder folder;
        const auto all = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        const auto path = folder.write("m.pth", std::vector<std::byte>(all.begin(), all.end()));
        const auto plan = planned(path, isCast ? std::vector<Operation>{Cast{DType::Float16, {}}} : toCpu());
        const auto status = checkInPlace(**plan);
        QVERIFY(!status.has_value());
        QVERIFY(status.error().message().ends_with("this cannot be done in place; save a copy"));
    }
};

QTEST_GUILESS_MAIN(TestEditInPlace)
#include "tst_edit_in_place.moc"
