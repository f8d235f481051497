# SPDX-License-Identifier: Apache-2.0
"""Does torch agree with what `pthf` makes of checkpoints of many files?   PYTHON folders_oracle.py PTHF [-v]

Written by this torch: shards, distributed checkpoints of several ranks, folders laid out as DeepSpeed does, exported
programs, packages. Each is converted by PTHF to a zip and to a legacy stream, loaded, and compared with what torch (or,
for DeepSpeed, its rules written down here) makes of it. Without torch: status 77.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from collections import OrderedDict

from judge import NEW, nn, torch

PTHF = None


def same(expected, found, path=""):
    """Deep equality; dictionaries in order, lists and tuples alike."""
    if isinstance(expected, dict):
        assert list(expected) == list(found), "%s: %s against %s" % (path, list(expected), list(found))
        for key in expected:
            same(expected[key], found[key], "%s/%s" % (path, key))
    elif isinstance(expected, (list, tuple)):
        assert len(expected) == len(found), path
        for i, (a, b) in enumerate(zip(expected, found)):
            same(a, b, "%s/%d" % (path, i))
    elif torch.is_tensor(expected):
        assert torch.is_tensor(found) and expected.dtype == found.dtype, "%s: %s, %s" % (path, expected.dtype, found)
        assert expected.shape == found.shape and torch.equal(expected.detach(), found.detach()), path
    else:
        assert expected == found, "%s: %r, %r" % (path, expected, found)


def pthf(*arguments, status=0):
    run = subprocess.run([PTHF, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.returncode == status, "%s: %d\n%s" % (arguments, run.returncode, run.stderr.decode())
    return run.stdout


def save(value, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    torch.save(value, path)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 6)

    def forward(self, x):
        return self.fc(torch.relu(self.bn(self.conv(x))).mean((2, 3)))


class Case(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(7)
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, *names):
        return os.path.join(self.folder.name, *names)

    def check(self, source, expected, kind, *options):
        card = json.loads(pthf("info", source, "--json"))
        self.assertEqual(card["kind"], kind)
        for form in ("zip", "legacy"):
            out = self.path("out-%s.pth" % form)
            pthf("convert", source, out, "--format", form, "--overwrite", "--verify", "full", *options)
            same(expected, torch.load(out, **({"weights_only": False} if NEW else {})))
        return card


class Ranks(Case):
    """What every process of a run saved for itself."""

    WORLD = 4

    def setUp(self):
        super().setUp()
        writer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rank_writer.py")
        runs = [subprocess.Popen([sys.executable, writer, self.folder.name, str(rank), str(self.WORLD)],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for rank in range(self.WORLD)]
        for run in runs:
            _, errors = run.communicate()
            self.assertEqual(run.returncode, 0, errors.decode())

    def test_parts_become_whole(self):
        for name in ("mesh", "fsdp", "sharded", "stages"):
            with self.subTest(name):
                expected = torch.load(self.path(name + ".pt"), weights_only=False)
                self.check(self.path(name), expected, "dcp")
                listed = json.loads(pthf("ls", self.path(name), "--json"))
                self.assertNotIn("distributed", [key for leaf in listed for key in leaf])

    def test_one_file_offers_the_whole_and_one_missing_is_told(self):
        alone = json.loads(pthf("info", self.path("mesh", "model_rank1.pt"), "--json"))
        self.assertIn("part-of-whole", [finding["id"] for finding in alone["findings"]])
        os.remove(self.path("mesh", "model_rank2.pt"))
        card = json.loads(pthf("info", self.path("mesh"), "--json"))
        self.assertTrue(any("only those of rank 0, 1, 3" in finding["text"] for finding in card["findings"]))
        pthf("convert", self.path("mesh"), self.path("out.pth"), status=3)
        pthf("salvage", self.path("mesh"), self.path("out.pth"), status=1)
        saved = torch.load(self.path("out.pth"))["model"]
        self.assertEqual(sorted(saved), ["copied", "empty", "scalar", "small"])

    def test_a_sharded_tensor_shows_what_its_file_holds(self):
        path = self.path("sharded", "rank2.bin")
        shown = json.loads(pthf("tensor", path, "a", "--json"))
        whole = torch.load(self.path("sharded.pt"))["a"]
        self.assertEqual(shown["shards"], [{"offsets": [6, 0], "shape": [3, 3]}])
        self.assertEqual(shown["values"], whole[6:9].flatten().tolist())


class Shards(Case):
    def test_pickled_shards(self):
        state = Net().state_dict()
        names = list(state)
        files = ["pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"]
        parts = [names[:5], names[5:]]
        for file, part in zip(files, parts):
            save({name: state[name] for name in part}, self.path("m", file))
        index = {"metadata": {"total_size": sum(t.numel() * t.element_size() for t in state.values())},
                 "weight_map": {name: file for file, part in zip(files, parts) for name in part}}
        with open(self.path("m", "pytorch_model.bin.index.json"), "w") as out:
            json.dump(index, out)
        for source in (self.path("m"), self.path("m", "pytorch_model.bin.index.json")):
            card = self.check(source, dict(state), "hf-shards")
            self.assertEqual(card["tensors"], len(names))
        shard = json.loads(pthf("info", self.path("m", files[0]), "--json"))
        self.assertEqual(shard["kind"], "torch-zip")
        self.assertIn("part-of-whole", [finding["id"] for finding in shard["findings"]])

    def test_safetensors_shards(self):
        try:
            from safetensors.torch import save_file
        except ImportError:
            self.skipTest("no safetensors")
        state = {k: v.contiguous() for k, v in Net().state_dict().items()}
        names = sorted(state)
        os.makedirs(self.path("m"))
        files = ["model-%05d-of-00003.safetensors" % i for i in (1, 2, 3)]
        weight_map = {}
        for i, file in enumerate(files):
            part = {name: state[name] for name in names[i::3]}
            save_file(part, self.path("m", file), {"format": "pt"})
            weight_map.update({name: file for name in part})
        weight_map = {name: weight_map[name] for name in names}
        with open(self.path("m", "model.safetensors.index.json"), "w") as out:
            json.dump({"metadata": {}, "weight_map": weight_map}, out)
        self.check(self.path("m"), {name: state[name] for name in names}, "hf-shards")


def rank_of_dcp(rank, world, port, folder):
    import torch.distributed as dist
    import torch.distributed.checkpoint as dcp
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.tensor import Replicate, Shard, distribute_tensor
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), RANK=str(rank), WORLD_SIZE=str(world))
    dist.init_process_group("gloo")
    line = init_device_mesh("cpu", (world,))
    grid = init_device_mesh("cpu", (2, world // 2), mesh_dim_names=("a", "b"))
    torch.manual_seed(3)
    state = {"model": {
        "rows": distribute_tensor(torch.randn(10, 6), line, [Shard(0)]),
        "columns": distribute_tensor(torch.randn(5, 7), line, [Shard(1)]),
        "grid": distribute_tensor(torch.randn(9, 11, 3).half(), grid, [Shard(0), Shard(1)]),
        "copies": distribute_tensor(torch.randn(4).bfloat16(), line, [Replicate()]),
        "few": distribute_tensor(torch.arange(3), line, [Shard(0)]),
        "scalar": torch.tensor(5.0), "plain": torch.randn(3, 4).t()},
        "optim": {"groups": [{"lr": 0.1, "betas": (0.9, 0.99)}, {"lr": 0.2, "ids": [torch.ones(2), 3]}]},
        "step": 12, "name": "held", "empty": torch.zeros(0, 4)}
    dcp.save(state, checkpoint_id=folder)
    if hasattr(dcp, "HuggingFaceStorageWriter"):
        writer = dcp.HuggingFaceStorageWriter(path=folder + "-hf", save_distributed=True)
        dcp.save({key: value for key, value in state["model"].items() if key != "plain"}, storage_writer=writer)
    dist.barrier()
    dist.destroy_process_group()


def expected_in(leaves, tensors):
    """The tensors in the order in which they are listed."""
    names = [leaf["path"][0] for leaf in leaves if leaf["type"] == "tensor"]
    assert sorted(names) == sorted(name for name in tensors if name in names)
    return {name: tensors[name] for name in names}


@unittest.skipUnless(NEW, "torch is older than DTensor")
class Distributed(Case):
    def test_four_ranks(self):
        import socket
        import torch.multiprocessing as mp
        from torch.distributed.checkpoint.format_utils import dcp_to_torch_save
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        mp.spawn(rank_of_dcp, (4, port, self.path("dcp")), 4)
        dcp_to_torch_save(self.path("dcp"), self.path("reference.pth"))
        expected = torch.load(self.path("reference.pth"), weights_only=False)
        self.check(self.path("dcp"), expected, "dcp")
        self.check(self.path("dcp", ".metadata"), expected, "dcp")
        if os.path.isdir(self.path("dcp-hf")):
            self.check_ranks_of_safetensors(expected["model"])

    def check_ranks_of_safetensors(self, expected):
        folder = self.path("dcp-hf")
        self.assertTrue(all(name.startswith("shard-") for name in os.listdir(folder)))
        self.check(folder, expected_in(json.loads(pthf("ls", "--json", folder)), expected), "dcp")
        card = json.loads(pthf("info", os.path.join(folder, sorted(os.listdir(folder))[0]), "--json"))
        self.assertIn("part-of-whole", [finding["id"] for finding in card["findings"]])
        os.remove(os.path.join(folder, sorted(os.listdir(folder))[2]))
        stored = {leaf["path"][0]: leaf["stored"] for leaf in json.loads(pthf("ls", "--json", folder, status=1))}
        self.assertEqual(stored["rows"], "lost")

    def test_formats_of_the_newest_writers(self):
        import torch.distributed.checkpoint as dcp
        try:
            from torch.distributed.checkpoint.filesystem import FileSystemWriter, SerializationFormat
        except ImportError:
            self.skipTest("torch is older than these")
        state = {"w": torch.randn(5, 4), "half": torch.randn(3).half(), "ids": torch.arange(6), "scalar": torch.tensor(2.5),
                 "f8": torch.randn(4).to(torch.float8_e4m3fn)}
        writers = {"dcp": FileSystemWriter(self.path("st"), serialization_format=SerializationFormat.SAFETENSORS),
                   "hf-shards": dcp.HuggingFaceStorageWriter(
                       path=self.path("hf"), fqn_to_index_mapping={key: 1 + i % 2 for i, key in enumerate(state)})}
        for (kind, writer), name in zip(writers.items(), ("st", "hf")):
            dcp.save(state, storage_writer=writer, no_dist=True)
            leaves = json.loads(pthf("ls", "--json", self.path(name)))
            expected = expected_in(leaves, {key: value.view(torch.uint8) if key == "f8" else value
                                            for key, value in state.items()})
            out = self.path("out.pth")
            pthf("convert", self.path(name), out, "--overwrite", "--verify", "full")
            found = torch.load(out, weights_only=True)
            found["f8"] = found["f8"].view(torch.uint8)
            same(expected, found)
            self.assertEqual(json.loads(pthf("info", self.path(name), "--json"))["kind"], kind)

    def test_shards_of_a_sharded_tensor(self):
        import torch.distributed as dist
        from torch.distributed._shard.metadata import ShardMetadata
        from torch.distributed._shard.sharded_tensor import Shard, init_from_local_shards
        from torch.testing._internal.distributed.fake_pg import FakeStore
        dist.init_process_group("fake", store=FakeStore(), rank=0, world_size=1)
        rows = torch.arange(15.).reshape(5, 3)
        boxes = [Shard(rows[:2].clone(), ShardMetadata([0, 0], [2, 3], "rank:0/cpu")),
                 Shard(rows[2:].clone(), ShardMetadata([2, 0], [3, 3], "rank:0/cpu"))]
        torch.save({"w": init_from_local_shards(boxes, 5, 3)}, self.path("s.pth"))
        dist.destroy_process_group()
        leaf = json.loads(pthf("ls", "--json", self.path("s.pth")))[0]
        self.assertEqual((leaf["path"], leaf["shape"]), (["w"], [5, 3]))
        self.assertEqual([(part["name"], part["shape"]) for part in leaf["parts"]],
                         [("shard [0, 0]", [2, 3]), ("shard [2, 0]", [3, 3])])
        self.assertEqual(leaf["distributed"]["shards"][1],
                         {"offsets": [2, 0], "sizes": [3, 3], "holder": "rank:0/cpu"})

    def test_local_shards_are_described(self):
        import torch.distributed as dist
        from torch.distributed.device_mesh import init_device_mesh
        from torch.distributed.tensor import Shard, distribute_tensor
        from torch.testing._internal.distributed.fake_pg import FakeStore
        dist.init_process_group("fake", store=FakeStore(), rank=1, world_size=4)
        mesh = init_device_mesh("cpu", (4,))
        torch.save({"w": distribute_tensor(torch.randn(8, 3), mesh, [Shard(0)])}, self.path("d.pth"))
        dist.destroy_process_group()
        leaves = [leaf for leaf in json.loads(pthf("ls", "--json", self.path("d.pth"))) if leaf["path"] == ["w"]]
        self.assertEqual(leaves[0]["shape"], [8, 3])
        self.assertEqual([part["shape"] for part in leaves[0]["parts"]], [[2, 3]])
        self.assertEqual(leaves[0]["parts"][0]["name"], "_local_tensor")
        self.assertEqual(leaves[0]["distributed"]["placements"], ["Shard(0)"])
        self.assertEqual(leaves[0]["distributed"]["mesh"], [4])
        pthf("convert", self.path("d.pth"), self.path("portable.pth"), "--portable")
        self.assertEqual(torch.load(self.path("portable.pth"), weights_only=True)["w"].shape, (2, 3))


def align(number, to):
    return (number + to - 1) // to * to


class DeepSpeed(Case):
    def model(self):
        net = Net()
        net.bn(torch.randn(4, 4, 2, 2))
        return net

    def shapes(self, net, groups):
        parameters = dict(net.named_parameters())
        return [OrderedDict((name, parameters[name].shape) for name in group) for group in groups]

    def groups(self, net):
        names = [name for name, _ in net.named_parameters() if name != "conv.bias"]  # which is frozen
        return [names[:2], names[2:]]

    def expected(self, net, groups):
        parameters = dict(net.named_parameters())
        state = OrderedDict((name, buffer.half().float()) for name, buffer in net.named_buffers())
        state["conv.bias"] = parameters["conv.bias"].detach().half().float()
        for group in groups:
            for name in group:
                state[name] = parameters[name].detach()
        state["tied.weight"] = state["fc.weight"]
        return state

    def common(self, net, groups):
        return {"buffer_names": [name for name, _ in net.named_buffers()], "param_shapes": self.shapes(net, groups),
                "frozen_param_shapes": OrderedDict([("conv.bias", net.conv.bias.shape)]),
                "shared_params": {"tied.weight": "fc.weight"}, "ds_version": "0.16.0", "global_steps": 7}

    def test_stage_two(self):
        for world in (1, 2, 3):
            net = self.model()
            groups = self.groups(net)
            folder = self.path("s2-%d" % world, "global_step7")
            half = OrderedDict((k, v.half()) for k, v in net.state_dict().items())
            fragments = {"conv.bias": half["conv.bias"]}
            save({"module": half, "frozen_param_fragments": fragments, **self.common(net, groups)},
                 os.path.join(folder, "mp_rank_00_model_states.pt"))
            parameters = dict(net.named_parameters())
            for rank in range(world):
                pieces = []
                for group in groups:
                    flat = torch.cat([parameters[name].detach().reshape(-1) for name in group])
                    padded = torch.zeros(align(flat.numel(), 2 * world))
                    padded[:flat.numel()] = flat
                    pieces.append(padded.chunk(world)[rank].clone())
                save({"optimizer_state_dict": {"zero_stage": 2, "partition_count": [world] * 2,
                                               "single_partition_of_fp32_groups": pieces}},
                     os.path.join(folder, "bf16_zero_pp_rank_%d_mp_rank_00_optim_states.pt" % rank))
            with open(self.path("s2-%d" % world, "latest"), "w") as out:
                out.write("global_step7")
            expected = self.expected(net, groups)
            for source in (folder, self.path("s2-%d" % world)):
                card = self.check(source, expected, "deepspeed", "--extract", "fp32_weights")
                self.assertIn("ZeRO stage 2", card["what"])
                self.assertEqual(card["facts"].get("global_steps"), 7)
                self.assertEqual(card["parameters"], sum(t.numel() for t in half.values()))
            self.check(folder, half, "deepspeed", "--extract", "module")
            part = json.loads(pthf("info", os.path.join(folder, "mp_rank_00_model_states.pt"), "--json"))
            self.assertIn("part-of-whole", [finding["id"] for finding in part["findings"]])
            if world == 3:
                os.remove(os.path.join(folder, "bf16_zero_pp_rank_1_mp_rank_00_optim_states.pt"))
                card = json.loads(pthf("info", folder, "--json"))
                self.assertTrue(any("3 ranks, the files of 2" in f["text"] for f in card["findings"]), card["findings"])

    def test_stage_three(self):
        for world in (1, 2, 4):
            net = self.model()
            groups = self.groups(net)
            folder = self.path("s3-%d" % world)
            parameters = dict(net.named_parameters())
            buffers = dict(net.named_buffers())
            empty = OrderedDict((k, buffers[k].half() if k in buffers else torch.empty(0)) for k in net.state_dict())

            def piece(tensor, rank):
                flat = tensor.detach().reshape(-1)
                part = align(flat.numel(), world) // world
                padded = torch.zeros(part * world, dtype=flat.dtype)
                padded[:flat.numel()] = flat
                return padded[rank * part:(rank + 1) * part].clone()

            for rank in range(world):
                save({"module": empty, **self.common(net, groups),
                      "frozen_param_fragments": {"conv.bias": piece(parameters["conv.bias"].half(), rank)}},
                     os.path.join(folder, "zero_pp_rank_%d_mp_rank_00_model_states.pt" % rank))
                flats = [torch.cat([piece(parameters[name], rank) for name in group]) for group in groups]
                save({"optimizer_state_dict": {"zero_stage": 3, "partition_count": world, "fp32_flat_groups": flats}},
                     os.path.join(folder, "zero_pp_rank_%d_mp_rank_00_optim_states.pt" % rank))
            card = self.check(folder, self.expected(net, groups), "deepspeed", "--extract", "module")
            self.assertIn("ZeRO stage 3", card["what"])


@unittest.skipUnless(NEW, "torch is older than torch.export")
class Exported(Case):
    def program(self):
        net = Net().eval()
        net.fc.weight.requires_grad_(False)
        return net, torch.export.export(net, (torch.randn(2, 3, 8, 8),))

    def test_archive(self):
        net, program = self.program()
        torch.export.save(program, self.path("net.pt2"))
        state = torch.export.load(self.path("net.pt2")).state_dict
        self.check(self.path("net.pt2"), dict(state), "pt2", "--extract", "state_dict")
        leaves = {leaf["path"][-1]: leaf for leaf in json.loads(pthf("ls", "--json", self.path("net.pt2")))}
        self.assertFalse(leaves["fc.weight"]["requires_grad"])
        self.assertTrue(leaves["conv.weight"]["requires_grad"] and leaves["conv.weight"]["parameter"])

    def test_archive_of_torch_2_7(self):
        net, program = self.program()
        torch.save(program.state_dict, self.path("state.pt"))
        torch.save(program.constants, self.path("constants.pt"))
        with zipfile.ZipFile(self.path("old.pt2"), "w") as archive:
            archive.writestr("serialized_exported_program.json", "{}")
            archive.write(self.path("state.pt"), "serialized_state_dict.pt")
            archive.write(self.path("constants.pt"), "serialized_constants.pt")
            archive.writestr("version", "8.7")
        self.check(self.path("old.pt2"), dict(program.state_dict), "pt2", "--extract", "state_dict")


class Wrapped(Case):
    def test_a_zip_in_a_zip(self):
        state = Net().state_dict()
        save(state, self.path("model.pth"))
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            with zipfile.ZipFile(self.path("down.zip"), "w", method) as archive:
                archive.write(self.path("model.pth"), "model.pth")
            self.check(self.path("down.zip"), state, "torch-zip")

    def test_an_unpacked_archive(self):
        state = {"model": Net().state_dict(), "epoch": 3}
        save(state, self.path("model.pth"))
        with zipfile.ZipFile(self.path("model.pth")) as archive:
            archive.extractall(self.path("unpacked"))
        (inner,) = os.listdir(self.path("unpacked"))
        self.check(self.path("unpacked", inner), state, "torch-zip")

    def test_saved_twice(self):
        import io
        state = Net().state_dict()
        buffer = io.BytesIO()
        torch.save(state, buffer)
        save(buffer.getvalue(), self.path("twice.pth"))
        card = json.loads(pthf("info", self.path("twice.pth"), "--json"))
        self.assertIn("nested-file", [finding["id"] for finding in card["findings"]])


def main():
    global PTHF
    PTHF = os.path.abspath(sys.argv[1])
    unittest.main(argv=[sys.argv[0]] + sys.argv[2:], verbosity=1)


if __name__ == "__main__":
    main()
