#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many times as fast as CPython's C unpickler the pickle machine builds its graph.

    cmake --build --preset release --target bench_pickle
    python3 tests/bench/pickle_ratio.py build/release/bench/bench_pickle

Needs a Python with torch, which makes the checkpoints. Both sides read the same data.pkl out of memory, in turns; CPython
has the garbage collector off, classes that do nothing, and a persistent_load that runs no Python; what it takes to free
what was loaded is not counted for it, and is for us. Processor time, so that a busy machine does not decide. The bar
(DESIGN 8) is 3.
"""

import argparse
import collections
import gc
import io
import json
import operator
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path


class Stub:
    """Stands for every class and function: takes what it is given and does nothing."""

    def __init__(self, *arguments):
        pass


class StubUnpickler(pickle.Unpickler):
    persistent_load = staticmethod(operator.itemgetter(2))

    def find_class(self, module, name):
        return collections.OrderedDict if name == "OrderedDict" else Stub


def make_pickle(folder, tensors):
    """The data.pkl of a state dict with that many tensors, as torch saves it."""
    import torch

    state = collections.OrderedDict()
    for layer in range(tensors // 2):
        prefix = f"module.layer{layer // 8}.{layer % 8}"
        state[f"{prefix}.conv.weight"] = torch.zeros(2, 2, 1, 1)
        state[f"{prefix}.bn.bias"] = torch.zeros(4)
    checkpoint = folder / "checkpoint.pt"
    torch.save({"model": state, "iteration": 90000}, checkpoint)
    with zipfile.ZipFile(checkpoint) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
        path = folder / f"{tensors}.pkl"
        path.write_bytes(archive.read(name))
    return path


def python_milliseconds(content, seconds):
    """Processor time of one load, the mean of as many as fit into that many seconds."""
    spent = 0.0
    loads = 0
    while spent < seconds:
        unpickler = StubUnpickler(io.BytesIO(content))
        begin = time.process_time()
        loaded = unpickler.load()
        spent += time.process_time() - begin
        loads += 1
        del loaded
    return spent / loads * 1e3


def our_milliseconds(program, path, seconds):
    output = subprocess.run(
        [program, path, "--benchmark_filter=^read$", f"--benchmark_min_time={seconds}", "--benchmark_format=json"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return json.loads(output)["benchmarks"][0]["cpu_time"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="bench_pickle of a release build")
    parser.add_argument("--tensors", type=int, nargs="*", default=[20_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.5, help="for each side of a round")
    options = parser.parse_args()
    gc.disable()
    print(f"CPython {sys.version.split()[0]}, medians of {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        for tensors in options.tensors:
            path = make_pickle(Path(folder), tensors)
            content = path.read_bytes()
            pairs = []
            for number in range(options.rounds):
                sides = [
                    lambda: python_milliseconds(content, options.seconds),
                    lambda: our_milliseconds(options.program, path, options.seconds),
                ]
                if number % 2:
                    ours, theirs = sides[1](), sides[0]()
                else:
                    theirs, ours = sides[0](), sides[1]()
                pairs.append((theirs, ours))
            ratio = statistics.median(theirs / ours for theirs, ours in pairs)
            theirs = statistics.median(pair[0] for pair in pairs)
            ours = statistics.median(pair[1] for pair in pairs)
            print(f"{tensors:7} tensors: CPython {theirs:7.2f} ms, Pthfinder {ours:6.2f} ms, ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
