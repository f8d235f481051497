// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/roles/optimizer.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

using Shape = Dims;

/// An Adam over parameters with these numbers and shapes; names go into param_names where there are some.
ValueId adam(GraphBuilder& b, const std::vector<std::pair<ValueId, Shape>>& parameters,
    const std::vector<std::string>& names = {})
{
    std::vector<ValueId> ids;
    std::vector<Entry> state;
    for (const auto& parameter : parameters) {
        ids.push_back(parameter.first);
        state.push_back({parameter.first,
            b.dict({{"step", b.tensor({})}, {"exp_avg", b.tensor(parameter.second)},
                {"exp_avg_sq", b.tensor(parameter.second)}})});
    }
    std::vector<GraphBuilder::Named> group{
        {"lr", b.number(0.1)}, {"betas", b.tuple({})}, {"amsgrad", b.flag(false)}, {"params", b.list(ids)}};
    if (!names.empty()) {
        std::vector<ValueId> texts;
        for (const std::string& name : names) {
            texts.push_back(b.text(name));
        }
        group.emplace_back("param_names", b.list(texts));
    }
    return b.dict({{"state", b.dictOf(state)}, {"param_groups", b.list({b.dict(group)})}});
}

std::string namesOf(const OptimizerFacts& facts)
{
    std::string text;
    for (const OptimizerSlot& slot : facts.slots) {
        text += (text.empty() ? "" : " ") + (slot.name.empty() ? std::string("-") : slot.name);
    }
    return text;
}

} // namespace

class TestOptimizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statedNamesAreTaken();
    void namesAreInferredByOrderAndShape();
    void oldIdsAreInferredLikewise();
    void unknownBuffersAreSkippedWhereThereIsOneWay();
    void whereThereAreTwoWaysNoNameIsGiven();
    void tiedParametersCountOnce();
    void mismatchSaysWhere();
    void wholeOptimizersHoldTheParametersThemselves();
    void otherValuesAreNoOptimizers();
};

void TestOptimizer::statedNamesAreTaken()
{
    GraphBuilder b;
    const ValueId value = adam(b, {{b.integer(0), {2}}, {b.integer(1), {3}}}, {"fc.weight", "fc.bias"});
    b.interpret(value);
    const auto facts = optimizerOf(b.content, value, {});
    QVERIFY(facts.has_value());
    QCOMPARE(facts->label, std::string("Adam"));
    QCOMPARE(namesOf(*facts), std::string("fc.weight fc.bias"));
    QVERIFY(facts->naming == SlotNaming::Stated);
    QCOMPARE(facts->groups.size(), std::size_t{1});
    QCOMPARE(facts->groups[0].slots, 2U);
    QVERIFY(facts->slots[1].like != kNoTensor);
}

void TestOptimizer::namesAreInferredByOrderAndShape()
{
    GraphBuilder b;
    const ValueId value = adam(b, {{b.integer(0), {4, 3}}, {b.integer(1), {4}}, {b.integer(2), {4}}});
    const ValueId model = b.stateDict({{"conv.weight", b.tensor({4, 3})}, {"bn.weight", b.tensor({4})},
        {"bn.bias", b.tensor({4})}, {"bn.running_mean", b.tensor({4})}, {"bn.running_var", b.tensor({4})},
        {"bn.num_batches_tracked", b.tensor({}, "LongStorage")}});
    b.interpret(b.list({value, model}));
    const auto facts = optimizerOf(b.content, value, entriesOfStateDict(b.content, model));
    QCOMPARE(namesOf(*facts), std::string("conv.weight bn.weight bn.bias"));
    QVERIFY(facts->naming == SlotNaming::Inferred);
    QVERIFY(facts->mismatch.empty());
}

void TestOptimizer::oldIdsAreInferredLikewise()
{
    GraphBuilder b;
    const ValueId value = adam(b, {{b.integer(139832181927520), {2}}, {b.integer(139832181927592), {3}}});
    const ValueId model = b.stateDict({{"a", b.tensor({2})}, {"b", b.tensor({3})}});
    b.interpret(b.list({value, model}));
    const auto facts = optimizerOf(b.content, value, entriesOfStateDict(b.content, model));
    QCOMPARE(namesOf(*facts), std::string("a b"));
}

void TestOptimizer::unknownBuffersAreSkippedWhereThereIsOneWay()
{
    GraphBuilder b;
    const ValueId value = adam(b, {{b.integer(0), {4, 3}}, {b.integer(1), {4}}});
    const ValueId model = b.stateDict({{"mean", b.tensor({3})}, {"w", b.tensor({4, 3})}, {"b", b.tensor({4})}});
    b.interpret(b.list({value, model}));
    const auto facts = optimizerOf(b.content, value, entriesOfStateDict(b.content, model));
    QCOMPARE(namesOf(*facts), std::string("w b"));
}

void TestOptimizer::whereThereAreTwoWaysNoNameIsGiven()
{
    GraphBuilder b;
    const ValueId value = adam(b, {{b.integer(0), {4}}});
    const ValueId model = b.stateDict({{"a", b.tensor({4})}, {"b", b.tensor({4})}});
    b.interpret(b.list({value, model}));
    const auto facts = optimizerOf(b.content, value, entriesOfStateDict(b.content, model));
    QCOMPARE(namesOf(*facts), std::string("-"));
    QVERIFY(facts->naming == SlotNaming::None);
    QCOMPARE(facts->mismatch, std::string("the optimizer has 1 parameters, the model 2"));
}

void TestOptimizer::tiedParametersCountOnce()
{
    GraphBuilder b;
    const ValueId tied = b.tensor({4});
    const ValueId value = adam(b, {{b.integer(0), {4}}, {b.integer(1), {2}}});
    const ValueId model = b.stateDict({{"embed", tied}, {"head", tied}, {"bias", b.tensor({2})}});
    b.interpret(b.list({value, model}));
    const auto facts = optimizerOf(b.content, value, entriesOfStateDict(b.content, model));
    QCOMPARE(namesOf(*facts), std::string("embed bias"));
}

void TestOptimizer::mismatchSaysWhere()
{
    GraphBuilder b;
    const ValueId value = adam(b, {{b.integer(0), {4}}, {b.integer(1), {64}}});
    const ValueId model = b.stateDict({{"a", b.tensor({4})}, {"b", b.tensor({64, 3})}});
    b.interpret(b.list({value, model}));
    const auto facts = optimizerOf(b.content, value, entriesOfStateDict(b.content, model));
    QCOMPARE(facts->mismatch, std::string("slot 1 is [64], model key 1 (b) is [64, 3]"));
}

void TestOptimizer::wholeOptimizersHoldTheParametersThemselves()
{
    GraphBuilder b;
    const ValueId weight = b.parameter(b.tensor({4}));
    const ValueId net = b.module("m.Net", {{"weight", weight}}, {}, {});
    const ValueId slots = b.dict({{"exp_avg", b.tensor({4})}});
    const ValueId state = b.dict(
        {{"state", b.dictOf({{weight, slots}})}, {"param_groups", b.list({b.dict({{"params", b.list({weight})}})})}});
    const ValueId value = b.object("torch.optim.adam", "Adam", {}, state);
    b.interpret(b.list({net, value}));
    const auto facts = optimizerOf(b.content, value, wholeModelEntries(b.content, net));
    QVERIFY(facts.has_value());
    QCOMPARE(namesOf(*facts), std::string("weight"));
    QVERIFY(facts->slots[0].state == slots);
    QVERIFY(facts->naming == SlotNaming::Stated);
}

void TestOptimizer::otherValuesAreNoOptimizers()
{
    GraphBuilder b;
    const ValueId value = b.dict({{"state", b.dict({})}});
    b.interpret(value);
    QVERIFY(!optimizerOf(b.content, value, {}).has_value());
    const ValueId odd = b.dict({{"state", b.integer(1)}, {"param_groups", b.text("x")}});
    b.interpret(odd);
    const auto facts = optimizerOf(b.content, odd, {});
    QVERIFY(facts.has_value());
    QVERIFY(facts->slots.empty());
}

QTEST_GUILESS_MAIN(TestOptimizer)
#include "tst_optimizer.moc"
