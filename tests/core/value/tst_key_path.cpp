// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QTest>

#include "core/value/key_path.h"

using namespace pthf;

Q_DECLARE_METATYPE(KeyPath)

class TstKeyPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsAreWrittenAsPeopleTypeThem_data();
    void pathsAreWrittenAsPeopleTypeThem();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void displayLeavesQuotesOut();
};

void TstKeyPath::pathsAreWrittenAsPeopleTypeThem_data()
{
    QTest::addColumn<KeyPath>("path");
    QTest::addColumn<QByteArray>("text");

    const std::int64_t zero = 0;
    QTest::newRow("the root") << KeyPath{} << QByteArray("");
    QTest::newRow("names") << KeyPath{{"model"}, {"module.conv1.weight"}} << QByteArray("model/module.conv1.weight");
    QTest::newRow("positions") << KeyPath{{"optimizer"}, {"state"}, {zero}, {"exp_avg"}}
                               << QByteArray("optimizer/state/0/exp_avg");
    QTest::newRow("a negative integer") << KeyPath{{std::int64_t{-12}}} << QByteArray("-12");
    QTest::newRow("text that looks like an integer") << KeyPath{{"0"}} << QByteArray("\"0\"");
    QTest::newRow("text that nearly does") << KeyPath{{"007"}, {"-0"}, {"-"}} << QByteArray("007/-0/-");
    QTest::newRow("a huge integer") << KeyPath{{KeySegment::BigInteger{"18446744073709551616"}}}
                                    << QByteArray("18446744073709551616");
    QTest::newRow("attributes") << KeyPath{{KeySegment::Attribute{"_modules"}}, {"module"},
        {KeySegment::Attribute{"training"}}}
                                << QByteArray("@_modules/module/@training");
    QTest::newRow("an argument") << KeyPath{{KeySegment::Argument{3}}} << QByteArray("@#3");
    QTest::newRow("another key") << KeyPath{{KeySegment::Repr{"(1, 'a/b')"}}} << QByteArray("@=\"(1, 'a/b')\"");
    QTest::newRow("a slash") << KeyPath{{"a/b"}} << QByteArray("\"a/b\"");
    QTest::newRow("quotes within") << KeyPath{{"say \"a\""}} << QByteArray("say \"a\"");
    QTest::newRow("a quote in front") << KeyPath{{"\"a\""}} << QByteArray("\"\\\"a\\\"\"");
    QTest::newRow("an at sign in front") << KeyPath{{"@a"}} << QByteArray("\"@a\"");
    QTest::newRow("an attribute with a number sign") << KeyPath{{KeySegment::Attribute{"#1"}}} << QByteArray("@\"#1\"");
    QTest::newRow("nothing") << KeyPath{{""}} << QByteArray("\"\"");
    QTest::newRow("an attribute of no name") << KeyPath{{KeySegment::Attribute{""}}, {"a"}} << QByteArray("@\"\"/a");
    QTest::newRow("a newline") << KeyPath{{"a\nb"}} << QByteArray("\"a\\u000ab\"");
    QTest::newRow("letters beyond ASCII") << KeyPath{{"größe"}} << QByteArray("größe");
    QTest::newRow("a lone surrogate") << KeyPath{{"a/\xed\xa0\x80"}} << QByteArray("\"a/\\ud800\"");
}

void TstKeyPath::pathsAreWrittenAsPeopleTypeThem()
{
    QFETCH(KeyPath, path);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(pathText(path)), text);
    const auto parsed = parsePath(text.toStdString());
    QVERIFY(parsed.has_value());
    QVERIFY(*parsed == path);
}

void TstKeyPath::badPathsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an empty segment") << QByteArray("a//b");
    QTest::newRow("a slash in front") << QByteArray("/a");
    QTest::newRow("a slash at the end") << QByteArray("a/");
    QTest::newRow("a quote that does not close") << QByteArray("\"a");
    QTest::newRow("text behind a quote") << QByteArray("\"a\"b/c");
    QTest::newRow("a bad escape") << QByteArray("\"\\q\"");
    QTest::newRow("a short unicode escape") << QByteArray("\"\\u12\"");
    QTest::newRow("an at sign alone") << QByteArray("@");
    QTest::newRow("an argument without a number") << QByteArray("@#a");
    QTest::newRow("an argument beyond 32 bits") << QByteArray("@#99999999999");
    QTest::newRow("another key without quotes") << QByteArray("@=a");
}

void TstKeyPath::badPathsAreRefused()
{
    QFETCH(QByteArray, text);
    const auto parsed = parsePath(text.toStdString());
    QVERIFY(!parsed.has_value());
    QVERIFY(parsed.error().code() == ErrorCode::InvalidArgument);
    QVERIFY(parsed.error().message().starts_with("path segment '"));
}

void TstKeyPath::displayLeavesQuotesOut()
{
    QCOMPARE(QByteArray::fromStdString(displaySegment({"a/b"})), QByteArray("a/b"));
    QCOMPARE(QByteArray::fromStdString(displaySegment({KeySegment::Attribute{"training"}})), QByteArray("@training"));
    QCOMPARE(QByteArray::fromStdString(displaySegment({KeySegment::Repr{"(1, 2)"}})), QByteArray("(1, 2)"));
}

QTEST_GUILESS_MAIN(TstKeyPath)
#include "tst_key_path.moc"
