// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/value/path_json.h"
#include "tests/support/qtest_printers.h"

using namespace pthf;

class TestPathJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsComeBack_data()
    {
        QTest::addColumn<KeyPath>("path");
        QTest::addColumn<std::string>("json");
        const auto row = [](const char* name, KeyPath path, const char* json) {
            QTest::newRow(name) << std::move(path) << std::string(json);
        };
        using Segment = KeySegment;
        row("root", {}, "[]");
        row("keys and positions", {{std::string("model")}, {std::int64_t{0}}, {std::string("0")}},
            "[\"model\",0,\"0\"]");
        row("attributes and arguments", {{Segment::Attribute{"state"}}, {Segment::Argument{3}}},
            "[{\"attr\":\"state\"},{\"arg\":3}]");
        row("any other key", {{Segment::Repr{"(1, 'a')"}}}, "[{\"repr\":\"(1, 'a')\"}]");
        row("an integer that doubles cannot hold", {{(std::int64_t{1} << 53U) + 1}},
            "[{\"repr\":\"9007199254740993\"}]");
        row("an integer beyond 64 bits", {{Segment::BigInteger{"18446744073709551616"}}},
            "[{\"repr\":\"18446744073709551616\"}]");
        row("a repr that is a small number", {{Segment::Repr{"5"}}}, "[{\"repr\":\"5\"}]");
    }
    void pathsComeBack()
    {
        QFETCH(KeyPath, path);
        JsonWriter writer;
        writePath(writer, path);
        QTEST(writer.str(), "json");
        const auto json = Json::parse(writer.str());
        QVERIFY(json.has_value());
        const auto read = pathFromJson(*json);
        QVERIFY(read.has_value());
        QVERIFY(*read == path);
    }

    void theCommandLinesSpellingIsTaken()
    {
        const auto read = pathFromJson(Json(std::string("model/0/@state")));
        QVERIFY(read.has_value());
        QVERIFY((*read == KeyPath{{std::string("model")}, {std::int64_t{0}}, {KeySegment::Attribute{"state"}}}));
    }

    void whatIsNoPathIsRefused()
    {
        for (const char* text : {"1", "{}", "[null]", "[[]]", "[1.5]", "[{\"attr\":1}]", "[{\"arg\":-1}]",
                 "[{\"arg\":4294967296}]", "[{\"attr\":\"a\",\"arg\":0}]", "[18446744073709551615]"}) {
            const auto json = Json::parse(text);
            QVERIFY(json.has_value());
            const auto read = pathFromJson(*json);
            QVERIFY2(!read.has_value(), text);
            QCOMPARE(read.error().code(), ErrorCode::InvalidArgument);
        }
    }
};

QTEST_GUILESS_MAIN(TestPathJson)
#include "tst_path_json.moc"
