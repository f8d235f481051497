# SPDX-License-Identifier: Apache-2.0
"""The changes that people make by hand today, against torch.   PYTHON changes_oracle.py PTHF [-v]

Names of other code (weight_norm, spectral_norm, gamma and beta, LoRA, a Sequential around one part), optimizers that name
their parameters, norms that stay in float32, counters set back, the EMA as the model, parts of the model on devices of
their own: converted by PTHF, loaded by this torch, strictly, and compared with what torch makes of the same change; the
Python that PTHF prints gives the same file. Without torch: status 77.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from compare import assert_same
from judge import nn, torch

PTHF = None
parametrizations = torch.nn.utils.parametrizations


def load(path, **options):
    try:
        return torch.load(path, weights_only=False, **options)
    except TypeError:
        return torch.load(path, **options)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.norm = nn.BatchNorm2d(4)
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(4))
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        x = self.norm(self.conv(x)).mean((2, 3))
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.head(x)


def training(named=False):
    torch.manual_seed(5)
    net = nn.DataParallel(Net())
    optimizer = torch.optim.Adam(net.named_parameters() if named else net.parameters(), lr=0.01)
    net.module(torch.randn(2, 3, 8, 8)).sum().backward()
    optimizer.step()
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 3)
    ema = collections.OrderedDict((key, value.clone() * 0.5 if value.is_floating_point() else value.clone())
                                  for key, value in net.state_dict().items())
    return {"model": net.state_dict(), "state_dict_ema": ema, "optimizer": optimizer.state_dict(),
            "scheduler": scheduler.state_dict(), "epoch": 12, "iteration": 90000}


class Changes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.source = os.path.join(self.folder, "in.pth")
        self.target = os.path.join(self.folder, "out.pth")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_pthf(self, *arguments):
        done = subprocess.run([PTHF, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8", "replace"))
        return done.stdout.decode()

    def convert(self, state, *options, python=True):
        """What PTHF makes of it; the Python that it prints makes the same."""
        torch.save(state, self.source)
        if os.path.exists(self.target):
            os.remove(self.target)
        self.run_pthf("convert", self.source, self.target, *options)
        found = load(self.target)
        if python:
            script = os.path.join(self.folder, "same.py")
            other = os.path.join(self.folder, "other.pth")
            text = self.run_pthf("convert", self.source, other, "--print-python", *options)
            if torch.__version__.startswith("1."):
                text = text.replace("weights_only=True", "weights_only=False")  # 1.13 takes no floats there
            with open(script, "w") as file:
                file.write(text)
            done = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)
            self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8", "replace"))
            assert_same(found, load(other), sharing=False)
        return found

    def renamed(self, family, old, new, sample):
        """The names of one module's state dict become those of another, which loads it and computes the same."""
        for module in (old, new):
            module.eval()
        loaded = self.convert(old.state_dict(), "--rename-family", family)
        self.assertEqual(set(loaded), set(new.state_dict()))
        new.load_state_dict(loaded)
        self.assertTrue(torch.allclose(old(sample), new(sample), atol=1e-6))

    def norms(self, wrap):
        torch.manual_seed(9)
        return nn.Sequential(wrap(nn.Conv2d(3, 4, 3)), nn.Flatten(), wrap(nn.Linear(16, 5)), nn.Linear(5, 2))

    def test_weight_norm(self):
        if not hasattr(parametrizations, "weight_norm") or not hasattr(nn.utils, "weight_norm"):
            self.skipTest("this torch has one of the two")
        sample = torch.randn(2, 3, 4, 4)
        old, new = (lambda: self.norms(nn.utils.weight_norm)), (lambda: self.norms(parametrizations.weight_norm))
        self.renamed("weight-norm-new", old(), new(), sample)
        self.renamed("weight-norm-old", new(), old(), sample)

    def test_spectral_norm(self):
        sample = torch.randn(2, 3, 4, 4)
        old, new = (lambda: self.norms(nn.utils.spectral_norm)), (lambda: self.norms(parametrizations.spectral_norm))
        self.renamed("spectral-norm-new", old(), new(), sample)
        self.renamed("spectral-norm-old", new(), old(), sample)

    def test_gamma_and_beta(self):
        class Old(nn.Module):
            def __init__(self):
                super().__init__()
                self.norm = nn.Module()
                self.norm.gamma, self.norm.beta = nn.Parameter(torch.randn(4)), nn.Parameter(torch.randn(4))

        class New(nn.Module):
            def __init__(self):
                super().__init__()
                self.norm = nn.LayerNorm(4)

        old, new = Old(), New()
        loaded = self.convert(old.state_dict(), "--rename-family", "gamma-beta-old")
        new.load_state_dict(loaded)
        self.assertTrue(torch.equal(new.norm.weight, old.norm.gamma) and torch.equal(new.norm.bias, old.norm.beta))
        back = self.convert(new.state_dict(), "--rename-family", "gamma-beta-new")
        old.load_state_dict(back)

    def test_lora(self):
        def net(live):
            layer = nn.Module()
            layer.base_layer = nn.Linear(4, 4)
            for name, sizes in (("lora_A", (4, 2)), ("lora_B", (2, 4))):
                part = nn.Linear(*sizes, bias=False)
                layer.add_module(name, nn.ModuleDict({"default": part}) if live else part)
            whole = nn.Module()
            whole.q = layer
            return whole

        live, saved = net(True), net(False)
        saved.load_state_dict(self.convert(live.state_dict(), "--rename-family", "lora-saved"))
        live.load_state_dict(self.convert(saved.state_dict(), "--rename-family", "lora-live"))
        self.assertTrue(torch.equal(live.q.lora_A["default"].weight, saved.q.lora_A.weight))

    def test_stray_zero(self):
        inner = nn.Module()
        inner.conv, inner.norm = nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)
        outer, bare = nn.Module(), nn.Module()
        outer.encoder, bare.encoder = nn.Sequential(inner), inner
        bare.load_state_dict(self.convert(outer.state_dict(), "--rename-family", "stray-zero"))

    def test_optimizers_that_name_their_parameters(self):
        try:
            state = training(named=True)
        except (TypeError, ValueError):
            self.skipTest("this torch has no named optimizers")
        if "param_names" not in state["optimizer"]["param_groups"][0]:
            self.skipTest("this torch has no named optimizers")
        loaded = self.convert(state, "--remove-prefix", "module.")
        net = Net()
        net.load_state_dict(loaded["model"])
        self.assertEqual(loaded["optimizer"]["param_groups"][0]["param_names"], [name for name, _ in net.named_parameters()])
        self.assertNotIn("module", loaded["model"]._metadata)
        optimizer = torch.optim.Adam(net.named_parameters(), lr=0.01)
        optimizer.load_state_dict(loaded["optimizer"])
        net(torch.randn(2, 3, 8, 8)).sum().backward()
        optimizer.step()

    def test_half_with_norms_in_float32(self):
        state = training()
        loaded = self.convert(state, "--cast", "float16", "--cast", "*norm*=>float32")
        for name in ("model", "state_dict_ema"):
            for key, value in loaded[name].items():
                before = state[name][key]
                expected = before if "norm" in key or not before.is_floating_point() else before.half()
                self.assertEqual(value.dtype, expected.dtype, key)
                self.assertTrue(torch.equal(value, expected), key)
        for key, value in loaded["optimizer"]["state"].items():
            self.assertEqual(value["exp_avg"].dtype, torch.float32)

    def test_losses_are_what_torch_loses(self):
        numbers = torch.cat([torch.randn(1000), torch.tensor([1e5, -1e9, 1e-9, float("inf"), float("nan"), 0.0, 1.0])])
        torch.save({"a.weight": numbers}, self.source)
        for dtype in (torch.float16, torch.bfloat16):
            name = str(dtype).split(".")[1]
            plan = json.loads(self.run_pthf("convert", self.source, self.target, "--dry-run", "--json", "--cast", name))
            cast = numbers.to(dtype)
            finite = torch.isfinite(numbers)
            overflows = int((finite & ~torch.isfinite(cast)).sum())
            underflows = int((finite & (numbers != 0) & (cast == 0)).sum())
            changed = int((finite & (cast.float() != numbers)).sum())
            expected = {"numbers": numbers.numel(), "overflows": overflows, "underflows": underflows,
                        "rounded": changed - overflows - underflows, "nans": 1, "infinities": 1}
            found = {key: plan["losses"][key] for key in expected}
            self.assertEqual(found, expected)

    def test_reset(self):
        state = training()
        loaded = self.convert(state, "--set-value", "epoch=0", "--set-value", "iteration=0", "--drop-role", "scheduler")
        expected = dict(state, epoch=0, iteration=0)
        del expected["scheduler"]
        assert_same(expected, loaded)

    def test_the_ema_as_the_model(self):
        state = training()
        loaded = self.convert(state, "--extract", "state_dict_ema", "--wrap", "model", "--remove-prefix", "module.")
        self.assertEqual(list(loaded), ["model"])
        net = Net()
        net.load_state_dict(loaded["model"])
        self.assertTrue(torch.equal(net.head.weight, state["state_dict_ema"]["module.head.weight"]))

    def devices(self, *options):
        """The tag of every tensor of the model and of the optimizer's first moments."""
        torch.save(training(), self.source)
        if os.path.exists(self.target):
            os.remove(self.target)
        self.run_pthf("convert", self.source, self.target, *options)
        tags = {}
        for leaf in json.loads(self.run_pthf("ls", self.target, "--json")):
            if leaf["type"] == "tensor":
                tags["/".join(str(part) for part in leaf["path"])] = leaf["device"]
        return tags

    def test_a_role_on_a_device(self):
        tags = self.devices("--map-location", "cuda:0", "--device-role", "optimizer=>cpu")
        for path, device in tags.items():
            self.assertEqual(device, "cpu" if path.startswith("optimizer/") else "cuda:0", path)

    def test_layers_on_devices(self):
        tags = self.devices("--remove-prefix", "module.", "--device-layers", "layers.0-1=>cuda:0",
                            "--device-layers", "2-3=>cuda:1", "--map-location", "cpu")
        for path, device in tags.items():
            layer = path.split("layers.")[1][0] if "layers." in path else None
            self.assertEqual(device, "cpu" if layer is None else "cuda:0" if layer in "01" else "cuda:1", path)

    def test_bytes_shared_out(self):
        devices = ["cuda:0", "cuda:1", "cuda:2"]
        tags = self.devices("--split-devices", ",".join(devices))
        sizes = collections.Counter()
        layers = collections.defaultdict(set)
        for key, value in training()["model"].items():
            device = tags["model/" + key]
            self.assertEqual(device, tags["state_dict_ema/" + key])
            sizes[device] += value.numel() * value.element_size()
            if "layers." in key:
                layers[key.split(".")[2]].add(device)
        self.assertEqual(sorted(sizes), devices)
        self.assertLess(max(sizes.values()), 0.5 * sum(sizes.values()))
        self.assertTrue(all(len(of) == 1 for of in layers.values()), "a layer is torn")

    def test_rules_are_kept_by_recipes(self):
        torch.save(training(), self.source)
        recipe = os.path.join(self.folder, "recipe.json")
        self.run_pthf("convert", self.source, self.target, "--split-devices", "cuda:0,cuda:1", "--save-recipe", recipe)
        other = os.path.join(self.folder, "again.pth")
        self.run_pthf("convert", self.source, other, "--recipe", recipe)
        with open(self.target, "rb") as a, open(other, "rb") as b:
            self.assertEqual(a.read(), b.read())


if __name__ == "__main__":
    PTHF = os.path.abspath(sys.argv[1])
    print("judge: torch", torch.__version__)
    unittest.main(argv=[sys.argv[0]] + sys.argv[2:])
