# SPDX-License-Identifier: Apache-2.0
"""How much faster than torch does pthf open a checkpoint of many tensors?

    python3 tests/bench/open_ratio.py build/release/bin/pthf [--python PYTHON_WITH_TORCH] [--tensors 20000] [--runs 9]

Runs in pairs, order alternated, after a sync: the whole process `pthf ls --json FILE` and `pthf info --json FILE`
against torch.load(mmap=True, weights_only=True) inside a Python that runs already. Prints medians, the medians of the
paired ratios, the peak memory of pthf, and the same for a file whose tensors weigh 40 times as much. Exits with 1 when a
bar of DESIGN section 8 is missed (50 and 80 times, 64 MB); with fewer than 20,000 tensors it only reports.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

BARS = {"ls": 50.0, "info": 80.0}
MOST_MEMORY = 64_000_000

# A server, so that torch is imported once and its own start is not counted.
SERVER = r"""
import collections, sys, time
import torch
def make(path, tensors, elements):
    state = collections.OrderedDict()
    for i in range(tensors):
        state["module.layer%d.block%d.conv.weight" % (i // 100, i % 100)] = torch.zeros(elements)
    torch.save({"model": state, "epoch": 3}, path)
    return 0.0
def load(path):
    begin = time.perf_counter()
    torch.load(path, mmap=True, weights_only=True)
    return time.perf_counter() - begin
print(torch.__version__, flush=True)
for line in sys.stdin:
    word, path, *numbers = line.split()
    print(make(path, *map(int, numbers)) if word == "make" else load(path), flush=True)
"""

# Memory of a child is at least its parent's peak: measured from a parent that is small.
METER = r"""
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


class Torch:
    def __init__(self, python):
        self.process = subprocess.Popen([python, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self.process.stdout.readline().strip()
        if not self.version:
            sys.exit("%s has no torch: name one with --python" % python)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def run_pthf(pthf, command, path):
    begin = time.perf_counter()
    subprocess.run([pthf, command, "--json", path], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def memory_of(pthf, command, path):
    out = subprocess.run([sys.executable, "-c", METER, pthf, command, "--json", path], stdout=subprocess.PIPE, check=True)
    return int(out.stdout)


def pairs(pthf, command, torch, path, runs):
    ours, theirs = [], []
    os.sync()
    for i in range(runs + 1):
        if i % 2:
            mine, other = run_pthf(pthf, command, path), torch.ask("load", path)
        else:
            other, mine = torch.ask("load", path), run_pthf(pthf, command, path)
        if i:  # the first pair warms the caches
            ours.append(mine)
            theirs.append(other)
    return ours, theirs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pthf")
    parser.add_argument("--python", default=sys.executable, help="a Python that has torch")
    parser.add_argument("--tensors", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    torch = Torch(options.python)
    print("torch %s, %d tensors, %d pairs" % (torch.version, options.tensors, options.runs))
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for weight, elements in (("light", 6), ("heavy", 240)):
            path = os.path.join(folder, weight + ".pth")
            torch.ask("make", path, options.tensors, elements)
            for command, bar in BARS.items():
                ours, theirs = pairs(options.pthf, command, torch, path, options.runs)
                ratio = statistics.median(b / a for a, b in zip(ours, theirs))
                memory = memory_of(options.pthf, command, path)
                print("%-5s %6.1f MB  pthf %-4s %7.1f ms  torch.load %8.1f ms  %6.1f x (bar %d)  %5.1f MB of memory" % (
                    weight, os.path.getsize(path) / 1e6, command, statistics.median(ours) * 1e3,
                    statistics.median(theirs) * 1e3, ratio, bar, memory / 1e6))
                if ratio < bar or memory > MOST_MEMORY:
                    missed.append("%s of the %s file" % (command, weight))
    if missed and options.tensors >= 20_000:
        print("missed: " + ", ".join(missed))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
