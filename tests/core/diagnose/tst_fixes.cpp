// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QtTest>

#include "core/diagnose/finding.h"
#include "core/diagnose/loads_on.h"
#include "core/diagnose/safety.h"
#include "core/edit/planned_document.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

struct Opened {
    DocumentPtr document;
    TreeIndex tree;
};

Result<Opened> open(const QString& name)
{
    const DocumentPtr document =
        PTHF_TRY(openCheckpoint(std::filesystem::path(name.toStdString()), OpenOptions{}, quietTask()));
    TreeIndex tree = PTHF_TRY(indexTree(document->content, quietTask()));
    return Opened{document, std::move(tree)};
}

Result<PlannedDocumentPtr> planned(const Opened& opened, const std::vector<Operation>& operations)
{
    return planDocument(opened.document, opened.tree, EditPlan{operations}, PlanContext{}, quietTask());
}

} // namespace

/// What a finding or a badge promises to mend is mended by the plan it carries: on every file that real torch wrote.
class FixesTest : public QObject {
    Q_OBJECT
private:
    static void listFiles()
    {
        QTest::addColumn<QString>("file");
        const QDir root(QStringLiteral(PTHF_TEST_DATA "/fixtures"));
        QDirIterator walk(root.path(), QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            if (open(path)) {
                QTest::newRow(qPrintable(root.relativeFilePath(path))) << path;
            }
        }
    }

private Q_SLOTS:
    void aFixTurnsItsBadgeGreen_data() { listFiles(); }
    void aFixTurnsItsBadgeGreen()
    {
        QFETCH(QString, file);
        const auto opened = open(file);
        QVERIFY(opened);
        const auto badges = loadsOn(*opened->document, opened->document->content, opened->tree);
        for (std::size_t i = 0; i < badges.size(); ++i) {
            if (badges[i].yes || badges[i].fix.empty()) {
                continue;
            }
            const auto plan = planned(*opened, badges[i].fix);
            QVERIFY2(plan, plan ? "" : plan.error().message().c_str());
            QVERIFY2(!(*plan)->refusal, (*plan)->refusal.value_or("").c_str());
            const auto after = loadsOn(*opened->document, (*plan)->content, (*plan)->tree);
            QVERIFY2(after[i].yes, (badges[i].id + ": " + after[i].why).c_str());
        }
    }

    void aFixThatWasSavedStaysGreen_data() { listFiles(); }
    void aFixThatWasSavedStaysGreen()
    {
        QFETCH(QString, file);
        const auto opened = open(file);
        QVERIFY(opened);
        const TempFolder folder;
        SaveOptions options;
        options.target = folder.path() / "fixed.pth";
        options.overwrite = Overwrite::Yes;
        const auto badges = loadsOn(*opened->document, opened->document->content, opened->tree);
        for (std::size_t i = 0; i < badges.size(); ++i) {
            const auto plan = badges[i].fix.empty() ? Result<PlannedDocumentPtr>(PlannedDocumentPtr())
                                                    : planned(*opened, badges[i].fix);
            if (!plan || *plan == nullptr) {
                continue;
            }
            const auto saved = saveCheckpoint(**plan, options, quietTask());
            QVERIFY2(saved, (badges[i].id + (saved ? "" : ": " + saved.error().message())).c_str());
            const auto again = open(QString::fromStdString(options.target.string()));
            QVERIFY(again);
            const auto after = loadsOn(*again->document, again->document->content, again->tree);
            QVERIFY2(after[i].yes, (badges[i].id + ": " + after[i].why).c_str());
        }
    }

    void aMendedFindingIsGone_data() { listFiles(); }
    void aMendedFindingIsGone()
    {
        QFETCH(QString, file);
        const auto opened = open(file);
        QVERIFY(opened);
        for (const Finding& finding : findingsOf(*opened->document, opened->document->content, opened->tree)) {
            if (finding.fix.empty()) {
                continue;
            }
            const auto plan = planned(*opened, finding.fix);
            QVERIFY2(plan, (finding.text + (plan ? "" : ": " + plan.error().message())).c_str());
            QVERIFY2(!(*plan)->refusal, (finding.text + ": " + (*plan)->refusal.value_or("")).c_str());
            for (const Finding& left : findingsOf(*opened->document, (*plan)->content, (*plan)->tree)) {
                QVERIFY2(left.id != finding.id || left.text != finding.text, finding.text.c_str());
            }
        }
    }

    void aLaptopCopyLoadsOnALaptop_data() { listFiles(); }
    void aLaptopCopyLoadsOnALaptop()
    {
        QFETCH(QString, file);
        const auto opened = open(file);
        QVERIFY(opened);
        const Document& document = *opened->document;
        const auto operations = laptopOperations(document, document.content, opened->tree);
        const auto plan = planned(*opened, operations);
        QVERIFY2(plan, plan ? "" : plan.error().message().c_str());
        QVERIFY2(!(*plan)->refusal, (*plan)->refusal.value_or("").c_str());
        const auto badges = loadsOn(document, (*plan)->content, (*plan)->tree);
        QVERIFY2(badges[0].yes, badges[0].why.c_str());
        QVERIFY2(badges[2].yes, badges[2].why.c_str());
        for (const RoleNode& node : (*plan)->tree.roles) {
            QVERIFY(node.role != Role::Optimizer);
        }
    }
};

QTEST_GUILESS_MAIN(FixesTest)
#include "tst_fixes.moc"
