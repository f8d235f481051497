#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does torch read the same from a checkpoint that we wrote again as it is?   PYTHON resave_oracle.py RESAVE FIXTURES

Every fixture that this torch loads is written again as a zip and as a legacy stream, loaded and compared bit for bit, with
sharing and device tags; zips also with weights_only where the original loads so, by mmap, and with offsets that torch
computes. Without torch: status 77.
"""
import os
import subprocess
import sys
import tempfile
import warnings

os.environ["TORCH_SERIALIZATION_DEBUG"] = "1"
try:
    import torch
except ImportError:
    print("skipped: this Python has no torch")
    sys.exit(77)

RESAVE, FIXTURES = sys.argv[1:3]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "oracle"))
sys.path.insert(0, FIXTURES)
from compare import assert_same  # noqa: E402

warnings.filterwarnings("ignore")
NEW = hasattr(torch.serialization, "get_unsafe_globals_in_checkpoint")


def load(path, **options):
    """What torch reads, and the device tags in the order it meets them."""
    tags = []

    def place(storage, tag):
        tags.append(tag)
        return storage

    if NEW:
        options.setdefault("weights_only", False)
    return torch.load(path, map_location=place, **options), tags


def attempt(path, **options):
    try:
        return load(path, **options)
    except Exception as error:
        return error


def check(path, kind, out):
    """None, or what is wrong with the file written again."""
    before = attempt(path)
    if isinstance(before, Exception):
        return None
    run = subprocess.run([RESAVE, path, out, kind], capture_output=True, text=True)
    if run.returncode == 3:
        print("refused:", run.stderr.strip())
        return None
    if run.returncode != 0:
        return run.stderr.strip()
    after, tags = load(out)
    assert_same(before[0], after)
    if sorted(set(before[1])) != sorted(set(tags)):
        return "tags %r became %r" % (set(before[1]), set(tags))
    if kind == "zip" and NEW:
        assert_same(before[0], load(out, mmap=True)[0])
        from torch.utils.serialization import config
        config.load.calculate_storage_offsets = True
        try:
            assert_same(before[0], load(out, mmap=True)[0])
        finally:
            config.load.calculate_storage_offsets = False
        safe = attempt(path, weights_only=True)
        if not isinstance(safe, Exception):
            assert_same(safe[0], load(out, weights_only=True)[0])
    return None


def main():
    failed, done = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for parent, _, names in sorted(os.walk(FIXTURES)):
            for name in sorted(names):
                path = os.path.join(parent, name)
                if os.path.splitext(name)[1] not in (".pth", ".pt", ".bin", ".pkl") or isinstance(attempt(path), Exception):
                    continue
                for kind in ("zip", "legacy"):
                    done += 1
                    try:
                        wrong = check(path, kind, os.path.join(folder, "out.pth"))
                    except Exception as error:
                        wrong = "%s: %s" % (type(error).__name__, error)
                    if wrong:
                        print("%s as %s: %s" % (os.path.relpath(path, FIXTURES), kind, wrong))
                        failed += 1
    print("%d of %d wrong (torch %s)" % (failed, done, torch.__version__))
    return 1 if failed or not done else 0


sys.exit(main())
