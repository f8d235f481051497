// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/checkpoint/shown_text.h"
#include "core/checkpoint/value_view.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

DocumentPtr python2(std::string_view bytes)
{
    auto document = std::make_shared<Document>();
    ValueGraph& graph = document->content.graph;
    document->content.root = graph.addByteText(bytes);
    return document;
}

} // namespace

class TestShownText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stringsAreDecodedAsAsked_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("shown");
        QTest::newRow("utf-8") << QByteArray("caf\xC3\xA9") << "utf-8" << QStringLiteral("caf\u00E9");
        QTest::newRow("no utf-8") << QByteArray("caf\xE9!") << "utf-8" << QStringLiteral("caf\uFFFD!");
        QTest::newRow("latin1") << QByteArray("caf\xE9") << "latin1" << QStringLiteral("caf\u00E9");
        QTest::newRow("utf-8 as latin1") << QByteArray("\xC3\xA9") << "latin1" << QStringLiteral("\u00C3\u00A9");
        QTest::newRow("ascii") << QByteArray("caf\xE9") << "ascii" << QStringLiteral("caf\\xe9");
        QTest::newRow("automatic") << QByteArray("caf\xE9") << "auto" << QStringLiteral("caf\u00E9");
    }
    void stringsAreDecodedAsAsked()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        QFETCH(QString, shown);
        const auto document = python2(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        const auto decoded = shownAs(document, *textEncodingFromName(encoding.toStdString()), quietTask());
        QVERIFY(decoded);
        const Content& content = (*decoded)->content;
        QCOMPARE(QString::fromStdString(*readableTextOf(content, content.root)), shown);
        // What a save would write is untouched.
        QCOMPARE(document->content.graph.kind(document->content.root), ValueKind::ByteText);
    }

    void bytesAreBytes()
    {
        const auto decoded = shownAs(python2("caf\xE9"), TextEncoding::Bytes, quietTask());
        QVERIFY(decoded);
        const Content& content = (*decoded)->content;
        QCOMPARE(content.graph.kind(content.root), ValueKind::Bytes);
        QCOMPARE(content.graph.byteLength(content.root), 4U);
    }

    void otherNamesAreNone()
    {
        QVERIFY(!textEncodingFromName("utf-16"));
        QVERIFY(!textEncodingFromName(""));
    }
};

QTEST_GUILESS_MAIN(TestShownText)
#include "tst_shown_text.moc"
