# SPDX-License-Identifier: Apache-2.0
"""Does `pthf match` say what torch says?   PYTHON match_oracle.py PTHF [-v]

Run by the torch that is to judge. Modules of this torch really call load_state_dict on state dicts that do not fit; the
report of `pthf match` has to be the text of the exception, letter by letter, and the first suggestion, applied with
`pthf convert`, has to make load_state_dict succeed. Without torch: status 77.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import unittest

from judge import nn, torch

PTHF = None
SNIPPET = None


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(width, width, 1)


class Net(nn.Module):
    def __init__(self, classes=10, width=4):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(()))
        self.stem = nn.Conv2d(3, width, 3)
        self.layer1 = nn.Sequential(Block(width), Block(width))
        self.layer2 = nn.ModuleList([Block(width), nn.Linear(width, width + 1)])
        self.norm = nn.LayerNorm(width)
        self.register_buffer("table", torch.arange(6).reshape(2, 3))
        self.register_buffer("hidden", torch.zeros(2), persistent=False)
        self.fc = nn.Linear(width, classes)


def renamed(state, change):
    """A state dict with other keys, its _metadata lost as with any loop that people write."""
    return collections.OrderedDict((change(key), value) for key, value in state.items())


def drop(state, *keys):
    return collections.OrderedDict((k, v) for k, v in state.items() if k not in keys)


def wrapper_cases():
    """Name, state dict in the file: the first suggestion has to mend each of them."""
    own = Net().state_dict()
    with_metadata = nn.DataParallel(Net()).state_dict()
    yield "DataParallel", with_metadata
    yield "DataParallel twice", nn.DataParallel(nn.DataParallel(Net())).state_dict()
    yield "torch.compile", renamed(own, lambda k: "_orig_mod." + k)
    yield "compile of DDP", renamed(own, lambda k: "_orig_mod.module." + k)
    yield "DDP of compile", renamed(own, lambda k: "module._orig_mod." + k)
    yield "Lightning", renamed(own, lambda k: "model." + k)
    yield "Lightning compiled", renamed(own, lambda k: "model._orig_mod." + k)
    yield "Lightning forward", renamed(own, lambda k: "_forward_module.model." + k)
    yield "any attribute", renamed(own, lambda k: "some_network." + k)
    yield "private attribute", renamed(own, lambda k: "_TransformerLightningModule__backbone." + k)
    yield "smp_model", renamed(own, lambda k: "model.smp_model." + k)
    yield "FSDP", renamed(own, lambda k: "_fsdp_wrapped_module." + k.replace("layer1.", "layer1._fsdp_wrapped_module."))
    yield "activation checkpoints", renamed(own, lambda k: k.replace("layer1.0.", "layer1.0._checkpoint_wrapped_module."))
    yield "AveragedModel", collections.OrderedDict(
        [("n_averaged", torch.tensor(3))] + [("module." + k, v) for k, v in own.items()])
    yield "PEFT", renamed(own, lambda k: "base_model.model." + k)
    yield "base_layer", renamed(own, lambda k: k.replace("fc.", "fc.base_layer.").replace("stem.", "stem.base_layer."))
    yield "MoCo", collections.OrderedDict(
        [("encoder_q." + k, v) for k, v in own.items()] + [("encoder_k." + k, v) for k, v in own.items()]
        + [("queue", torch.zeros(8, 4)), ("queue_ptr", torch.zeros(1, dtype=torch.long))])
    yield "inner DDP", renamed(own, lambda k: k.replace("layer2.0.", "layer2.0.module."))
    yield "stray 0", renamed(own, lambda k: k.replace("fc.", "fc.0."))
    yield "gamma and beta", renamed(own, lambda k: k.replace("norm.weight", "norm.gamma").replace("norm.bias", "norm.beta"))
    yield "another name for a layer", renamed(own, lambda k: k.replace("layer1.", "stage1."))
    yield "two other names", renamed(own, lambda k: k.replace("layer1.", "stage1.").replace("fc.", "head."))
    yield "thop", collections.OrderedDict(list(own.items()) + [("total_ops", torch.zeros(1)), ("stem.total_ops", torch.zeros(1))])
    yield "LitEma", renamed(own, lambda k: "model_ema." + k.replace(".", ""))
    yield "numbers for names", collections.OrderedDict((str(i), v) for i, v in enumerate(own.values()))
    yield "wrapped", {"epoch": 3, "state_dict": renamed(own, lambda k: "module." + k)}
    yield "only the average has it", {
        "state_dict": renamed(own, lambda k: "x." + k), "state_dict_ema": renamed(own, lambda k: "module." + k)}


def mismatch_cases():
    """Name, model, state dict in the file: the reports have to be torch's."""
    own = Net().state_dict()
    yield "all fits", Net(), own
    yield "a new head", Net(classes=7), own
    yield "another width", Net(width=8), own
    yield "missing", Net(), drop(own, "fc.bias", "stem.weight", "layer1.1.bn1.running_mean")
    yield "old BatchNorm without a count", Net(), renamed(
        drop(own, *[k for k in own if k.endswith("num_batches_tracked")]), lambda k: k)
    yield "new BatchNorm without a count", Net(), _without_count(Net())
    yield "unexpected at every level", Net(), collections.OrderedDict(
        list(own.items()) + [("zzz", torch.ones(1)), ("layer1.0.extra", torch.ones(1)), ("aaa.b.c", torch.ones(1)),
                             ("layer2.7.weight", torch.ones(2)), ("fc.more", torch.ones(1)), ("layer1.x", torch.ones(1))])
    yield "all at once", Net(classes=3), collections.OrderedDict(
        [("module.stem.weight", torch.ones(1))] + list(drop(own, "norm.bias", "scale").items()) + [("head.weight", torch.ones(2))])
    yield "scalars of 0.3", Net(), collections.OrderedDict(list(drop(own, "scale").items()) + [("scale", torch.ones(1))])
    yield "a dict for a tensor", Net(), collections.OrderedDict(list(drop(own, "fc.bias").items()) + [("fc.bias", {"a": 1})])
    yield "a number for a tensor", Net(), collections.OrderedDict(list(drop(own, "fc.bias").items()) + [("fc.bias", 3)])
    yield "prefix", Net(), renamed(own, lambda k: "module." + k)
    yield "file wrapped, model not", Net(), nn.DataParallel(Net()).state_dict()
    yield "model wrapped, file not", nn.DataParallel(Net()), own
    yield "extra state", Net(), collections.OrderedDict(list(own.items()) + [("layer1._extra_state", torch.ones(1))])
    yield "quotes in keys", Net(), collections.OrderedDict(list(own.items()) + [("it's", torch.ones(1)), ('say "x"', torch.ones(1))])
    yield "half", Net(), collections.OrderedDict((k, v.half() if v.is_floating_point() else v) for k, v in own.items())


def normed(norm):
    torch.manual_seed(0)
    return nn.Sequential(norm(nn.Conv1d(3, 4, 3)), nn.ReLU(), norm(nn.Linear(4, 5)), nn.BatchNorm1d(5))


def norm_cases():
    """State dicts of weight_norm and spectral_norm, old and new, given to each other's models, as torch's hooks take them."""
    norms = {"none": lambda layer: layer, "weight_norm": nn.utils.weight_norm, "spectral_norm": nn.utils.spectral_norm}
    if hasattr(nn.utils, "parametrizations"):
        norms["new spectral_norm"] = nn.utils.parametrizations.spectral_norm
        if hasattr(nn.utils.parametrizations, "weight_norm"):
            norms["new weight_norm"] = nn.utils.parametrizations.weight_norm
    for one in norms:
        state = normed(norms[one]).state_dict()
        for other in norms:
            yield "%s into %s" % (one, other), normed(norms[other]), state
            yield "%s into %s, without metadata" % (one, other), normed(norms[other]), renamed(state, lambda k: k)
    own = normed(nn.utils.spectral_norm).state_dict()
    yield "spectral_norm of 0.4", normed(nn.utils.spectral_norm), collections.OrderedDict(
        [(k, v) for k, v in own.items() if not k.endswith("_v")]
        + [("%d.weight" % i, own["%d.weight_orig" % i].clone()) for i in (0, 2)])
    yield "spectral_norm, half", normed(nn.utils.spectral_norm), drop(own, "0.weight_u", "2.weight_v")
    if "new weight_norm" in norms:
        old = normed(nn.utils.weight_norm).state_dict()
        yield "half a weight_norm", normed(norms["new weight_norm"]), drop(old, "0.weight_v")
        yield "weight_norm of other sizes", normed(norms["new weight_norm"]), collections.OrderedDict(
            list(drop(old, "0.weight_v").items()) + [("0.weight_v", torch.ones(4, 3, 2))])


def _without_count(model):
    state = model.state_dict()
    for key in [k for k in state if k.endswith("num_batches_tracked")]:
        del state[key]
    return state


def torch_says(model, state, strict):
    try:
        return True, str(model.load_state_dict(state, strict=strict))
    except RuntimeError as error:
        return False, str(error)


def names_of(model):
    out = tempfile.NamedTemporaryFile("w+", suffix=".txt", delete=False)
    saved = sys.stdout
    sys.stdout = out
    try:
        exec(SNIPPET, {"model": model})
    finally:
        sys.stdout = saved
    out.close()
    return out.name


def run(*words, **options):
    return subprocess.run([PTHF] + list(words), capture_output=True, text=True, **options)


class Match(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "file.pth")

    def tearDown(self):
        self.folder.cleanup()

    def match(self, reference, status, *more):
        done = run("match", self.path, reference, "--json", *more)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout[:400])
        return json.loads(done.stdout)

    def test_reports_are_torchs_own(self):
        for name, model, state in list(mismatch_cases()) + list(norm_cases()):
            with self.subTest(name):
                torch.save(state, self.path)
                loads, text = torch_says(model, state, True)
                answer = self.match(names_of(model), 0 if loads else 1)
                self.assertEqual(answer["strict"], {"loads": loads, "report": text})
                loads, text = torch_says(model, state, False)
                self.assertEqual(answer["non_strict"]["loads"], loads)
                self.assertEqual(answer["non_strict"]["report"], text)

    def test_another_checkpoint_is_a_reference(self):
        for name, model, state in mismatch_cases():
            with self.subTest(name):
                torch.save(state, self.path)
                reference = os.path.join(self.folder.name, type(model).__name__ + ".pth")
                torch.save(model.state_dict(), reference)
                loads, text = torch_says(model, state, True)
                answer = self.match(reference, 0 if loads else 1)
                self.assertEqual(answer["strict"], {"loads": loads, "report": text})

    def test_coverage_is_the_share_of_parameters(self):
        model = Net(classes=7)
        torch.save(Net().state_dict(), self.path)
        answer = self.match(names_of(model), 1)
        total = sum(v.numel() for v in model.state_dict().values())
        lost = model.fc.weight.numel() + model.fc.bias.numel()
        self.assertEqual(answer["coverage"]["parameters"], total)
        self.assertEqual(answer["coverage"]["same"], total - lost)

    def test_the_first_suggestion_makes_it_load(self):
        for name, content in wrapper_cases():
            for how in ("names", "error"):
                if how == "error" and name == "numbers for names":
                    continue  # torch counts batches itself, so that the message does not name all that the model has
                with self.subTest("%s, %s" % (name, how)):
                    self.mend(content, how)

    def mend(self, content, how):
        torch.save(content, self.path)
        model = Net()
        state = next((content[k] for k in ("state_dict",) if k in content), content)
        if how == "names":
            reference, more = names_of(model), []
        else:
            loads, text = torch_says(model, state, True)
            self.assertFalse(loads)
            reference, more = os.path.join(self.folder.name, "error.txt"), []
            with open(reference, "w") as out:
                out.write("Traceback (most recent call last):\n  File \"train.py\", line 3, in <module>\nRuntimeError: " + text)
        answer = self.match(reference, 1, *more)
        mended = os.path.join(self.folder.name, "mended.pth")
        if os.path.exists(mended):
            os.unlink(mended)
        recipe = os.path.join(self.folder.name, "recipe.json")
        with open(recipe, "w") as out:
            json.dump({"pthfinder_recipe": 1, "operations": answer["suggestions"][0]["operations"]}, out)
        done = run("convert", self.path, mended, "--recipe", recipe)
        self.assertEqual(done.returncode, 0, done.stderr)
        loaded = torch.load(mended)
        for segment in answer["file"]["state_dict"]:
            loaded = loaded[segment]
        self.assertEqual(str(model.load_state_dict(loaded)), "<All keys matched successfully>")
        expected = [v for v in Net().state_dict()]
        self.assertEqual(list(model.state_dict()), expected)

    def test_shapes_are_mended(self):
        class Lm(nn.Module):
            def __init__(self, words, head):
                super().__init__()
                self.wte = nn.Embedding(words, 4)
                self.mix = nn.Linear(4, 6)
                self.norm = nn.BatchNorm1d(6)
                if head:
                    self.head = nn.Linear(6, 5)

        model = Lm(12, True)
        state = Lm(10, False).state_dict()
        state["mix.weight"] = state["mix.weight"].t().contiguous()
        state["old"] = torch.ones(3)
        for content in (state, {"model": state, "ema": {"x." + k: v for k, v in state.items()}}):
            torch.save(content, self.path)
            answer = self.match(names_of(model), 1)
            told = {one["id"]: one for one in answer["suggestions"]}
            recipe = os.path.join(self.folder.name, "recipe.json")
            mended = os.path.join(self.folder.name, "mended.pth")
            for name, keys in (("transpose", 1), ("resize", 1), ("init-missing", 2), ("make-it-load", 4)):
                with self.subTest(name):
                    with open(recipe, "w") as out:
                        json.dump({"pthfinder_recipe": 1, "operations": told[name]["operations"]}, out)
                    done = run("convert", self.path, mended, "--overwrite", "--recipe", recipe)
                    if "LibTorch" in done.stderr:
                        self.skipTest(done.stderr)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    loaded = torch.load(mended)
                    for segment in answer["file"]["state_dict"]:
                        loaded = loaded[segment]
                    wanted = model.state_dict()
                    fits = [k for k in wanted if k in loaded and loaded[k].shape == wanted[k].shape]
                    before = [k for k in wanted if k in state and state[k].shape == wanted[k].shape]
                    self.assertEqual(len(fits), len(before) + keys)
            self.assertEqual(str(Lm(12, True).load_state_dict(loaded)), "<All keys matched successfully>")
            self.assertTrue(torch.equal(loaded["mix.weight"], state["mix.weight"].t()))
            self.assertTrue(torch.equal(loaded["wte.weight"][:10], state["wte.weight"]))

    def test_a_whole_file_given_to_load_state_dict_is_seen(self):
        torch.save({"epoch": 3, "state_dict": Net().state_dict()}, self.path)
        _, text = torch_says(Net(), torch.load(self.path), True)
        done = run("match", self.path, "-", "--json", input=text)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["suggestions"][0]["operations"], [{"op": "extract", "path": ["state_dict"]}])

    def test_names_by_position(self):
        own = Net().state_dict()
        torch.save(collections.OrderedDict((str(i), v) for i, v in enumerate(own.values())), self.path)
        mended = os.path.join(self.folder.name, "mended.pth")
        done = run("convert", self.path, mended, "--rename-by-position", names_of(Net()))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(list(torch.load(mended)), list(own))
        done = run("convert", self.path, mended, "--overwrite", "--rename-by-position", names_of(Net(classes=3)))
        self.assertEqual(done.returncode, 2)
        self.assertIn("[3, 4] in the reference", done.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("pthf")
    parser.add_argument("rest", nargs="*")
    known, rest = parser.parse_known_args()
    PTHF = known.pthf
    SNIPPET = run("match", "--snippet").stdout
    unittest.main(argv=[sys.argv[0]] + known.rest + rest)
