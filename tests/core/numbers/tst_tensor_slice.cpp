// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <QtTest>

#include "core/numbers/tensor_slice.h"

using namespace pthf;

class TestTensorSlice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slicesAreReadAsNumpyWritesThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("read"); ///< of a tensor [8, 4, 3]; or what is wrong
        QTest::newRow("nothing") << QByteArray("") << QByteArray("[:, :, :]");
        QTest::newRow("brackets") << QByteArray("[0, :, 1]") << QByteArray("[0, :, 1]");
        QTest::newRow("fewer terms") << QByteArray("2") << QByteArray("[2, :, :]");
        QTest::newRow("dots") << QByteArray("..., 2") << QByteArray("[:, :, 2]");
        QTest::newRow("dots for nothing") << QByteArray("1,1,1,...") << QByteArray("[1, 1, 1]");
        QTest::newRow("from the end") << QByteArray("-1, -2:") << QByteArray("[7, 2:, :]");
        QTest::newRow("run and step") << QByteArray("1:8:3") << QByteArray("[1::3, :, :]");
        QTest::newRow("past the end") << QByteArray("4:100") << QByteArray("[4:, :, :]");
        QTest::newRow("a comma behind it") << QByteArray("1:3,") << QByteArray("[1:3, :, :]");
        QTest::newRow("empty") << QByteArray("5:2") << QByteArray("[5:5, :, :]");
        QTest::newRow("out of range") << QByteArray("8") << QByteArray("\"8\": this dimension has 8 entries");
        QTest::newRow("words") << QByteArray("a") << QByteArray("\"a\": expected an index, or first:end:step");
        QTest::newRow("hole") << QByteArray("1,,1") << QByteArray("\"\": expected an index, or first:end:step");
        QTest::newRow("backwards") << QByteArray("::-1") << QByteArray("\"::-1\": a step is 1 or more");
        QTest::newRow("too many") << QByteArray("1,1,1,1") << QByteArray("4 terms for a tensor of 3 dimensions");
        QTest::newRow("too large") << QByteArray("99999999999999999999")
                                   << QByteArray("\"99999999999999999999\": expected an index, or first:end:step");
    }

    void slicesAreReadAsNumpyWritesThem()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, read);
        const Dims shape{8, 4, 3};
        const auto terms = parseSlice(text.toStdString(), shape);
        QCOMPARE(QByteArray::fromStdString(terms ? sliceText(*terms, shape) : terms.error().message()), read);
    }

    void partsLieWhereTheirElementsLie()
    {
        TensorValue tensor;
        tensor.layout = {{8, 4, 3}, {12, 3, 1}, 5};
        const TensorValue part = slicedTensor(tensor, parseSlice("2, 1:4:2", tensor.layout.shape).value());
        QCOMPARE(part.layout, (TensorLayout{{2, 3}, {6, 1}, 5 + 24 + 3}));
        const TensorValue nothing = slicedTensor(tensor, parseSlice("8:", tensor.layout.shape).value());
        QCOMPARE(nothing.layout, (TensorLayout{{0, 4, 3}, {12, 3, 1}, 5}));
    }

    void dimensionsAreJoinedWhereTheirStridesAllowIt()
    {
        TensorValue tensor;
        tensor.layout = {{8, 4, 1, 3}, {12, 3, 99, 1}, 5};
        QCOMPARE(asMatrix(tensor, 1).value().layout, (TensorLayout{{8, 12}, {12, 1}, 5}));
        QCOMPARE(asMatrix(tensor, 2).value().layout, (TensorLayout{{32, 3}, {3, 1}, 5}));
        QCOMPARE(asMatrix(tensor, 0).value().layout, (TensorLayout{{1, 96}, {1, 1}, 5}));
        tensor.layout = {{8, 4, 3}, {24, 3, 1}, 0}; // every second block
        QCOMPARE(asMatrix(tensor, 1).value().layout, (TensorLayout{{8, 12}, {24, 1}, 0}));
        QVERIFY(!asMatrix(tensor, 2));
    }

    void dimensionsAreTurned()
    {
        TensorValue tensor;
        tensor.layout = {{8, 4, 3}, {12, 3, 1}, 0};
        const std::array<std::size_t, 3> order{2, 0, 1};
        QCOMPARE(permutedTensor(tensor, order).layout, (TensorLayout{{3, 8, 4}, {1, 12, 3}, 0}));
    }
};

QTEST_GUILESS_MAIN(TestTensorSlice)
#include "tst_tensor_slice.moc"
