#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What torch's to() gives for every pair of floating types.   PYTHON number_table.py TABLE [--write]

Each line of TABLE is a pair of types with the CRC-32 of what its inputs become: bit for bit, and with every NaN made the
same. Without --write the table is compared with this torch: the second sum always, the first where this torch is the kind
whose bits we give (2.x on a processor with AVX2; others write NaNs with other payloads, and older ones do not clamp
float8_e4m3fn). Without torch: status 77. The inputs are made again by tst_number_convert.cpp.
"""
import sys
import zlib

try:
    import numpy as np
    import torch
except ImportError:
    print("skipped: this Python has no torch")
    sys.exit(77)

TARGETS = ["float64", "float32", "float16", "bfloat16", "float8_e4m3fn", "float8_e5m2"]
SOURCES = TARGETS + ["float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu"]
SIZES = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2}
UNSIGNED = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}
SIGNED = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


def mixed(count):
    """splitmix64 of 0 .. count-1."""
    with np.errstate(over="ignore"):
        x = (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def inputs(size):
    """All patterns of one and two bytes; of four and eight those around every step of the narrower types, and random ones."""
    if size <= 2:
        return np.arange(1 << 8 * size, dtype=np.uint64).astype(UNSIGNED[size])
    steps = np.arange(1 << 20, dtype=np.uint64) << np.uint64(12)
    if size == 4:
        around = np.concatenate([steps, steps + np.uint64(1), steps - np.uint64(1)]).astype(np.uint32)
        return np.concatenate([around, mixed(1 << 20).astype(np.uint32)])
    # The same steps as float64: exponent and upper fraction bits, put where float64 has them.
    sign, rest = steps >> np.uint64(31) << np.uint64(63), (steps & np.uint64(0x7FFFFFFF)) << np.uint64(29)
    wide = sign | (rest + np.uint64(0x3800000000000000))
    return np.concatenate([wide, wide + np.uint64(1), wide - np.uint64(1), mixed(1 << 20)])


def sums(source, target):
    size = SIZES.get(source, 1)
    bits = inputs(size)
    signed = bits.view({1: np.uint8, 2: np.int16, 4: np.int32, 8: np.int64}[size])
    result = torch.from_numpy(signed.copy()).view(getattr(torch, source)).to(getattr(torch, target))
    width = SIZES.get(target, 1)
    exact = result.view(SIGNED[width]).numpy().view(UNSIGNED[width]).copy()
    plain = exact.copy()
    plain[torch.isnan(result.to(torch.float64)).numpy()] = np.iinfo(plain.dtype).max
    return zlib.crc32(exact.tobytes()), zlib.crc32(plain.tobytes())


def lines():
    for source in SOURCES:
        for target in TARGETS:
            if hasattr(torch, source) and hasattr(torch, target):
                yield "%s %s %08x %08x" % ((source, target) + sums(source, target))


def main():
    if "--write" in sys.argv:
        with open(sys.argv[1], "w") as table:
            table.write("# Written by tests/core/types/number_table.py with torch %s.\n" % torch.__version__.split("+")[0])
            table.writelines(line + "\n" for line in lines())
        return 0
    is_exact = hasattr(torch, "float8_e8m0fnu") and torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")
    expected = {tuple(line.split()[:2]): line.split()[2:] for line in open(sys.argv[1]) if line[0] != "#"}
    failed = 0
    for line in lines():
        source, target, exact, plain = line.split()
        wanted = expected[source, target]
        if plain != wanted[1] or (is_exact and exact != wanted[0]):
            print("%s to %s: %s %s, the table has %s %s" % (source, target, exact, plain, *wanted))
            failed = 1
    return failed


sys.exit(main())
