// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <QtTest>

#include "core/meaning/unfold.h"
#include "core/roles/role_names.h"
#include "core/roles/roles.h"
#include "tests/support/graph_builder.h"

using namespace pthf;
using pthf::tests::GraphBuilder;

namespace {

using Make = std::function<ValueId(GraphBuilder&)>;

std::string guessText(const std::optional<RoleGuess>& guess)
{
    if (!guess) {
        return "-";
    }
    std::string text(roleName(guess->role));
    text += guess->label.empty() ? "" : " " + guess->label;
    text += guess->isStateDict ? " state-dict" : "";
    text += guess->isWholeModel ? " whole" : "";
    return text;
}

ValueId weights(GraphBuilder& b)
{
    return b.stateDict({{"conv.weight", b.tensor({4, 3})}, {"conv.bias", b.tensor({4})}});
}

ValueId bare(GraphBuilder& b)
{
    return b.dict({{"conv.weight", b.tensor({4, 3})}, {"conv.bias", b.tensor({4})}});
}

ValueId optimizer(GraphBuilder& b, const std::vector<GraphBuilder::Named>& hyper, ValueId slots)
{
    std::vector<GraphBuilder::Named> group{{"lr", b.number(0.1)}, {"weight_decay", b.number(0)}};
    group.insert(group.end(), hyper.begin(), hyper.end());
    group.emplace_back("params", b.list({b.integer(0)}));
    return b.dict({{"state", b.dictOf({{b.integer(0), slots}})}, {"param_groups", b.list({b.dict(group)})}});
}

ValueId adam(GraphBuilder& b)
{
    return optimizer(b, {{"betas", b.tuple({})}, {"eps", b.number(1e-8)}, {"amsgrad", b.flag(false)}},
        b.dict({{"step", b.integer(1)}, {"exp_avg", b.tensor({4})}, {"exp_avg_sq", b.tensor({4})}}));
}

ValueId stepLr(GraphBuilder& b)
{
    return b.dict({{"step_size", b.integer(30)}, {"gamma", b.number(0.1)}, {"base_lrs", b.list({})},
        {"last_epoch", b.integer(3)}, {"_step_count", b.integer(4)}});
}

} // namespace

Q_DECLARE_METATYPE(Make)

class TestRoles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nodesHaveTheirRole_data();
    void nodesHaveTheirRole();
    void namesHintAtRoles_data();
    void namesHintAtRoles();
    void optimizersAreToldApart_data();
    void optimizersAreToldApart();
    void schedulersAreToldApart_data();
    void schedulersAreToldApart();
};

void TestRoles::nodesHaveTheirRole_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("outer");
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* title, const char* name, const char* expected, Make make, const char* outer = "") {
        QTest::newRow(title) << name << outer << std::move(make) << expected;
    };
    row("a state dict as the root", "", "model state-dict", weights);
    row("a plain dict of weights as the root", "", "model state-dict", bare);
    row("settings of an optimizer", "optim_param", "config", [](GraphBuilder& b) {
        return b.dict({{"lr", b.number(0.1)}, {"amsgrad", b.flag(true)}});
    });
    row("settings with a tensor among them", "config", "config", [](GraphBuilder& b) {
        return b.dict({{"shift", b.tensor({89})}, {"cutoff", b.number(5)}, {"lr", b.number(0.1)}});
    });
    row("weights that are called parameters", "gen_params", "model state-dict", [](GraphBuilder& b) {
        return b.dict({{"w", b.tensor({2})}, {"b", b.tensor({2})}});
    });
    row("parameters of several networks", "params", "-", [](GraphBuilder& b) {
        return b.dict({{"encoder", b.dict({{"w", b.tensor({2})}})}});
    });
    row("a single layer as the root", "", "model state-dict", [](GraphBuilder& b) {
        return b.dict({{"weight", b.tensor({2})}, {"bias", b.tensor({2})}});
    });
    row("model", "model", "model state-dict", weights);
    row("any name", "netG", "model state-dict", weights);
    row("a name that says epoch", "epoch_5", "model state-dict", weights);
    row("a best model", "best_state_dict", "model state-dict", weights);
    row("ema", "state_dict_ema", "ema state-dict", weights);
    row("ema around it", "module", "ema state-dict", weights, "ema");
    row("ema in camel case", "modelEMA", "ema state-dict", weights);
    row("numpy weights of detectron2", "model", "model state-dict", [](GraphBuilder& b) {
        return b.dict({{"stem.conv1.weight", b.numpyArray("f4", {1}, b.bytes("1234"))}});
    });
    row("keys without dots under model", "params", "model state-dict", [](GraphBuilder& b) {
        return b.dict({{"w1", b.tensor({1})}, {"w2", b.tensor({1})}});
    });
    row("keys without dots elsewhere", "stuff", "-", [](GraphBuilder& b) {
        return b.dict({{"w1", b.tensor({1})}, {"w2", b.tensor({1})}});
    });
    row("whole model", "net", "model Net state-dict whole",
        [](GraphBuilder& b) { return b.module("heldnet.Net", {}, {}, {}); });
    row("whole ema", "ema", "ema Net state-dict whole",
        [](GraphBuilder& b) { return b.module("heldnet.Net", {}, {}, {}); });
    row("a dict of state dicts", "state_dict", "-", [](GraphBuilder& b) {
        return b.dict({{"state_dict", weights(b)}});
    });
    row("optimizer by structure", "thing", "optimizer Adam", adam);
    row("list of optimizers", "optimizer_states", "optimizer Adam", [](GraphBuilder& b) { return b.list({adam(b)}); });
    row("optimizer by name", "optimizer", "optimizer", [](GraphBuilder& b) { return b.dict({}); });
    row("arguments called opt", "opt", "config", [](GraphBuilder& b) { return b.dict({{"lr", b.number(0.1)}}); });
    row("options called opt", "opt", "config", [](GraphBuilder& b) {
        return b.object("argparse", "Namespace", {}, b.dict({{"lr", b.number(1)}}));
    });
    row("scheduler", "sched", "scheduler StepLR", stepLr);
    row("list of schedulers", "lr_schedulers", "scheduler StepLR", [](GraphBuilder& b) { return b.list({stepLr(b)}); });
    row("scaler", "scaler", "scaler GradScaler", [](GraphBuilder& b) {
        return b.dict({{"scale", b.number(65536)}, {"growth_factor", b.number(2)}, {"backoff_factor", b.number(0.5)}});
    });
    row("random state", "rng_state", "rng", [](GraphBuilder& b) { return b.tensor({5056}, "ByteStorage"); });
    row("random states", "cuda_rng_state_all", "rng",
        [](GraphBuilder& b) { return b.list({b.tensor({16}, "ByteStorage")}); });
    row("random state by its size", "cpu", "rng", [](GraphBuilder& b) { return b.tensor({5056}, "ByteStorage"); });
    row("random states by their size", "cuda", "rng", [](GraphBuilder& b) {
        return b.list({b.tensor({16}, "ByteStorage"), b.tensor({16}, "ByteStorage")});
    });
    row("numpy's generator", "np", "rng", [](GraphBuilder& b) {
        return b.tuple({b.text("MT19937"), b.list({}), b.integer(1)});
    });
    row("epoch", "epoch", "counter", [](GraphBuilder& b) { return b.integer(12); });
    row("iteration", "global_step", "counter", [](GraphBuilder& b) { return b.integer(12); });
    row("metric", "best_acc1", "metric", [](GraphBuilder& b) { return b.number(0.7); });
    row("a loss in a tensor", "loss", "metric", [](GraphBuilder& b) { return b.tensor({}); });
    row("arch", "arch", "config", [](GraphBuilder& b) { return b.text("resnet50"); });
    row("arguments", "args", "config", [](GraphBuilder& b) { return b.dict({{"lr", b.number(0.1)}}); });
    row("hyper parameters", "hyper_parameters", "config",
        [](GraphBuilder& b) { return b.object("m", "AttributeDict"); });
    row("a trainer's loops", "loops", "other", [](GraphBuilder& b) { return b.dict({{"fit_loop", b.dict({})}}); });
    row(
        "numbers further down", "epoch", "-", [](GraphBuilder& b) { return b.integer(1); }, "fit_loop");
    row("nothing", "model", "-", [](GraphBuilder& b) { return b.none(); });
    row("an ordinary dict", "extra", "-", [](GraphBuilder& b) { return b.dict({{"a", b.integer(1)}}); });
}

void TestRoles::nodesHaveTheirRole()
{
    QFETCH(QString, name);
    QFETCH(QString, outer);
    QFETCH(Make, make);
    QFETCH(QString, expected);
    GraphBuilder builder;
    const ValueId value = make(builder);
    builder.interpret(value);
    const auto guess = roleOf(builder.content, value, name.toStdString(), outer.toStdString());
    QCOMPARE(QString::fromStdString(guessText(guess)), expected);
}

void TestRoles::namesHintAtRoles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("hint");
    const auto row = [](const char* name, NameHint hint) { QTest::newRow(name) << name << int(hint); };
    row("model_state_dict", NameHint::Model);
    row("optimizer_state_dict", NameHint::Optimizer);
    row("ema_state_dict", NameHint::Ema);
    row("classy_state_dict", NameHint::Model);
    row("model_optimizer", NameHint::Optimizer);
    row("optimizerG", NameHint::Optimizer);
    row("optimizer_params", NameHint::ModelOrOptions);
    row("scheduler_kwargs", NameHint::Config);
    row("_type_map", NameHint::None);
    row("mAP", NameHint::Metric);
    row("optim0", NameHint::Optimizer);
    row("lr_scheduler", NameHint::Scheduler);
    row("best_epoch", NameHint::Counter);
    row("best_mIoU", NameHint::Metric);
    row("pytorch-lightning_version", NameHint::Config);
    row("random_rng_state", NameHint::Rng);
    row("schema", NameHint::None);
    row("demand", NameHint::None);
    row("", NameHint::None);
}

void TestRoles::namesHintAtRoles()
{
    QFETCH(QString, name);
    QFETCH(int, hint);
    QCOMPARE(int(hintOfName(name.toStdString())), hint);
}

void TestRoles::optimizersAreToldApart_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("label");
    const auto row = [](const char* title, const char* label, Make make) {
        QTest::newRow(title) << std::move(make) << label;
    };
    row("Adam", "Adam", adam);
    row("SGD", "SGD", [](GraphBuilder& b) {
        return optimizer(b, {{"momentum", b.number(0.9)}, {"dampening", b.number(0)}, {"nesterov", b.flag(false)}},
            b.dict({{"momentum_buffer", b.tensor({4})}}));
    });
    row("AdamW says so since 2.6", "AdamW", [](GraphBuilder& b) {
        return optimizer(b,
            {{"betas", b.tuple({})}, {"amsgrad", b.flag(false)}, {"decoupled_weight_decay", b.flag(true)}},
            b.dict({{"exp_avg_sq", b.tensor({4})}}));
    });
    row("RMSprop", "RMSprop", [](GraphBuilder& b) {
        return optimizer(b, {{"alpha", b.number(0.9)}, {"centered", b.flag(false)}}, b.dict({}));
    });
    row("Lion", "Lion", [](GraphBuilder& b) {
        return optimizer(b, {{"betas", b.tuple({})}}, b.dict({{"exp_avg", b.tensor({4})}}));
    });
    row("something else", "", [](GraphBuilder& b) { return optimizer(b, {}, b.dict({})); });
    row("pickled whole", "AdamW", [](GraphBuilder& b) {
        return b.object(
            "torch.optim.adamw", "AdamW", {}, b.dict({{"state", b.dict({})}, {"param_groups", b.list({})}}));
    });
}

void TestRoles::optimizersAreToldApart()
{
    QFETCH(Make, make);
    QFETCH(QString, label);
    GraphBuilder builder;
    const ValueId value = make(builder);
    builder.interpret(value);
    QVERIFY(isOptimizerLike(builder.content, value));
    QCOMPARE(QString::fromStdString(optimizerLabel(builder.content, value)), label);
}

void TestRoles::schedulersAreToldApart_data()
{
    QTest::addColumn<QStringList>("keys");
    QTest::addColumn<QString>("label");
    QTest::newRow("StepLR") << QStringList{"step_size", "gamma"} << "StepLR";
    QTest::newRow("MultiStepLR") << QStringList{"milestones", "gamma"} << "MultiStepLR";
    QTest::newRow("ExponentialLR") << QStringList{"gamma"} << "ExponentialLR";
    QTest::newRow("CosineAnnealingLR") << QStringList{"T_max", "eta_min"} << "CosineAnnealingLR";
    QTest::newRow("warm restarts") << QStringList{"T_0", "T_mult", "eta_min"} << "CosineAnnealingWarmRestarts";
    QTest::newRow("LambdaLR") << QStringList{"lr_lambdas"} << "LambdaLR";
    QTest::newRow("plateau") << QStringList{"patience", "factor", "cooldown"} << "ReduceLROnPlateau";
    QTest::newRow("one cycle") << QStringList{"total_steps", "_schedule_phases"} << "OneCycleLR";
    QTest::newRow("sequence") << QStringList{"_schedulers", "_milestones"} << "SequentialLR";
    QTest::newRow("unknown") << QStringList{"warmup"} << "";
}

void TestRoles::schedulersAreToldApart()
{
    QFETCH(QStringList, keys);
    QFETCH(QString, label);
    GraphBuilder b;
    std::vector<Entry> entries{{b.text("last_epoch"), b.integer(1)}, {b.text("_step_count"), b.integer(2)}};
    for (const QString& key : keys) {
        entries.push_back({b.text(key.toStdString()), b.integer(1)});
    }
    const ValueId value = b.dictOf(entries);
    b.interpret(value);
    QVERIFY(isSchedulerLike(b.content, value));
    QCOMPARE(QString::fromStdString(schedulerLabel(b.content, value)), label);
}

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
