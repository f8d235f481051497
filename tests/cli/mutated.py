# SPDX-License-Identifier: Apache-2.0
"""Damages good files at random and gives them to pthf.   PYTHON mutated.py PTHF FIXTURES [FILES] [SEED]

Whatever the bytes are: pthf ends in time and by itself, with an exit status that blames the file or the plan and never the
program; and what it writes, it opens again and finds in order. A file that fails is kept and named.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

SECONDS = 60  # what the slowest machine under the slowest sanitizer may take for a small file
CONVERSIONS = (["--map-location", "cpu"], ["--laptop"], ["--format", "legacy"], ["--portable", "--untie", "--compact"],
               ["--cast", "float16"], ["--state-dict", "--drop-role", "optimizer"])


def samples(folder):
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            file = os.path.join(path, name)
            if not name.endswith((".json", ".md", ".py", ".txt")) and 0 < os.path.getsize(file) < 300000:
                yield file


def mutated(data, draw):
    data = bytearray(data)
    if draw.random() < 0.25:
        return data[:draw.randrange(len(data) + 1)]
    for _ in range(draw.choice([1, 1, 2, 5, 20])):
        place = draw.randrange(len(data))
        data[place] = draw.choice([draw.randrange(256), 0, 255, data[place] ^ (1 << draw.randrange(8))])
    if draw.random() < 0.1:
        place = draw.randrange(len(data) + 1)
        data[place:place] = bytes(draw.randrange(256) for _ in range(draw.randrange(1, 40)))
    return data


def answer(pthf, arguments):
    """Nothing, or what is wrong with the way pthf ended, and its exit status."""
    try:
        done = subprocess.run([pthf] + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "took longer than %d s" % SECONDS, None
    if done.returncode in (0, 1, 2, 3):
        return None, done.returncode
    return "exit status %d: %s" % (done.returncode, (done.stderr or done.stdout)[-400:].decode("utf-8", "replace")), None


def trouble(pthf, source, target, draw):
    for subcommand in ("info", "ls", "check"):
        said, checked = answer(pthf, [subcommand, "--json", source])
        if said:
            return subcommand + ": " + said
    was_good = checked == 0
    for arguments in (["salvage", source, target, "--overwrite"],
                      ["convert", source, target, "--overwrite"] + draw.choice(CONVERSIONS)):
        said, status = answer(pthf, arguments)
        written = status == 0 or (status == 1 and os.path.exists(target))
        # A copied record keeps the checksum that its damaged bytes do not match: a conversion hides no damage.
        if not said and written:
            said, checked = answer(pthf, ["check" if was_good else "info", target])
            said = said or ("wrote a file that is not in order" if checked else None)
        if os.path.exists(target):
            os.remove(target)
        if said:
            return " ".join(arguments[:1] + arguments[3:]) + ": " + said
    return None


def main():
    pthf, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    count, seed = (int(word) for word in (sys.argv[3:] + ["250", "1"][len(sys.argv) - 3:]))
    files, failures = list(samples(folder)), 0
    assert files, "no samples in " + folder
    with tempfile.TemporaryDirectory() as work:
        for number in range(count):
            draw = random.Random("%d/%d" % (seed, number))
            sample = draw.choice(files)
            with open(sample, "rb") as file:
                data = mutated(file.read(), draw)
            source = os.path.join(work, "in" + os.path.splitext(sample)[1])
            with open(source, "wb") as file:
                file.write(data)
            said = trouble(pthf, source, os.path.join(work, "out.pth"), draw)
            if said:
                failures += 1
                kept = os.path.join(tempfile.gettempdir(), "pthf-mutated-%d-%d%s" % (seed, number, os.path.splitext(sample)[1]))
                shutil.copy(source, kept)
                print("%s, from %s\n    %s" % (kept, os.path.relpath(sample, folder), said), flush=True)
    print("%d damaged files, %d of them not answered well" % (count, failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
