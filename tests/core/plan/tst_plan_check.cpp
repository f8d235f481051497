// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/plan/plan_check.h"
#include "tests/core/plan/plan_samples.h"

using namespace pthf;

class TestPlanCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodOperationsPass()
    {
        for (const Operation& operation : tests::everyOperation()) {
            const Status checked = checkOperation(operation);
            QVERIFY2(checked.has_value(), checked ? "" : checked.error().message().c_str());
        }
    }

    void mistakesAreSentences_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("message");
        const auto row = [](const char* message, Operation operation) {
            QTest::newRow(message) << std::move(operation) << std::string(message);
        };
        row("\"cuda:x\" is no device: it is written cpu, cuda:1, mps, …", MapLocation{"cuda:x", {}, {}});
        row("\"gpu\" is no device: it is written cpu, cuda:1, mps, …", MapLocation{"gpu", {}, {}});
        row("\"\" is no device: it is written cpu, cuda:1, mps, …", MapLocation{"", {{"cpu", ""}}, {}});
        row("\"cuda:0\" stands twice in the device table",
            MapLocation{"", {{"cuda:0", "cpu"}, {"cuda:0", "cuda:1"}}, {}});
        row("a device rule has no pattern", MapLocation{"", {}, {{"", "cpu"}}});
        row("a prefix cannot be empty", RemovePrefix{".", {}});
        row("\"a..b\" holds an empty segment between two dots", AddPrefix{"a..b", {}});
        row("\"a(\" is no pattern: missing closing parenthesis at position 2", RenamePattern{"a(", "", {}});
        row("\"\\2\" is no replacement: the pattern has 1 groups, none is number 2 at position 0",
            RenamePattern{"(a)", "\\2", {}});
        row("\"a\" stands twice in the table of names", RenameTable{{{"a", "b"}, {"a", "c"}}, {}});
        row("it says neither patterns nor roles nor paths", Keep{});
        row("a pattern is empty", Drop{{""}, {}, {}});
        row("the key to put everything under is empty", Wrap{""});
        row("nothing is cast to int8: float64, float32, float16, bfloat16, float8_e4m3fn and float8_e5m2 are possible",
            Cast{DType::Int8, {}});
        row("an integer of more than 64 bits: \"18446744073709551616\"", SetValue{{}, "18446744073709551616"});
        row("the shape [3, -1] has the negative size -1", InitTensor{"w", {}, {3, -1}, DType::Float32, {}});
        row("the shape [4611686018427387904] of float32 has 4,611,686,018,427,387,904 elements; a tensor can be made "
            "of at "
            "most 4,398,046,511,104 (17.6 TB)",
            InitTensor{"w", {}, {std::int64_t{1} << 62}, DType::Float32, {}});
        row("the shape [4294967296, 4294967296] of uint8 has more than 2^63 elements; a tensor can be made of at most "
            "17,592,186,044,416 (17.6 TB)",
            Resize{"w", {std::int64_t{1} << 32, std::int64_t{1} << 32}, {}, {}});
        row("numbers are drawn as float64, float32, float16 or bfloat16, not as int64",
            InitTensor{"w", {InitialKind::Normal, 0, 1, FanMode::In, 0}, {3}, DType::Int64, {}});
        row("Kaiming and Xavier need a tensor of at least two dimensions, not 1",
            InitTensor{"w", {InitialKind::XavierNormal, 1, 0, FanMode::In, 0}, {3}, DType::Float32, {}});
        row("uint8 cannot hold constant(300)",
            InitTensor{"w", {InitialKind::Constant, 300, 0, FanMode::In, 0}, {3}, DType::UInt8, {}});
        row("the key is empty", Resize{"", {1}, {}, {}});
        row("it names no file to take the tensor from", SetTensor{"w", "", {}, {}});
        row("a dimension cannot change places with itself", Transpose{"*", 1, 1});
        row("no tensor has a dimension 99", Transpose{"*", 0, 99});
        row("no JSON at byte 0: invalid literal; last read: 'x'", SetValue{{}, "x"});
    }
    void mistakesAreSentences()
    {
        QFETCH(Operation, operation);
        const Status checked = checkOperation(operation);
        QVERIFY(!checked.has_value());
        QTEST(checked.error().message(), "message");
    }

    void theOperationIsNamed() { QCOMPARE(operationPlace(2, Wrap{""}), std::string("operation 2 (wrap)")); }
};

QTEST_GUILESS_MAIN(TestPlanCheck)
#include "tst_plan_check.moc"
