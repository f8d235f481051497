// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/report/listing.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

QJsonArray listed(const Document& document, const ListingScope& scope = {})
{
    const std::string json = listingToJson(document, document.content, SampleContent::tree(document), scope);
    const QJsonDocument parsed = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    return parsed.array();
}

QString paths(const QJsonArray& leaves)
{
    QStringList lines;
    for (const auto& leaf : leaves) {
        QJsonDocument path(leaf.toObject().value(QStringLiteral("path")).toArray());
        lines << QString::fromUtf8(path.toJson(QJsonDocument::Compact));
    }
    return lines.join(QLatin1Char(' '));
}

DocumentPtr training()
{
    return SampleContent()
        .stateDict("model", {"a.weight", "a.bias"}, "cuda:0")
        .adam("optimizer", 1)
        .integer("epoch", 3)
        .document();
}

} // namespace

class ListingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesStandInFileOrderWithWholePaths()
    {
        QCOMPARE(paths(listed(*training())),
            QStringLiteral(
                "[\"model\",\"a.weight\"] [\"model\",\"a.bias\"] [\"optimizer\",\"state\",0,\"step\"] "
                "[\"optimizer\",\"state\",0,\"exp_avg\"] [\"optimizer\",\"state\",0,\"exp_avg_sq\"] "
                "[\"optimizer\",\"param_groups\",0,\"lr\"] [\"optimizer\",\"param_groups\",0,\"betas\",0] "
                "[\"optimizer\",\"param_groups\",0,\"betas\",1] [\"optimizer\",\"param_groups\",0,\"eps\"] "
                "[\"optimizer\",\"param_groups\",0,\"weight_decay\"] [\"optimizer\",\"param_groups\",0,\"amsgrad\"] "
                "[\"optimizer\",\"param_groups\",0,\"params\",0] "
                "[\"epoch\"]"));
    }

    void aTensorHasTheMembersOfTheContract()
    {
        const QJsonObject leaf = listed(*training()).at(0).toObject();
        QCOMPARE(QString::fromUtf8(QJsonDocument(leaf).toJson(QJsonDocument::Compact)),
            QStringLiteral(
                "{\"device\":\"cuda:0\",\"dtype\":\"float32\",\"offset\":0,\"parameter\":false,\"path\":[\"model\","
                "\"a.weight\"],\"requires_grad\":false,\"shape\":[256],\"storage\":\"0\",\"stride\":[1],\"type\":"
                "\"tensor\"}"));
    }

    void plainValuesHaveTypeAndValue_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("small") << qint64{3} << "3";
        QTest::newRow("the largest that doubles hold") << qint64{9007199254740992} << "9007199254740992";
        QTest::newRow("larger") << qint64{9007199254740993} << "\"9007199254740993\"";
    }
    void plainValuesHaveTypeAndValue()
    {
        QFETCH(qint64, value);
        QFETCH(QString, expected);
        const auto document = SampleContent().integer("n", value).document();
        const std::string json = listingToJson(*document, document->content, SampleContent::tree(*document), {});
        QCOMPARE(QString::fromStdString(json),
            QStringLiteral("[{\"path\":[\"n\"],\"type\":\"int\",\"value\":%1}]").arg(expected));
    }

    void aPathShowsWhatIsBelowIt_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("leaves");
        QTest::newRow("everything") << "" << 13;
        QTest::newRow("a dictionary") << "model" << 2;
        QTest::newRow("an integer key") << "optimizer/state/0" << 3;
        QTest::newRow("a leaf") << "model/a.bias" << 1;
        QTest::newRow("the last one") << "epoch" << 1;
    }
    void aPathShowsWhatIsBelowIt()
    {
        QFETCH(QString, path);
        QFETCH(int, leaves);
        const auto document = training();
        const TreeIndex tree = SampleContent::tree(*document);
        const auto parsed = parsePath(path.toStdString());
        QVERIFY(parsed);
        const auto place = placeAt(document->content, tree, *parsed);
        QVERIFY(place);
        ListingScope scope;
        scope.under = *place;
        QCOMPARE(listed(*document, scope).size(), leaves);
    }

    void aPathThatIsNotThereIsNamed()
    {
        const auto document = training();
        const auto path = parsePath("model/b.weight");
        QVERIFY(path);
        const auto place = placeAt(document->content, SampleContent::tree(*document), *path);
        QVERIFY(!place);
        QVERIFY(place.error().code() == ErrorCode::InvalidArgument);
        QCOMPARE(QString::fromStdString(place.error().message()), QStringLiteral("there is no b.weight in model"));
    }

    void stateDictsAreListedAlone()
    {
        ListingScope scope;
        scope.leaves = ListingScope::Leaves::StateDicts;
        QCOMPARE(paths(listed(*training(), scope)), QStringLiteral("[\"model\",\"a.weight\"] [\"model\",\"a.bias\"]"));
    }

    void tensorsOfDamagedFilesSayWhatIsThere_data()
    {
        QTest::addColumn<quint64>("available");
        QTest::addColumn<QString>("expected");
        QTest::newRow("cut in the middle") << quint64{500} << "partly";
        QTest::newRow("nothing left") << quint64{0} << "lost";
    }
    void tensorsOfDamagedFilesSayWhatIsThere()
    {
        QFETCH(quint64, available);
        QFETCH(QString, expected);
        auto document = std::make_shared<Document>(*training());
        document->content.storages[1].place.available = available;
        const QJsonArray leaves = listed(*document);
        QCOMPARE(leaves.at(0).toObject().value(QStringLiteral("stored")).toString(), QStringLiteral("whole"));
        QCOMPARE(leaves.at(1).toObject().value(QStringLiteral("stored")).toString(), expected);
    }

    void tensorsOfGoodFilesDoNot()
    {
        QVERIFY(!listed(*training()).at(0).toObject().contains(QStringLiteral("stored")));
    }

    void aMillionLevelsAreNotSpelledOut()
    {
        Document document;
        ValueGraph& graph = document.content.graph;
        ValueId value = graph.addSequence(ValueKind::List);
        for (int i = 0; i < 1'000'000; ++i) {
            const std::array items{graph.addInt(i), value};
            value = graph.addSequence(ValueKind::List, items);
        }
        document.content.root = value;
        const TreeIndex tree = SampleContent::tree(document);
        const std::string json = listingToJson(document, document.content, tree, {});
        QVERIFY(json.size() < 1'000'000);
        QVERIFY(json.ends_with("\"type\":\"list\",\"cut\":true}]"));
        QVERIFY(listingToText(document.content, tree, {}).size() < 1'000'000);
    }

    void theTableHasALineALeaf()
    {
        const auto document = training();
        const std::string text = listingToText(document->content, SampleContent::tree(*document), {});
        const QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 13);
        QVERIFY(lines.at(0).startsWith(QStringLiteral("model/a.weight ")));
        QVERIFY(lines.at(0).endsWith(QStringLiteral("1.0 KB  cuda:0")));
        QVERIFY(lines.at(12).contains(QStringLiteral("int")));
    }
};

QTEST_GUILESS_MAIN(ListingTest)
#include "tst_listing.moc"
