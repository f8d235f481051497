# SPDX-License-Identifier: Apache-2.0
"""Does torch read what `pthf convert --in-place` edited, and is undo exact?   PYTHON in_place_oracle.py PTHF [-v]

Run by the torch that is to judge; the file is loaded in every way that this torch has. Without torch: status 77.
"""
import collections
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from compare import assert_same
from judge import VERSION, torch

PTHF = None
torch.serialization.register_package(5, lambda storage: "cuda:1", lambda storage, tag: None)


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def state():
    torch.manual_seed(5)
    model = collections.OrderedDict(("module.layer%d.weight" % i, torch.randn(7, 30 + i)) for i in range(12))
    model["module.tied"] = model["module.layer3.weight"]
    optimizer = {"state": {i: {"step": torch.tensor(3.0), "exp_avg": torch.randn(50)} for i in range(6)}}
    return {"optimizer": optimizer, "model": model, "epoch": 12}


class InPlace(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.file = os.path.join(self.folder, "m.pth")
        self.state = state()
        torch.save(self.state, self.file)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_pthf(self, *arguments, status=0):
        done = subprocess.run([PTHF, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, status, done.stderr.decode("utf-8", "replace"))
        return (done.stdout + done.stderr).decode("utf-8", "replace")

    def edit(self, *options, status=0):
        return self.run_pthf("convert", "--in-place", self.file, *options, status=status)

    def loads(self, expected):
        ways = [{}]
        if VERSION >= (2, 1):
            ways += [{"mmap": True}, {"weights_only": True}, {"weights_only": True, "mmap": True}]
        for way in ways:
            assert_same(expected, torch.load(self.file, **way))
        if VERSION >= (2, 7):
            from torch.utils.serialization import config
            with config.patch({"load.calculate_storage_offsets": True}):
                os.environ["TORCH_SERIALIZATION_DEBUG"] = "1"
                assert_same(expected, torch.load(self.file))
                del os.environ["TORCH_SERIALIZATION_DEBUG"]

    def test_devices_move_and_come_back(self):
        before = contents(self.file)
        self.edit("--map-location", "cpu")
        self.assertTrue(contents(self.file).startswith(before))
        self.loads(self.state)
        self.run_pthf("undo", self.file)
        self.assertEqual(contents(self.file), before)
        self.run_pthf("undo", self.file, status=1)

    def test_keys_change(self):
        self.edit("--map-location", "cpu", "--remove-prefix", "module.")
        self.state["model"] = collections.OrderedDict((k[7:], v) for k, v in self.state["model"].items())
        self.loads(self.state)

    def test_what_is_dropped_still_takes_room_and_torch_does_not_miss_it(self):
        before = contents(self.file)
        said = self.edit("--map-location", "cpu", "--drop-role", "optimizer")
        self.assertIn("save a copy to reclaim", said)
        del self.state["optimizer"]
        self.loads(self.state)
        self.assertIn("no longer used", self.run_pthf("info", self.file))
        copy = os.path.join(self.folder, "copy.pth")
        self.run_pthf("convert", self.file, copy)
        self.assertLess(os.path.getsize(copy), len(before) - 6 * 200)
        self.run_pthf("undo", self.file)
        self.assertEqual(contents(self.file), before)

    def test_several_edits_are_taken_back_one_by_one(self):
        stages = [contents(self.file)]
        for options in (["--map-location", "cpu"], ["--remove-prefix", "module."], ["--set-value", "epoch=13"],
                        ["--drop", "layer1.weight"]):
            self.edit(*options)
            stages.append(contents(self.file))
        for stage in reversed(stages[:-1]):
            self.run_pthf("undo", self.file)
            self.assertEqual(contents(self.file), stage)

    def test_an_edit_cut_off_at_any_byte_loses_nothing(self):
        before = contents(self.file)
        listing = self.run_pthf("ls", "--json", self.file)
        self.edit("--map-location", "cpu", "--remove-prefix", "module.")
        after = contents(self.file)
        added = len(after) - len(before)
        for length in list(range(1, 300, 13)) + list(range(300, added, 97)) + list(range(added - 99, added, 9)):
            # Cut short; or longer, and the rest never written. (The end record itself is too small to be torn so.)
            for tail in (b"", bytes(added - length if added - length > 22 else 0)):
                with open(self.file, "wb") as file:
                    file.write(after[:len(before) + length] + tail)
                self.assertEqual(self.run_pthf("ls", "--json", self.file), listing, (length, len(tail)))
                self.assertIn("was cut off", self.run_pthf("info", self.file))
                self.edit("--set-value", "epoch=13", status=2)
                self.run_pthf("undo", self.file)
                self.assertEqual(contents(self.file), before)

    def test_what_changes_bytes_is_refused(self):
        before = contents(self.file)
        self.assertIn("save a copy", self.edit("--cast", "float16", status=2))
        self.assertEqual(contents(self.file), before)

    def test_other_records_survive(self):
        import zipfile
        with zipfile.ZipFile(self.file) as old:
            root = old.namelist()[0].split("/")[0]
        with zipfile.ZipFile(self.file, "a") as archive:
            archive.writestr(root + "/notes.txt", "kept")
        before = contents(self.file)
        self.edit("--map-location", "cpu")
        with zipfile.ZipFile(self.file) as archive:
            self.assertEqual(archive.read(root + "/notes.txt"), b"kept")
            self.assertIsNone(archive.testzip())
        assert_same(self.state, torch.load(self.file))
        self.run_pthf("undo", self.file)
        self.assertEqual(contents(self.file), before)


if __name__ == "__main__":
    PTHF = os.path.abspath(sys.argv.pop(1))
    unittest.main()
