// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/edit/workbench.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

/// Two GPUs, an optimizer, a stray tensor in its groups, a shared storage, a bare storage, devices of every kind.
Workbench training()
{
    Workbench bench;
    GraphBuilder& b = bench.build;
    const ValueId tied = b.storage("9", 6, "FloatStorage", "cuda:1");
    bench.setRoot(b.dict({
        {"model",
            b.stateDict({{"a.weight", b.tensor({2, 3}, "FloatStorage", "cuda:0")},
                {"a.bias", b.tensor({2}, "FloatStorage", "cuda:1")}, {"b.weight", b.rebuilt(tied, 0, {6}, {1})},
                {"b.tied", b.rebuilt(tied, 0, {2, 3}, {3, 1})}})},
        {"optimizer",
            b.dict({{"state", b.dict({{"0", b.dict({{"exp_avg", b.tensor({2}, "FloatStorage", "cuda:0")}})}})},
                {"param_groups", b.list({b.dict({{"lr", b.tensor({}, "FloatStorage", "cuda:7")}})})}})},
        {"bare", b.storage("8", 4, "FloatStorage", "cuda:0")},
        {"device", b.call("torch", "device", {b.text("cuda"), b.integer(0)})},
        {"args", b.object("argparse", "Namespace", {}, b.dict({{"device", b.text("cuda:0")}, {"gpu", b.integer(0)}}))},
        {"odd", b.tensor({1}, "FloatStorage", "cuda")},
        {"cpu", b.tensor({1}, "FloatStorage", "cpu")},
    }));
    return bench;
}

std::string storageDevices(const PlannedDocument& planned)
{
    std::string all;
    for (const StorageValue& storage : planned.content.storages) {
        all += (all.empty() ? "" : " ") + storage.device.string();
    }
    return all;
}

} // namespace

class TestMapLocation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tagsFollowTheRules_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<std::string>("devices"); // of the tensors in order
        QTest::addColumn<std::string>("text");
        const auto row = [](const char* name, MapLocation map, const char* devices, const char* text) {
            QTest::newRow(name) << Operation(std::move(map)) << std::string(devices) << std::string(text);
        };
        const char* before = "cuda:0 cuda:1 cuda:1 cuda:1 cuda:0 cuda:7 cuda cpu";
        row("keep", MapLocation{}, before, "0 tensors");
        row("keep, in a word", MapLocation{"keep", {}, {}}, before, "0 tensors");
        row("all to cpu", MapLocation{"cpu", {}, {}}, "cpu cpu cpu cpu cpu cpu cpu cpu", "7 tensors, 1 device value");
        row("cpu:0 is written cpu", MapLocation{"cpu:0", {}, {}}, "cpu cpu cpu cpu cpu cpu cpu cpu",
            "7 tensors, 1 device value");
        row("cuda is written cuda:0", MapLocation{"cuda", {}, {}},
            "cuda:0 cuda:0 cuda:0 cuda:0 cuda:0 cuda:0 cuda:0 cuda:0", "6 tensors");
        row("swap", MapLocation{"", {{"cuda:0", "cuda:1"}, {"cuda:1", "cuda:0"}}, {}},
            "cuda:1 cuda:0 cuda:0 cuda:0 cuda:1 cuda:7 cuda cpu", "5 tensors, 1 device value");
        row("FROM cuda:0 is not bare cuda", MapLocation{"", {{"cuda:0", "cpu"}}, {}},
            "cpu cuda:1 cuda:1 cuda:1 cpu cuda:7 cuda cpu", "2 tensors, 1 device value");
        row("FROM cuda is all of them", MapLocation{"", {{"cuda", "cpu"}}, {}}, "cpu cpu cpu cpu cpu cpu cpu cpu",
            "7 tensors, 1 device value");
        row("the exact row goes first", MapLocation{"", {{"cuda", "cpu"}, {"cuda:1", "cuda:3"}}, {}},
            "cpu cuda:3 cuda:3 cuda:3 cpu cpu cpu cpu", "7 tensors, 1 device value");
        row("table before device", MapLocation{"cpu", {{"cuda:1", "cuda:0"}}, {}},
            "cpu cuda:0 cuda:0 cuda:0 cpu cpu cpu cpu", "7 tensors, 1 device value");
        row("rule before table", MapLocation{"cpu", {{"cuda:1", "cuda:0"}}, {{"*.bias", "cuda:5"}}},
            "cpu cuda:5 cuda:0 cuda:0 cpu cpu cpu cpu", "7 tensors, 1 device value");
        row("a rule by path", MapLocation{"", {}, {{"/optimizer/*", "cpu"}}},
            "cuda:0 cuda:1 cuda:1 cuda:1 cpu cpu cuda cpu", "2 tensors");
        row("the first rule of a shared storage holds",
            MapLocation{"", {}, {{"b.weight", "cpu"}, {"b.tied", "cuda:0"}}},
            "cuda:0 cuda:1 cpu cpu cuda:0 cuda:7 cuda cpu", "2 tensors");
        row("auto", MapLocation{"auto", {}, {}}, "cuda:0 cuda:0 cuda:0 cuda:0 cuda:0 cuda:0 cuda:0 cuda:0",
            "6 tensors");
        row("cpu to a GPU", MapLocation{"", {{"cpu", "cuda:0"}}, {}},
            "cuda:0 cuda:1 cuda:1 cuda:1 cuda:0 cuda:7 cuda cuda:0", "1 tensor");
    }
    void tagsFollowTheRules()
    {
        QFETCH(Operation, operation);
        const Workbench bench = training();
        const PlannedDocumentPtr planned = bench.planned({operation}, "cuda:0");
        std::string devices;
        for (const Leaf& leaf : planned->tree.leaves) {
            if (leaf.tensor != kNoTensor) {
                devices += (devices.empty() ? "" : " ")
                    + std::string(planned->content.deviceOf(planned->content.tensor(leaf.tensor)));
            }
        }
        QTEST(devices, "devices");
        QTEST(planned->effects[0].text, "text");
        QVERIFY(!planned->refusal);
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void everyPlaceADeviceStandsMoves()
    {
        const Workbench bench = training();
        const PlannedDocumentPtr planned = bench.planned({MapLocation{"cpu", {}, {}}});
        // A storage that no tensor views, too (USERS 6, check 13), and torch.device values; texts do not.
        QCOMPARE(storageDevices(*planned), std::string("cpu cpu cpu cpu cpu cpu cpu cpu"));
        QCOMPARE(leafText(planned->content, *valueAt(planned->content, pathOf("device/@#0"))), std::string("'cpu'"));
        QVERIFY(!valueAt(planned->content, pathOf("device/@#1")));
        QCOMPARE(
            leafText(planned->content, *valueAt(planned->content, pathOf("args/@device"))), std::string("'cuda:0'"));
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
        QCOMPARE(planned->problems.kept()[0].where, std::string("args/@device"));
    }

    void sharedStoragesUnderTwoRulesAreTold()
    {
        const PlannedDocumentPtr planned =
            training().planned({MapLocation{"", {}, {{"b.weight", "cpu"}, {"b.tied", "cuda:0"}}}});
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
        QVERIFY(planned->problems.kept()[0].message.find("model/b.tied stays on cpu") != std::string::npos);
    }

    void laterMapsSeeWhatEarlierOnesMade()
    {
        const PlannedDocumentPtr planned =
            training().planned({MapLocation{"", {{"cuda:0", "cuda:1"}}, {}}, MapLocation{"", {{"cuda:1", "cpu"}}, {}}});
        QCOMPARE(planned->effects[1].changed, std::uint64_t{5});
    }

    void devicesOfTensorsWithoutStorageFollow()
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"xla",
            b.call("torch._utils", "_rebuild_device_tensor_from_cpu_tensor",
                {b.tensor({2}), b.global("torch", "float32"), b.text("xla:0"), b.flag(false)})}}));
        const PlannedDocumentPtr planned = bench.planned({MapLocation{"", {{"xla", "cuda:1"}}, {}}});
        QCOMPARE(devicesOf(*planned), std::string("xla cuda:1\n"));
        QCOMPARE(rereadLeaves(*planned), leavesOf(*planned));
    }

    void checkpointsInsideBytesAreNamed() // USERS 6, check 14
    {
        Workbench bench;
        GraphBuilder& b = bench.build;
        bench.setRoot(b.dict({{"zip", b.bytes("PK\x03\x04 and so on")}, {"plain", b.bytes("nothing")},
            {"a", b.tensor({1}, "FloatStorage", "cuda:0")}}));
        const PlannedDocumentPtr planned = bench.planned({MapLocation{"cpu", {}, {}}});
        QCOMPARE(planned->problems.kept().size(), std::size_t{1});
        QCOMPARE(planned->problems.kept()[0].where, std::string("zip"));
    }

    void realFilesMove_data()
    {
        QTest::addColumn<std::string>("fixture");
        for (const char* fixture : {"torch1.5-py36/dp_state_dict_cuda.pth", "torch2.15-py311/tags_views.pth",
                 "torch2.15-py311/dp_in_dict.pth.tar", "torch2.15-py311/training_sgd_cuda.pth",
                 "torch2.15-py311/lightning.ckpt", "other/subclass.pth", "torch2.15-py311/sparse.pth"}) {
            QTest::newRow(fixture) << std::string(fixture);
        }
    }
    void realFilesMove()
    {
        QFETCH(std::string, fixture);
        Workbench bench;
        bench.open(fixture);
        const PlannedDocumentPtr planned = bench.planned({MapLocation{"cpu", {{"meta", "meta"}}, {}}});
        for (const StorageValue& storage : planned->content.storages) {
            QVERIFY2(storage.device.empty() || storage.device == "cpu" || storage.device == "meta",
                storage.device.string().c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestMapLocation)
#include "tst_map_location.moc"
