# SPDX-License-Identifier: Apache-2.0
"""Is a sharded checkpoint whole whenever pthf is killed?   PYTHON shards_killed_oracle.py PTHF [TIMES]

Two checkpoints take each other's place in one folder, in shards of changing sizes, and pthf is killed at a random moment
of every save. Each time the index leads to all of the one or all of the other, as the libraries that define the formats
read it, and pthf opens it; what a killed save left behind is gone after the next one. Without torch or safetensors:
status 77.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from judge import need, torch

need("safetensors")
from safetensors.torch import load_file  # noqa: E402

NAMES = {"safetensors": ("model", ".safetensors"), "zip": ("pytorch_model", ".bin")}


def state(seed):
    torch.manual_seed(seed)
    result = {"layer%d.weight" % i: torch.randn(40, 1000) for i in range(12)}
    result["tied"] = result["layer3.weight"][:20].clone()
    return result


def load(folder, form):
    """Everything that the index leads to; None without an index."""
    stem, extension = NAMES[form]
    index = os.path.join(folder, stem + extension + ".index.json")
    if not os.path.exists(index):
        return None
    with open(index) as file:
        where = json.load(file)["weight_map"]
    paths = {name: os.path.join(folder, name) for name in set(where.values())}
    loaded = {name: load_file(path) if form == "safetensors" else torch.load(path, weights_only=True)
              for name, path in paths.items()}
    return {key: loaded[name][key] for key, name in where.items()}


def same(a, b):
    return a is not None and a.keys() == b.keys() and all(torch.equal(a[key], b[key]) for key in a)


class Stage:
    def __init__(self, pthf, root, form):
        self.pthf, self.form, self.folder = pthf, form, os.path.join(root, "set-" + form)
        self.states = [state(1), state(2)]
        self.sources = [os.path.join(root, "%s-%d.pth" % (form, i)) for i in (0, 1)]
        for values, path in zip(self.states, self.sources):
            torch.save(values, path)
        self.present = None

    def command(self, number, size):
        return [self.pthf, "convert", self.sources[number], self.folder, "--overwrite", "--format", self.form,
                "--shard-size", str(size)]

    def save(self, number, size):
        subprocess.run(self.command(number, size), check=True, stdout=subprocess.DEVNULL)
        self.present = number

    def kill(self, number, size, seconds):
        process = subprocess.Popen(self.command(number, size), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        process.wait()

    def look(self):
        """Which of the two is there; None where none is yet."""
        found = load(self.folder, self.form) if os.path.isdir(self.folder) else None
        if found is None:
            assert self.present is None, "the index is gone"
            return None
        which = [number for number in (0, 1) if same(found, self.states[number])]
        assert len(which) == 1, "a mix of old and new"
        opened = subprocess.run([self.pthf, "info", os.path.join(self.folder, "".join(NAMES[self.form]) + ".index.json"),
                                 "--json"], stdout=subprocess.PIPE)
        assert opened.returncode == 0 and json.loads(opened.stdout)["kind"] == "hf-shards"
        return which[0]


def run(pthf, root, form, times):
    stage = Stage(pthf, root, form)
    sizes = [250_000, 330_000, 500_000, 5_000_000]
    begin = time.monotonic()
    stage.save(0, sizes[0])
    whole = time.monotonic() - begin
    shutil.rmtree(stage.folder)
    stage.present = None
    outcomes = {"none": 0, "old": 0, "new": 0, "littered": 0}
    for turn in range(times):
        if turn % 8 == 7:
            shutil.rmtree(stage.folder)
            stage.present = None
        number = 1 - stage.present if stage.present is not None else random.randrange(2)
        stage.kill(number, random.choice(sizes), random.uniform(0, 1.3 * whole))
        now = stage.look()
        outcomes["none" if now is None else "new" if now == number else "old"] += 1
        stage.present = now
        outcomes["littered"] += any(name.endswith("-part") or "-new" in name for name in os.listdir(stage.folder)) \
            if os.path.isdir(stage.folder) else 0
    stage.save(1, sizes[1])
    assert stage.look() == 1
    stem, extension = NAMES[form]
    index = stem + extension + ".index.json"
    with open(os.path.join(stage.folder, index)) as file:
        named = set(json.load(file)["weight_map"].values())
    assert set(os.listdir(stage.folder)) == named | {index}, sorted(os.listdir(stage.folder))
    assert all(name.startswith(stem + "-0") for name in named), named
    print(form, outcomes)


def main():
    pthf, times = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    random.seed(7)
    with tempfile.TemporaryDirectory() as root:
        for form in NAMES:
            run(pthf, root, form, times // len(NAMES))


if __name__ == "__main__":
    main()
