#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long does `pthf convert --map-location cpu` take beside a plain copy?   convert_ratio.py PTHF [options]

Paired runs on one checkpoint of cuda tensors: `cp --reflink=never` and fsync, and the conversion; order alternated, the
disk synced before each, the source in the page cache. Prints medians, their ratio, and the converter's peak memory.
The bar (DESIGN 8): at most 1.1 with the structure verified, 1.4 with --verify full, 32 MB. With --cast float16 or bfloat16
the conversion casts as well, beside reading the input and writing the output once: at most 1.35. Needs no torch.
"""
import argparse
import array
import collections
import os
import pickle
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import types
import zipfile


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


def write_checkpoint(path, total, tensors):
    rebuild, float_storage = fake_torch()
    elements = total // tensors // 4

    class Storage:
        def __init__(self, key):
            self.key = key

    class Tensor:
        def __init__(self, key):
            self.storage = Storage(key)

        def __reduce__(self):
            hooks = collections.OrderedDict()
            return rebuild, (self.storage, 0, (elements,), (1,), False, hooks)

    class Pickler(pickle._Pickler):
        def persistent_id(self, value):
            if isinstance(value, Storage):
                return "storage", float_storage, str(value.key), "cuda:0", elements
            return None

    random.seed(1)
    numbers = array.array("f", (random.gauss(0, 0.02) for _ in range(1 << 18))).tobytes()
    state = collections.OrderedDict(("module.layer%d.weight" % i, Tensor(i)) for i in range(tensors))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        with archive.open("archive/data.pkl", "w") as record:
            Pickler(record, protocol=2).dump({"model": state, "epoch": 3})
        for i in range(tensors):
            with archive.open("archive/data/%d" % i, "w", force_zip64=True) as record:
                record.write(numbers * (elements * 4 >> 20) + numbers[:elements * 4 & ((1 << 20) - 1)])
        archive.writestr("archive/version", "3\n")


def timed(action, target):
    if os.path.exists(target):
        os.remove(target)
    os.sync()
    begin = time.perf_counter()
    action(target)
    return time.perf_counter() - begin


def copy_with(source):
    def action(target):
        subprocess.run(["cp", "--reflink=never", source, target], check=True)
        descriptor = os.open(target, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return action


def read_and_write(source, size):
    """Reads the whole source, writes so many bytes."""
    def action(target):
        quiet = {"check": True, "stderr": subprocess.DEVNULL}
        subprocess.run(["dd", "if=" + source, "of=/dev/null", "bs=1M"], **quiet)
        subprocess.run(["dd", "if=/dev/zero", "of=" + target, "bs=1M", "count=%d" % (size >> 20), "conv=fsync"], **quiet)
    return action


def peak_of(pid):
    """The most memory that a running process has held, in MB. (Its ru_maxrss would start at this Python's own.)"""
    try:
        with open("/proc/%d/status" % pid) as status:
            return max((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), default=0)
    except OSError:
        return 0


def convert_with(pthf, source, options, peaks):
    def action(target):
        command = [pthf, "convert", source, target, "--map-location", "cpu"] + options
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            peaks.append(peak_of(process.pid))
            time.sleep(0.01)
        if process.returncode != 0:
            sys.exit("pthf convert failed with status %d" % process.returncode)
    return action


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pthf")
    parser.add_argument("--bytes", type=float, default=1.2e9)
    parser.add_argument("--tensors", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--folder", help="on the disk to measure")
    parser.add_argument("--verify", default="structure", choices=["structure", "full", "none"])
    parser.add_argument("--cast", choices=["float16", "bfloat16"])
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="pthf-bench-", dir=arguments.folder)
    try:
        source = os.path.join(folder, "source.pth")
        write_checkpoint(source, int(arguments.bytes), arguments.tensors)
        peaks = []
        options = ["--verify", arguments.verify] + (["--cast", arguments.cast] if arguments.cast else [])
        baseline = read_and_write(source, os.path.getsize(source) // 2) if arguments.cast else copy_with(source)
        runs = {"copy": baseline, "convert": convert_with(arguments.pthf, source, options, peaks)}
        seconds = {name: [] for name in runs}
        timed(runs["copy"], os.path.join(folder, "warm"))
        os.remove(os.path.join(folder, "warm"))
        for pair in range(arguments.pairs):
            for name in sorted(runs, reverse=pair % 2 == 1):
                target = os.path.join(folder, name)
                seconds[name].append(timed(runs[name], target))
                os.remove(target)
        copy, convert = (statistics.median(seconds[name]) for name in ("copy", "convert"))
        ratios = [b / a for a, b in zip(seconds["copy"], seconds["convert"])]
        size = os.path.getsize(source)
        print("%.2f GB, %d tensors, %d pairs, verify %s" % (size / 1e9, arguments.tensors, arguments.pairs, arguments.verify))
        print("%-26s  %6.3f s  %5.2f GB/s" % ("read all, write half" if arguments.cast else "cp --reflink=never + fsync",
                                              copy, size / copy / 1e9))
        print("pthf convert                %6.3f s  %5.2f GB/s" % (convert, size / convert / 1e9))
        print("ratio of medians %.3f, median of ratios %.3f" % (convert / copy, statistics.median(ratios)))
        print("peak memory %.1f MB" % max(peaks))
    finally:
        shutil.rmtree(folder)


main()
