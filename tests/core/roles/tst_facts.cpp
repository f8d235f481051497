// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <QtTest>

#include "core/roles/facts.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

std::string factsText(const Content& content)
{
    std::string text;
    for (const Fact& fact : factsOf(content)) {
        text += (text.empty() ? "" : ", ") + fact.name + ": " + fact.json;
    }
    return text;
}

} // namespace

class TestFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainValuesOfTheRootAreFacts();
    void integersThatDoublesCannotHoldAreTexts();
    void metaDataAndConfigurationAddTheirs();
    void stateDictsHaveNone();
    void thereAreNotTooMany();
};

void TestFacts::plainValuesOfTheRootAreFacts()
{
    GraphBuilder b;
    b.interpret(b.dict({{"epoch", b.integer(12)}, {"best_acc", b.number(0.7428)}, {"arch", b.text("resnet\"50")},
        {"done", b.flag(false)}, {"best_loss", b.number(HUGE_VAL)},
        {"mAP", b.numpyScalar("f8", std::string_view("\0\0\0\0\0\0\xd0\x3f", 8))}, {"nothing", b.none()},
        {"acc1", b.tensor({})}, {"losses", b.tensor({3})}, {"bias", b.tensor({1})},
        {"model", b.dict({{"a.w", b.tensor({1})}})}, {"essay", b.text(std::string(500, 'x'))}}));
    QCOMPARE(factsText(b.content),
        std::string("epoch: 12, best_acc: 0.7428, arch: \"resnet\\\"50\", done: false, best_loss: \"inf\", mAP: 0.25, "
                    "acc1: ")); // whose number is in its bytes
}

void TestFacts::integersThatDoublesCannotHoldAreTexts()
{
    GraphBuilder b;
    const auto big = [&b](std::size_t bytes) {
        return b.content.graph.addBigInt(std::vector<std::byte>(bytes, std::byte{1}));
    };
    b.interpret(
        b.dict({{"seed", b.integer((std::int64_t{1} << 53U) + 1)}, {"size", b.integer(-(std::int64_t{1} << 53U))},
            {"hash", big(9)}, {"never_ends", big(125)}, {"model", b.dict({{"a.w", b.tensor({1})}})}}));
    QCOMPARE(factsText(b.content),
        std::string("seed: \"9007199254740993\", size: -9007199254740992, hash: \"18519084246547628289\""));
}

void TestFacts::metaDataAndConfigurationAddTheirs()
{
    GraphBuilder b;
    const ValueId meta = b.dict({{"epoch", b.integer(3)}, {"mmcv_version", b.text("1.7")}, {"env", b.text("x")}});
    const ValueId args = b.object("argparse", "Namespace", {}, b.dict({{"arch", b.text("vit")}, {"lr", b.number(1)}}));
    b.interpret(b.dict({{"meta", meta}, {"args", args}}));
    QCOMPARE(factsText(b.content), std::string("epoch: 3, mmcv_version: \"1.7\", arch: \"vit\""));
}

void TestFacts::stateDictsHaveNone()
{
    GraphBuilder b;
    b.interpret(b.stateDict({{"a.weight", b.tensor({1})}, {"n_averaged", b.integer(3)}}));
    QCOMPARE(factsText(b.content), std::string());
}

void TestFacts::thereAreNotTooMany()
{
    GraphBuilder b;
    std::vector<Entry> entries;
    for (int i = 0; i < 1'000; ++i) {
        entries.push_back({b.text("k" + std::to_string(i)), b.integer(i)});
    }
    b.interpret(b.dictOf(entries));
    QVERIFY(factsOf(b.content).size() <= 100);
}

QTEST_GUILESS_MAIN(TestFacts)
#include "tst_facts.moc"
