// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/roles/whole_model.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

std::string keysOf(const std::vector<StateDictEntry>& entries)
{
    std::string text;
    for (const StateDictEntry& entry : entries) {
        text += (text.empty() ? "" : " ") + entry.key + (entry.isBuffer ? "*" : "");
    }
    return text;
}

ValueId batchNorm(GraphBuilder& b)
{
    return b.module("torch.nn.modules.batchnorm.BatchNorm2d",
        {{"weight", b.parameter(b.tensor({4}))}, {"bias", b.parameter(b.tensor({4}))}},
        {{"running_mean", b.tensor({4})}, {"running_var", b.tensor({4})},
            {"num_batches_tracked", b.tensor({}, "LongStorage")}},
        {});
}

ValueId linear(GraphBuilder& b)
{
    return b.module(
        "torch.nn.modules.linear.Linear", {{"weight", b.parameter(b.tensor({2, 4}))}, {"bias", b.none()}}, {}, {});
}

} // namespace

class TestWholeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entriesAreInTorchsOrder();
    void nonPersistentBuffersAreLeftOut();
    void sharedModulesStandUnderEveryName();
    void dataParallelNeedsNoSpecialTreatment();
    void modulesOfTorchScriptAreReadInSlotOrder();
    void aModuleInsideItselfIsEnteredOnce();
    void sharingWithoutEndIsBounded();
    void versionsAreThoseOfTorchsModules();
    void factsCountTrainingAndHooks();
    void spectralNormsHookIsKnown();
    void otherObjectsAreNoModels();
    void plainDictionariesGiveTheirEntries();
};

void TestWholeModel::entriesAreInTorchsOrder()
{
    GraphBuilder b;
    const ValueId net = b.module("heldnet.HeldNet", {{"absent", b.none()}, {"scale", b.parameter(b.tensor({1}))}},
        {{"mean", b.tensor({3})}, {"nothing", b.none()}},
        {{"bn", batchNorm(b)}, {"downsample", b.none()}, {"fc", linear(b)}});
    b.interpret(net);
    QVERIFY(isWholeModel(b.content, net));
    QCOMPARE(keysOf(wholeModelEntries(b.content, net)),
        std::string(
            "scale mean* bn.weight bn.bias bn.running_mean* bn.running_var* bn.num_batches_tracked* fc.weight"));
}

void TestWholeModel::nonPersistentBuffersAreLeftOut()
{
    GraphBuilder b;
    const ValueId hidden = b.call("__builtin__", "set", {b.list({b.text("scratch")})});
    const ValueId net = b.module("m.Net", {}, {{"scratch", b.tensor({4})}, {"kept", b.tensor({1})}}, {},
        {{"_non_persistent_buffers_set", hidden}});
    b.interpret(net);
    QCOMPARE(keysOf(wholeModelEntries(b.content, net)), std::string("kept*"));
}

void TestWholeModel::sharedModulesStandUnderEveryName()
{
    GraphBuilder b;
    const ValueId shared = linear(b);
    const ValueId net = b.module("m.Net", {}, {}, {{"shared", shared}, {"again", shared}});
    b.interpret(net);
    const auto entries = wholeModelEntries(b.content, net);
    QCOMPARE(keysOf(entries), std::string("shared.weight again.weight"));
    QVERIFY(entries[0].tensor == entries[1].tensor);
    QVERIFY(entries[0].tensor != kNoTensor);
    QCOMPARE(modelFacts(b.content, net).modules, std::uint64_t{2});
}

void TestWholeModel::dataParallelNeedsNoSpecialTreatment()
{
    GraphBuilder b;
    const ValueId net = b.module("torch.nn.parallel.data_parallel.DataParallel", {}, {}, {{"module", linear(b)}});
    b.interpret(net);
    QCOMPARE(keysOf(wholeModelEntries(b.content, net)), std::string("module.weight"));
}

void TestWholeModel::modulesOfTorchScriptAreReadInSlotOrder()
{
    GraphBuilder b;
    const ValueId layer = b.object("__torch__.torch.nn.modules.linear", "Linear", {},
        b.dict({{"weight", b.tensor({2, 2})}, {"bias", b.tensor({2})}, {"training", b.flag(false)}}));
    const ValueId net = b.object(
        "__torch__.m", "Net", {}, b.dict({{"training", b.flag(true)}, {"fc", layer}, {"scale", b.tensor({1})}}));
    b.interpret(net);
    QVERIFY(isWholeModel(b.content, net));
    QCOMPARE(keysOf(wholeModelEntries(b.content, net)), std::string("scale fc.weight fc.bias"));
}

void TestWholeModel::aModuleInsideItselfIsEnteredOnce()
{
    GraphBuilder b;
    const ValueId net = b.module("m.Net", {{"w", b.parameter(b.tensor({1}))}}, {}, {{"me", b.none()}});
    const ValueId state = b.content.graph.instance(net).state;
    const ValueId modules = b.content.graph.entries(state).back().value;
    const ValueId items = b.content.graph.instance(modules).dictItems;
    const std::array entry{Entry{b.text("me"), net}};
    b.content.graph.setEntries(items, entry);
    b.interpret(net);
    QCOMPARE(keysOf(wholeModelEntries(b.content, net)), std::string("w"));
}

void TestWholeModel::sharingWithoutEndIsBounded()
{
    GraphBuilder b;
    ValueId net = b.module("m.Net", {}, {}, {});
    for (int depth = 0; depth < 200; ++depth) {
        net = b.module("m.Net", {}, {}, {{"a", net}, {"b", net}}); // 2^200 modules
    }
    b.interpret(net);
    QVERIFY(moduleVersions(b.content, net).size() <= 250'000);
}

void TestWholeModel::versionsAreThoseOfTorchsModules()
{
    GraphBuilder b;
    const ValueId old = b.module("torch.nn.modules.batchnorm.BatchNorm1d", {}, {{"running_mean", b.tensor({1})}}, {});
    const ValueId quantized = b.module("torch.nn.quantized.dynamic.modules.linear.Linear", {}, {}, {});
    const ValueId net = b.module("m.Net", {}, {}, {{"bn", batchNorm(b)}, {"old", old}, {"q", quantized}});
    b.interpret(net);
    std::string text;
    for (const ModuleVersion& version : moduleVersions(b.content, net)) {
        text += version.path + ":" + std::to_string(version.version) + " ";
    }
    QCOMPARE(text, std::string(":1 bn:2 old:1 q:4 "));
}

void TestWholeModel::factsCountTrainingAndHooks()
{
    GraphBuilder b;
    const ValueId hooked =
        b.module("m.Hooked", {}, {}, {}, {{"_state_dict_hooks", b.orderedDict({{"0", b.global("m", "hook")}})}});
    const ValueId net = b.module("m.Net", {}, {}, {{"a", hooked}, {"b", linear(b)}});
    b.interpret(net);
    const ModelFacts facts = modelFacts(b.content, net);
    QCOMPARE(facts.className, std::string("m.Net"));
    QCOMPARE(facts.modules, std::uint64_t{3});
    QCOMPARE(facts.training, std::uint64_t{3});
    QCOMPARE(facts.withStateDictHooks, std::uint64_t{1});
}

void TestWholeModel::spectralNormsHookIsKnown()
{
    GraphBuilder b;
    const auto named = [&b](std::string_view name, std::string_view attribute, ValueId value) {
        return b.object("torch.nn.utils.spectral_norm", name, {}, b.dict({{attribute, value}}));
    };
    const ValueId hook = named("SpectralNormStateDictHook", "fn", named("SpectralNorm", "name", b.text("weight")));
    const ValueId nameless = named("SpectralNormStateDictHook", "fn", b.none());
    const ValueId net = b.module("m.Net", {}, {},
        {{"a", b.module("m.Fc", {}, {}, {}, {{"_state_dict_hooks", b.orderedDict({{"0", hook}})}})},
            {"b", b.module("m.Fc", {}, {}, {}, {{"_state_dict_hooks", b.orderedDict({{"0", nameless}})}})}});
    b.interpret(net);
    const auto versions = moduleVersions(b.content, net);
    QCOMPARE(versions.at(1).spectralNorms, (std::vector<std::string>{"weight"}));
    QVERIFY(versions.at(2).spectralNorms.empty());
    QCOMPARE(modelFacts(b.content, net).withStateDictHooks, std::uint64_t{1});
}

void TestWholeModel::otherObjectsAreNoModels()
{
    GraphBuilder b;
    const ValueId namespaceValue = b.object("argparse", "Namespace", {}, b.dict({{"_modules", b.dict({})}}));
    const ValueId dict = b.dict({{"_parameters", b.dict({})}, {"_buffers", b.dict({})}, {"_modules", b.dict({})}});
    const ValueId tensor = b.tensor({1});
    b.interpret(b.list({namespaceValue, dict, tensor}));
    QVERIFY(!isWholeModel(b.content, namespaceValue));
    QVERIFY(!isWholeModel(b.content, dict));
    QVERIFY(!isWholeModel(b.content, tensor));
    QVERIFY(wholeModelEntries(b.content, dict).empty());
}

void TestWholeModel::plainDictionariesGiveTheirEntries()
{
    GraphBuilder b;
    const ValueId dict = b.stateDict({{"a.weight", b.tensor({1})}, {"a._extra_state", b.bytes("x")}});
    b.interpret(dict);
    const auto entries = entriesOfStateDict(b.content, dict);
    QCOMPARE(keysOf(entries), std::string("a.weight a._extra_state"));
    QVERIFY(entries[0].tensor != kNoTensor);
    QVERIFY(entries[1].tensor == kNoTensor);
    QCOMPARE(entries[1].slot, 1U);
}

QTEST_GUILESS_MAIN(TestWholeModel)
#include "tst_whole_model.moc"
