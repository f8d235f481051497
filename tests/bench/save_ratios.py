#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What does saving cost, beside what it cannot cost less than?

    python3 tests/bench/save_ratios.py build/release/bin/pthf [--only NAME …] [--folder DIR] [--json FILE] [--small]

    convert, convert-full        a copy for another device, beside `cp --reflink=never` and fsync of the same file
    cast-float16, cast-bfloat16  beside reading the input and writing the output once
    in-place-500, in-place-sparse, in-place-20000
                                 an edit in place, whole process with fsync: 1 GB, 300 GB (sparse), 20,000 tensors
    batch                        1,000 small files in one run

Pairs of runs, order alternated, the disk synced before each, the source in the page cache; medians. Every measurement says
its bar (DESIGN 8) and whether it was held, memory too (32 MB); a bar that is missed makes the exit status 1. --small runs
everything on little files, to see that it runs, and judges nothing. Needs no torch.
"""
import argparse
import array
import collections
import json
import os
import pickle
import platform
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import types
import zlib

MOST_MEMORY = 32.0  # MB
ALIGNMENT = 64


def fake_torch():
    """Just enough modules for pickle to write torch's names."""
    modules = {name: types.ModuleType(name) for name in ("torch", "torch._utils")}

    def _rebuild_tensor_v2(*arguments):
        raise NotImplementedError

    class FloatStorage:
        pass

    _rebuild_tensor_v2.__module__, FloatStorage.__module__ = "torch._utils", "torch"
    _rebuild_tensor_v2.__qualname__, FloatStorage.__qualname__ = "_rebuild_tensor_v2", "FloatStorage"
    modules["torch._utils"]._rebuild_tensor_v2 = _rebuild_tensor_v2
    modules["torch"].FloatStorage = FloatStorage
    sys.modules.update(modules)
    return _rebuild_tensor_v2, FloatStorage


def description(tensors, elements):
    """data.pkl of a model with so many tensors, tagged for a GPU, wrapped by DataParallel."""
    rebuild, float_storage = fake_torch()

    class Storage:
        def __init__(self, key):
            self.key = key

    class Tensor:
        def __init__(self, key):
            self.storage = Storage(key)

        def __reduce__(self):
            return rebuild, (self.storage, 0, (elements,), (1,), False, collections.OrderedDict())

    class Pickler(pickle._Pickler):
        def persistent_id(self, value):
            if isinstance(value, Storage):
                return "storage", float_storage, str(value.key), "cuda:0", elements
            return None

    import io
    out = io.BytesIO()
    state = collections.OrderedDict(("module.layer%d.weight" % i, Tensor(i)) for i in range(tensors))
    Pickler(out, protocol=2).dump({"model": state, "epoch": 3})
    return out.getvalue()


def write_checkpoint(path, total, tensors, sparse=False):
    """A zip as torch lays it out. A sparse one has holes for numbers, and no sums of them."""
    elements = max(1, int(total) // tensors // 4)
    random.seed(1)
    piece = b"" if sparse else array.array("f", (random.gauss(0, 0.02) for _ in range(min(elements, 1 << 18)))).tobytes()
    repeats, rest = divmod(elements * 4, max(1, len(piece)))
    crc = 0
    if not sparse:
        for _ in range(repeats):
            crc = zlib.crc32(piece, crc)
        crc = zlib.crc32(piece[:rest], crc)
    directory = []
    with open(path, "wb") as file:
        def begin(name, size, crc):
            name = b"archive/" + name.encode()
            at = file.tell()
            pad = -(at + 30 + len(name) + 4) % ALIGNMENT
            file.write(struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 33, crc, size, size, len(name), 4 + pad))
            file.write(name + struct.pack("<HH", 0x4246, pad) + b"Z" * pad)
            directory.append((name, size, crc, at))

        def record(name, content):
            begin(name, len(content), zlib.crc32(content))
            file.write(content)

        record("data.pkl", description(tensors, elements))
        for i in range(tensors):
            begin("data/%d" % i, elements * 4, crc)
            if sparse:
                file.seek(elements * 4, os.SEEK_CUR)
                continue
            for _ in range(repeats):
                file.write(piece)
            file.write(piece[:rest])
        record("version", b"3\n")
        start = file.tell()
        for name, size, crc, at in directory:
            extra = struct.pack("<HHQ", 1, 8, at)
            file.write(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 33, crc, size, size, len(name),
                                   len(extra), 0, 0, 0, 0, 0xFFFFFFFF) + name + extra)
        end = file.tell()
        count = len(directory)
        file.write(struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, end - start, start))
        file.write(struct.pack("<IIQI", 0x07064B50, 0, end, 1))
        file.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), 0xFFFFFFFF,
                               0xFFFFFFFF, 0))


def peak_of(pid):
    """The most memory that a running process has held, in MB. (Its ru_maxrss would start at this Python's own.)"""
    try:
        with open("/proc/%d/status" % pid) as status:
            return max((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), default=0)
    except OSError:
        return 0


def run(command):
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode != 0:
        sys.exit("failed: " + " ".join(command))


def run_watched(command, peaks):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peaks.append(peak_of(process.pid))
        time.sleep(0.01)
    if process.returncode != 0:
        sys.exit("failed: " + " ".join(command))


def timed(action):
    os.sync()
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def synced(path):
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


class Bench:
    def __init__(self, arguments, folder):
        self.arguments, self.folder, self.results = arguments, folder, []
        self.pthf = os.path.abspath(arguments.pthf)
        small = arguments.small
        self.bytes = 4e7 if small else arguments.bytes
        self.sparse_bytes = 4e8 if small else 300e9
        self.many = 2000 if small else 20000
        self.pairs = 3 if small else arguments.pairs
        self.files = 60 if small else 1000

    def path(self, name):
        return os.path.join(self.folder, name)

    def source(self):
        path = self.path("source.pth")
        if not os.path.exists(path):
            write_checkpoint(path, self.bytes, 300)
        run(["dd", "if=" + path, "of=/dev/null", "bs=1M", "status=none"])
        return path

    def tell(self, name, what, value, unit, bar, isHeld, seconds, peak=None):
        judged = not self.arguments.small
        verdict = ("held" if isHeld else "missed") if judged else "not judged"
        memory = "" if peak is None else ", peak %.1f MB of %.0f" % (peak, MOST_MEMORY)
        print("%-16s %s: %.3f%s, bar %s%s: %s" % (name, what, value, unit, bar, memory, verdict), flush=True)
        self.results.append({"name": name, "what": what, "value": round(value, 5), "unit": unit.strip(), "bar": bar,
                             "verdict": verdict, "peak_mb": peak, "seconds": seconds})

    def pair(self, name, what, baseline, action, bar):
        """Two ways to one file, again and again."""
        peaks, seconds, target = [], {"baseline": [], "pthf": []}, self.path("target")
        ways = {"baseline": lambda: baseline(target), "pthf": lambda: action(target, peaks)}
        ways["baseline"]()  # the first write into a folder costs more than any other
        os.remove(target)
        for number in range(self.pairs):
            for way in sorted(ways, reverse=number % 2 == 1):
                seconds[way].append(timed(ways[way]))
                os.remove(target)
        ratio = statistics.median(seconds["pthf"]) / statistics.median(seconds["baseline"])
        peak = max(peaks)
        self.tell(name, what, ratio, " times", "%.2f" % bar, ratio <= bar and peak <= MOST_MEMORY, seconds, peak)

    def convert(self, name, options, bar):
        source = self.source()

        def copy(target):
            run(["cp", "--reflink=never", source, target])
            synced(target)

        self.pair(name, "%.2f GB beside cp and fsync" % (os.path.getsize(source) / 1e9), copy,
                  lambda target, peaks: run_watched([self.pthf, "convert", source, target, "--map-location", "cpu",
                                                     "--remove-prefix", "module."] + options, peaks), bar)

    def cast(self, name, dtype):
        source = self.source()
        half = os.path.getsize(source) // 2

        def read_and_write(target):
            run(["dd", "if=" + source, "of=/dev/null", "bs=1M", "status=none"])
            run(["dd", "if=/dev/zero", "of=" + target, "bs=1M", "count=%d" % (half >> 20), "conv=fsync", "status=none"])

        self.pair(name, "%.2f GB beside reading it and writing half" % (os.path.getsize(source) / 1e9), read_and_write,
                  lambda target, peaks: run_watched([self.pthf, "convert", source, target, "--cast", dtype], peaks), 1.35)

    def in_place(self, name, total, tensors, bar, sparse=False):
        path = self.path("edited.pth")
        write_checkpoint(path, total, tensors, sparse)
        length = os.path.getsize(path)
        seconds = []
        for _ in range(2 * self.pairs + 1):
            os.truncate(path, length)
            seconds.append(timed(lambda: run([self.pthf, "convert", "--in-place", path, "--map-location", "cpu",
                                              "--remove-prefix", "module."])))
        os.remove(path)
        seconds = seconds[1:]  # the first run reads what later ones find in memory
        middle = 1000 * statistics.median(seconds)
        self.tell(name, "%d tensors in %.1f GB" % (tensors, length / 1e9), middle, " ms", "%.0f ms" % bar, middle <= bar,
                  {"pthf": seconds})

    def batch(self, name):
        folder, out, seconds = self.path("many"), self.path("out"), []
        os.mkdir(folder)
        write_checkpoint(os.path.join(folder, "0000.pth"), 2e5, 20)
        for i in range(1, self.files):
            shutil.copy(os.path.join(folder, "0000.pth"), os.path.join(folder, "%04d.pth" % i))
        inputs = [os.path.join(folder, each) for each in sorted(os.listdir(folder))]
        for _ in range(self.pairs):
            seconds.append(timed(lambda: run([self.pthf, "convert", "--map-location", "cpu", "--out-dir", out] + inputs)))
            shutil.rmtree(out)
        rate = len(inputs) / statistics.median(seconds)
        self.tell(name, "%d files of 0.2 MB" % len(inputs), rate, " files a second", "200", rate >= 200, {"pthf": seconds})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pthf")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--folder", help="on the disk to measure")
    parser.add_argument("--bytes", type=float, default=1.2e9, help="of the checkpoint that is converted")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--json", help="write all figures here")
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="pthf-bench-", dir=arguments.folder)
    bench = Bench(arguments, folder)
    everything = {
        "convert": lambda name: bench.convert(name, [], 1.1),
        "convert-full": lambda name: bench.convert(name, ["--verify", "full"], 1.4),
        "cast-float16": lambda name: bench.cast(name, "float16"),
        "cast-bfloat16": lambda name: bench.cast(name, "bfloat16"),
        "in-place-500": lambda name: bench.in_place(name, bench.bytes, 500, 20),
        "in-place-sparse": lambda name: bench.in_place(name, bench.sparse_bytes, 500, 20, sparse=True),
        "in-place-20000": lambda name: bench.in_place(name, bench.many * 4096, bench.many, 90),
        "batch": bench.batch,
    }
    unknown = [name for name in arguments.only or () if name not in everything]
    if unknown:
        parser.error("there is no %s; there are %s" % (unknown[0], ", ".join(everything)))
    try:
        for name in arguments.only or everything:
            everything[name](name)
    finally:
        shutil.rmtree(folder)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump({"machine": {"system": platform.platform(), "processors": os.cpu_count(),
                                   "load": os.getloadavg()}, "small": arguments.small, "results": bench.results},
                      file, indent=2)
    sys.exit(1 if any(result["verdict"] == "missed" for result in bench.results) else 0)


if __name__ == "__main__":
    main()
