// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "ui/base/text.h"
#include "ui/operations/operation_catalogue.h"
#include "ui/operations/operation_fields.h"
#include "ui/operations/row_offers.h"

using namespace pthf;

Q_DECLARE_METATYPE(pthf::Operation)

class TestOperationFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOperationComesBackFromItsFields_data();
    void everyOperationComesBackFromItsFields();
    void whatIsTypedBecomesTheOperation();
    void mistakesNameTheField_data();
    void mistakesNameTheField();
    void theCatalogueHasEveryOperationOnce();
    void everyChoiceIsFoundAgain();
    void rowsAreOfferedWhatSuitsThem_data();
    void rowsAreOfferedWhatSuitsThem();
    void severalRowsAreDroppedTogether();
};

void TestOperationFields::everyOperationComesBackFromItsFields_data()
{
    QTest::addColumn<Operation>("operation");
    const StateDictPaths in{{KeySegment{std::string("model")}}};
    const KeyPath path{KeySegment{std::string("optimizer")}, KeySegment{std::int64_t{3}}};
    const auto row = [](const char* name, const Operation& operation) { QTest::newRow(name) << operation; };
    row("map", MapLocation{"cpu", {{"cuda:1", "cuda:0"}}, {{"fc.*", "cuda:2"}}});
    row("remove prefix", RemovePrefix{"module.", in});
    row("add prefix", AddPrefix{"backbone.", {}});
    row("remove segment", RemoveSegment{"_orig_mod", in});
    row("rename", RenamePattern{"^a\\.(.*) $", " b.\\1", in});
    row("table", RenameTable{{{"a", "b"}, {"c d", "e"}}, in});
    row("keep", Keep{{"a.*", "b"}, {Role::Model, Role::Ema}});
    row("drop", Drop{{"*.bias"}, {Role::Optimizer}, {path}});
    row("extract", Extract{path});
    row("wrap", Wrap{"state_dict"});
    row("state dict", ToStateDict{in});
    row("cast", Cast{DType::BFloat16, "layer4.*"});
    row("cast all", Cast{DType::Float16, {}});
    row("freeze", SetRequiresGrad{"*", false});
    row("unfreeze", SetRequiresGrad{"fc.*", true});
    row("compact", Compact{});
    row("untie", Untie{});
    row("portable", MakePortable{});
    row("plain", PlainDict{});
    row("value", SetValue{path, "12.5"});
    row("set", SetTensor{"a.weight", "/tmp/b c.pth", path, in});
    row("init", InitTensor{"a", {InitialKind::Normal, 0, 0.02, FanMode::In, 1}, {2, 3}, DType::Int64, in});
    row("transpose", Transpose{"a.*", -1, 2});
    row("resize", Resize{"a.weight", {}, {InitialKind::Ones, 0, 0, FanMode::In, 0}, in});
}

void TestOperationFields::everyOperationComesBackFromItsFields()
{
    QFETCH(const Operation, operation);
    const std::vector<OperationField> fields = fieldsOf(operation);
    for (const OperationField& field : fields) {
        QVERIFY(!field.label.isEmpty());
    }
    const auto back = withFields(operation, fields);
    QVERIFY(back);
    QVERIFY(*back == operation);
}

void TestOperationFields::whatIsTypedBecomesTheOperation()
{
    std::vector<OperationField> fields = fieldsOf(RenameTable{});
    fields[0].values = {QStringLiteral("fc.weight => head.weight"), QStringLiteral("fc.bias=>head.bias")};
    fields[1].values = {QStringLiteral("model")};
    const auto typed = withFields(RenameTable{}, fields);
    QVERIFY(typed);
    const RenameTable wanted{
        {{"fc.weight", "head.weight"}, {"fc.bias", "head.bias"}}, {{KeySegment{std::string("model")}}}};
    QVERIFY(*typed == Operation(wanted));
}

void TestOperationFields::mistakesNameTheField_data()
{
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("named");
    QTest::newRow("no arrow") << Operation(RenameTable{}) << 0 << QStringLiteral("fc") << QStringLiteral("Keys");
    QTest::newRow("no path") << Operation(Extract{}) << 0 << QStringLiteral("a/\"") << QStringLiteral("Branch");
    QTest::newRow("no shape") << Operation(Resize{}) << 1 << QStringLiteral("[1, x]") << QStringLiteral("New shape");
    QTest::newRow("no filling") << Operation(InitTensor{}) << 2 << QStringLiteral("chaos")
                                << QStringLiteral("Filled with");
    QTest::newRow("one dimension") << Operation(Transpose{}) << 1 << QStringLiteral("1")
                                   << QStringLiteral("Dimensions");
    QTest::newRow("nothing before the arrow")
        << Operation(MapLocation{}) << 1 << QStringLiteral("=> cpu") << QStringLiteral("Device by device");
}

void TestOperationFields::mistakesNameTheField()
{
    QFETCH(const Operation, operation);
    QFETCH(const int, field);
    QFETCH(const QString, typed);
    QFETCH(const QString, named);
    std::vector<OperationField> fields = fieldsOf(operation);
    fields[static_cast<std::size_t>(field)].values = {typed};
    const auto result = withFields(operation, fields);
    QVERIFY(!result);
    QVERIFY(toQString(result.error().message()).startsWith(named));
}

void TestOperationFields::theCatalogueHasEveryOperationOnce()
{
    std::array<int, std::variant_size_v<Operation>> count{};
    for (const OperationChoice& choice : operationCatalogue()) {
        ++count[choice.blank.index()];
        QVERIFY(!choice.title.isEmpty() && !choice.explanation.isEmpty());
    }
    for (std::size_t i = 0; i < count.size(); ++i) {
        const bool isBoth = i == Operation(SetRequiresGrad{}).index(); // freeze and unfreeze
        QVERIFY2(count[i] == (isBoth ? 2 : 1), qPrintable(QString::number(i)));
    }
}

void TestOperationFields::everyChoiceIsFoundAgain()
{
    const auto catalogue = operationCatalogue();
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        QCOMPARE(choiceOf(catalogue, catalogue[i].blank), i);
    }
}

void TestOperationFields::rowsAreOfferedWhatSuitsThem_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QStringList>("offered");
    const QStringList numbers{QStringLiteral("toCpu"), QStringLiteral("toDevice"), QStringLiteral("cast"),
        QStringLiteral("freeze"), QStringLiteral("unfreeze")};
    const QStringList parts{QStringLiteral("drop"), QStringLiteral("keep")};
    const auto row = [](const char* name, ChosenRow::Kind kind, const QStringList& offered) {
        QTest::newRow(name) << static_cast<int>(kind) << offered;
    };
    const QStringList tensors{
        QStringLiteral("transpose"), QStringLiteral("resize"), QStringLiteral("initialise"), QStringLiteral("replace")};
    row("tensor", ChosenRow::Kind::Tensor, QStringList{QStringLiteral("rename")} + numbers + tensors + parts);
    row("group", ChosenRow::Kind::Group, QStringList{QStringLiteral("rename")} + numbers + parts);
    row("container", ChosenRow::Kind::Container, QStringList{QStringLiteral("extract")} + numbers + parts);
    row("state dict", ChosenRow::Kind::StateDict,
        QStringList{QStringLiteral("extract"), QStringLiteral("removePrefix"), QStringLiteral("addPrefix")} + numbers
            + parts);
    row("whole model", ChosenRow::Kind::WholeModel,
        QStringList{QStringLiteral("extract"), QStringLiteral("stateDict"), QStringLiteral("removePrefix"),
            QStringLiteral("addPrefix")}
            + numbers + parts);
    row("value", ChosenRow::Kind::Value, {QStringLiteral("setValue"), QStringLiteral("drop")});
}

void TestOperationFields::rowsAreOfferedWhatSuitsThem()
{
    QFETCH(const int, kind);
    QFETCH(const QStringList, offered);
    ChosenRow row;
    row.kind = static_cast<ChosenRow::Kind>(kind);
    row.name = row.path = row.key = QStringLiteral("model");
    row.glob = QStringLiteral("/model/*");
    row.shape = {2, 3};
    QStringList found;
    for (const RowOffer& offer : offersFor({row})) {
        found.append(offer.id);
        QVERIFY(!offer.operations.empty());
    }
    QCOMPARE(found, offered);
}

void TestOperationFields::severalRowsAreDroppedTogether()
{
    ChosenRow tensor;
    tensor.kind = ChosenRow::Kind::Tensor;
    tensor.path = QStringLiteral("model/fc.bias");
    tensor.glob = QStringLiteral("/model/fc.bias");
    ChosenRow group = tensor;
    group.kind = ChosenRow::Kind::Group;
    group.glob = QStringLiteral("/model/layer1.*");
    for (const RowOffer& offer : offersFor({tensor, group})) {
        if (offer.id == QStringLiteral("drop")) {
            const auto& drop = std::get<Drop>(offer.operations.front());
            QCOMPARE(drop.paths.size(), std::size_t{1});
            QCOMPARE(drop.globs, std::vector<std::string>{"/model/layer1.*"});
            QCOMPARE(offer.title, QStringLiteral("Drop 2 rows"));
            return;
        }
    }
    QFAIL("rows cannot be dropped");
}

QTEST_GUILESS_MAIN(TestOperationFields)
#include "tst_operation_fields.moc"
