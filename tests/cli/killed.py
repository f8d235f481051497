# SPDX-License-Identifier: Apache-2.0
"""Kills pthf at random moments of a save and of an edit in place.   PYTHON killed.py PTHF [TIMES]

Whenever it happens: the target is the old file or the new one, and the next save leaves nothing else in the folder; a file
edited in place shows what it was before or after, and one undo brings the old bytes back.
"""
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile


def checkpoint(path, tensors, floats):
    """A torch zip by hand: nobody needs torch for this test."""
    def text(word):
        return b"X" + len(word).to_bytes(4, "little") + word.encode()
    pickle = [b"\x80\x02}("]
    for i in range(tensors):
        identity = b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text(str(i)) + text("cuda:0")
        identity += b"J" + floats.to_bytes(4, "little") + b"tQ"
        pickle.append(text("module.layer%d.weight" % i) + b"ctorch._utils\n_rebuild_tensor_v2\n(" + identity + b"K\x00(J"
                      + floats.to_bytes(4, "little") + b"t(K\x01t\x89ccollections\nOrderedDict\n)RtR")
    pickle.append(b"u.")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", b"".join(pickle))
        for i in range(tensors):
            archive.writestr("archive/data/%d" % i, random.randbytes(4 * floats))
        archive.writestr("archive/version", "3\n")


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def run(*arguments):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def killed(seconds, *arguments):
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    process.wait()


def main():
    pthf, times = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    random.seed(11)
    with tempfile.TemporaryDirectory() as folder:
        source, target, edited = (os.path.join(folder, name) for name in ("in.pth", "out.pth", "edited.pth"))
        checkpoint(source, 40, 20000)
        save = (pthf, "convert", source, target, "--map-location", "cpu", "--overwrite")
        edit = (pthf, "convert", "--in-place", edited, "--map-location", "cpu")
        begin = time.monotonic()
        assert run(*save).returncode == 0
        whole = time.monotonic() - begin
        new, old, before = contents(target), b"the old file", contents(source)
        outcomes = {"old": 0, "new": 0, "before": 0, "after": 0, "cut": 0}
        for _ in range(times // 2):
            with open(target, "wb") as file:
                file.write(old)
            killed(random.uniform(0, 1.2 * whole), *save)
            found = contents(target)
            assert found in (old, new), "half a file of %d bytes" % len(found)
            outcomes["old" if found == old else "new"] += 1
        assert run(*save).returncode == 0
        assert sorted(os.listdir(folder)) == ["in.pth", "out.pth"], os.listdir(folder)
        for _ in range(times - times // 2):
            with open(edited, "wb") as file:
                file.write(before)
            killed(random.uniform(0, 0.4 * whole), *edit)
            assert contents(edited).startswith(before)
            listing = run(pthf, "info", edited)
            assert listing.returncode == 0, listing.stderr
            if len(contents(edited)) == len(before):
                outcomes["before"] += 1
                continue
            outcomes["cut" if b"was cut off" in listing.stdout else "after"] += 1
            undone = run(pthf, "undo", edited)
            assert undone.returncode == 0, undone.stderr
            assert contents(edited) == before
    print(outcomes)


if __name__ == "__main__":
    main()
