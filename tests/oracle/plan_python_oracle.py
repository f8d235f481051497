# SPDX-License-Identifier: Apache-2.0
"""Does the Python that `pthf convert --print-python` prints do what `pthf convert` does?   PYTHON plan_python_oracle.py PTHF

Run by the torch that is to judge: it runs the script, and both files are loaded and compared bit for bit. Without torch:
status 77.
"""
import argparse
import collections
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from compare import assert_same
from judge import NEW, need, nn, torch

numpy, = need("numpy")

PTHF = None


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 6)
        self.tied = nn.Linear(4, 6, bias=False)
        self.tied.weight = self.fc.weight


def checkpoint():
    torch.manual_seed(5)
    model = nn.DataParallel(Net())
    optimizer = torch.optim.Adam(model.parameters())
    model.module.fc(torch.randn(2, 4)).sum().backward()
    optimizer.step()
    state = model.state_dict()
    wide = torch.arange(24.0).reshape(4, 6)
    named = optimizer.state_dict()
    named["param_groups"][0]["param_names"] = [name for name, _ in model.named_parameters()]
    return {
        "model": state,
        "state_dict_ema": collections.OrderedDict((k, v.clone()) for k, v in state.items()),
        "optimizer": named, "epoch": 12, "best_acc": 0.5,
        "views": {"row": wide[1], "far": torch.arange(1000.0)[900:903]},
    }


def plain_objects():
    return {"model": Net().state_dict(), "lr": numpy.float64(0.5), "count": numpy.int64(3),
            "args": argparse.Namespace(depth=50, name="resnet"), "path": pathlib.PurePosixPath("/data/x"),
            "mean": numpy.arange(6, dtype="float32").reshape(2, 3), "sizes": collections.defaultdict(list, a=[1])}


class SameAsPython(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()

    def tearDown(self):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def both(self, *options, value=None, is_close=False, **how):
        torch.save(checkpoint() if value is None else value, self.path("in.pth"))
        command = [PTHF, "convert", self.path("in.pth")]
        done = subprocess.run([*command, self.path("ours.pth"), "--overwrite", *options], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8", "replace"))
        printed = subprocess.run([*command, self.path("theirs.pth"), *options, "--print-python"], stdout=subprocess.PIPE,
                                 timeout=120)
        script = printed.stdout.decode("utf-8")
        if not NEW:  # the first weights_only, of torch 1.13, knew no floats
            script = script.replace("weights_only=True", "weights_only=False")
        exec(compile(script, "plan.py", "exec"), {"__name__": "plan"})
        load = {"weights_only": False} if NEW else {}
        theirs, ours = (torch.load(self.path(name), **load) for name in ("theirs.pth", "ours.pth"))
        with self.subTest(options=options):
            if is_close:  # sums in another order
                self.assertEqual(list(theirs), list(ours))
                allowed = 1e-6 if NEW else 2e-5  # torch 1.13 rounds its weights more often
                for key, tensor in theirs.items():
                    self.assertTrue(torch.allclose(tensor, ours[key], rtol=allowed, atol=allowed), key)
            else:
                assert_same(theirs, ours, **how)

    def test_keys(self):
        self.both("--remove-prefix", "module.")
        self.both("--add-prefix", "wrapped.inner")
        self.both("--remove-segment", "module")
        self.both("--rename", r"^module\.(conv|bn)=>body.\1")
        self.both("--remove-prefix", "module.", "--in", "state_dict_ema")
        with open(self.path("table.json"), "w", encoding="utf-8") as file:
            file.write('{"module.conv.weight": "first", "module.conv.bias": "second"}')
        self.both("--rename-table", self.path("table.json"))

    def test_parts(self):
        self.both("--drop-role", "optimizer")
        self.both("--keep-role", "model")
        self.both("--keep", "*.weight")
        self.both("--drop", "*.bias", "--drop", "/views/*")
        self.both("--drop", "/optimizer", "--drop", "/epoch")
        self.both("--extract", "model", "--wrap", "state_dict")
        self.both("--set-value", "epoch=13", "--set-value", 'best_acc="a \\"text\\""')

    def test_numbers(self):
        self.both("--cast", "float16")
        self.both("--cast", "*.weight=>float64")
        self.both("--freeze", "*", "--unfreeze", "*.bias")
        if NEW:
            self.both("--cast", "float8_e4m3fn")

    def test_tensors(self):
        self.both("--transpose", "module.fc.weight")
        self.both("--transpose", "*.conv.weight=>-1,0")
        self.both("--resize", "module.fc.weight=[9,3]:constant(0.5)")
        self.both("--resize", "module.fc.bias=[2]", "--in", "model")
        self.both("--resize", "/optimizer/state/4/exp_avg=[2,3]:ones")
        self.both("--init", "module.fc.weight=ones:[2,2]:float64", "--in", "state_dict_ema")
        self.both("--init", "model/extra=constant(2.5):[3]:bfloat16", "--init", "/new=zeros:[]:int64")
        tables = {"pos_embed": torch.randn(1, 17, 4), "grid": torch.randn(1, 4, 4, 3), "table": torch.randn(49, 2)}
        self.both("--resize", "pos_embed=[1,26,4]:bicubic", "--resize", "grid=[1,5,4,3]:bilinear",
                  "--resize", "table=[81,2]:bicubic(prefix=0,from=7x7,to=9x9)", value=tables, is_close=True)
        torch.save({"net": {"w": torch.randn(3, 4), "t": torch.randn(3, 4).t()}}, self.path("other.pth"))
        other = self.path("other.pth")
        self.both("--set", f"module.fc.bias={other}#net/w", "--set", f"/views/t={other}#net/t")

    def test_drawn_tensors(self):
        probe = [PTHF, "convert", self.path("in.pth"), self.path("out.pth"), "--init", "x=normal:[2]:float32"]
        torch.save(Net().state_dict(), self.path("in.pth"))
        done = subprocess.run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120)
        if done.returncode != 0:
            self.skipTest(done.stderr.decode("utf-8", "replace"))
        self.both("--resize", "module.fc.weight=[9,30]:normal(0,0.02,seed=1)")
        self.both("--init", "module.new.weight=kaiming_uniform(2.2360679774997898,mode=fan_out,seed=3):[8,4]:float32",
                  "--in", "model")
        self.both("--init", "/views/x=xavier_normal(2,seed=3):[8,4]:float64", "--init", "/views/y=uniform(-1,1,seed=5):[7]")

    def test_form(self):
        self.both("--compact")
        self.both("--untie")
        self.both("--plain-dict")
        self.both("--state-dict", value={"net": nn.DataParallel(Net()), "epoch": 1}, sharing=False)
        self.both("--portable", value=plain_objects())

    def test_the_main_job(self):
        self.both("--map-location", "cpu", "--remove-prefix", "module.", "--drop-role", "optimizer", "--cast", "bfloat16")
        self.both("--map-device", "cuda=cpu", "--device-rule", "*.bias=>cpu")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    PTHF = os.path.abspath(sys.argv[1])
    print("judge: torch", torch.__version__, flush=True)
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
