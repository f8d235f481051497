// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/base/byte_reader.h"
#include "core/report/card.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/open_bytes.h"
#include "tests/support/sample_content.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

DocumentPtr training()
{
    return SampleContent()
        .stateDict("model", {"module.a.weight", "module.a.bias"}, "cuda:0")
        .adam("optimizer", 2, "cuda:0")
        .integer("epoch", 12)
        .document();
}

QJsonObject cardObject(const Document& document)
{
    const TreeIndex tree = SampleContent::tree(document);
    const Card card = makeCard(document, document.content, tree);
    return QJsonDocument::fromJson(QByteArray::fromStdString(cardToJson(card, document.content, tree))).object();
}

} // namespace

class CardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theObjectHasTheMembersOfTheContract()
    {
        const QStringList expected{QStringLiteral("file"), QStringLiteral("kind"), QStringLiteral("what"),
            QStringLiteral("holds"), QStringLiteral("tensors"), QStringLiteral("parameters"),
            QStringLiteral("trainable"), QStringLiteral("tensor_bytes"), QStringLiteral("storages"),
            QStringLiteral("storage_bytes"), QStringLiteral("devices"), QStringLiteral("dtypes"),
            QStringLiteral("roles"), QStringLiteral("facts"), QStringLiteral("weights_only"),
            QStringLiteral("loads_on"), QStringLiteral("findings"),
            // Beyond the contract: who wrote the file, what loading it takes, numpy arrays.
            QStringLiteral("detail"), QStringLiteral("memory"), QStringLiteral("arrays"),
            QStringLiteral("array_elements")};
        const QJsonObject card = cardObject(*training());
        QCOMPARE(card.size(), expected.size());
        for (const QString& name : expected) {
            QVERIFY2(card.contains(name), qPrintable(name));
        }
    }

    void aMetricInATensorIsAFact()
    {
        CheckpointBuilder builder;
        builder.tensor("best_acc1", DType::Float64, {}).tensor("step", DType::Int64, {1}).plainDict();
        builder.value("arch", "resnet18").value("epoch", 3).value("name", "a").value("note", "b");
        const auto document = openBytes(builder.zip());
        QVERIFY(document.has_value());
        const QJsonObject facts = cardObject(**document).value(QStringLiteral("facts")).toObject();
        const auto accuracy = builder.storageBytes(0);
        const auto step = builder.storageBytes(1);
        QCOMPARE(facts.value(QStringLiteral("best_acc1")).toDouble(-1),
            std::bit_cast<double>(ByteReader::littleAt<std::uint64_t>(accuracy)));
        QCOMPARE(facts.value(QStringLiteral("step")).toInteger(-1), ByteReader::littleAt<std::int64_t>(step));
        QCOMPARE(facts.value(QStringLiteral("epoch")).toInt(), 3);
    }

    void countsAreThoseOfTheTree()
    {
        const QJsonObject card = cardObject(*training());
        QCOMPARE(card.value(QStringLiteral("tensors")).toInt(), 8);
        QCOMPARE(card.value(QStringLiteral("parameters")).toInt(), 512);
        QCOMPARE(card.value(QStringLiteral("storages")).toInt(), 8);
        const QJsonObject devices = card.value(QStringLiteral("devices")).toObject();
        QCOMPARE(devices.value(QStringLiteral("cuda:0")).toObject().value(QStringLiteral("tensors")).toInt(), 6);
        QCOMPARE(devices.value(QStringLiteral("cpu")).toObject().value(QStringLiteral("bytes")).toInt(), 8);
        QCOMPARE(card.value(QStringLiteral("facts")).toObject().value(QStringLiteral("epoch")).toInt(), 12);
    }

    void everyFixIsAnOperationOfRecipes()
    {
        const QJsonObject card = cardObject(*training());
        const QJsonArray findings = card.value(QStringLiteral("findings")).toArray();
        QCOMPARE(findings.size(), 3);
        for (const auto& finding : findings) {
            for (const auto& operation : finding.toObject().value(QStringLiteral("fix")).toArray()) {
                QVERIFY(!operation.toObject().value(QStringLiteral("op")).toString().isEmpty());
            }
        }
    }

    void theSentenceSaysWhatItHolds_data()
    {
        QTest::addColumn<SampleContent>("sample");
        QTest::addColumn<QString>("expected");
        QTest::newRow("training")
            << SampleContent().stateDict("model", {"a.weight", "a.bias"}).adam("optimizer", 2).integer("epoch", 12)
            << "Training checkpoint: model, Adam optimizer, epoch 12";
        QTest::newRow("bare") << SampleContent().stateDict("", {"a.weight", "a.bias"}) << "State dict of 2 tensors";
        QTest::newRow("empty") << SampleContent() << "Values without tensors";
    }
    void theSentenceSaysWhatItHolds()
    {
        QFETCH(SampleContent, sample);
        QFETCH(QString, expected);
        const auto document = sample.document();
        const Card card = makeCard(*document, document->content, SampleContent::tree(*document));
        QCOMPARE(QString::fromStdString(card.holds), expected);
    }

    void anUnreadableFileHasACardWithItsError()
    {
        const Error error{ErrorCode::Truncated, "cut at byte 17", 17};
        const QJsonObject card = QJsonDocument::fromJson(
            QByteArray::fromStdString(unreadableCardToJson("x.pth", 17, FileKind::Unreadable, error)))
                                     .object();
        QCOMPARE(card.value(QStringLiteral("kind")).toString(), QStringLiteral("unreadable"));
        const QJsonObject told = card.value(QStringLiteral("error")).toObject();
        QCOMPARE(told.value(QStringLiteral("code")).toString(), QStringLiteral("truncated"));
        QCOMPARE(told.value(QStringLiteral("offset")).toInt(), 17);
        QCOMPARE(told.value(QStringLiteral("file")).toString(), QStringLiteral("x.pth"));
        QCOMPARE(card.value(QStringLiteral("tensors")).toInt(-1), 0);
    }

    void theTextHasOneLineAFinding()
    {
        const auto document = training();
        const TreeIndex tree = SampleContent::tree(*document);
        const Card card = makeCard(*document, document->content, tree);
        const QString text = QString::fromStdString(cardToText(card, document->content, tree));
        QVERIFY(text.contains(QStringLiteral("✗ Without cuda:0 torch.load fails: 6 tensors are stored for this GPU")));
        QVERIFY(text.contains(QStringLiteral("✓ weights_only\n")));
    }
};

QTEST_GUILESS_MAIN(CardTest)
#include "tst_card.moc"
