// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/report/markdown_report.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/test_task.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/pthf_style.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/tensor_table_model.h"
#include "ui/overview/byte_parts.h"
#include "ui/overview/memory_table.h"
#include "ui/overview/overview_view.h"
#include "ui/overview/storages_view.h"
#include "ui/panels/saved_filters.h"
#include "ui/panels/search_panel.h"
#include "ui/panels/tensor_panel.h"
#include "ui/plots/treemap.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tree_view.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

OpenedPtr withCard(const OpenedPtr& opened)
{
    auto carded = std::make_shared<OpenedDocument>(*opened);
    carded->card = makeCard(*opened->document, opened->document->content, opened->tree);
    return carded;
}

/// Two storages: one shared by two views that leave a part of it unused, one of its own.
OpenedPtr sharing()
{
    CheckpointBuilder builder;
    builder.wrapper("model");
    builder.tensor("big", DType::Float32, {100});
    builder.tensor("own", DType::Float32, {10});
    auto opened = openedFrom(builder.view("part", "big", {10}, {1}, 5).zip());
    return withCard(opened);
}

QStringList rowsOf(const QAbstractItemModel& model)
{
    QStringList rows;
    for (int i = 0; i < model.rowCount(); ++i) {
        rows.append(model.index(i, 0).data().toString());
        for (int j = 0; j < model.rowCount(model.index(i, 0)); ++j) {
            rows.append(QStringLiteral("  ") + model.index(j, 0, model.index(i, 0)).data().toString());
        }
    }
    return rows;
}

} // namespace

class TestOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        QApplication::setStyle(new PthfStyle(ThemeKind::Light));
    }

    void anOutlineIsASoundModel()
    {
        OutlineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Outline outline;
        outline.titles = {QStringLiteral("a"), QStringLiteral("b")};
        outline.groups = 3;
        outline.rows = [](int group) { return group; };
        outline.data = [](int group, int row, int column, int role) {
            return role == Qt::DisplayRole ? QVariant(QStringLiteral("%1 %2 %3").arg(group).arg(row).arg(column))
                                           : QVariant();
        };
        model.setOutline(outline);
        QCOMPARE(model.rowCount(model.index(2, 0)), 2);
        QCOMPARE(model.index(1, 1, model.index(2, 0)).data().toString(), QStringLiteral("2 1 1"));
        model.setOutline({});
        QCOMPARE(model.rowCount(), 0);
    }

    void storagesHoldWhoSharesThem()
    {
        JobRunner runner;
        StoragesView view(runner);
        view.setDocument(sharing());
        QVERIFY(runner.isIdle()); // nobody looks yet
        view.show();
        const QStringList all{QStringLiteral("0, shared by 2 tensors"), QStringLiteral("  model/big [100]"),
            QStringLiteral("  model/part [10]"), QStringLiteral("1   model/own"), QStringLiteral("  model/own [10]")};
        QTRY_COMPARE(rowsOf(*view.view()->model()), all);
        const QVariant side =
            view.view()->model()->headerData(StoragesView::Bytes, Qt::Horizontal, Qt::TextAlignmentRole);
        QVERIFY((side.toInt() & Qt::AlignRight) != 0); // as the sizes below it
        QVERIFY(view.summary().contains(QStringLiteral("1 shared")));
        auto* segments = view.findChild<Segments*>(QStringLiteral("storagesShown"));
        QTest::mouseClick(segments->button(1), Qt::LeftButton);
        QCOMPARE(view.view()->model()->rowCount(), 1);
        QTest::mouseClick(segments->button(2), Qt::LeftButton);
        QCOMPARE(view.view()->model()->rowCount(), 0);
        QTest::mouseClick(segments->button(0), Qt::LeftButton);
        QSignalSpy reveal(&view, &StoragesView::revealRequested);
        view.view()->setCurrentIndex(view.view()->model()->index(1, 0));
        QTest::keyClick(view.view(), Qt::Key_Return);
        QCOMPARE(reveal.count(), 1);
    }

    void bytesArePartedByRoleTypeAndDevice()
    {
        const OpenedPtr opened = withCard(openedFrom(smallTraining().zip()));
        const auto byRole = bytePartsOf(*opened, ByteParts::RoleAndLayer, quietTask()).value();
        QCOMPARE(byRole.size(), std::size_t{1});
        QCOMPARE(byRole[0].bytes, opened->card.tensorBytes);
        QStringList layers;
        for (const TreemapNode& node : byRole[0].children) {
            layers.append(node.label);
        }
        QCOMPARE(
            layers, (QStringList{QStringLiteral("conv1.weight"), QStringLiteral("bn1"), QStringLiteral("layer1")}));
        QVERIFY(byRole[0].children[2].toolTip.startsWith(QStringLiteral("model/module.layer1\n2 tensors")));
        QCOMPARE(bytePartsOf(*opened, ByteParts::Type, quietTask()).value().size(), std::size_t{2});
        const auto byDevice = bytePartsOf(*opened, ByteParts::Device, quietTask()).value();
        QCOMPARE(byDevice.size(), std::size_t{2});
        QCOMPARE(byDevice[0].label, QStringLiteral("cuda:0"));
    }

    void theOverviewLeadsToTheTree()
    {
        JobRunner runner;
        OverviewView view(runner);
        view.resize(1200, 700);
        const OpenedPtr opened = withCard(openedFrom(smallTraining().zip()));
        view.setDocument(opened);
        view.show();
        QTRY_VERIFY(!view.treemap()->shownParts().empty());
        QSignalSpy reveal(&view, &OverviewView::revealRequested);
        QTest::mouseClick(view.treemap(), Qt::LeftButton, {}, view.treemap()->shownParts().back().place.center());
        QCOMPARE(reveal.count(), 1);
        auto* parts = view.findChild<Segments*>(QStringLiteral("byteParts"));
        QTest::mouseClick(parts->button(2), Qt::LeftButton);
        QTRY_COMPARE(view.treemap()->shownParts().front().label, QStringLiteral("cuda:0"));
        QTRY_VERIFY(view.findChild<QRadioButton*>(QStringLiteral("recipe0")) != nullptr);
        QSignalSpy map(&view, &OverviewView::mapDevicesRequested);
        QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("overviewMapDevices")), Qt::LeftButton);
        QCOMPARE(map.count(), 1);
    }

    void aScanIsAskedForAndSaysWhatItFound()
    {
        CheckpointBuilder builder;
        builder.wrapper("model").tensor("w", DType::Float32, {4});
        const std::array<float, 4> numbers{1, std::nanf(""), 2, 3};
        JobRunner runner;
        OverviewView view(runner);
        view.resize(1200, 700);
        view.setDocument(withCard(openedFrom(zipWithNumbers(builder, 0, numbers))));
        view.show();
        QSignalSpy scanned(&view, &OverviewView::scanned);
        QTRY_VERIFY(view.findChild<QPushButton*>(QStringLiteral("scanValues"))->isVisible());
        QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("scanValues")), Qt::LeftButton);
        QTRY_COMPARE(scanned.count(), 1);
        QCOMPARE(scanned.first().first().value<HealthScan>().withNan(), std::uint64_t{1});
        QVERIFY(!view.findChild<QPushButton*>(QStringLiteral("scanValues"))->isVisible());
    }

    void memoryIsChosenByNumberType()
    {
        MemoryTable table;
        table.setParameters(1'000'000);
        table.show();
        QTest::mouseClick(table.findChild<QRadioButton*>(QStringLiteral("recipe3")), Qt::LeftButton, {}, QPoint(8, 8));
        QCOMPARE(table.chosen(), TrainingRecipe::BFloat16Adam);
        QTRY_VERIFY(table.findChild<QRadioButton*>(QStringLiteral("recipe3"))->isChecked());
    }

    void searchFindsKeysAndValuesWhileOneTypes()
    {
        JobRunner runner;
        QWidget window;
        auto* field = new FilterEdit(FilterEdit::Tokens::Off, &window);
        auto* panel = new SearchPanel(runner, *field, &window);
        panel->setDocument(openedFrom(smallTraining().zip()));
        window.show();
        QSignalSpy chosen(panel, &SearchPanel::placeChosen);
        QTest::keyClicks(field, QStringLiteral("layer1"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(chosen.count(), 1);
        QCOMPARE(panel->model().rowCount(), 2);
        QVERIFY(panel->isVisible());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
        QVERIFY(chosen[0].first().value<PlaceId>() != chosen[1].first().value<PlaceId>());
        const QModelIndex first = panel->model().index(0);
        QTest::mouseClick(panel->view()->viewport(), Qt::LeftButton, {}, panel->view()->visualRect(first).center());
        QCOMPARE(chosen.count(), 3);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        QTest::keyClicks(field, QStringLiteral("resnet"));
        QTRY_COMPARE(panel->model().rowCount(), 1);
        QCOMPARE(panel->model().index(0).data().toString(), QStringLiteral("arch = 'resnet'"));
    }

    void filtersAreKeptAndBroughtBack()
    {
        TensorTableModel table;
        table.setDocument(openedFrom(smallTraining().zip()));
        JobRunner runner;
        TensorPanel panel(runner, table);
        panel.show();
        auto* saved = panel.findChild<SavedFilters*>();
        saved->keep({QueryMode::Regex, QStringLiteral("bn\\d")});
        panel.filterEdit()->setQuery(QStringLiteral("device:cuda:1"));
        QTRY_COMPARE(panel.view()->model()->rowCount(), 2);
        const QByteArray state = panel.filterState();

        TensorPanel other(runner, table);
        other.restoreFilterState(state);
        QCOMPARE(other.filterEdit()->query(), QStringLiteral("device:cuda:1"));
        QCOMPARE(other.view()->model()->rowCount(), 2);
        auto* menu = other.findChild<SavedFilters*>()->menu();
        Q_EMIT menu->aboutToShow();
        menu->actions().last()->trigger();
        QCOMPARE(other.filterEdit()->query(), QStringLiteral("bn\\d"));
        QCOMPARE(other.view()->model()->rowCount(), 2);
        other.restoreFilterState("nonsense");
        QCOMPARE(other.filterEdit()->query(), QStringLiteral("bn\\d"));
    }

    void aReportIsMarkdownThatNamesNoFolder()
    {
        const OpenedPtr opened = withCard(openedFrom(smallTraining().zip()));
        Card card = opened->card;
        card.path = "/home/someone/my_file.pth";
        const std::string report = markdownReport(card, opened->document->content, opened->tree);
        QVERIFY(report.starts_with("### my\\_file.pth\n"));
        QVERIFY(report.find("someone") == std::string::npos);
        QVERIFY(report.find("| cuda:0 | 3 |") != std::string::npos);
        QVERIFY(report.find("float32, Adam") != std::string::npos);
    }
};

QTEST_MAIN(TestOverview)
#include "tst_overview.moc"
