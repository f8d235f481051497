// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "ui/models/tensor_query.h"

using namespace pthf;

class TestTensorQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTensorIsChosenByWordsAndTokens_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("isChosen");
        const int text = static_cast<int>(QueryMode::Text);
        const int glob = static_cast<int>(QueryMode::Glob);
        const int regex = static_cast<int>(QueryMode::Regex);
        QTest::newRow("nothing chooses all") << "" << text << true;
        QTest::newRow("a word") << "conv" << text << true;
        QTest::newRow("case does not matter") << "CONV2" << text << true;
        QTest::newRow("all words") << "conv bias" << text << false;
        QTest::newRow("glob") << "layer*.conv?.w" << glob << true;
        QTest::newRow("glob, other") << "layer*.bn" << glob << false;
        QTest::newRow("regex") << "layer[34]\\.\\d" << regex << true;
        QTest::newRow("regex, other") << "^layer4" << regex << false;
        QTest::newRow("dtype") << "dtype:float32" << text << true;
        QTest::newRow("other dtype") << "dtype:float16" << text << false;
        QTest::newRow("either dtype") << "dtype:float16 dtype:float32" << text << true;
        QTest::newRow("shape with any size") << "shape:512,*,3,3" << text << true;
        QTest::newRow("shape in brackets") << "shape:[512,512,3,3]" << text << true;
        QTest::newRow("shape of another rank") << "shape:512,512" << text << false;
        QTest::newRow("device") << "device:cuda:3" << text << true;
        QTest::newRow("any cuda device") << "device:cuda" << text << true;
        QTest::newRow("other device") << "device:cpu" << text << false;
        QTest::newRow("larger") << "size>9MB" << text << true;
        QTest::newRow("not larger") << "size>9437184" << text << false;
        QTest::newRow("smaller") << "size<9.5MB" << text << true;
        QTest::newRow("shared") << "shared:yes" << text << false;
        QTest::newRow("not shared") << "shared:no" << text << true;
        QTest::newRow("tokens and words") << "dtype:float32 size>1MB conv" << text << true;
        QTest::newRow("an unfinished token is a word") << "dtype:" << text << false;
    }
    void aTensorIsChosenByWordsAndTokens()
    {
        QFETCH(QString, query);
        QFETCH(int, mode);
        QFETCH(bool, isChosen);
        TensorValue tensor;
        tensor.layout.shape = {512, 512, 3, 3};
        const QString path = QStringLiteral("model/module.layer4.1.conv2.weight");
        const auto parsed = TensorQuery::parse(query, static_cast<QueryMode>(mode));
        QVERIFY(parsed);
        QCOMPARE(parsed->matches({path, tensor, "cuda:3", false}), isChosen);
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("mode");
        QTest::newRow("pattern") << "conv(" << static_cast<int>(QueryMode::Regex);
        QTest::newRow("shape") << "shape:a,b" << static_cast<int>(QueryMode::Text);
        QTest::newRow("size") << "size>big" << static_cast<int>(QueryMode::Text);
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(QString, query);
        QFETCH(int, mode);
        const auto parsed = TensorQuery::parse(query, static_cast<QueryMode>(mode));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code(), ErrorCode::InvalidArgument);
        QVERIFY(!parsed.error().message().empty());
    }

    void sizesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("plain") << "4096" << qint64{4096};
        QTest::newRow("decimal") << "1.5 MB" << qint64{1'500'000};
        QTest::newRow("binary") << "1MiB" << qint64{1'048'576};
        QTest::newRow("bytes") << "8 B" << qint64{8};
        QTest::newRow("nothing") << "" << qint64{-1};
        QTest::newRow("negative") << "-1" << qint64{-1};
        QTest::newRow("more than anything holds") << "1e300GB" << qint64{-1};
    }
    void sizesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bytes);
        const auto size = parseSize(text);
        QCOMPARE(size ? static_cast<qint64>(*size) : -1, bytes);
    }

    void foundWordsAreMarked()
    {
        const auto query = TensorQuery::parse(QStringLiteral("conv weight"), QueryMode::Text);
        QVERIFY(query);
        const auto found = query->matchesIn(QStringLiteral("a.conv.weight"));
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0], std::pair(2, 4));
        QCOMPARE(found[1], std::pair(7, 6));
    }
};

QTEST_GUILESS_MAIN(TestTensorQuery)
#include "tst_tensor_query.moc"
