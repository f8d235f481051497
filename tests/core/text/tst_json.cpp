// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/text/json.h"

using namespace pthf;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesTheSame_data()
    {
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* text) { QTest::newRow(text) << std::string(text); };
        row("null");
        row("true");
        row("-9223372036854775808");
        row("18446744073709551615");
        row("0.1");
        row("1e-05");
        row("\"\"");
        row("\"a\\\"\\\\\\n\"");
        row("[]");
        row("{}");
        row("{\"z\":1,\"a\":[1,[2,{\"b\":null}],\"x\"]}");
    }
    void readsAndWritesTheSame()
    {
        QFETCH(std::string, text);
        const auto json = Json::parse(text);
        QVERIFY2(json.has_value(), json ? "" : json.error().message().c_str());
        QCOMPARE(json->dump(), text);
    }

    void mistakesAreExplained_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("message");
        const auto row = [](const char* text, const char* message) {
            QTest::newRow(text) << std::string(text) << std::string(message);
        };
        row("", "no JSON at byte 0: unexpected end of input");
        row("{", "no JSON at byte 1: unexpected end of input; expected string literal");
        row("[1,]", "no JSON at byte 3: unexpected ']'");
        row("[1 2]", "no JSON at byte 3: unexpected number literal");
        row("{\"a\":1,\"a\":2}", "the JSON key \"a\" stands twice");
        row("nul", "no JSON at byte 3: invalid literal");
        row("1 1", "no JSON at byte 2: unexpected number literal");
    }
    void mistakesAreExplained()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, message);
        const auto json = Json::parse(text);
        QVERIFY(!json.has_value());
        const std::string told = json.error().message();
        QVERIFY2(told.starts_with(message), told.c_str());
    }

    void depthIsLimited()
    {
        QVERIFY(Json::parse(std::string(256, '[') + std::string(256, ']')).has_value());
        const auto deep = Json::parse(std::string(1'000'000, '['));
        QVERIFY(!deep.has_value());
        QCOMPARE(deep.error().code(), ErrorCode::LimitExceeded);
    }

    void numbersKeepTheirKind()
    {
        const auto json = Json::parse(R"({"i":5,"n":-5,"f":5.0,"u":18446744073709551615})");
        QVERIFY(json.has_value());
        QCOMPARE(json->find("i")->asInteger(), std::optional<std::int64_t>(5));
        QCOMPARE(json->find("i")->asUnsigned(), std::optional<std::uint64_t>(5));
        QCOMPARE(json->find("n")->asUnsigned(), std::optional<std::uint64_t>());
        QCOMPARE(json->find("f")->asInteger(), std::optional<std::int64_t>());
        QCOMPARE(json->find("f")->asNumber(), std::optional<double>(5.0));
        QCOMPARE(json->find("u")->asInteger(), std::optional<std::int64_t>());
        QCOMPARE(json->find("u")->kindName(), std::string_view("number"));
        QCOMPARE(json->find("absent"), nullptr);
    }

    void aMemberOfAnotherKindSaysNothing()
    {
        const auto json = Json::parse(R"({"text":"a","flag":true,"items":[1,2]})");
        QVERIFY(json.has_value());
        QCOMPARE(json->textAt("text"), std::string("a"));
        QVERIFY(json->flagAt("flag"));
        QCOMPARE(json->itemsAt("items").size(), std::size_t(2));
        for (const char* name : {"text", "flag", "items", "absent"}) {
            QCOMPARE(json->textAt(name).empty(), name != std::string_view("text"));
            QCOMPARE(json->flagAt(name), name == std::string_view("flag"));
            QCOMPARE(json->itemsAt(name).empty(), name != std::string_view("items"));
        }
        QVERIFY(Json().textAt("text").empty());
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
