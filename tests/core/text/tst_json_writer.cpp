// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include <QTest>

#include "core/text/json.h"
#include "core/text/json_writer.h"

using namespace pthf;
using namespace std::string_view_literals;

class TestJsonWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commasAndNestingFallIntoPlace()
    {
        JsonWriter writer;
        writer.beginObject().member("a", "x").key("b").beginArray().integer(1).null().beginArray().endArray();
        writer.beginObject().endObject().endArray().memberBool("c", true).memberCount("d", 7).endObject();
        QCOMPARE(writer.str(), std::string("{\"a\":\"x\",\"b\":[1,null,[],{}],\"c\":true,\"d\":7}"));
    }

    void indentsWhenAsked()
    {
        JsonWriter writer(2);
        writer.beginObject().key("a").beginArray().integer(1).integer(2).endArray().key("b").beginObject();
        writer.endObject().endObject();
        QCOMPARE(writer.str(), std::string("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}"));
    }

    void whatWasReadIsWrittenWithItsIndent()
    {
        const auto json = Json::parse("{\"a\":[1,2.5],\"b\":{\"c\":\"d\"}}");
        QVERIFY(json.has_value());
        const auto again = Json::parse(json->dump(4));
        QVERIFY(again.has_value());
        QCOMPARE(again->dump(), json->dump());
    }

    void textIsMadeSafe_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("json");
        const auto row = [](const char* name, std::string_view text, std::string_view json) {
            QTest::newRow(name) << std::string(text) << std::string(json);
        };
        row("plain", "module.weight", "\"module.weight\"");
        row("quote and backslash", "\"\\", "\"\\\"\\\\\"");
        row("controls", "\n\0\x1f\x7f"sv, "\"\\n\\u0000\\u001f\\u007f\"");
        row("letters of the world stay", "é权", "\"é权\"");
        row("bidi override", "\u202E", "\"\\u202e\"");
        row("lone surrogate, as Python's json reads it", "\xED\xA0\x80", "\"\\ud800\"");
        row("beyond the first plane", "\U000E0041", "\"\\udb40\\udc41\"");
        row("no UTF-8", "a\xFF", "\"a\xEF\xBF\xBD\"");
    }
    void textIsMadeSafe()
    {
        QFETCH(std::string, text);
        QTEST(jsonQuoted(text), "json");
    }

    void numbersReadBackAsWritten_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<std::string>("text");
        const auto row = [](double value, const char* text) { QTest::newRow(text) << value << std::string(text); };
        row(0.0, "0.0");
        row(-0.0, "-0.0");
        row(1.0, "1.0");
        row(0.1, "0.1");
        row(0.0001, "0.0001");
        row(0.00001, "1e-05");
        row(90000.0, "90000.0");
        row(123456789012345680.0, "1.2345678901234568e+17");
        row(1e16, "1e+16");
        row(1e15, "1000000000000000.0");
        row(5e-324, "5e-324");
        row(std::numeric_limits<double>::max(), "1.7976931348623157e+308");
    }
    void numbersReadBackAsWritten()
    {
        QFETCH(double, value);
        QFETCH(std::string, text);
        QCOMPARE(shortestNumber(value), text);
        const auto read = Json::parse(text);
        QVERIFY(read.has_value());
        QCOMPARE(read->asNumber(), std::optional<double>(value));
    }

    void whatDoublesCannotHoldIsAString()
    {
        JsonWriter writer;
        writer.beginArray().safeInteger(std::int64_t{1} << 53U).safeInteger((std::int64_t{1} << 53U) + 1);
        writer.safeInteger(std::numeric_limits<std::int64_t>::min()).safeNumber(std::nan("")).safeNumber(-INFINITY);
        writer.number(INFINITY).safeNumber(2.5).safeCount(~std::uint64_t{0}).endArray();
        QCOMPARE(writer.str(),
            std::string("[9007199254740992,\"9007199254740993\",\"-9223372036854775808\",\"nan\",\"-inf\",null,2.5,")
                + "\"18446744073709551615\"]");
    }

    void twentyThousandObjectsTakeMilliseconds()
    {
        QBENCHMARK
        {
            JsonWriter writer;
            writer.beginArray();
            for (std::int64_t i = 0; i < 20'000; ++i) {
                writer.beginObject().key("path").beginArray().text("model").text("layer.weight").endArray();
                writer.member("type", "tensor").member("dtype", "float32").key("shape").beginArray();
                writer.integer(64).integer(3).integer(7).endArray().key("offset").integer(i).endObject();
            }
            QVERIFY(writer.endArray().str().size() > 20'000);
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "tst_json_writer.moc"
