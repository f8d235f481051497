// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/foreign/pt2_config.h"

using namespace pthf;

class TestPt2Config : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsAreReadAsDescribed()
    {
        Problems problems;
        const auto weights = readPt2Config(
            R"({"config": {"lin.weight": {"path_name": "weight_0", "is_param": true, "use_pickle": false,
                "tensor_meta": {"dtype": 13, "sizes": [{"as_int": 4}, {"as_int": 3}], "requires_grad": true,
                "device": {"type": "cuda", "index": 1}, "strides": [{"as_int": 3}, {"as_int": 1}],
                "storage_offset": {"as_int": 2}, "layout": 7}}}})",
            problems);
        QVERIFY(weights);
        QCOMPARE(weights->size(), 1U);
        const Pt2Weight& weight = weights->front();
        QCOMPARE(weight.name, std::string("lin.weight"));
        QCOMPARE(weight.file, std::string("weight_0"));
        QCOMPARE(weight.dtype, DType::BFloat16);
        QCOMPARE(weight.layout, (TensorLayout{{4, 3}, {3, 1}, 2}));
        QCOMPARE(weight.device, std::string("cuda:1"));
        QVERIFY(weight.isParameter && weight.requiresGrad && !weight.isPickled);
        QVERIFY(problems.isEmpty());
    }

    void whatCannotBeReadIsLeftOutAndTold_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("a number") << QByteArray("1");
        QTest::newRow("no file") << QByteArray(R"({"tensor_meta": {"dtype": 7, "sizes": [], "strides": []}})");
        QTest::newRow("an unknown type") << QByteArray(
            R"({"path_name": "w", "tensor_meta": {"dtype": 99, "sizes": [], "strides": []}})");
        QTest::newRow("a negative type") << QByteArray(
            R"({"path_name": "w", "tensor_meta": {"dtype": -1, "sizes": [], "strides": []}})");
        QTest::newRow("a size that is no number") << QByteArray(
            R"({"path_name": "w", "tensor_meta": {"dtype": 7, "sizes": [{"as_expr": "s0"}], "strides": [{"as_int": 1}]}})");
        QTest::newRow("ranks that differ") << QByteArray(
            R"({"path_name": "w", "tensor_meta": {"dtype": 7, "sizes": [{"as_int": 1}], "strides": []}})");
        QTest::newRow("a custom object") << QByteArray(R"({"path_name": "custom_obj_0", "tensor_meta": null})");
    }
    void whatCannotBeReadIsLeftOutAndTold()
    {
        QFETCH(QByteArray, entry);
        Problems problems;
        const auto weights = readPt2Config(R"({"config": {"w": )" + entry.toStdString() + "}}", problems);
        QVERIFY(weights);
        QVERIFY(weights->empty());
        QCOMPARE(problems.count(), 1U);
    }

    void anotherFileIsRefused()
    {
        Problems problems;
        QVERIFY(!readPt2Config("", problems));
        QVERIFY(!readPt2Config("{}", problems));
        QVERIFY(!readPt2Config(R"({"config": 3})", problems));
    }
};

QTEST_GUILESS_MAIN(TestPt2Config)
#include "tst_pt2_config.moc"
