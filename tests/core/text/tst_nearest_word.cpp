// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <vector>

#include "core/text/nearest_word.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;

class TestNearestWord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersPutInLeftOutChangedOrSwappedAreOneStepEach_data()
    {
        QTest::addColumn<std::string>("a");
        QTest::addColumn<std::string>("b");
        QTest::addColumn<int>("steps");
        QTest::newRow("the same") << std::string("weight") << std::string("weight") << 0;
        QTest::newRow("swapped") << std::string("wieght") << std::string("weight") << 1;
        QTest::newRow("left out") << std::string("wight") << std::string("weight") << 1;
        QTest::newRow("put in") << std::string("weightt") << std::string("weight") << 1;
        QTest::newRow("changed") << std::string("fc1.weight") << std::string("fc2.weight") << 1;
        QTest::newRow("another word") << std::string("abc") << std::string("xyz") << 3;
        QTest::newRow("nothing") << std::string() << std::string("abc") << 3;
    }
    void lettersPutInLeftOutChangedOrSwappedAreOneStepEach()
    {
        QFETCH(std::string, a);
        QFETCH(std::string, b);
        QFETCH(int, steps);
        QCOMPARE(wordDistance(a, b), static_cast<std::size_t>(steps));
        QCOMPARE(wordDistance(b, a), static_cast<std::size_t>(steps));
    }

    void theNearestIsAtMostAThirdAway()
    {
        const std::vector<std::string> words{"model", "optimizer", "epoch"};
        QCOMPARE(nearestWord("modle", words), std::string("model"));
        QCOMPARE(nearestWord("optimiser", words), std::string("optimizer"));
        QCOMPARE(nearestWord("scheduler", words), std::string());
        QCOMPARE(nearestWord("model", words), std::string());
        QCOMPARE(nearestWord("", words), std::string());
    }
};

QTEST_GUILESS_MAIN(TestNearestWord)
#include "tst_nearest_word.moc"
