# SPDX-License-Identifier: Apache-2.0
"""The acceptance checks, drawn from what users of checkpoints asked for in public.   PYTHON acceptance_oracle.py PTHF [-v]

Each test is one check, or a few that belong together, and is named as the user would put it. Files are written by the
torch that runs this, read and rewritten by PTHF, and judged by the same torch. Without torch: status 77.
"""
import argparse
import collections
import io
import json
import os
import pickle
import resource
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

from compare import assert_same
from judge import NEW, need, nn, torch

numpy, = need("numpy")

PTHF = None
TAGS = {}  # data_ptr of a storage -> the tag it is saved with
OrderedDict = collections.OrderedDict


def storage_of(tensor):
    return tensor.untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.storage()


torch.serialization.register_package(5, lambda storage: TAGS.get(storage.data_ptr()), lambda storage, tag: None)


def tag(value, device):
    """Saves every tensor below value with a tag of its own choosing, as if it lay on that device."""
    for tensor in tensors_in(value):
        TAGS[storage_of(tensor).data_ptr()] = device
    return value


def tensors_in(value):
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors_in(item)


def load(path, **options):
    if NEW:
        options.setdefault("weights_only", True)
    return torch.load(path, **options)


class Acceptance(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        TAGS.clear()

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def save(self, value, name="in.pth", **options):
        torch.save(value, self.path(name), **options)
        return self.path(name)

    def write(self, data, name="in.pth"):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def pthf(self, *words, status=0):
        done = subprocess.run([PTHF, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, status, "%s\n%s%s" % (
            " ".join(words), done.stdout.decode()[-2000:], done.stderr.decode()[-2000:]))
        return done.stdout.decode()

    def card(self, path, status=0):
        return json.loads(self.pthf("info", "--json", path, status=status))

    def list(self, path, *words, status=0):
        return json.loads(self.pthf("ls", "--json", path, *words, status=status))

    def convert(self, source, *words, out="out.pth", status=0):
        self.pthf("convert", source, self.path(out), *words, status=status)
        return self.path(out)

    def keys_after(self, keys, *words):
        source = self.save(OrderedDict((key, torch.full((2,), float(i))) for i, key in enumerate(keys)))
        return list(load(self.convert(source, "--overwrite", *words)))

    # Prefixes

    def test_01_to_04_prefixes_go_by_whole_segments(self):
        for keys, words, expected in (
                (["model.smp_model.decoder.x", "model.y"], ["--remove-prefix", "model."], ["smp_model.decoder.x", "y"]),
                (["module.submodule.x", "module.y"], ["--remove-prefix", "module."], ["submodule.x", "y"]),
                (["_orig_mod.module.x"], ["--remove-prefix", "_orig_mod.", "--remove-prefix", "module."], ["x"]),
                (["module._orig_mod.x"], ["--remove-prefix", "module.", "--remove-prefix", "_orig_mod."], ["x"]),
                (["_orig_mod.module.x", "_orig_mod.module.y"], ["--laptop"], ["x", "y"]),
                (["a._fsdp_wrapped_module.b._fsdp_wrapped_module.c"], ["--remove-segment", "_fsdp_wrapped_module"],
                 ["a.b.c"])):
            self.assertEqual(self.keys_after(keys, *words), expected)

    def test_05_a_prefix_in_one_state_dict_only_changes_that_one(self):
        plain = OrderedDict([("conv.weight", torch.ones(2)), ("fc.bias", torch.zeros(2))])
        ema = OrderedDict(("module." + key, value + 1) for key, value in plain.items())
        out = load(self.convert(self.save({"state_dict": plain, "state_dict_ema": ema}), "--remove-prefix", "module."))
        self.assertEqual(list(out["state_dict"]), list(plain))
        self.assertEqual(list(out["state_dict_ema"]), list(plain))

    def test_06_adding_and_removing_a_prefix_is_no_change(self):
        state = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2)).state_dict()
        source = self.save(state)
        there = self.convert(source, "--add-prefix", "module.", out="there.pth")
        self.assertEqual(list(load(there)), ["module." + key for key in state])
        self.assertIn("module.1", load(there)._metadata)
        back = load(self.convert(there, "--remove-prefix", "module."))
        assert_same(load(source), back)
        self.assertEqual(list(back._metadata), list(state._metadata))

    def test_07_a_collision_is_refused_with_both_names(self):
        source = self.save(OrderedDict([("module.x", torch.ones(1)), ("x", torch.zeros(1)), ("module.y", torch.ones(1))]))
        done = subprocess.run([PTHF, "convert", source, self.path("out.pth"), "--remove-prefix", "module."],
                              stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn("module.x", done.stderr.decode())
        self.assertFalse(os.path.exists(self.path("out.pth")))

    def test_08_n_averaged_stays_until_it_is_dropped(self):
        averaged = torch.optim.swa_utils.AveragedModel(nn.Linear(2, 2)).state_dict()
        source = self.save(averaged)
        kept = load(self.convert(source, "--remove-prefix", "module."))
        self.assertEqual(list(kept), ["n_averaged", "weight", "bias"])
        dropped = load(self.convert(source, "--remove-prefix", "module.", "--drop", "n_averaged", out="dropped.pth"))
        self.assertEqual(list(dropped), ["weight", "bias"])

    def test_09_a_language_model_keeps_its_own_model_segment(self):
        keys = ["model.embed_tokens.weight", "model.layers.0.self_attn.q_proj.weight", "model.norm.weight",
                "lm_head.weight"]
        self.assertEqual(self.keys_after(keys, "--laptop"), keys)
        keys = keys[:-1]
        self.assertEqual(self.keys_after(keys, "--laptop"), keys)

    def test_10_wrapper_keys_are_never_renamed(self):
        state = OrderedDict([("model.a", torch.ones(1)), ("model.b", torch.ones(1))])
        out = load(self.convert(self.save({"model": state, "model.note": "kept", "epoch": 3}), "--remove-prefix", "model."))
        self.assertEqual(list(out), ["model", "model.note", "epoch"])
        self.assertEqual(list(out["model"]), ["a", "b"])

    # Devices

    def training(self, device):
        model = nn.Linear(3, 2)
        optimizer = torch.optim.Adam(model.parameters())
        model(torch.ones(1, 3)).sum().backward()
        optimizer.step()
        state = optimizer.state_dict()
        state["param_groups"][0]["lr"] = torch.tensor(0.001)
        whole = {"model": model.state_dict(), "ema": OrderedDict((k, v.clone()) for k, v in model.state_dict().items()),
                 "optimizer": state}
        return tag(whole, device)

    def test_11_to_13_gpu_tags_become_cpu_everywhere(self):
        for zipped in (True, False):
            source = self.save(self.training("cuda:3"), _use_new_zipfile_serialization=zipped)
            self.assertEqual(set(self.card(source)["devices"]), {"cuda:3"})
            self.assertRaises(Exception, load, source)  # there is no such device here
            out = self.convert(source, "--map-location", "cpu", "--overwrite")
            loaded = load(out)
            self.assertEqual({str(t.device) for t in tensors_in(loaded)}, {"cpu"})
            assert_same(load(source, map_location="cpu"), loaded)
            with open(out, "rb") as file:
                data = file.read()
            self.assertNotIn(b"cpu:0", data)
            self.assertNotIn(b"cuda", data)

    def test_14_tensors_inside_a_plain_pickle_are_named_or_converted(self):
        inner = io.BytesIO()
        torch.save(tag({"w": torch.ones(2)}, "cuda:2"), inner)
        source = self.save({"model": tag(OrderedDict(a=torch.ones(3)), "cuda:2"), "blob": inner.getvalue()})
        out = self.convert(source, "--map-location", "cpu")
        blob = load(out)["blob"]
        told = any("blob" in json.dumps(finding) for finding in self.card(out)["findings"])
        self.assertTrue(b"cuda:2" not in blob or told, "tensors in bytes are neither converted nor named")

    # Opening

    def test_15_to_17_what_is_no_checkpoint_is_named(self):
        pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4" * 64 + b"\nsize 437955512\n"
        for data, word in ((pointer, "LFS"), (b"<!DOCTYPE html><html><title>Sign in</title></html>", "HTML"), (b"", "empty")):
            path = self.write(data)
            done = subprocess.run([PTHF, "info", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertIn(word, done.stdout.decode())
            self.pthf("ls", "--json", path, status=3)

    def test_18_a_cut_zip_still_shows_its_tree(self):
        state = OrderedDict(("layer%d.weight" % i, torch.randn(64, 64)) for i in range(40))
        with open(self.save({"model": state, "epoch": 7}), "rb") as file:
            whole = file.read()
        for share in (0.10, 0.50, 0.99):
            path = self.write(whole[:int(len(whole) * share)], "cut.pth")
            listed = self.list(path, status=1)
            found = {tuple(leaf["path"]): leaf for leaf in listed}
            self.assertEqual(found[("epoch",)]["value"], 7)
            stored = [found[("model", key)]["stored"] for key in state]
            self.assertEqual(stored[0], "whole")
            lost = [key for key, how in zip(state, stored) if how != "whole"]
            self.assertTrue(lost or share > 0.9)
            self.pthf("salvage", path, self.path("saved.pth"), status=1 if lost else 0)
            saved = load(self.path("saved.pth"))
            self.assertEqual(list(saved["model"]), [key for key, how in zip(state, stored) if how == "whole"])
            for key, value in saved["model"].items():
                self.assertTrue(torch.equal(value, state[key]))
            os.remove(self.path("saved.pth"))

    def test_19_pth_tar_is_what_its_bytes_are(self):
        source = self.save({"state_dict": OrderedDict(a=torch.ones(2))}, "model.pth.tar",
                           _use_new_zipfile_serialization=False)
        self.assertEqual(self.card(source)["kind"], "torch-legacy")
        with tarfile.open(self.path("other.tar"), "w") as archive:
            info = tarfile.TarInfo("notes.txt")
            info.size = 2
            archive.addfile(info, io.BytesIO(b"hi"))
        self.assertIn(self.card(self.path("other.tar"))["kind"], ("other",))

    def test_20_pickles_of_arrays(self):
        weights = {"conv1_w": numpy.arange(12, dtype=numpy.float32).reshape(3, 4), "lr": numpy.float64(0.1)}
        for protocol in (2, 4):
            path = self.write(pickle.dumps({"model": weights, "__author__": "Detectron2"}, protocol=protocol), "d.pkl")
            leaves = {tuple(leaf["path"]): leaf for leaf in self.list(path)}
            self.assertEqual(leaves[("model", "conv1_w")]["shape"], [3, 4])
            self.assertEqual(leaves[("model", "lr")]["value"], 0.1)
        latin = b"\x80\x02}q\x00U\x05caf\xe9sq\x01K\x07s."  # Python 2: {'caf\xe9s': 7}
        self.assertEqual(self.list(self.write(latin, "latin.pkl"))[0]["path"], ["cafés"])

    def test_21_foreign_classes_keep_nobody_from_the_tensors(self):
        source = self.save({"args": argparse.Namespace(lr=0.1, name="run"), "best": numpy.float64(0.5),
                            "model": OrderedDict(w=torch.ones(2))})
        with open(source, "rb") as file:
            data = file.read()
        unknown = self.write(data.replace(b"argparse", b"omegacnf").replace(b"Namespace", b"RecordMtr"), "unknown.pth")
        for path in (source, unknown):
            leaves = {json.dumps(leaf["path"]): leaf for leaf in self.list(path)}
            self.assertEqual(leaves['["model", "w"]']["shape"], [2])
            self.assertEqual(leaves['["args", {"attr": "lr"}]']["value"], 0.1)
        portable = load(self.convert(source, "--portable"))
        self.assertEqual(portable["args"], {"lr": 0.1, "name": "run"})

    def test_22_whole_models_give_their_state_dict(self):
        for model in (nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)), nn.DataParallel(nn.Linear(2, 2))):
            source = self.save(model)
            out = load(self.convert(source, "--state-dict", "--overwrite"))
            expected = model.state_dict()
            assert_same(expected, out)
            self.assertEqual(out._metadata, expected._metadata)

    def test_23_newer_pickle_protocols(self):
        for protocol in (3, 4, 5):
            source = self.save({"model": OrderedDict(a=torch.ones(2)), "big": 2 ** 80}, pickle_protocol=protocol)
            assert_same({"model": OrderedDict(a=torch.ones(2)), "big": 2 ** 80}, load(self.convert(source, "--overwrite")))

    def test_24_torchscript_shows_its_state_dict(self):
        module = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)).eval()
        path = self.path("scripted.pt")
        torch.jit.save(torch.jit.trace(module, torch.ones(1, 2)), path)
        self.assertEqual(self.card(path)["kind"], "torchscript")
        listed = [leaf["path"][-1] for leaf in self.list(path, "--state-dict") if leaf["type"] == "tensor"]
        self.assertEqual(listed, list(torch.jit.load(path).state_dict()))

    def test_25_safetensors_under_another_name(self):
        header = json.dumps({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
        path = self.write(len(header).to_bytes(8, "little") + header + numpy.ones(2, numpy.float32).tobytes(), "m.ckpt")
        self.assertEqual(self.card(path)["kind"], "safetensors")
        assert_same(torch.ones(2), load(self.convert(path))["w"])

    def test_26_zips_packed_again(self):
        state = OrderedDict(a=torch.arange(100.0), b=torch.ones(2, 3))
        with zipfile.ZipFile(self.save({"model": state})) as archive:
            records = {info.filename.split("/", 1)[1]: archive.read(info) for info in archive.infolist()}
        for root, how in (("", zipfile.ZIP_STORED), ("renamed/", zipfile.ZIP_STORED), ("archive/", zipfile.ZIP_DEFLATED)):
            with zipfile.ZipFile(self.path("again.pth"), "w", how) as archive:
                for name, data in records.items():
                    archive.writestr(root + name, data)
            assert_same({"model": state}, load(self.convert(self.path("again.pth"), "--overwrite")))

    def test_27_a_pickle_that_calls_the_shell_is_shown_and_not_run(self):
        class Evil:
            def __reduce__(self):
                return os.system, ("touch %s" % trap,)

        trap = self.path("trap")
        source = self.save({"model": OrderedDict(w=torch.ones(2)), "x": Evil()})
        card = self.card(source)
        self.assertFalse(card["weights_only"]["loads"])
        self.assertIn("danger", [finding["severity"] for finding in card["findings"]])
        self.assertIn("touch", self.pthf("ls", source) + self.pthf("info", source))
        self.list(source, status=0)
        self.assertFalse(os.path.exists(trap))

    def test_28_many_keys_and_many_bytes_open_at_once(self):
        state = OrderedDict(("layer%d.weight" % i, torch.zeros(1)) for i in range(10000))
        source = self.save(state)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.card(source)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertLess(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1.0)

    def test_29_bombs_are_refused_or_shown(self):
        cycle = b"\x80\x02]q\x00h\x00a."
        deep = b"\x80\x02" + b"]" * 200000 + b"a" * 199999 + b"."
        doubling = b"\x80\x02]q\x00" + b"".join(b"]q%c(h%ch%ce" % (i + 1, i, i) for i in range(60)) + b"."
        for data in (cycle, deep, doubling):
            done = subprocess.run([PTHF, "info", "--json", self.write(data, "bomb.pkl")], stdout=subprocess.PIPE, timeout=20)
            self.assertIn(done.returncode, (0, 3))

    # Saving

    def test_30_a_round_trip_changes_nothing(self):
        wide = torch.arange(24.0).reshape(4, 6)
        value = {"state_dict": OrderedDict(a=wide, view=wide.t(), row=wide[1], half=torch.ones(3).half(),
                                           brain=torch.ones(3).bfloat16(), scalar=torch.tensor(3), empty=torch.zeros(0, 4),
                                           flag=torch.tensor([True, False]), wave=torch.ones(2, dtype=torch.complex64)),
                 "epoch": 3, "name": "模型", "nested": [(1, None), {"x": 2.5}], 7: "integer key", "raw": b"\x00\xff"}
        if NEW:
            value["state_dict"]["small"] = torch.ones(4).to(torch.float8_e4m3fn)
        assert_same(value, load(self.convert(self.save(value))))

    def test_31_outputs_load_where_they_say(self):
        source = self.save({"model": OrderedDict(a=torch.ones(2)), "best": numpy.float64(1.0)})
        assert_same({"model": OrderedDict(a=torch.ones(2)), "best": 1.0}, load(self.convert(source, "--portable")))
        legacy = self.convert(source, "--portable", "--format", "legacy", out="legacy.pth")
        self.assertFalse(zipfile.is_zipfile(legacy))
        assert_same({"model": OrderedDict(a=torch.ones(2)), "best": 1.0}, load(legacy))
        plain = load(self.convert(source, "--portable", "--plain-dict", out="plain.pth"))
        self.assertIs(type(plain["model"]), dict)

    def test_32_paths_of_any_alphabet(self):
        source = self.save({"w": torch.ones(2)}, "权重 é.pth")
        assert_same({"w": torch.ones(2)}, load(self.convert(source, out="結果.pth")))

    def test_33_a_full_disk_leaves_the_old_file(self):
        source = self.save({"w": torch.zeros(100000)})
        old = self.write(b"old", "out.pth")
        done = subprocess.run([PTHF, "convert", source, old, "--overwrite", "--map-location", "cpu"], stderr=subprocess.PIPE,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000)))
        self.assertEqual(done.returncode, 4, done.stderr.decode())
        with open(old, "rb") as file:
            self.assertEqual(file.read(), b"old")
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["in.pth", "out.pth"])
        self.pthf("convert", source, self.path("no/such/folder/out.pth"), status=4)

    def test_34_keeping_nothing_is_an_error(self):
        source = self.save({"model": OrderedDict(a=torch.ones(2))})
        done = subprocess.run([PTHF, "convert", source, self.path("out.pth"), "--keep", "nothing.like.this"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn(done.returncode, (1, 2))
        self.assertFalse(os.path.exists(self.path("out.pth")))

    def test_35_saving_over_a_file_that_is_mapped(self):
        source = self.save(OrderedDict(("module." + key, torch.randn(50, 50)) for key in "abc"))
        options = {"mmap": True} if NEW else {}
        mapped = load(source, **options)
        before = {key: value.clone() for key, value in mapped.items()}
        self.pthf("convert", source, source, "--overwrite", "--remove-prefix", "module.")
        self.assertEqual(list(load(source)), ["a", "b", "c"])
        for key, value in mapped.items():
            self.assertTrue(torch.equal(value, before[key]))


if __name__ == "__main__":
    PTHF = os.path.abspath(sys.argv.pop(1))
    unittest.main()
