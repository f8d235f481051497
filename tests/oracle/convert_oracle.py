# SPDX-License-Identifier: Apache-2.0
"""Does torch agree with what `pthf convert` writes?   PYTHON convert_oracle.py PTHF [FIXTURES] [-v]

Run by the torch that is to judge. Files are written by this torch, with tags of GPUs that nobody needs to have, converted
by PTHF, loaded again and compared bit for bit with what torch itself makes of the same change. Without torch: status 77.
"""
import argparse
import collections
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from compare import assert_same
from judge import NEW, nn, torch

PTHF = FIXTURES = None
TAGS = {}  # data_ptr of a storage -> the tag it is to be saved with


def pointer(tensor):
    return (tensor.untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.storage()).data_ptr()


torch.serialization.register_package(5, lambda storage: TAGS.get(storage.data_ptr()), lambda storage, tag: None)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 6)
        self.tied = nn.Linear(4, 6, bias=False)
        self.tied.weight = self.fc.weight

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x))).mean((2, 3))
        return self.fc(x) + self.tied(x)


def training(wrapped=True):
    torch.manual_seed(3)
    model = nn.DataParallel(Net()) if wrapped else Net()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 3)
    for _ in range(2):
        optimizer.zero_grad()
        inner = model.module if wrapped else model
        inner(torch.randn(2, 3, 8, 8)).sum().backward()
        optimizer.step()
        scheduler.step()
    return model, optimizer, scheduler


def checkpoint():
    model, optimizer, scheduler = training()
    wide = torch.arange(24.0).reshape(4, 6)
    return {
        "model": model.state_dict(),
        "state_dict_ema": collections.OrderedDict((k, v.clone()) for k, v in model.state_dict().items()),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "epoch": 12, "iteration": 90000, "best_acc": 0.7428, "big": 2 ** 70, "text": "模型", "raw": b"\x00\xff",
        "nested": [(1, 2.5, None), {"a": True}, set([1])],
        "views": {"transposed": wide.t(), "row": wide[1], "column": wide[:, 2], "scalar": torch.tensor(3),
                  "empty": torch.zeros(0, 4), "half": torch.ones(3).half(), "brain": torch.ones(3).bfloat16(),
                  "complex": torch.ones(2, dtype=torch.complex64), "flags": torch.tensor([True, False])},
    }


def tag(value, first="cuda:0", second="cuda:1"):
    """Marks every storage below a value for the first GPU or, every other one, for the second."""
    TAGS.clear()
    for i, tensor in enumerate(tensors(value)):
        TAGS.setdefault(pointer(tensor), first if i % 2 == 0 else second)


def tensors(value):
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors(item)
    elif isinstance(value, (list, tuple, set)):
        for item in value:
            yield from tensors(item)


def load(path, safe=False, **options):
    if NEW or safe:
        options["weights_only"] = safe
    return torch.load(path, **options)


def tags_of(path):
    """Every tag in the file, as torch's own reader meets them."""
    found = []
    load(path, map_location=lambda storage, location: found.append(location) or storage)
    return found


class Converted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.source = os.path.join(self.folder, "in.pth")
        self.target = os.path.join(self.folder, "out.pth")
        self.state = checkpoint()

    def tearDown(self):
        shutil.rmtree(self.folder)

    def save(self, state=None, legacy=False, tagged=True):
        state = self.state if state is None else state
        if tagged:
            tag(state)
        else:
            TAGS.clear()
        torch.save(state, self.source, _use_new_zipfile_serialization=not legacy)
        TAGS.clear()

    def convert(self, *options, source=None, status=0):
        if os.path.exists(self.target):
            os.remove(self.target)
        done = subprocess.run([PTHF, "convert", source or self.source, self.target, *options], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, status, done.stderr.decode("utf-8", "replace"))
        return done

    def loads(self, expected, **options):
        """The target loads in every way this torch has, and is what was expected."""
        ways = [{}]
        if NEW and not load_is_legacy(self.target):
            ways.append({"mmap": True})
        for way in ways:
            assert_same(expected, load(self.target, **way), **options)

    def test_everything_to_cpu(self):
        for legacy in (False, True):
            with self.subTest(legacy=legacy):
                self.save(legacy=legacy)
                self.assertIn("cuda:1", tags_of(self.source))
                self.convert("--map-location", "cpu")
                self.assertEqual(set(tags_of(self.target)), {"cpu"})
                self.loads(load(self.source, map_location="cpu"))

    def test_unchanged_stays_unchanged(self):
        for legacy in (False, True):
            for form in ("zip", "legacy"):
                with self.subTest(legacy=legacy, form=form):
                    self.save(legacy=legacy, tagged=False)
                    self.convert("--format", form)
                    self.loads(load(self.source))

    def test_table_swaps_two_gpus(self):
        self.save()
        before = tags_of(self.source)
        self.convert("--map-device", "cuda:0=cuda:1", "--map-device", "cuda:1=cuda:0")
        swapped = {"cuda:0": "cuda:1", "cuda:1": "cuda:0"}
        self.assertEqual(tags_of(self.target), [swapped.get(t, t) for t in before])

    def test_rule_before_table_before_device(self):
        self.save()
        self.convert("--device-rule", "module.bn.*=>cuda:3", "--map-device", "cuda:0=cuda:2", "--map-location", "cpu")
        self.assertEqual(set(tags_of(self.target)), {"cuda:3", "cuda:2", "cpu"})

    def stripped(self, state_dict, prefix="module."):
        out = collections.OrderedDict((k[len(prefix):] if k.startswith(prefix) else k, v) for k, v in state_dict.items())
        if hasattr(state_dict, "_metadata"):
            out._metadata = collections.OrderedDict()
            for key, value in state_dict._metadata.items():
                if key == "":
                    out._metadata[key] = value
                elif key == prefix[:-1]:
                    out._metadata[""] = value
                elif key.startswith(prefix):
                    out._metadata[key[len(prefix):]] = value
                else:
                    out._metadata[key] = value
        return out

    def test_prefix_removed_everywhere(self):
        self.save(tagged=False)
        self.convert("--remove-prefix", "module.")
        expected = load(self.source)
        expected["model"] = self.stripped(expected["model"])
        expected["state_dict_ema"] = self.stripped(expected["state_dict_ema"])
        self.loads(expected)
        net = Net()
        net.load_state_dict(load(self.target)["model"])

    def test_prefix_added_and_removed_is_the_same(self):
        self.save(tagged=False)
        self.convert("--add-prefix", "wrapped.", "--remove-prefix", "wrapped.")
        self.loads(load(self.source))

    def test_laptop_copy_loads_with_weights_only(self):
        self.save()
        self.convert("--laptop")
        if NEW:
            loaded = load(self.target, safe=True)
        else:
            loaded = load(self.target)
        self.assertEqual(set(tags_of(self.target)), {"cpu"})
        self.assertNotIn("optimizer", loaded)
        net = Net()
        net.load_state_dict(loaded["model"])
        expected = load(self.source, map_location="cpu")["model"]
        for key, value in expected.items():
            self.assertTrue(torch.equal(loaded["model"][key[len("module."):]], value), key)

    def test_parts(self):
        self.save(tagged=False)
        self.convert("--drop-role", "optimizer", "--drop", "/views/empty")
        expected = load(self.source)
        del expected["optimizer"], expected["views"]["empty"]
        self.loads(expected)
        self.convert("--extract", "model")
        self.loads(load(self.source)["model"])
        self.convert("--extract", "model", "--wrap", "state_dict")
        self.loads({"state_dict": load(self.source)["model"]})

    def test_plain_dict(self):
        self.save(tagged=False)
        self.convert("--plain-dict")
        found = load(self.target)
        self.assertIs(type(found["model"]), dict)
        self.loads(load(self.source), relaxed_types=True)

    def test_cast(self):
        self.save(tagged=False)
        for name in ("float16", "bfloat16", "float64"):
            with self.subTest(dtype=name):
                self.convert("--cast", name)
                expected = load(self.source)
                for key in ("model", "state_dict_ema"):
                    for k, v in expected[key].items():
                        if v.is_floating_point():
                            expected[key][k] = v.to(getattr(torch, name))
                self.loads(expected, sharing=False)
                loaded = load(self.target)["model"]
                self.assertEqual(pointer(loaded["module.fc.weight"]), pointer(loaded["module.tied.weight"]))

    def test_whole_models_become_state_dicts(self):
        for wrapped in (False, True):
            with self.subTest(wrapped=wrapped):
                model, _, _ = training(wrapped)
                self.save(model, tagged=False)
                self.convert("--state-dict")
                expected = copy.copy(model.state_dict())
                self.loads(expected)
                if NEW:
                    load(self.target, safe=True)

    def test_what_only_code_knows_of_whole_models(self):
        model = Net()
        model.fc = nn.utils.spectral_norm(model.fc)
        model.plain = nn.utils.weight_norm(nn.Linear(3, 2))
        model.register_buffer("scratch", torch.zeros(1000), persistent=False)
        self.save(model, tagged=False)
        card = json.loads(subprocess.run([PTHF, "info", self.source, "--json"], stdout=subprocess.PIPE).stdout)
        state = model.state_dict()
        untied = {tensor.data_ptr(): tensor.numel() for tensor in state.values()}
        self.assertEqual(card["parameters"], sum(untied.values()))
        self.convert("--state-dict")
        found = load(self.target)
        self.assertEqual(list(found), list(state))
        self.assertEqual(dict(found._metadata), dict(state._metadata))
        self.assertIn("spectral_norm", found._metadata["fc"])

    def test_training_goes_on(self):
        self.save()
        self.convert("--map-location", "cpu", "--remove-prefix", "module.")
        net = Net()
        loaded = load(self.target)
        net.load_state_dict(loaded["model"])
        optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
        optimizer.load_state_dict(loaded["optimizer"])
        net(torch.randn(2, 3, 8, 8)).sum().backward()
        optimizer.step()
        self.assertEqual(int(optimizer.state[net.conv.weight]["step"]), 3)

    def test_same_input_gives_same_bytes(self):
        self.save()
        contents = []
        for _ in range(2):
            self.convert("--map-location", "cpu")
            with open(self.target, "rb") as file:
                contents.append(file.read())
        self.assertEqual(contents[0], contents[1])

    @unittest.skipUnless(NEW, "computed offsets came with torch 2.7")
    def test_offsets_are_where_torch_computes_them(self):
        self.save()
        self.convert("--map-location", "cpu")
        from torch.utils.serialization import config
        config.load.calculate_storage_offsets = True
        os.environ["TORCH_SERIALIZATION_DEBUG"] = "1"
        try:
            assert_same(load(self.source, map_location="cpu"), load(self.target, mmap=True))
        finally:
            config.load.calculate_storage_offsets = False
            del os.environ["TORCH_SERIALIZATION_DEBUG"]

    def test_fixtures_load_after_conversion(self):
        """Every fixture that this torch can load by itself: converted for the cpu it is the same."""
        if FIXTURES is None:
            self.skipTest("no fixtures given")
        sys.path.insert(0, FIXTURES)
        count = 0
        for folder, _, names in sorted(os.walk(FIXTURES)):
            for name in sorted(names):
                if not name.endswith((".pth", ".tar", ".ckpt")) or "jit" in name:
                    continue
                path = os.path.join(folder, name)
                try:
                    expected = load(path, map_location="cpu")
                except Exception:  # what this torch cannot load is no yardstick
                    continue
                count += 1
                with self.subTest(file=os.path.relpath(path, FIXTURES)):
                    self.convert("--map-location", "cpu", "--format", "zip", source=path)
                    assert_same(expected, load(self.target))
                    self.assertLessEqual(set(tags_of(self.target)), {"cpu", "meta"})
        self.assertGreater(count, 10)

    def test_every_fixture_loads_after_every_operation(self):
        """What changes the form only is the same; what changes more loads, with weights_only where that is the point."""
        if FIXTURES is None:
            self.skipTest("no fixtures given")
        sys.path.insert(0, FIXTURES)
        same, loads, safe = "same", "loads", "safe"
        operations = [(("--compact",), same), (("--plain-dict",), same), (("--untie",), loads), (("--portable",), safe),
                      (("--laptop",), safe), (("--cast", "/*=>bfloat16"), loads), (("--freeze", "/*"), loads)]
        for folder, _, names in sorted(os.walk(FIXTURES)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                try:
                    if "jit" in name or not name.endswith((".pth", ".tar", ".ckpt")):
                        continue
                    expected = load(path, map_location="cpu")
                except Exception:  # what this torch cannot load is no yardstick
                    continue
                for options, kind in operations:
                    with self.subTest(file=os.path.relpath(path, FIXTURES), options=options):
                        self.convert(*options, "--map-location", "cpu", "--format", "zip", source=path)
                        if not NEW and kind == safe:
                            continue  # unsigned arrays become tensors that only newer torch knows
                        found = load(self.target, safe=kind == safe and NEW)
                        if kind == same:
                            assert_same(expected, found, relaxed_types=options == ("--plain-dict",))

    def test_an_optimizer_that_was_saved_as_an_object(self):
        """Its state is a dictionary whose keys are the parameters themselves."""
        optimizer = torch.optim.Adam(Net().parameters(), lr=0.01)
        for parameter in optimizer.param_groups[0]["params"]:
            parameter.grad = torch.ones_like(parameter)
        optimizer.step()
        for legacy in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                source = os.path.join(folder, "whole.pth")
                torch.save({"optimizer": optimizer}, source, _use_new_zipfile_serialization=not legacy)
                for target in ("zip", "legacy"):
                    with self.subTest(legacy=legacy, target=target):
                        self.convert("--map-location", "cpu", "--format", target, source=source)
                        assert_same(optimizer.state_dict(), load(self.target)["optimizer"].state_dict())


def load_is_legacy(path):
    with open(path, "rb") as file:
        return file.read(2) != b"PK"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("pthf")
    parser.add_argument("fixtures", nargs="?")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("-k", action="append")
    arguments = parser.parse_args()
    PTHF = os.path.abspath(arguments.pthf)
    FIXTURES = arguments.fixtures and os.path.abspath(arguments.fixtures)
    print("judge: torch", torch.__version__)
    unittest.main(argv=[sys.argv[0]] + (["-v"] if arguments.v else []) + [x for k in arguments.k or () for x in ("-k", k)])
