// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <QDir>
#include <QFile>

#include "core/checkpoint/document_text.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

/// Golden trees: each tests/data/trees/NAME.tree.txt is the canonical text of the fixture of that name. A text that
/// differs is written beside the test program; copying it over the golden one accepts it.
class TestDocumentText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fixturesReadAsTheirGoldenTrees_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file :
            {"torch1.0-py27/training_adam.pth", "torch1.0-py27/things.pth", "torch1.5-py36/views.pth",
                "torch1.5-py36/quantized.pth", "torch1.5-py36/two_saves_legacy.pth", "torch1.13-py311/numpy.pth",
                "torch2.15-py311/whole_dp.pth", "torch2.15-py311/sparse.pth", "torch2.15-py311/params.pth",
                "torch2.15-py311/shared.pth", "torch2.15-py311/state_dict_cuda0.pth", "torch2.15-py311/dtypes_new.pth",
                "torch2.15-py311/tags_views.pth", "torch2.15-py311/plain_pickle.pkl", "other/repacked_deflated.pth"}) {
            QTest::newRow(file) << QString::fromLatin1(file);
        }
    }

    void fixturesReadAsTheirGoldenTrees()
    {
        QFETCH(QString, file);
        const QString data = QStringLiteral(PTHF_TEST_DATA);
        const auto document = openCheckpoint((data + "/fixtures/" + file).toStdString(), OpenOptions{}, quietTask());
        QVERIFY2(document, document ? "" : document.error().message().c_str());
        const auto tree = indexTree((*document)->content, quietTask());
        QVERIFY(tree);
        const QByteArray found = QByteArray::fromStdString(documentText(**document, *tree));

        const QString name = QString(file).replace('/', '_') + ".tree.txt";
        QFile golden(data + "/trees/" + name);
        const QByteArray wanted = golden.open(QIODevice::ReadOnly) ? golden.readAll() : QByteArray();
        if (found != wanted) {
            QFile actual(QDir::current().filePath(name));
            QVERIFY(actual.open(QIODevice::WriteOnly) && actual.write(found) == found.size());
            QFAIL(qPrintable("differs; to accept: cp " + QFileInfo(actual).absoluteFilePath() + " tests/data/trees/"));
        }
    }
};

QTEST_GUILESS_MAIN(TestDocumentText)
#include "tst_document_text.moc"
