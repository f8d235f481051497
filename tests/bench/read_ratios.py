#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What does looking at a checkpoint cost, beside what it cannot cost less than?

    python3 tests/bench/read_ratios.py build/release/bin/pthf [--only NAME …] [--folder DIR] [--tensors 100000] [--small]

    zip, safetensors, gguf   `pthf ls --json` and `pthf info --json`, whole processes, beside reading and parsing the header
                             alone inside a Python that runs already: json.loads for safetensors, zipfile and the C
                             unpickler with classes that do nothing (garbage collector off) for a zip, struct for GGUF
    check, check-cold        `pthf check` of 1.2 GB beside reading the file once, out of the page cache and from the disk

Pairs of runs, order alternated, the file in the page cache but for check-cold; medians. The bars are those of "opening costs what its
description weighs": 4 times the header alone, 1.3 times reading once; one that is missed makes the exit status 1. --small
runs everything on little files, to see that it runs, and judges nothing. Needs no torch.
"""
import argparse
import gc
import io
import json
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

from pickle_ratio import StubUnpickler
from save_ratios import write_checkpoint

ELEMENTS = 6
HEADER_BAR, CHECK_BAR = 4.0, 1.3
CHECKS = ("check", "check-cold")
GGUF_STRING, GGUF_F32 = 8, 0


def name_of(number):
    return "module.layer%d.block%d.conv.weight" % (number // 100, number % 100)


def write_zip(path, tensors):
    write_checkpoint(path, tensors * ELEMENTS * 4, tensors)


def write_safetensors(path, tensors):
    size = 4 * ELEMENTS
    header = json.dumps({name_of(i): {"dtype": "F32", "shape": [2, 3], "data_offsets": [i * size, (i + 1) * size]}
                         for i in range(tensors)}).encode()
    header += b" " * (-len(header) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header + bytes(tensors * size))


def write_gguf(path, tensors):
    def text(value):
        return struct.pack("<Q", len(value)) + value.encode()

    with open(path, "wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, tensors, 1))
        file.write(text("general.architecture") + struct.pack("<I", GGUF_STRING) + text("llama"))
        for i in range(tensors):
            file.write(text(name_of(i)) + struct.pack("<IQQIQ", 2, 3, 2, GGUF_F32, i * 32))
        file.write(bytes(-file.tell() % 32) + bytes(tensors * 32))


def parse_zip(path):
    with zipfile.ZipFile(path) as archive:
        return StubUnpickler(io.BytesIO(archive.read("archive/data.pkl"))).load()


def parse_safetensors(path):
    with open(path, "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))


def parse_gguf(path):
    with open(path, "rb") as file:
        content = file.read(os.path.getsize(path))
    tensors, = struct.unpack_from("<Q", content, 8)
    at, found = 24, {}
    for _ in range(2):  # the one key, then its type and value
        at += 8 + struct.unpack_from("<Q", content, at)[0] + 4
    at -= 4
    for _ in range(tensors):
        length, = struct.unpack_from("<Q", content, at)
        name = content[at + 8:at + 8 + length]
        at += 8 + length
        dimensions, = struct.unpack_from("<I", content, at)
        found[name] = struct.unpack_from("<%dQIQ" % dimensions, content, at + 4)
        at += 16 + 8 * dimensions
    return found


FORMATS = {"zip": (write_zip, parse_zip), "safetensors": (write_safetensors, parse_safetensors),
           "gguf": (write_gguf, parse_gguf)}


def seconds_of(action):
    begin = time.perf_counter()
    kept = action()
    spent = time.perf_counter() - begin
    del kept
    return spent


def run(command):
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def evict(path):
    """Out of the page cache with it."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def in_turns(ways, pairs, before=lambda: None):
    """Seconds of both ways, again and again; the first turn warms the caches."""
    seconds = {way: [] for way in ways}
    for number in range(pairs + 1):
        for way in sorted(ways, reverse=number % 2 == 1):
            before()
            spent = seconds_of(ways[way])
            if number:
                seconds[way].append(spent)
    return seconds


class Bench:
    def __init__(self, arguments, folder):
        self.arguments, self.folder, self.missed = arguments, folder, []

    def tell(self, name, what, seconds, bar):
        ratio = statistics.median(a / b for a, b in zip(seconds["pthf"], seconds["baseline"]))
        verdict = "not judged" if self.arguments.small else "held" if ratio <= bar else "missed"
        print("%-11s %-26s %8.1f ms  baseline %8.1f ms  %5.2f times, bar %.1f: %s" % (
            name, what, 1e3 * statistics.median(seconds["pthf"]), 1e3 * statistics.median(seconds["baseline"]), ratio, bar,
            verdict), flush=True)
        if verdict == "missed":
            self.missed.append(name)

    def header(self, name):
        write, parse = FORMATS[name]
        path = os.path.join(self.folder, "model." + {"zip": "pth"}.get(name, name))
        tensors = 2000 if self.arguments.small else self.arguments.tensors
        write(path, tensors)
        for command in ("ls", "info"):
            seconds = in_turns({"pthf": lambda: run([self.arguments.pthf, command, "--json", path]),
                                "baseline": lambda: parse(path)}, self.arguments.pairs)
            self.tell(name, "%s of %d tensors" % (command, tensors), seconds, HEADER_BAR)
        os.remove(path)

    def check(self, name):
        path = os.path.join(self.folder, "heavy.pth")
        write_checkpoint(path, 4e7 if self.arguments.small else 1.2e9, 300)
        before = (lambda: evict(path)) if name == "check-cold" else (lambda: None)
        seconds = in_turns({"pthf": lambda: run([self.arguments.pthf, "check", path]),
                            "baseline": lambda: run(["dd", "if=" + path, "of=/dev/null", "bs=1M", "status=none"])},
                           self.arguments.pairs, before)
        self.tell(name, "%.2f GB" % (os.path.getsize(path) / 1e9), seconds, CHECK_BAR)
        os.remove(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pthf")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[*FORMATS, *CHECKS])
    parser.add_argument("--folder", help="on the disk to measure")
    parser.add_argument("--tensors", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="pthf-bench-", dir=arguments.folder)
    bench = Bench(arguments, folder)
    gc.disable()
    try:
        for name in arguments.only or [*FORMATS, *CHECKS]:
            (bench.check if name in CHECKS else bench.header)(name)
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if bench.missed else 0)


if __name__ == "__main__":
    main()
