// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "ui/models/key_groups.h"
#include "ui/models/value_words.h"

using namespace pthf;

namespace {

/// "a|b" as two lines.
QStringList rowsOf(const char* joined)
{
    return QString::fromLatin1(joined).split(u'|', Qt::SkipEmptyParts);
}

DottedKeys dotted(const QStringList& keys)
{
    DottedKeys dottedKeys;
    for (const QString& key : keys) {
        dottedKeys.add(key.toStdString(), PlaceId{static_cast<std::uint32_t>(dottedKeys.size() + 1)});
    }
    return dottedKeys;
}

/// The rows as lines, indented; what is muted stands in parentheses.
void list(const std::vector<KeyGroup>& groups, int depth, QStringList& lines)
{
    for (const KeyGroup& group : groups) {
        const QString text = QString::fromUtf8(group.text().data(), static_cast<qsizetype>(group.text().size()));
        const auto muted = static_cast<qsizetype>(group.mutedLength());
        QString line(depth * 2, u' ');
        line += muted > 0 ? u'(' % text.left(muted) % u')' % text.mid(muted) : text;
        lines.append(line);
        if (group.isGroup()) {
            list(group.children(), depth + 1, lines);
        }
    }
}

} // namespace

class TestKeyGroups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreGroupedByTheirDots_data()
    {
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("no keys") << rowsOf("") << rowsOf("");
        QTest::newRow("one key is one row") << rowsOf("a.b.weight") << rowsOf("a.b.weight");
        QTest::newRow("plain names") << rowsOf("weight|bias") << rowsOf("weight|bias");
        QTest::newRow("a start that all share is muted, and chains are joined")
            << rowsOf("module.conv1.weight|module.bn1.weight|module.bn1.bias|module.fc.weight|module.fc.bias")
            << rowsOf("(module.)conv1.weight|(module.)bn1|  weight|  bias|(module.)fc|  weight|  bias");
        QTest::newRow("numbers repeat the segment above them")
            << rowsOf("layer1.0.conv1.weight|layer1.0.bn1.weight|layer1.1.conv1.weight|fc.weight")
            << rowsOf("layer1|  (layer1.)0|    conv1.weight|    bn1.weight|  (layer1.)1.conv1.weight|fc.weight");
        QTest::newRow("a chain inside a group is joined into the group")
            << rowsOf("a.b.c.x|a.b.c.y|z") << rowsOf("a.b.c|  x|  y|z");
        QTest::newRow("a key that is also a start stands beside its group")
            << rowsOf("a|a.x|a.y") << rowsOf("a|a|  x|  y");
        QTest::newRow("keys of one group that do not stand together meet where the first stands")
            << rowsOf("a.x|b|a.y") << rowsOf("a|  x|  y|b");
        QTest::newRow("empty segments are segments") << rowsOf("a..x|a..y|.z") << rowsOf("a.|  x|  y|.z");
    }
    void keysAreGroupedByTheirDots()
    {
        QFETCH(QStringList, keys);
        QFETCH(QStringList, rows);
        QStringList lines;
        list(KeyGroup::top(dotted(keys)), 0, lines);
        QCOMPARE(lines, rows);
    }

    void renamedRowsShowOnlyWhatIsNewInThem()
    {
        const auto top = KeyGroup::top(dotted(rowsOf("module.conv1.weight|module.bn1.weight|module.bn1.bias")));
        QCOMPARE(renamedRow(top[0], {QStringLiteral("conv1.weight")}), QStringLiteral("conv1.weight"));
        QCOMPARE(renamedRow(top[1], {QStringLiteral("bn1.weight"), QStringLiteral("bn1.bias")}), QStringLiteral("bn1"));
        const auto below = top[1].children();
        QVERIFY(renamedRow(below[0], {QStringLiteral("bn1.weight")}).isEmpty());
        QCOMPARE(renamedRow(below[0], {QStringLiteral("bn1.gamma")}), QStringLiteral("bn1.gamma"));
        QCOMPARE(renamedRow(below[0], {QStringLiteral("module.bn1.gamma")}), QStringLiteral("gamma"));
        QVERIFY(renamedRow(top[1], {QStringLiteral("bn1.gamma"), QStringLiteral("bn1.bias")}).isEmpty());
        QVERIFY(renamedRow(top[1], {{}, {}}).isEmpty());
        QCOMPARE(renamedRow(top[1], {QStringLiteral("x.module.bn1.weight"), QStringLiteral("x.module.bn1.bias")}),
            QStringLiteral("x.module.bn1"));
    }
};

QTEST_GUILESS_MAIN(TestKeyGroups)
#include "tst_key_groups.moc"
