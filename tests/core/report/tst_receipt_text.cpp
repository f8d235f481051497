// SPDX-License-Identifier: Apache-2.0
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/report/receipt_text.h"

using namespace pthf;

namespace {

Receipt receipt()
{
    Receipt made;
    made.source = "in.pth";
    made.target = "out.pth";
    made.sourceBytes = 307'200'000;
    made.targetBytes = 102'500'000;
    made.tensors = 320;
    made.storages = 320;
    made.copiedBytes = 102'400'000;
    made.seconds = 0.256;
    made.verification = Verification::Structure;
    made.operations = {"Move everything to cpu"};
    made.effects = {"642 tensors"};
    made.notes = {"2 tags were left alone"};
    return made;
}

} // namespace

class ReceiptTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTextSaysWhatChangedAndWhatWasVerified()
    {
        const QString text = QString::fromStdString(receiptToText(receipt()));
        QVERIFY(text.startsWith(
            QStringLiteral("Saved out.pth: 307.2 MB → 102.5 MB, 320 tensors in 320 storages, zip, 0.26 s\n")));
        QVERIFY(text.contains(QStringLiteral("  Move everything to cpu: 642 tensors\n")));
        QVERIFY(text.contains(QStringLiteral("  Verified: opened again")));
        QVERIFY(text.endsWith(QStringLiteral("  note: 2 tags were left alone\n")));
    }

    void theJsonHasEveryNumber()
    {
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(receiptToJson(receipt()))).object();
        QCOMPARE(json.size(), 15);
        QCOMPARE(json.value(QStringLiteral("output_bytes")).toInteger(), qint64{102'500'000});
        QCOMPARE(json.value(QStringLiteral("verified")).toString(), QStringLiteral("structure"));
        QCOMPARE(json.value(QStringLiteral("seconds")).toDouble(), 0.256);
    }
};

QTEST_GUILESS_MAIN(ReceiptTextTest)
#include "tst_receipt_text.moc"
