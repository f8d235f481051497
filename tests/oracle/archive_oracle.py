# SPDX-License-Identifier: Apache-2.0
"""Are TorchScript and torch.package still what they were when `pthf convert` moved them?   PYTHON archive_oracle.py PTHF [-v]

The program is run before and after; devices move away and back again. Without torch: status 77.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

from judge import nn, torch

PTHF = None


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)
        self.bn = nn.BatchNorm1d(3)

    def forward(self, x):
        return self.bn(self.fc(x)) + torch.ones(3, device=torch.device("cpu")) + torch.tensor([1.0, 2.0, 3.0])


class Archives(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        torch.manual_seed(1)
        self.model = Net().eval()
        self.x = torch.randn(2, 4)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def convert(self, source, target, *options, status=0):
        done = subprocess.run([PTHF, "convert", self.path(source), self.path(target), *options], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, status, done.stderr.decode("utf-8", "replace"))

    def there_and_back(self, made):
        made.save(self.path("in.pt"))
        self.convert("in.pt", "gpu.pt", "--map-device", "cpu=cuda:3", "--verify", "full")
        with zipfile.ZipFile(self.path("gpu.pt")) as archive:
            for name in archive.namelist():
                if name.endswith((".py", "data.pkl", "constants.pkl")):
                    bytes_ = archive.read(name)
                    self.assertNotIn(b'device("cpu")', bytes_, name)
                    self.assertNotIn(b"\x03\0\0\0cpu", bytes_, name)
        self.convert("gpu.pt", "out.pt", "--map-location", "cpu", "--verify", "full")
        before, after = (torch.jit.load(self.path(name)) for name in ("in.pt", "out.pt"))
        self.assertTrue(torch.equal(before(self.x), after(self.x)))
        self.assertEqual(before.code, after.code)
        self.assertEqual(list(before.state_dict()), list(after.state_dict()))
        loaded = torch.jit.load(self.path("gpu.pt"), map_location="cpu")
        self.assertTrue(torch.equal(loaded.fc.weight, self.model.fc.weight))

    def test_scripted(self):
        self.there_and_back(torch.jit.script(self.model))

    def test_traced(self):
        self.there_and_back(torch.jit.trace(self.model, self.x))

    def test_its_state_dict_goes_into_other_files(self):
        torch.jit.script(self.model).save(self.path("in.pt"))
        self.convert("in.pt", "out.pth", "--state-dict")
        expected, found = self.model.state_dict(), torch.load(self.path("out.pth"))
        self.assertEqual(set(expected), set(found))
        for key, tensor in expected.items():
            self.assertTrue(torch.equal(tensor, found[key]), key)
        self.convert("in.pt", "half.pt", "--cast", "float16", status=2)
        self.convert("in.pt", "part.pt", "--extract", "@fc", status=2)
        self.convert("in.pt", "out.safetensors", status=2)
        self.convert("in.pt", "out.safetensors", "--state-dict")

    def test_package(self):
        with torch.package.PackageExporter(self.path("in.pt")) as exporter:
            exporter.extern("**")
            exporter.save_pickle("net", "state.pkl", {"w": self.model.fc.weight.detach(), "n": 3})
            exporter.save_text("net", "notes.txt", "kept")
        self.convert("in.pt", "gpu.pt", "--map-location", "cuda:1", "--verify", "full")
        self.convert("gpu.pt", "out.pt", "--map-location", "cpu")
        importer = torch.package.PackageImporter(self.path("out.pt"))
        state = importer.load_pickle("net", "state.pkl")
        self.assertTrue(torch.equal(state["w"], self.model.fc.weight))
        self.assertEqual(state["n"], 3)
        self.assertEqual(importer.load_text("net", "notes.txt"), "kept")


if __name__ == "__main__":
    PTHF = os.path.abspath(sys.argv.pop(1))
    import torch.package  # noqa: F401
    unittest.main()
