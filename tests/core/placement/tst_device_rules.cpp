// SPDX-License-Identifier: Apache-2.0
#include "core/placement/device_rules.h"

#include <QtTest>

#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/open_bytes.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

std::vector<KeyedBytes> keysOf(const QByteArray& text)
{
    std::vector<KeyedBytes> keys;
    for (const QByteArray& part : text.split(' ')) {
        const auto sides = part.split('=');
        keys.push_back({sides.front().toStdString(), sides.size() > 1 ? sides.back().toULongLong() : 1});
    }
    return keys;
}

QByteArray textOf(const Result<DeviceRules>& rules)
{
    if (!rules) {
        return QByteArray::fromStdString(rules.error().message());
    }
    QByteArray text;
    for (const MapLocation::Rule& rule : *rules) {
        text += (text.isEmpty() ? "" : " ") + QByteArray::fromStdString(rule.glob) + "=>"
            + QByteArray::fromStdString(rule.to);
    }
    return text;
}

constexpr const char* kModel = "emb.weight=4 layers.0.a=2 layers.0.b=2 layers.1.a=4 layers.2.a=4 layers.10.a=4 head=4";

} // namespace

class TestDeviceRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layersAreNamedByNumber_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<QByteArray>("layers");
        QTest::addColumn<QByteArray>("rules");
        const auto row = [](const char* name, const char* keys, const char* layers, const char* rules) {
            QTest::newRow(name) << QByteArray(keys) << QByteArray(layers) << QByteArray(rules);
        };
        row("a range", kModel, "layers.0-1", "layers.0.*=>d layers.1.*=>d");
        row("one", kModel, "layers.10", "layers.10.*=>d");
        row("numbers that are not there are left out", kModel, "layers.2-11", "layers.2.*=>d layers.10.*=>d");
        row("without a name", kModel, "1-2", "layers.1.*=>d layers.2.*=>d");
        row("two runs", "a.0.w b.0.w", "0-1", "several runs of layers are numbered: say which (a.0-…, b.0-…)");
        row("no run", "a.w b.w", "0-1", "no key has numbered layers");
        row("none of them", kModel, "layers.7-9", "no key begins with layers.7. to 9.");
        row("no number", kModel, "layers.x", "\"layers.x\" names no layers: model.layers.0-11, encoder.3, or 0-11");
        row("backwards", kModel, "layers.3-1", "\"layers.3-1\" names no layers: model.layers.0-11, encoder.3, or 0-11");
        row("a strange name", "m[*.0.w", "m[*.0", "m[[][*].0.*=>d");
    }
    void layersAreNamedByNumber()
    {
        QFETCH(QByteArray, keys);
        QFETCH(QByteArray, layers);
        QFETCH(QByteArray, rules);
        QCOMPARE(textOf(layerRules(keysOf(keys), layers.toStdString(), "d")), rules);
    }

    void bytesAreSharedOutInOrder_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("devices");
        QTest::addColumn<QByteArray>("rules");
        const auto row = [](const char* name, const char* keys, int devices, const char* rules) {
            QTest::newRow(name) << QByteArray(keys) << devices << QByteArray(rules);
        };
        row("two", kModel, 2, "emb.weight=>d0 layers.0.*=>d0 layers.1.*=>d0 layers.2.*=>d1 layers.10.*=>d1 head=>d1");
        row("three", kModel, 3, "emb.weight=>d0 layers.0.*=>d0 layers.1.*=>d1 layers.2.*=>d1 layers.10.*=>d2 head=>d2");
        row("more than blocks", "a=1 b=1", 3, "a=>d0 b=>d1");
        row("one that is larger than all others", "a=1 b=9 c=1 d=1", 2, "a=>d0 b=>d0 c=>d1 d=>d1");
        row("nothing in them", "a=0 b=0", 2, "a=>d0 b=>d0");
        row("none", "a=1", 0, "no devices to share the tensors out to");
    }
    void bytesAreSharedOutInOrder()
    {
        QFETCH(QByteArray, keys);
        QFETCH(int, devices);
        QFETCH(QByteArray, rules);
        std::vector<std::string> names;
        for (int i = 0; i < devices; ++i) {
            names.push_back("d" + std::to_string(i));
        }
        QCOMPARE(textOf(balancedRules(keysOf(keys), names)), rules);
    }

    void rolesAreTheirPlaces()
    {
        const auto opened = openBytes(CheckpointBuilder()
                                          .tensor("fc.weight", DType::Float32, {4})
                                          .tensor("fc.bias", DType::Float32, {2})
                                          .wrapper("model")
                                          .zip());
        QVERIFY(opened);
        const auto tree = indexTree((*opened)->content, quietTask());
        QVERIFY(tree);
        QCOMPARE(textOf(roleRules((*opened)->content, *tree, Role::Model, "d")), QByteArray("/model/*=>d"));
        QCOMPARE(textOf(roleRules((*opened)->content, *tree, Role::Optimizer, "d")),
            QByteArray("nothing in the file is of the role optimizer"));
    }

    void whatIsSharedCountsOnce()
    {
        const auto opened = openBytes(CheckpointBuilder()
                                          .tensor("a.weight", DType::Float32, {4})
                                          .view("b.weight", "a.weight", {4}, {1})
                                          .tensor("c.weight", DType::Float16, {4})
                                          .zip());
        QVERIFY(opened);
        const auto tree = indexTree((*opened)->content, quietTask());
        const auto keys = keyedBytesOf((*opened)->content, *tree);
        QCOMPARE(keys.size(), 3U);
        QCOMPARE(keys[0].bytes, 16U);
        QCOMPARE(keys[1].bytes, 0U);
        QCOMPARE(keys[2].bytes, 8U);
    }
};

QTEST_GUILESS_MAIN(TestDeviceRules)
#include "tst_device_rules.moc"
