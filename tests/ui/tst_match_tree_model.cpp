// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/model_text.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/match/match_tree_model.h"

using namespace pthf;
using namespace pthf::tests;

class TestMatchTreeModel : public QObject {
    Q_OBJECT

    struct Fixture {
        TempFolder folder;
        JobRunner runner;
        DocumentSession session{runner, PlanContext{}};
        MatchSession match{runner, session};
        MatchTreeModel model{match};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

        Fixture()
        {
            folder.write("small.pth", smallTraining().zip());
            QSignalSpy opened(&session, &DocumentSession::documentChanged);
            session.open(folder.path() / "small.pth");
            opened.wait();
        }
        void matchWith(const char* names)
        {
            QSignalSpy changed(&match, &MatchSession::changed);
            match.matchText(QString::fromUtf8(names), QStringLiteral("names"));
            changed.wait();
            model.refresh();
        }
    };

private Q_SLOTS:
    void withoutAReferenceThereAreNoRows()
    {
        Fixture fixture;
        QCOMPARE(fixture.model.rowCount(), 0);
    }

    void countsRollUp()
    {
        Fixture fixture;
        fixture.matchWith("module.conv1.weight [4, 3, 3, 3]\nmodule.layer1.0.weight [9, 4]\nmodule.more [1]\n");
        const QModelIndex all = fixture.model.index(0, 0);
        const auto tally = all.data(MatchTreeModel::TallyRole).value<MatchTally>();
        QCOMPARE(tally.same, std::uint64_t{1});
        QCOMPARE(tally.shapeDiffers, std::uint64_t{1});
        QCOMPARE(tally.onlyInFile, std::uint64_t{3});
        QCOMPARE(tally.onlyInModel, std::uint64_t{1});
        std::uint64_t below = 0;
        for (int row = 0; row < fixture.model.rowCount(all); ++row) {
            const auto part = fixture.model.index(row, 0, all).data(MatchTreeModel::TallyRole).value<MatchTally>();
            below += part.same + part.shapeDiffers + part.onlyInFile + part.onlyInModel;
        }
        QCOMPARE(below, std::uint64_t{6});
        QCOMPARE(all.siblingAtColumn(MatchTreeModel::Answer).data().toString(),
            QStringLiteral("1 same, 1 shape differs, 3 in file only, 1 model only"));
    }

    void problemsStandFirst()
    {
        Fixture fixture;
        fixture.matchWith("module.conv1.weight [4, 3, 3, 3]\nmodule.bn1.weight [4]\nmodule.bn1.bias [4]\n"
                          "module.layer1.0.weight [8, 4]\nmodule.layer1.1.weight [8, 9]\n");
        const QModelIndex problem = fixture.model.firstProblem();
        QCOMPARE(problem.data(CopyRole).toString(), QStringLiteral("module.layer1.1.weight"));
        QCOMPARE(problem.parent().row(), 0);
        MatchFilter filter;
        filter.areProblemsFirst = false;
        fixture.model.setFilter(filter);
        QVERIFY(fixture.model.firstProblem().parent().row() > 0);
    }

    void sizesThatDifferAreMarked()
    {
        Fixture fixture;
        fixture.matchWith("module.conv1.weight [4, 7, 3, 3]\n");
        const QModelIndex row = fixture.model.indexOf(QStringLiteral("module.conv1.weight"));
        QVERIFY(row.isValid());
        const auto ranges =
            row.siblingAtColumn(MatchTreeModel::Shape).data(MatchTreeModel::DifferentRole).value<QList<TextRange>>();
        QCOMPARE(ranges, (QList<TextRange>{{4, 1}}));
    }

    void aPlansOldNamesAreKept()
    {
        Fixture fixture;
        fixture.session.addOperations({RemovePrefix{"module.", {}}}, QStringLiteral("test"));
        QTRY_VERIFY(fixture.session.isSettled());
        fixture.matchWith("conv1.weight [4, 3, 3, 3]\n");
        const QModelIndex row = fixture.model.indexOf(QStringLiteral("conv1.weight"));
        QCOMPARE(row.data(MatchTreeModel::OldNameRole).toString(), QStringLiteral("module.conv1.weight"));
    }
};

QTEST_MAIN(TestMatchTreeModel)
#include "tst_match_tree_model.moc"
