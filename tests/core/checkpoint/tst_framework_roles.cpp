// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <QtTest>

#include "core/checkpoint/tree_index.h"
#include "core/value/key_path.h"
#include "tests/support/graph_builder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

using Make = std::function<ValueId(GraphBuilder&)>;

ValueId weights(GraphBuilder& b, const std::string& prefix = {})
{
    return b.stateDict({{prefix + "conv.weight", b.tensor({4, 3})}, {prefix + "conv.bias", b.tensor({4})}});
}

ValueId adam(GraphBuilder& b)
{
    const ValueId slots = b.dict({{"step", b.integer(1)}, {"exp_avg", b.tensor({4})}, {"exp_avg_sq", b.tensor({4})}});
    const ValueId group = b.dict({{"lr", b.number(0.1)}, {"betas", b.tuple({})}, {"params", b.list({b.integer(0)})}});
    return b.dict({{"state", b.dictOf({{b.integer(0), slots}})}, {"param_groups", b.list({group})}});
}

ValueId cosine(GraphBuilder& b)
{
    return b.dict({{"T_max", b.integer(10)}, {"last_epoch", b.integer(3)}, {"_step_count", b.integer(4)}});
}

ValueId scaler(GraphBuilder& b)
{
    return b.dict({{"scale", b.number(65536)}, {"growth_factor", b.number(2)}, {"backoff_factor", b.number(0.5)},
        {"growth_interval", b.integer(2000)}, {"_growth_tracker", b.integer(0)}});
}

ValueId arguments(GraphBuilder& b)
{
    return b.object("argparse", "Namespace", {}, b.dict({{"lr", b.number(0.1)}}));
}

ValueId yolo(GraphBuilder& b)
{
    const ValueId conv = b.module("torch.nn.modules.conv.Conv2d", {{"weight", b.parameter(b.tensor({4, 3}))}}, {}, {});
    return b.module("models.yolo.Model", {}, {}, {{"model", conv}}, {{"names", b.list({b.text("person")})}});
}

std::string rolesOf(const GraphBuilder& b)
{
    const auto tree = indexTree(b.content, quietTask());
    std::string text;
    for (const RoleNode& node : tree.value().roles) {
        const std::string path = pathText(tree->pathOf(b.content, node.place));
        text += (path.empty() ? std::string("root") : path) + ' ' + std::string(roleName(node.role)) + '\n';
    }
    return text;
}

} // namespace

Q_DECLARE_METATYPE(Make)

/// What the layouts of the frameworks are taken for (USERS 4.3), in the order of their files.
class TestFrameworkRoles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLayoutIsKnown_data()
    {
        QTest::addColumn<Make>("make");
        QTest::addColumn<std::string>("roles");
        trainers();
        examples();
        largeModels();
        partsOfFolders();
    }
    void everyLayoutIsKnown()
    {
        QFETCH(Make, make);
        GraphBuilder b;
        b.interpret(make(b));
        QTEST(rolesOf(b), "roles");
    }

private:
    static void row(const char* name, Make make, const char* roles)
    {
        QTest::newRow(name) << std::move(make) << std::string(roles);
    }

    static void trainers()
    {
        row(
            "fvcore and detectron2",
            [](GraphBuilder& b) {
                return b.dict({{"model", weights(b)}, {"optimizer", adam(b)}, {"scheduler", cosine(b)},
                    {"iteration", b.integer(90000)}});
            },
            "model model\noptimizer optimizer\nscheduler scheduler\niteration counter\n");
        row(
            "detectron2's model zoo",
            [](GraphBuilder& b) {
                const ValueId array = b.numpyArray("f4", {1}, b.bytes(std::string_view("\0\0\0\0", 4)));
                return b.dict({{"model", b.dict({{"backbone.conv.weight", array}})},
                    {"__author__", b.text("Detectron2 Model Zoo")}, {"matching_heuristics", b.flag(true)}});
            },
            "model model\n__author__ config\n");
        row(
            "Lightning",
            [](GraphBuilder& b) {
                return b.dict({{"epoch", b.integer(4)}, {"global_step", b.integer(1000)},
                    {"pytorch-lightning_version", b.text("1.9.0")}, {"state_dict", weights(b, "model.")},
                    {"loops", b.dict({{"fit_loop", b.dict({})}})}, {"callbacks", b.dict({})},
                    {"optimizer_states", b.list({adam(b)})}, {"lr_schedulers", b.list({cosine(b)})},
                    {"hyper_parameters", b.dict({{"lr", b.number(0.1)}})}, {"native_amp_scaling_state", scaler(b)}});
            },
            "epoch counter\nglobal_step counter\npytorch-lightning_version config\nstate_dict model\nloops other\n"
            "callbacks other\noptimizer_states optimizer\nlr_schedulers scheduler\nhyper_parameters config\n"
            "native_amp_scaling_state scaler\n");
        row(
            "timm",
            [](GraphBuilder& b) {
                return b.dict({{"epoch", b.integer(7)}, {"arch", b.text("resnet18")}, {"state_dict", weights(b)},
                    {"optimizer", adam(b)}, {"args", arguments(b)}, {"amp_scaler", scaler(b)},
                    {"state_dict_ema", weights(b, "module.")}, {"metric", b.number(76.5)}});
            },
            "epoch counter\narch config\nstate_dict model\noptimizer optimizer\nargs config\namp_scaler scaler\n"
            "state_dict_ema ema\nmetric metric\n");
        row(
            "mmcv",
            [](GraphBuilder& b) {
                return b.dict({{"meta", b.dict({{"epoch", b.integer(12)}, {"mmcv_version", b.text("1.4")}})},
                    {"state_dict", weights(b, "backbone.")}, {"optimizer", adam(b)}});
            },
            "meta config\nstate_dict model\noptimizer optimizer\n");
        row(
            "mmengine",
            [](GraphBuilder& b) {
                return b.dict({{"meta", b.dict({{"epoch", b.integer(1)}})}, {"state_dict", weights(b)},
                    {"message_hub", b.dict({})}, {"optimizer", adam(b)},
                    {"param_schedulers", b.list({cosine(b), cosine(b)})}, {"ema_state_dict", weights(b, "module.")}});
            },
            "meta config\nstate_dict model\nmessage_hub other\noptimizer optimizer\nparam_schedulers scheduler\n"
            "ema_state_dict ema\n");
        row(
            "ultralytics, yolov5",
            [](GraphBuilder& b) {
                return b.dict({{"epoch", b.integer(10)}, {"best_fitness", b.number(0.5)}, {"model", yolo(b)},
                    {"ema", b.none()}, {"updates", b.integer(100)}, {"optimizer", b.none()},
                    {"opt", b.dict({{"lr0", b.number(0.01)}})}});
            },
            "epoch counter\nbest_fitness metric\nmodel model\nupdates counter\nopt config\n");
        row(
            "ultralytics, yolov8",
            [](GraphBuilder& b) {
                return b.dict({{"epoch", b.integer(10)}, {"model", yolo(b)}, {"ema", yolo(b)}, {"optimizer", adam(b)},
                    {"train_args", b.dict({{"lr0", b.number(0.01)}})}});
            },
            "epoch counter\nmodel model\nema ema\noptimizer optimizer\ntrain_args config\n");
        row(
            "fairseq",
            [](GraphBuilder& b) {
                return b.dict({{"args", arguments(b)}, {"cfg", b.dict({{"model", b.dict({})}})},
                    {"model", weights(b, "encoder.")}, {"optimizer_history", b.list({b.dict({})})},
                    {"extra_state", b.dict({{"epoch", b.integer(3)}})}, {"last_optimizer_state", adam(b)}});
            },
            "args config\ncfg config\nmodel model\noptimizer_history other\nextra_state other\n"
            "last_optimizer_state optimizer\n");
    }

    static void examples()
    {
        row(
            "torch's ImageNet example",
            [](GraphBuilder& b) {
                return b.dict(
                    {{"epoch", b.integer(5)}, {"arch", b.text("resnet50")}, {"state_dict", weights(b, "module.")},
                        {"best_acc1", b.tensor({})}, {"optimizer", adam(b)}, {"scheduler", cosine(b)}});
            },
            "epoch counter\narch config\nstate_dict model\nbest_acc1 metric\noptimizer optimizer\nscheduler "
            "scheduler\n");
        row(
            "torch's tutorial",
            [](GraphBuilder& b) {
                return b.dict({{"epoch", b.integer(5)}, {"model_state_dict", weights(b)},
                    {"optimizer_state_dict", adam(b)}, {"loss", b.number(0.4)}});
            },
            "epoch counter\nmodel_state_dict model\noptimizer_state_dict optimizer\nloss metric\n");
        row(
            "nanoGPT",
            [](GraphBuilder& b) {
                return b.dict({{"model", weights(b, "_orig_mod.")}, {"optimizer", adam(b)},
                    {"model_args", b.dict({{"n_layer", b.integer(12)}})}, {"iter_num", b.integer(5000)},
                    {"best_val_loss", b.tensor({})}, {"config", b.dict({{"lr", b.number(1)}})}});
            },
            "model model\noptimizer optimizer\nmodel_args config\niter_num counter\nbest_val_loss metric\n"
            "config config\n");
        row(
            "a pair of networks",
            [](GraphBuilder& b) {
                return b.dict({{"g", weights(b)}, {"d", weights(b)}, {"g_ema", weights(b)}, {"g_optim", adam(b)},
                    {"d_optim", adam(b)}});
            },
            "g model\nd model\ng_ema ema\ng_optim optimizer\nd_optim optimizer\n");
        row(
            "several networks",
            [](GraphBuilder& b) {
                return b.dict({{"generator", weights(b)}, {"kp_detector", weights(b)}, {"optimizer_generator", adam(b)},
                    {"epoch", b.integer(3)}});
            },
            "generator model\nkp_detector model\noptimizer_generator optimizer\nepoch counter\n");
        row(
            "BasicSR",
            [](GraphBuilder& b) {
                return b.dict({{"params", weights(b)}, {"params_ema", weights(b)}});
            },
            "params model\nparams_ema ema\n");
        row(
            "DiT",
            [](GraphBuilder& b) {
                return b.dict({{"model", weights(b)}, {"ema", weights(b)}, {"opt", adam(b)}, {"args", arguments(b)}});
            },
            "model model\nema ema\nopt optimizer\nargs config\n");
        row(
            "DINO",
            [](GraphBuilder& b) {
                return b.dict({{"student", weights(b, "module.backbone.")}, {"teacher", weights(b, "backbone.")},
                    {"optimizer", adam(b)}, {"fp16_scaler", scaler(b)}});
            },
            "student model\nteacher model\noptimizer optimizer\nfp16_scaler scaler\n");
        row(
            "ema-pytorch",
            [](GraphBuilder& b) {
                const ValueId both = b.stateDict({{"online_model.w.a", b.tensor({2})}, {"ema_model.w.a", b.tensor({2})},
                    {"initted", b.tensor({})}, {"step", b.tensor({})}});
                return b.dict({{"step", b.integer(700)}, {"model", weights(b)}, {"opt", adam(b)}, {"ema", both}});
            },
            "step counter\nmodel model\nopt optimizer\nema ema\n");
        row(
            "vissl",
            [](GraphBuilder& b) {
                const ValueId model = b.dict({{"trunk", weights(b)}, {"heads", weights(b)}});
                return b.dict({{"phase_idx", b.integer(5)},
                    {"classy_state_dict", b.dict({{"base_model", b.dict({{"model", model}})}})}});
            },
            "classy_state_dict/base_model/model/trunk model\nclassy_state_dict/base_model/model/heads model\n");
    }

    static void largeModels()
    {
        row(
            "Megatron",
            [](GraphBuilder& b) {
                const ValueId model = b.dict({{"language_model", b.dict({{"encoder", weights(b, "layers.0.")}})}});
                return b.dict({{"args", arguments(b)}, {"checkpoint_version", b.number(3)},
                    {"iteration", b.integer(1000)}, {"model", model}, {"optimizer", b.dict({{"optimizer", adam(b)}})},
                    {"opt_param_scheduler", b.dict({{"max_lr", b.number(0.1)}})},
                    {"rng_state", b.list({b.dict({{"torch_rng_state", b.tensor({5056}, "ByteStorage")}})})}});
            },
            "args config\ncheckpoint_version config\niteration counter\nmodel/language_model/encoder model\n"
            "optimizer optimizer\nopt_param_scheduler scheduler\nrng_state rng\n");
        row(
            "DeepSpeed's model states",
            [](GraphBuilder& b) {
                return b.dict({{"module", weights(b)}, {"optimizer", b.none()}, {"skipped_steps", b.integer(0)},
                    {"global_steps", b.integer(500)}, {"ds_config", b.dict({})}, {"ds_version", b.text("0.9")}});
            },
            "module model\nskipped_steps counter\nglobal_steps counter\nds_config config\nds_version config\n");
        row(
            "DeepSpeed's partitions",
            [](GraphBuilder& b) {
                const ValueId state = b.dict(
                    {{"zero_stage", b.integer(2)}, {"single_partition_of_fp32_groups", b.list({b.tensor({5})})}});
                return b.dict({{"optimizer_state_dict", state}, {"ds_config", b.dict({})}});
            },
            "optimizer_state_dict optimizer\nds_config config\n");
    }

    static void partsOfFolders()
    {
        row(
            "transformers' weights", [](GraphBuilder& b) { return weights(b, "model."); }, "root model\n");
        row(
            "transformers' optimizer.pt", [](GraphBuilder& b) { return adam(b); }, "root optimizer\n");
        row(
            "transformers' scheduler.pt", [](GraphBuilder& b) { return cosine(b); }, "root scheduler\n");
        row(
            "accelerate's scaler.pt", [](GraphBuilder& b) { return scaler(b); }, "root scaler\n");
        row(
            "transformers' rng_state.pth",
            [](GraphBuilder& b) {
                return b.dict(
                    {{"python", b.tuple({b.integer(3), b.tuple(std::vector<ValueId>(625, b.integer(1))), b.none()})},
                        {"cpu", b.tensor({5056}, "ByteStorage")}});
            },
            "python rng\ncpu rng\n");
        row(
            "a whole model", [](GraphBuilder& b) { return yolo(b); }, "root model\n");
    }
};

QTEST_GUILESS_MAIN(TestFrameworkRoles)
#include "tst_framework_roles.moc"
