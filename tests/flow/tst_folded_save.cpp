// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <filesystem>
#include <map>

#include "core/checkpoint/document_text.h"
#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

// A document that has forgotten how its tensors were spelled is saved as the one that has not.

using namespace pthf;
using namespace pthf::tests;

namespace {

MapLocation everythingTo(const std::string& device)
{
    MapLocation map;
    map.device = device;
    return map;
}

const std::map<std::string, EditPlan>& plans()
{
    static const std::map<std::string, EditPlan> kPlans{
        {"as it is", {}},
        {"for the cpu", EditPlan{{everythingTo("cpu")}}},
        {"for another device", EditPlan{{everythingTo("cuda:1")}}},
        {"of halves", EditPlan{{Cast{DType::Float16, "/*"}}}},
        {"of eighths", EditPlan{{Cast{DType::Float8E4M3FN, "/*"}}}},
        {"compacted", EditPlan{{Compact{}}}},
        {"untied", EditPlan{{Untie{}}}},
        {"portable", EditPlan{{MakePortable{}}}},
        {"of plain dictionaries", EditPlan{{PlainDict{}}}},
        {"thawed", EditPlan{{SetRequiresGrad{"/*", true}}}},
    };
    return kPlans;
}

struct Outcome {
    std::string text; ///< of the document as read and of what was saved; or why it cannot be
    std::uint64_t pickleBytes = 0; ///< of what was saved
};

/// What becomes of a file once the plan is carried out and saved.
Outcome outcomeOf(const std::filesystem::path& file, const EditPlan& plan, bool folds) // NOLINT: how it is opened
{
    const TempFolder folder;
    OpenOptions options;
    options.foldsTensors = folds;
    const auto document = openCheckpoint(file, options, quietTask());
    if (!document) {
        return {document.error().message()};
    }
    const auto tree = indexTree((*document)->content, quietTask());
    std::string text = documentText(**document, *tree);
    const auto planned = planDocument(*document, *tree, plan, {}, quietTask());
    if (!planned) {
        return {text + planned.error().message()};
    }
    SaveOptions save;
    save.target = folder.path() / "out.pth";
    save.verification = Verification::Full;
    const auto receipt = saveCheckpoint(**planned, save, quietTask());
    if (!receipt) {
        return {text + receipt.error().message()};
    }
    const auto saved = openCheckpoint(save.target, {}, quietTask());
    const auto savedTree = indexTree((*saved)->content, quietTask());
    return {text + documentText(**saved, *savedTree), (*saved)->pickle.bytes};
}

} // namespace

class TestFoldedSave final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFoldedDocumentIsSavedAsItWasWritten_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("plan");
        const std::filesystem::path root = std::filesystem::path(PTHF_TEST_DATA) / "fixtures";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().extension() != ".pth") {
                continue;
            }
            for (const auto& [name, plan] : plans()) {
                const std::string row = entry.path().lexically_relative(root).string() + " " + name;
                QTest::newRow(row.c_str()) << entry.path().string() << name;
            }
        }
    }
    void aFoldedDocumentIsSavedAsItWasWritten()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, plan);
        const Outcome whole = outcomeOf(file, plans().at(plan), false);
        const Outcome folded = outcomeOf(file, plans().at(plan), true);
        QCOMPARE(QByteArray::fromStdString(folded.text), QByteArray::fromStdString(whole.text));
        constexpr std::uint64_t kNames =
            200; // names that the tensors' calls mention once, and the rest of the file too
        QVERIFY2(folded.pickleBytes <= whole.pickleBytes + kNames, std::to_string(folded.pickleBytes).c_str());
    }
};

QTEST_GUILESS_MAIN(TestFoldedSave)
#include "tst_folded_save.moc"
