# SPDX-License-Identifier: Apache-2.0
"""How long does pthf take for the statistics of a large tensor, against torch?

    python3 tests/bench/statistics_ratio.py build/release/bin/pthf [--python PYTHON_WITH_TORCH] [--mb 1000] [--runs 5]

The whole process `pthf tensor FILE w --bins N` (which loads LibTorch, reads the file and, with a histogram, reads it
twice) against torch reading the same file once and calling aminmax, mean and std (and histc) inside a Python that runs
already. Runs in pairs, order alternated; prints medians and the median of the ratios.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time

SERVER = r"""
import sys, time, torch
path, megabytes = sys.argv[1], int(sys.argv[2])
torch.manual_seed(0)
torch.save({"w": torch.randn(megabytes * 250_000)}, path)
for line in sys.stdin:
    start = time.perf_counter()
    w = torch.load(path)["w"]
    low, high = torch.aminmax(w)
    w.mean(), w.std()
    if line.strip() == "histogram":
        torch.histc(w, 64, float(low), float(high))
    print(time.perf_counter() - start, flush=True)
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pthf")
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--mb", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.pt")
        server = subprocess.Popen([arguments.python, "-c", SERVER, path, str(arguments.mb)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)

        def torch_seconds(what):
            server.stdin.write(what + "\n")
            server.stdin.flush()
            return float(server.stdout.readline())

        def pthf_seconds(what):
            start = time.perf_counter()
            bins = "64" if what == "histogram" else "0"
            subprocess.run([arguments.pthf, "tensor", path, "w", "--bins", bins], check=True, stdout=subprocess.DEVNULL)
            return time.perf_counter() - start

        for what in ("statistics", "histogram"):
            torch_seconds(what)
            pairs = []
            for run in range(arguments.runs):
                first, second = (torch_seconds, pthf_seconds) if run % 2 else (pthf_seconds, torch_seconds)
                one, two = first(what), second(what)
                pairs.append((one, two) if first is pthf_seconds else (two, one))
            ratio = statistics.median(a / b for a, b in pairs)
            print(f"{what}: pthf {statistics.median(a for a, _ in pairs):.2f} s, torch "
                  f"{statistics.median(b for _, b in pairs):.2f} s, ratio {ratio:.2f}")
        server.stdin.close()
        server.wait()


main()
