// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/meaning/python_repr.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

class TestPythonRepr : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreQuotedAsPythonDoes_data();
    void textsAreQuotedAsPythonDoes();
    void containersAreWrittenAsPythonDoes();
    void secondVisitIsADot();
    void sharedTuplesCostNoMoreThanTheLimit();
    void limitCountsCharacters();
    void complexNumbers_data();
    void complexNumbers();
};

void TestPythonRepr::textsAreQuotedAsPythonDoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << "a"
                           << "'a'";
    QTest::newRow("with a single quote") << "it's"
                                         << "\"it's\"";
    QTest::newRow("with both quotes") << "it's \"so\""
                                      << "'it\\'s \"so\"'";
    QTest::newRow("with a backslash") << "a\\b"
                                      << "'a\\\\b'";
    QTest::newRow("with controls") << "a\n\t\x01"
                                   << "'a\\n\\t\\x01'";
    QTest::newRow("with a bidi mark") << QString(QChar(0x202e)) << "'\\u202e'";
    QTest::newRow("Chinese") << "模型"
                             << "'模型'";
}

void TestPythonRepr::textsAreQuotedAsPythonDoes()
{
    QFETCH(QString, text);
    QFETCH(QString, quoted);
    QCOMPARE(QString::fromStdString(pythonQuoted(text.toStdString())), quoted);
}

void TestPythonRepr::containersAreWrittenAsPythonDoes()
{
    GraphBuilder b;
    const ValueId value =
        b.tuple({b.list({b.integer(1), b.number(2)}), b.dict({{"a", b.none()}}), b.tuple({b.flag(true)}), b.tuple({}),
            b.bytes("x"), b.global("torch", "float32"), b.call("torch", "device", {b.text("cpu")}),
            b.call("__builtin__", "frozenset", {b.list({b.integer(1)})}), b.call("__builtin__", "set", {b.list({})})});
    QCOMPARE(QString::fromStdString(pythonRepr(b.content.graph, value, 500)),
        QString(
            "([1, 2.0], {'a': None}, (True,), (), b'x', torch.float32, torch.device('cpu'), frozenset({1}), set([]))"));
}

void TestPythonRepr::secondVisitIsADot()
{
    GraphBuilder b;
    const ValueId list = b.list({b.integer(1)});
    b.content.graph.append(list, std::vector{list});
    QCOMPARE(QString::fromStdString(pythonRepr(b.content.graph, list, 500)), QString("[1, …]"));
    const ValueId shared = b.tuple({b.integer(2)});
    QCOMPARE(QString::fromStdString(pythonRepr(b.content.graph, b.tuple({shared, shared}), 500)), QString("((2,), …)"));
}

void TestPythonRepr::sharedTuplesCostNoMoreThanTheLimit()
{
    GraphBuilder b;
    ValueId value = b.integer(0);
    for (int depth = 0; depth < 1'000'000; ++depth) {
        value = b.tuple({value, value}); // 2^1000000 leaves
    }
    QCOMPARE(pythonRepr(b.content.graph, value, 200).size(), std::size_t{200});
}

void TestPythonRepr::limitCountsCharacters()
{
    GraphBuilder b;
    const ValueId value = b.tuple({b.text("模型模型模型")});
    QCOMPARE(QString::fromStdString(pythonRepr(b.content.graph, value, 5)), QString("('模型模"));
    QCOMPARE(QString::fromStdString(pythonRepr(b.content.graph, b.text("abc"), 5)), QString("'abc'"));
}

void TestPythonRepr::complexNumbers_data()
{
    QTest::addColumn<double>("real");
    QTest::addColumn<double>("imaginary");
    QTest::addColumn<QString>("text");
    QTest::newRow("both") << 1.0 << 2.5 << "(1+2.5j)";
    QTest::newRow("negative") << -1.5 << -2.0 << "(-1.5-2j)";
    QTest::newRow("imaginary only") << 0.0 << 1.0 << "1j";
    QTest::newRow("minus zero") << -0.0 << 1.0 << "(-0+1j)";
}

void TestPythonRepr::complexNumbers()
{
    QFETCH(double, real);
    QFETCH(double, imaginary);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(pythonComplex({real, imaginary})), text);
}

QTEST_GUILESS_MAIN(TestPythonRepr)
#include "tst_python_repr.moc"
