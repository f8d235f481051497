# SPDX-License-Identifier: Apache-2.0
"""Do safetensors and torch read what `pthf convert` writes for them?   PYTHON formats_oracle.py PTHF [-v]

safetensors files and sharded checkpoints, against the library that defines them. Without torch or safetensors: status 77.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from judge import need, torch

need("safetensors")
from safetensors import safe_open  # noqa: E402
from safetensors.torch import load_file, load_model, save_file, save_model  # noqa: E402

PTHF = None


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = torch.nn.Embedding(9, 4)
        self.norm = torch.nn.BatchNorm1d(4)
        self.head = torch.nn.Linear(4, 9, bias=False)
        self.head.weight = self.embed.weight


class Formats(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        torch.manual_seed(7)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def convert(self, state, out, *options, status=0):
        torch.save(state, self.path("in.pth"))
        done = subprocess.run([PTHF, "convert", self.path("in.pth"), self.path(out), *options], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, status, done.stderr.decode("utf-8", "replace"))
        return done.stderr.decode("utf-8", "replace")

    def everything(self):
        wide = torch.randn(6, 5)
        state = collections.OrderedDict()
        for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
                      torch.int8, torch.uint8, torch.bool, torch.complex64, torch.float8_e4m3fn, torch.float8_e5m2,
                      torch.uint16, torch.uint32, torch.uint64):
            state["of." + str(dtype)[6:]] = (torch.arange(5) % 2).to(dtype)
        state.update({"wide": wide, "turned": wide.t(), "row": wide[2], "column": wide[:, 3], "scalar": torch.tensor(3.5),
                      "none": torch.zeros(0, 4), "repeated": torch.ones(1).expand(4), "模型.weight": torch.ones(2)})
        return state

    def same(self, expected, found):
        self.assertEqual(set(expected), set(found))
        for key, tensor in expected.items():
            self.assertEqual(tensor.dtype, found[key].dtype, key)
            self.assertTrue(torch.equal(tensor.contiguous().view(-1).view(torch.uint8) if tensor.numel() else tensor,
                                        found[key].view(-1).view(torch.uint8) if tensor.numel() else found[key]), key)

    def test_every_type_and_view(self):
        state = self.everything()
        self.convert(state, "out.safetensors", "--verify", "full")
        self.same(state, load_file(self.path("out.safetensors")))

    def test_a_model_with_ties_loads(self):
        model, other = Net(), Net()
        self.convert(model.state_dict(), "out.safetensors")
        load_model(other, self.path("out.safetensors"))
        self.assertTrue(torch.equal(model.head.weight, other.head.weight))
        with safe_open(self.path("out.safetensors"), "pt") as file:
            self.assertEqual(file.metadata(), {"format": "pt", "head.weight": "embed.weight"})

    def test_recorded_ties_come_back(self):
        model, other = Net(), Net()
        save_model(model, self.path("in.safetensors"), {"by": "me", "format": "pt"})
        run = lambda *words: subprocess.run([PTHF, *words], check=True, stdout=subprocess.PIPE).stdout
        card = json.loads(run("info", self.path("in.safetensors"), "--json"))
        found = [finding for finding in card["findings"] if finding["id"] == "recorded-ties"]
        self.assertIn("head.weight is embed.weight", found[0]["text"])
        self.assertEqual(card["tensors"], len(load_file(self.path("in.safetensors"))))
        for form in ("zip", "legacy"):
            run("convert", self.path("in.safetensors"), self.path("out.pth"), "--format", form, "--overwrite")
            state = torch.load(self.path("out.pth"), weights_only=True)
            self.assertEqual(state["head.weight"].data_ptr(), state["embed.weight"].data_ptr())
            other.load_state_dict(state)
            self.assertTrue(torch.equal(model.head.weight, other.head.weight))
        run("convert", self.path("in.safetensors"), self.path("out.pth"), "--overwrite", "--add-prefix", "net",
            "--cast", "float16")
        state = torch.load(self.path("out.pth"), weights_only=True)
        self.assertEqual(state["net.head.weight"].data_ptr(), state["net.embed.weight"].data_ptr())
        run("convert", self.path("in.safetensors"), self.path("again.safetensors"))
        with safe_open(self.path("again.safetensors"), "pt") as file:
            self.assertEqual(file.metadata(), {"by": "me", "format": "pt", "head.weight": "embed.weight"})
        self.same(load_file(self.path("in.safetensors")), load_file(self.path("again.safetensors")))
        load_model(other, self.path("again.safetensors"))

    def test_metadata_survives_the_way_there_and_back(self):
        save_file({"a": torch.ones(2), "b": torch.zeros(3)}, self.path("in.safetensors"), {"format": "pt", "by": "我"})
        for first, second in (("in.safetensors", "mid.pth"), ("mid.pth", "out.safetensors")):
            subprocess.run([PTHF, "convert", self.path(first), self.path(second)], check=True, stdout=subprocess.DEVNULL)
        with safe_open(self.path("out.safetensors"), "pt") as file:
            self.assertEqual(file.metadata(), {"format": "pt", "by": "我"})
        self.same(load_file(self.path("in.safetensors")), load_file(self.path("out.safetensors")))

    def test_a_training_checkpoint_needs_a_choice(self):
        model = Net()
        optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
        model.embed(torch.tensor([1])).sum().backward()
        optimizer.step()
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 2}
        self.assertIn("--extract model", self.convert(state, "out.safetensors", status=2))
        self.assertFalse(os.path.exists(self.path("out.safetensors")))
        self.convert(state, "out.safetensors", "--extract", "model")
        self.convert(state, "again.safetensors", "--drop-role", "optimizer")
        with safe_open(self.path("again.safetensors"), "pt") as file:
            self.assertEqual(file.metadata()["epoch"], "2")

    def test_casts_on_the_way(self):
        state = {"w": torch.randn(40, 30), "steps": torch.arange(3)}
        self.convert(state, "out.safetensors", "--cast", "*=>bfloat16")
        self.same({"w": state["w"].bfloat16(), "steps": state["steps"]}, load_file(self.path("out.safetensors")))

    def test_shards_of_safetensors(self):
        state = self.everything()
        self.convert(state, "set", "--format", "safetensors", "--shard-size", "100", "--verify", "full")
        with open(self.path("set/model.safetensors.index.json")) as file:
            index = json.load(file)
        found = {key: load_file(self.path("set/" + name))[key] for key, name in index["weight_map"].items()}
        self.same(state, found)
        self.assertEqual(index["metadata"]["total_size"], sum(t.numel() * t.element_size() for t in found.values()))
        self.assertEqual(set(index["weight_map"].values()) | {"model.safetensors.index.json"},
                         set(os.listdir(self.path("set"))))

    def test_shards_of_torch_keep_ties_and_metadata(self):
        state = Net().state_dict()
        self.convert(state, "set", "--shard-size", "100")
        with open(self.path("set/pytorch_model.bin.index.json")) as file:
            index = json.load(file)["weight_map"]
        shards = {name: torch.load(self.path("set/" + name), weights_only=True) for name in set(index.values())}
        self.same(state, {key: shards[name][key] for key, name in index.items()})
        tied = shards[index["head.weight"]]
        self.assertEqual(tied["head.weight"].data_ptr(), tied["embed.weight"].data_ptr())
        self.assertEqual(tied._metadata, state._metadata)


if __name__ == "__main__":
    PTHF = os.path.abspath(sys.argv.pop(1))
    unittest.main()
