// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/model_text.h"
#include "tests/ui/opened_fixture.h"
#include "ui/base/item_roles.h"
#include "ui/models/value_tree_model.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// {'a': [1], 'b': the same list, 'c': the dict itself}
Content cyclicContent()
{
    Content content;
    ValueGraph& graph = content.graph;
    const ValueId list = graph.addSequence(ValueKind::List, std::vector{graph.addInt(1)});
    content.root = graph.addDict();
    graph.setEntries(content.root,
        std::vector{
            Entry{graph.addText("a"), list}, Entry{graph.addText("b"), list}, Entry{graph.addText("c"), content.root}});
    return content;
}

QModelIndex childNamed(const QAbstractItemModel& model, const QModelIndex& parent, const QString& name)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        if (model.index(row, 0, parent).data().toString() == name) {
            return model.index(row, 0, parent);
        }
    }
    return {};
}

} // namespace

class TestValueTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stateDictsAreGroupedByDots()
    {
        ValueTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(openedFrom(smallTraining().zip()));
        const QStringList expected{
            QStringLiteral("model | OrderedDict | 5 tensors | 656 B | cuda:0, cuda:1"),
            QStringLiteral("  module.conv1.weight | float32 | [4, 3, 3, 3] | 432 B | cuda:0"),
            QStringLiteral("  module.bn1 |  | 2 tensors | 32 B | cuda:0"),
            QStringLiteral("    weight | float32 | [4] | 16 B | cuda:0"),
            QStringLiteral("    bias | float32 | [4] | 16 B | cuda:0"),
            QStringLiteral("  module.layer1 |  | 2 tensors | 192 B | cuda:1"),
            QStringLiteral("    layer1.0.weight | float16 | [8, 4] | 64 B | cuda:1"),
            QStringLiteral("    layer1.1.weight | float16 | [8, 8] | 128 B | cuda:1"),
            QStringLiteral("epoch | int | 12"),
            QStringLiteral("arch | str | 'resnet'"),
        };
        QCOMPARE(modelText(model), expected);
    }

    void anEmptyModelAndANewDocumentAreFine()
    {
        ValueTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.hasChildren());
        model.setDocument(openedFrom(smallTraining().zip()));
        QVERIFY(model.rowCount() > 0);
        model.setDocument(openedFrom(CheckpointBuilder().tensor("w", DType::Float32, {2}).legacy()));
        QCOMPARE(model.rowCount(), 1);
        model.setDocument(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void cellsTellDelegatesWhatTheyNeed()
    {
        ValueTreeModel model;
        model.setDocument(openedFrom(smallTraining().zip()));
        const QModelIndex dict = childNamed(model, {}, QStringLiteral("model"));
        QVERIFY(dict.data(IsStrongRole).toBool());
        QCOMPARE(dict.data(TagRole).toString(), QStringLiteral("Model"));
        const QModelIndex group = childNamed(model, dict, QStringLiteral("module.bn1"));
        QCOMPARE(group.data(MutedLengthRole).toInt(), 7);
        QVERIFY(!group.siblingAtColumn(ValueTreeModel::Device).data(IsDeviceInheritedRole).toBool());
        const QModelIndex leaf = childNamed(model, group, QStringLiteral("weight"));
        QVERIFY(leaf.siblingAtColumn(ValueTreeModel::Device).data(IsDeviceInheritedRole).toBool());
        QCOMPARE(leaf.siblingAtColumn(ValueTreeModel::Bytes).data(ShareRole).toDouble(), 0.5);
        QCOMPARE(leaf.data(PathRole).toString(), QStringLiteral("model/module.bn1.weight"));
        QCOMPARE(leaf.data(CopyRole).toString(), QStringLiteral("module.bn1.weight"));
        QVERIFY(leaf.data(TensorIdRole).isValid());
        QVERIFY(!group.data(TensorIdRole).isValid());
        QCOMPARE(leaf.data(ChangeRole).toInt(), static_cast<int>(RowChange::Same));
        QCOMPARE(leaf.siblingAtColumn(ValueTreeModel::Bytes).data(SortRole).toULongLong(), 16ULL);
    }

    void aPlaceIsFoundThroughUnopenedLevels()
    {
        const OpenedPtr opened = openedFrom(smallTraining().zip());
        ValueTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(opened);
        for (const TensorLine& line : opened->tensors) {
            const QModelIndex index = model.indexOf(line.place);
            QVERIFY(index.isValid());
            QCOMPARE(index.data(PathRole).toString(), opened->pathAt(line.place));
            QVERIFY(model.placeAt(index) == line.place);
        }
        QVERIFY(!model.indexOf(PlaceId{100'000}).isValid());
    }

    void aSecondVisitIsALeafThatNamesTheFirst()
    {
        ValueTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(openedContent(cyclicContent()));
        const QModelIndex second = childNamed(model, {}, QStringLiteral("b"));
        QVERIFY(second.isValid());
        QVERIFY(!model.hasChildren(second));
        QCOMPARE(second.siblingAtColumn(ValueTreeModel::Shape).data().toString(), QStringLiteral("↑ same as a"));
        QVERIFY(!model.hasChildren(childNamed(model, {}, QStringLiteral("c"))));
    }

    void typesJoinShapesWhereTheyHaveNoColumn()
    {
        ValueTreeModel model;
        model.setDocument(openedFrom(smallTraining().zip()));
        const QModelIndex leaf = model.index(0, 0, model.index(0, 0)).siblingAtColumn(ValueTreeModel::Shape);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setTypeJoined(true);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(leaf.data().toString(), QStringLiteral("float32 [4, 3, 3, 3]"));
    }
};

QTEST_GUILESS_MAIN(TestValueTreeModel)
#include "tst_value_tree_model.moc"
